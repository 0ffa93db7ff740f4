import { Body1, makeStyles, tokens } from '@fluentui/react-components'
import { useTranslation } from 'react-i18next'
import type { SeatMonth } from '../../../../electron/contract/savings/achieved.ts'
import { BarLegend } from '../../../ui/charts/bar-legend.tsx'
import { BarList } from '../../../ui/charts/bar-list.tsx'
import { ChartFrame } from '../../../ui/charts/chart-frame.tsx'
import type { BarTone } from '../../../ui/charts/tones.ts'
import { useFormat } from '../../../ui/format-context.tsx'

const useStyles = makeStyles({ quiet: { color: tokens.colorNeutralForeground3 } })

/** The parts of a month's bar from the left; newly assigned seats were not held a month before. */
const parts = [
  ['retained', 'active'],
  ['reactivated', 'again'],
  ['lapsed', 'inactive'],
  ['stillIdle', 'empty'],
  ['reclaimed', 'freed'],
  ['notComparable', 'unknown'],
] as const satisfies readonly (readonly [keyof SeatMonth, BarTone])[]
const shownMonths = 12

/** Month by month which seats stayed in use, fell idle or were given back. */
export function MonthsChart({ months }: { months: readonly SeatMonth[] }) {
  const styles = useStyles()
  const { t } = useTranslation('achieved')
  const format = useFormat()
  const shown = months.slice(-shownMonths)
  const heldOf = (month: SeatMonth) => parts.reduce((sum, [name]) => sum + month[name], 0)
  const table = {
    columns: [t('months.month'), ...parts.map(([name]) => t(`months.${name}`)), t('months.newlyAssigned')],
    rows: shown.toReversed().map(month => ({
      key: month.month,
      cells: [
        format.month(`${month.month}-01`),
        ...parts.map(([name]) => format.integer(month[name])),
        format.integer(month.newlyAssigned),
      ],
    })),
  }
  return (
    <ChartFrame
      title={t('months.title')}
      table={table}
      note={shown.length > 0 ? t('months.note') : undefined}
    >
      {shown.length === 0 ? (
        <Body1 className={styles.quiet}>{t('months.none')}</Body1>
      ) : (
        <>
          <BarLegend
            parts={parts
              .filter(([name]) => shown.some(month => month[name] > 0))
              .map(([name, tone]) => ({ key: name, tone, name: t(`months.${name}`) }))}
          />
          <BarList
            of={Math.max(...shown.map(heldOf))}
            rows={shown.map(month => ({
              key: month.month,
              name: format.month(`${month.month}-01`),
              title: format.month(`${month.month}-01`),
              parts: parts.map(([name, tone]) => ({ key: name, tone, value: month[name] })),
              text: t('months.text', {
                kept: format.integer(month.retained + month.reactivated),
                lapsed: format.integer(month.lapsed),
                reclaimed: format.integer(month.reclaimed),
              }),
            }))}
          />
        </>
      )}
    </ChartFrame>
  )
}
