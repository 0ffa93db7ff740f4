import { Button, Link, makeStyles, tokens, typographyStyles } from '@fluentui/react-components'
import { useTranslation } from 'react-i18next'
import type { SavingsSummary } from '../../../electron/contract/savings/answers.ts'
import { useFormat } from '../../ui/format-context.tsx'
import { moneyText } from './money.ts'

const useStyles = makeStyles({
  head: { display: 'flex', alignItems: 'flex-end', flexWrap: 'wrap', gap: tokens.spacingHorizontalXXL },
  sum: { ...typographyStyles.title1, fontVariantNumeric: 'tabular-nums' },
  about: { color: tokens.colorNeutralForeground2, fontVariantNumeric: 'tabular-nums' },
  beside: {
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'center',
    columnGap: tokens.spacingHorizontalM,
    color: tokens.colorNeutralForeground3,
    fontVariantNumeric: 'tabular-nums',
  },
})

/** The sum of a year, how many seats it is about, and what is not in it. */
export function Headline({
  summary,
  onPrices,
  onExcluded,
}: {
  summary: SavingsSummary
  onPrices: () => void
  onExcluded: () => void
}) {
  const styles = useStyles()
  const { t } = useTranslation('savings')
  const format = useFormat()
  const { exposure, toLookInto, leftOut, lines, priced, paid } = summary
  const seats = format.integer(exposure.seats)
  const assigned = lines.reduce((sum, line) => sum + line.assigned, 0)
  const unassigned = lines.reduce((sum, line) => sum + line.unassigned, 0)
  const isPriced = exposure.money.length > 0
  return (
    <div className={styles.head}>
      <div>
        <div className={styles.sum}>
          {isPriced ? moneyText(exposure.money) : t('exposureUnpriced', { count: exposure.seats, seats })}
        </div>
        <div className={styles.about}>
          {isPriced && `${t('exposure', { seats })} · `}
          {t('ofAssigned', {
            assigned: format.integer(assigned),
            unassigned: format.integer(unassigned),
          })}
        </div>
      </div>
      <div className={styles.beside}>
        <span>{t('toLookInto', { count: toLookInto.seats, seats: format.integer(toLookInto.seats) })}</span>
        {leftOut.exclusions > 0 || leftOut.seats > 0 ? (
          <Link as="button" inline onClick={onExcluded}>
            {t('leftOutBy', {
              count: leftOut.exclusions,
              seats: format.integer(leftOut.seats),
              money: leftOut.money.length === 0 ? '' : `, ${moneyText(leftOut.money)},`,
            })}
          </Link>
        ) : (
          <span>{t('leftOut', { seats: format.integer(leftOut.seats) })}</span>
        )}
        {priced < paid && (
          <>
            <span>{t('priced', { priced, paid })}</span>
            <Button size="small" onClick={onPrices}>
              {t('addPrices')}
            </Button>
          </>
        )}
      </div>
    </div>
  )
}
