import { Link, makeStyles, tokens } from '@fluentui/react-components'
import { useTranslation } from 'react-i18next'
import type { SubscriptionFact } from '../../../../electron/contract/savings/inputs.ts'
import { useFormat } from '../../../ui/format-context.tsx'
import type { DraftContract } from './contract-draft.ts'

const useStyles = makeStyles({
  guess: {
    color: tokens.colorNeutralForeground3,
    fontSize: tokens.fontSizeBase200,
    paddingBlockEnd: tokens.spacingVerticalXS,
  },
})

type Props = { draft: DraftContract; label: string; onTake: (term: SubscriptionFact['term']) => void }

/** What the dates of renewal suggest where no term is entered: said as a guess, and taken only by a click. */
export function TermGuess({ draft: { term, guess }, label, onTake }: Props) {
  const styles = useStyles()
  const { t } = useTranslation('savings')
  const format = useFormat()
  if (term !== null || guess === null) return null
  const { term: guessed, from, to } = guess
  if (guessed === null || from === null)
    return <div className={styles.guess}>{t('contracts.notMonthly')}</div>
  const name = t(`prices.periods.${guessed}`)
  return (
    <div className={styles.guess}>
      {t('contracts.guess', { term: name, from: format.date(from), to: format.date(to) })}{' '}
      <Link
        as="button"
        inline
        aria-label={`${t('contracts.takeGuess', { term: name })}, ${label}`}
        onClick={() => onTake(guessed)}
      >
        {t('contracts.takeGuess', { term: name })}
      </Link>
    </div>
  )
}
