import { makeStyles, tokens } from '@fluentui/react-components'
import type { ReactNode } from 'react'
import { type BarPart, StackedBar } from './stacked-bar.tsx'

const useStyles = makeStyles({
  list: {
    display: 'grid',
    gridTemplateColumns: 'fit-content(45%) minmax(48px, 1fr) max-content',
    columnGap: tokens.spacingHorizontalM,
    rowGap: tokens.spacingVerticalS,
    margin: 0,
    padding: 0,
    listStyleType: 'none',
  },
  item: { display: 'grid', gridColumn: '1 / -1', gridTemplateColumns: 'subgrid', alignItems: 'center' },
  name: { minWidth: 0, overflow: 'hidden', textOverflow: 'ellipsis', whiteSpace: 'nowrap' },
  text: { textAlign: 'right', fontVariantNumeric: 'tabular-nums', whiteSpace: 'nowrap' },
})

export type BarRow = {
  key: string
  /** The name, or a link of that name. */
  name: ReactNode
  title: string
  parts: readonly BarPart[]
  /** The numbers that the bar draws, in words. */
  text: ReactNode
}

type Props = {
  rows: readonly BarRow[]
  /** What the longest bar stands for, so that all are drawn to one measure. */
  of: number
}

/** Bars below each other, each with its name before it and its numbers behind it. */
export function BarList({ rows, of: whole }: Props) {
  const styles = useStyles()
  return (
    <ul className={styles.list}>
      {rows.map(({ key, name, title, parts, text }) => (
        <li key={key} className={styles.item}>
          <span className={styles.name} title={title}>
            {name}
          </span>
          <StackedBar parts={parts} of={whole} />
          <span className={styles.text}>{text}</span>
        </li>
      ))}
    </ul>
  )
}
