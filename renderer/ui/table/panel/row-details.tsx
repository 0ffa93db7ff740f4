import { makeStyles, tokens } from '@fluentui/react-components'
import type { ReportColumn } from '../../../../electron/contract/reports.ts'
import { formatCell } from '../../format.ts'
import { useFormat } from '../../format-context.tsx'
import { useCellWords } from '../body/use-cell-words.ts'
import type { TableRow } from '../rows/table-row.ts'

const useStyles = makeStyles({
  list: {
    display: 'grid',
    gridTemplateColumns: 'minmax(96px, 40%) 1fr',
    columnGap: tokens.spacingHorizontalM,
    rowGap: tokens.spacingVerticalS,
    margin: 0,
  },
  label: { color: tokens.colorNeutralForeground3 },
  value: { margin: 0, overflowWrap: 'anywhere', userSelect: 'text' },
})

type Props = { row: TableRow; columns: readonly ReportColumn[] }

/** Every value of a row that is not blank, for tables whose screen has nothing of its own to show. */
export function RowDetails({ row, columns }: Props) {
  const styles = useStyles()
  const format = useFormat()
  const flags = useCellWords()
  return (
    <dl className={styles.list}>
      {columns.map(column => {
        const money = { withCents: false, currency: row.values['currency'] ?? null }
        const text = formatCell(row.values[column.key] ?? null, column, format, flags, money)
        if (text === '') return null
        return [
          <dt key={`${column.key} title`} className={styles.label}>
            {column.label}
          </dt>,
          <dd key={column.key} className={styles.value} dir={column.type === 'text' ? 'auto' : undefined}>
            {text}
          </dd>,
        ]
      })}
    </dl>
  )
}
