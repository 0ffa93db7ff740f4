import { makeStyles, mergeClasses, tokens } from '@fluentui/react-components'
import { useTranslation } from 'react-i18next'
import { addMoney } from '../../../electron/contract/savings/add-money.ts'
import type { SavingsSummary } from '../../../electron/contract/savings/answers.ts'
import { useFormat } from '../../ui/format-context.tsx'
import { moneyText } from './money.ts'
import { useWord } from './use-word.ts'

const useStyles = makeStyles({
  list: { listStyleType: 'none', margin: 0, padding: 0, display: 'flex', flexDirection: 'column' },
  rule: {
    display: 'grid',
    gridTemplateColumns: '1fr auto',
    width: '100%',
    padding: `${tokens.spacingVerticalXS} ${tokens.spacingHorizontalS}`,
    border: 'none',
    borderRadius: tokens.borderRadiusMedium,
    backgroundColor: 'transparent',
    color: tokens.colorNeutralForeground1,
    fontFamily: 'inherit',
    fontSize: tokens.fontSizeBase300,
    textAlign: 'start',
    cursor: 'pointer',
    ':hover': { backgroundColor: tokens.colorSubtleBackgroundHover },
    ':focus-visible': { outline: `2px solid ${tokens.colorStrokeFocus2}` },
  },
  chosen: { backgroundColor: tokens.colorSubtleBackgroundSelected, fontWeight: tokens.fontWeightSemibold },
  under: {
    gridColumn: '1 / -1',
    color: tokens.colorNeutralForeground3,
    fontSize: tokens.fontSizeBase200,
    fontWeight: tokens.fontWeightRegular,
  },
  number: { fontVariantNumeric: 'tabular-nums' },
})

type Props = {
  rules: SavingsSummary['rules']
  chosen: string | null
  onChoose: (rule: string | null) => void
}

/** The rules that match some seat, each with how many seats it claims and what they cost. */
export function RuleList({ rules, chosen, onChoose }: Props) {
  const { t } = useTranslation('savings')
  const word = useWord()
  const styles = useStyles()
  const shown = rules.filter(
    ({ rule, certain, strong, weak }) => rule !== 'P1' && certain.seats + strong.seats + weak.seats > 0,
  )
  const sure = shown.reduce((sum, { certain, strong }) => sum + certain.seats + strong.seats, 0)
  const weak = shown.reduce((sum, one) => sum + one.weak.seats, 0)
  const money = addMoney(shown.flatMap(({ certain, strong }) => [...certain.money, ...strong.money]))
  return (
    <ul className={styles.list} aria-label={t('rules.title')}>
      <Rule
        name={t('rules.all')}
        sure={sure}
        weak={weak}
        money={moneyText(money)}
        isChosen={chosen === null}
        onChoose={() => onChoose(null)}
      />
      {shown.map(({ rule, certain, strong, weak: more }) => (
        <Rule
          key={rule}
          name={word('rules', rule)}
          sure={certain.seats + strong.seats}
          weak={more.seats}
          money={moneyText(addMoney([...certain.money, ...strong.money]))}
          isChosen={chosen === rule}
          onChoose={() => onChoose(rule)}
        />
      ))}
    </ul>
  )
}

type RuleProps = {
  name: string
  sure: number
  weak: number
  money: string
  isChosen: boolean
  onChoose: () => void
}

function Rule({ name, sure, weak, money, isChosen, onChoose }: RuleProps) {
  const styles = useStyles()
  const { t } = useTranslation('savings')
  const format = useFormat()
  return (
    <li>
      <button
        type="button"
        aria-pressed={isChosen}
        className={mergeClasses(styles.rule, isChosen && styles.chosen)}
        onClick={onChoose}
      >
        <span>{name}</span>
        <span className={styles.number}>{format.integer(sure)}</span>
        <span className={styles.under}>
          {[money, weak > 0 ? t('rules.weak', { weak: format.integer(weak) }) : '']
            .filter(part => part !== '')
            .join(' · ')}
        </span>
      </button>
    </li>
  )
}
