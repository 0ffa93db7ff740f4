import { makeStyles, mergeClasses, tokens } from '@fluentui/react-components'

const useStyles = makeStyles({
  scroll: { position: 'relative', overflow: 'auto', maxHeight: '320px' },
  table: { borderCollapse: 'collapse', fontVariantNumeric: 'tabular-nums', width: '100%' },
  cell: {
    padding: `${tokens.spacingVerticalXS} ${tokens.spacingHorizontalS}`,
    borderBottom: `1px solid ${tokens.colorNeutralStroke2}`,
    textAlign: 'right',
    fontWeight: tokens.fontWeightRegular,
    whiteSpace: 'nowrap',
  },
  name: { textAlign: 'left' },
  head: {
    position: 'sticky',
    top: 0,
    backgroundColor: tokens.colorNeutralBackground1,
    fontWeight: tokens.fontWeightSemibold,
  },
})

/** Rows of a chart as text. The first cell of a row is its name; null stands for not known. */
export type ChartTableContent = {
  columns: readonly string[]
  rows: readonly { key: string; cells: readonly (string | null)[] }[]
}

/** What scrolls has to be reached by keyboard. */
const reachable = { tabIndex: 0 } as const

type Props = ChartTableContent & { titleId: string }

/** The numbers of a chart. It scrolls within itself and can be scrolled by keyboard. */
export function ChartTable({ columns, rows, titleId }: Props) {
  const styles = useStyles()
  const [first = '', ...others] = columns
  return (
    <section className={styles.scroll} aria-labelledby={titleId} {...reachable}>
      <table className={styles.table} aria-labelledby={titleId}>
        <thead>
          <tr>
            <th scope="col" className={mergeClasses(styles.cell, styles.head, styles.name)}>
              {first}
            </th>
            {others.map(column => (
              <th key={column} scope="col" className={mergeClasses(styles.cell, styles.head)}>
                {column}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map(({ key, cells: [name = null, ...values] }) => (
            <tr key={key}>
              <th scope="row" className={mergeClasses(styles.cell, styles.name)}>
                {name}
              </th>
              {values.map((value, index) => (
                <td key={columns[index + 1]} className={styles.cell}>
                  {value ?? '–'}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  )
}
