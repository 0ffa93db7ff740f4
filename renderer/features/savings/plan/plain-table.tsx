import {
  makeStyles,
  mergeClasses,
  Table,
  TableBody,
  TableHeader,
  TableHeaderCell,
  TableRow,
  tokens,
  typographyStyles,
} from '@fluentui/react-components'
import type { ReactNode } from 'react'

const useStyles = makeStyles({
  title: { ...typographyStyles.subtitle2, margin: `0 0 ${tokens.spacingVerticalXS}` },
  head: { fontSize: tokens.fontSizeBase200 },
  narrow: { width: '52px' },
  wide: { width: '40%' },
  scroller: { position: 'relative', overflowX: 'auto' },
  table: { minWidth: '520px' },
  under: { margin: `${tokens.spacingVerticalXS} 0 0`, color: tokens.colorNeutralForeground3 },
})

type PlainTableProps = {
  title: string
  columns: readonly { name: string; isNarrow?: boolean; isWide?: boolean }[]
  /** A sentence below it. */
  under?: string | null
  children: ReactNode
}

/** A small table under its title. */
export function PlainTable({ title, columns, under = null, children }: PlainTableProps) {
  const styles = useStyles()
  return (
    <section>
      <h3 className={styles.title}>{title}</h3>
      <div className={styles.scroller}>
        <Table size="small" className={styles.table} aria-label={title}>
          <TableHeader>
            <TableRow>
              {columns.map(({ name, isNarrow, isWide }) => (
                <TableHeaderCell
                  key={name}
                  className={mergeClasses(
                    styles.head,
                    isNarrow === true && styles.narrow,
                    isWide === true && styles.wide,
                  )}
                >
                  {name}
                </TableHeaderCell>
              ))}
            </TableRow>
          </TableHeader>
          <TableBody>{children}</TableBody>
        </Table>
      </div>
      {under !== null && <p className={styles.under}>{under}</p>}
    </section>
  )
}
