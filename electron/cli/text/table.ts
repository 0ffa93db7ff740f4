import { pad, printable, textWidth, truncate, wrap } from './width.ts'

export type TableColumn = {
  title: string
  /** Numbers stand at the right, and are never cut. */
  align: 'left' | 'right'
  /** Whether a text is never cut either. */
  isWhole?: boolean
}
type Layout = {
  /** Places on the terminal, null when nobody looks at the lines' ends. */
  width: number | null
  header: (text: string) => string
}

const gap = 2
const minColumnWidth = 8

/**
 * A table without frames. Columns take what their longest cell needs; on a terminal that is too narrow the
 * widest texts give way, and where even that is not enough the last columns are left out and named below.
 */
export function formatTable(
  columns: readonly TableColumn[],
  rows: readonly (readonly string[])[],
  layout: Layout,
): string {
  const clean = rows.map(row => row.map(printable))
  const natural = columns.map(({ title }, index) =>
    clean.reduce((widest, row) => Math.max(widest, textWidth(row[index] ?? '')), textWidth(title)),
  )
  const floors = columns.map(({ align, isWhole }, index) =>
    align === 'right' || isWhole === true
      ? (natural[index] ?? 0)
      : Math.min(natural[index] ?? 0, minColumnWidth),
  )
  const widths = layout.width === null ? natural : fitWidths(natural, floors, layout.width)
  const shown = columns.slice(0, widths.length)
  const line = (texts: readonly string[]) =>
    shown.map(({ align }, index) => cell(texts[index] ?? '', widths[index] ?? 0, align)).join(' '.repeat(gap))
  const lines = [layout.header(line(columns.map(({ title }) => title))), ...clean.map(line)]
  const left = columns.slice(widths.length)
  if (left.length > 0) {
    const text = `Not shown, because the terminal is too narrow: ${left.map(({ title }) => title).join(', ')}.`
    lines.push(...wrap(text, layout.width, ''))
  }
  return lines.map(text => text.trimEnd()).join('\n')
}

function cell(text: string, width: number, align: 'left' | 'right'): string {
  return pad(truncate(text, width), width, align)
}

/**
 * Widths that fit into `available` places, fewer of them when the columns do not all fit at their
 * minColumnWidth (`floors`).
 */
export function fitWidths(
  natural: readonly number[],
  floors: readonly number[],
  available: number,
): number[] {
  let count = natural.length
  while (count > 1 && total(floors.slice(0, count)) > available) count -= 1
  const widths = natural.slice(0, count)
  let excess = total(widths) - available
  while (excess > 0) {
    const yielding = widths.flatMap((width, index) => (width > (floors[index] ?? 0) ? [index] : []))
    const widest = yielding.reduce<number | null>(
      (best, index) => (best === null || (widths[index] ?? 0) > (widths[best] ?? 0) ? index : best),
      null,
    )
    if (widest === null) break
    widths[widest] = (widths[widest] ?? 0) - 1
    excess -= 1
  }
  return widths
}

function total(widths: readonly number[]): number {
  return widths.reduce((sum, width) => sum + width, 0) + gap * Math.max(0, widths.length - 1)
}
