import { makeStyles, mergeClasses, tokens } from '@fluentui/react-components'
import { useTranslation } from 'react-i18next'
import type { ReportTotals } from '../../../../electron/contract/reports.ts'
import { formatCell } from '../../format.ts'
import { useFormat } from '../../format-context.tsx'
import { useCellStyles } from './cell-styles.ts'
import { type SeenColumn, selectorWidth } from './seen-columns.ts'
import { useCellWords } from './use-cell-words.ts'
import { totalsHeight } from './use-drawn-rows.ts'

const useStyles = makeStyles({
  row: {
    position: 'sticky',
    bottom: 0,
    zIndex: 2,
    display: 'flex',
    alignItems: 'center',
    height: `${totalsHeight}px`,
    minWidth: '100%',
    boxSizing: 'border-box',
    fontWeight: tokens.fontWeightSemibold,
    color: tokens.colorNeutralForeground1,
    backgroundColor: tokens.colorNeutralBackground1,
    borderTop: `${tokens.strokeWidthThin} solid ${tokens.colorNeutralStroke1}`,
  },
})

// The elements of a table stand one below the other; this one stays at the bottom.
const asRow = (count: number) => ({ role: 'row', 'aria-rowindex': count + 2 }) as const
const asCell = { role: 'gridcell' } as const

type Props = {
  totals: ReportTotals
  columns: readonly SeenColumn[]
  /** Of the rows above. */
  count: number
}

/** The sums of the columns that have one, over all rows that match, not only those in sight. */
export function TotalsRow({ totals, columns, count }: Props) {
  const styles = useStyles()
  const cellStyles = useCellStyles()
  const format = useFormat()
  const { t } = useTranslation()
  const flags = useCellWords()
  const { currency } = totals
  return (
    <div {...asRow(count)} className={styles.row}>
      <div {...asCell} className={cellStyles.selector} style={{ width: selectorWidth }} />
      {columns.map(({ column, width, stays, isAtRight, withCents }, place) => {
        const sum = totals.totals[column.key] ?? null
        const unknown = totals.unknown[column.key] ?? 0
        const title =
          sum === null || unknown === 0
            ? undefined
            : t('table.totalUnknown', { count: unknown, unknown: format.integer(unknown) })
        return (
          <div
            key={column.key}
            {...asCell}
            className={mergeClasses(
              cellStyles.cell,
              stays !== null && cellStyles.stays,
              isAtRight && cellStyles.number,
            )}
            style={stays === null ? { width } : { width, left: stays }}
            title={title}
          >
            <span className={cellStyles.text}>
              {place === 0
                ? t('table.totals')
                : formatCell(sum, column, format, flags, { withCents, currency })}
            </span>
          </div>
        )
      })}
    </div>
  )
}
