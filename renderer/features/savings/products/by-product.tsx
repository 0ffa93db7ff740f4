import { makeStyles, ToggleButton, tokens } from '@fluentui/react-components'
import { useTranslation } from 'react-i18next'
import type { SavingsSummary } from '../../../../electron/contract/savings/answers.ts'
import type { Navigate } from '../../../routing/use-route.ts'
import { BarLegend } from '../../../ui/charts/bar-legend.tsx'
import { LastUseChart } from '../last-use/last-use-chart.tsx'
import { BalanceTable } from './balance-table.tsx'
import { classParts, classTones } from './class-bar.ts'
import { DemandSummary } from './demand-text.tsx'
import { KeptOutLine } from './kept-out-line.tsx'
import { MoneyTable } from './money-table.tsx'

const useStyles = makeStyles({
  scroller: { position: 'relative', overflowY: 'auto', minHeight: 0 },
  about: { color: tokens.colorNeutralForeground3 },
  head: {
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'center',
    justifyContent: 'space-between',
    gap: tokens.spacingHorizontalM,
  },
  choice: { border: 'none', margin: 0, padding: 0, display: 'flex', columnGap: tokens.spacingHorizontalXXS },
})

/** What the bars and numbers are: seats, or what they cost in a year. */
export const measures = ['seats', 'money'] as const
export type Measure = (typeof measures)[number]

type Props = {
  connector: string
  summary: SavingsSummary
  measure: Measure
  navigate: Navigate
  onMeasure: (measure: Measure) => void
}

/** How the seats of each product are divided, as seats or as money. */
export function ByProduct({ connector, summary, measure, navigate, onMeasure }: Props) {
  const styles = useStyles()
  const { t } = useTranslation('savings')
  return (
    <div className={styles.scroller}>
      <p className={styles.about}>{t(measure === 'seats' ? 'balance.about' : 'balance.aboutCosts')}</p>
      <DemandSummary demand={summary.demand} />
      <div className={styles.head}>
        <BarLegend
          parts={classParts.map(key => ({ key, tone: classTones[key], name: t(`balance.${key}`) }))}
        />
        <fieldset className={styles.choice} aria-label={t('balance.show')}>
          {measures.map(one => (
            <ToggleButton
              key={one}
              size="small"
              appearance="subtle"
              checked={one === measure}
              onClick={() => onMeasure(one)}
            >
              {t(`balance.measures.${one}`)}
            </ToggleButton>
          ))}
        </fieldset>
      </div>
      {measure === 'seats' ? (
        <BalanceTable connector={connector} summary={summary} navigate={navigate} />
      ) : (
        <MoneyTable lines={summary.lines} />
      )}
      <KeptOutLine keptOut={summary.keptOut} navigate={navigate} />
      <LastUseChart connector={connector} />
    </div>
  )
}
