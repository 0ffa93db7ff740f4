import { makeStyles, mergeClasses, tokens } from '@fluentui/react-components'
import { memo, type ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { Cell } from '../../../../electron/contract/reports.ts'
import type { Format } from '../../format.ts'
import { useFormat } from '../../format-context.tsx'
import type { TableRow } from '../rows/table-row.ts'
import { useCellStyles } from './cell-styles.ts'
import { type CellWords, cellText } from './cell-text.ts'
import { type SeenColumn, selectorWidth } from './seen-columns.ts'
import { useCellWords } from './use-cell-words.ts'

const useStyles = makeStyles({
  row: {
    position: 'absolute',
    top: 0,
    left: 0,
    minWidth: '100%',
    boxSizing: 'border-box',
    display: 'flex',
    alignItems: 'center',
    color: tokens.colorNeutralForeground1,
    backgroundColor: tokens.colorNeutralBackground1,
    borderBottom: `${tokens.strokeWidthThin} solid ${tokens.colorNeutralStroke2}`,
    cursor: 'default',
    ':hover': {
      backgroundColor: tokens.colorNeutralBackground1Hover,
      color: tokens.colorNeutralForeground1Hover,
    },
    ':focus-visible': {
      outline: `${tokens.strokeWidthThick} solid ${tokens.colorStrokeFocus2}`,
      outlineOffset: '-2px',
      zIndex: 1,
    },
    '@media (forced-colors: active)': { ':hover': { color: 'Highlight' } },
  },
  chosen: {
    backgroundColor: tokens.colorNeutralBackground1Selected,
    ':hover': { backgroundColor: tokens.colorNeutralBackground1Selected },
    '@media (forced-colors: active)': { outline: `${tokens.strokeWidthThin} dashed Highlight` },
  },
  waiting: {
    display: 'block',
    width: '70%',
    height: '12px',
    borderRadius: tokens.borderRadiusSmall,
    backgroundColor: tokens.colorNeutralStencil1,
  },
})

export type LineProps = {
  /** From 0, of all rows. */
  index: number
  /** Pixels from the first row. */
  start: number
  /** In pixels. */
  height: number
  /** Null while it is still being read: then it shows where its text will be. */
  row: readonly Cell[] | null
  /** The same row as screens get it, for the cells that a screen draws itself; null where there are none. */
  drawn: TableRow | null
  /** The same object as long as nothing changes. */
  columns: readonly SeenColumn[]
  /** Whether the arrow keys have come to this row. */
  isActive: boolean
  isSelected: boolean
  /** Whether its side panel is open. */
  isOpen: boolean
}

/**
 * One row. While a table is scrolled only the rows that come into sight are drawn, and each is made of
 * nothing but elements: a hundred components for each frame would be more than there is time for.
 */
export const TableLine = memo(function TableLine(props: LineProps) {
  const { index, start, height, row, columns, isActive, isSelected, isOpen } = props
  const styles = useStyles()
  const cellStyles = useCellStyles()
  const format = useFormat()
  const { t } = useTranslation()
  const words = useCellWords()
  const [first] = columns
  const name = String((first === undefined ? null : row?.[first.index]) ?? index + 1)
  return (
    // The elements of a table stand one below the other; these stand where they are scrolled to, and say by
    // their roles what they are.
    <div
      {...asRow(index, isSelected)}
      data-index={index}
      tabIndex={isActive ? 0 : -1}
      className={mergeClasses(styles.row, (isSelected || isOpen) && styles.chosen)}
      style={{ transform: `translateY(${start}px)`, height }}
    >
      <div {...asCell} data-selector className={cellStyles.selector} style={{ width: selectorWidth }}>
        <input
          type="checkbox"
          className={cellStyles.box}
          tabIndex={-1}
          aria-label={t('table.selectRow', { name })}
          checked={isSelected}
          readOnly
          disabled={row === null}
        />
      </div>
      {columns.map(seen =>
        row === null ? (
          <div key={seen.column.key} {...asCell} className={cellStyles.cell} style={placeOf(seen)}>
            <span className={styles.waiting} />
          </div>
        ) : (
          drawCell({ seen, row, drawn: props.drawn, format, words, styles: cellStyles })
        ),
      )}
    </div>
  )
})

const asRow = (index: number, isSelected: boolean) =>
  ({ role: 'row', 'aria-rowindex': index + 2, 'aria-selected': isSelected }) as const
const asCell = { role: 'gridcell' } as const

const placeOf = ({ width, stays }: SeenColumn) => (stays === null ? { width } : { width, left: stays })

type Drawing = {
  seen: SeenColumn
  row: readonly Cell[]
  drawn: TableRow | null
  format: Format
  words: CellWords
  styles: ReturnType<typeof useCellStyles>
}

function drawCell({ seen, row, drawn, format, words, styles }: Drawing): ReactNode {
  const { column, index, stays, draw, missing, isAtRight, withCents, currencyIndex } = seen
  const currency = currencyIndex === null ? null : (row[currencyIndex] ?? null)
  const money = { withCents, currency }
  const { text, kind } = cellText(row[index] ?? null, column, missing, format, words, money)
  const isMissing = kind !== 'value' && kind !== 'blank'
  return (
    <div
      key={column.key}
      {...asCell}
      className={mergeClasses(
        styles.cell,
        stays !== null && styles.stays,
        isAtRight && styles.number,
        (column.type === 'date' || column.type === 'time') && styles.date,
        column.type === 'flag' && styles.quiet,
        isMissing && styles.missing,
      )}
      style={placeOf(seen)}
    >
      {(drawn === null ? null : draw?.(drawn)) ?? (
        // Names come in every script; each is written in its own direction.
        <span className={styles.text} dir={column.type === 'text' ? 'auto' : undefined} title={titleOf(text)}>
          {text}
        </span>
      )}
      {drawUnder({ seen, row, drawn, format, words, styles })}
    </div>
  )
}

/** The small line under a value, after the mark that the screen draws there. */
function drawUnder({ seen, row, drawn, format, words, styles }: Drawing): ReactNode {
  const { under, drawMark } = seen
  const text =
    under === null ? '' : cellText(row[under.index] ?? null, under.column, null, format, words).text
  const mark = drawn === null ? null : (drawMark?.(drawn) ?? null)
  if (text === '' && mark === null) return null
  return (
    <span className={styles.under} title={titleOf(text)}>
      {mark}
      {text}
    </span>
  )
}

/** A text that may not fit is read in full when the pointer rests on it. */
const titleOf = (text: string) => (text.length > 16 ? text : undefined)
