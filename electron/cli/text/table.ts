import { pad, printable, textWidth, truncate } from './width.ts'

export type TableColumn = { title: string; align: 'left' | 'right' }
type Layout = {
  /** Places on the terminal, null when nobody looks at the lines' ends. */
  width: number | null
  header: (text: string) => string
}

const gap = 2
const narrowest = 6

/**
 * A table without frames. Columns take what their longest cell needs; on a terminal that is too narrow the widest ones
 * give way, and where even that is not enough the last columns are left out and named below.
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
  const widths = layout.width === null ? natural : fitWidths(natural, layout.width)
  const shown = columns.slice(0, widths.length)
  const line = (texts: readonly string[]) =>
    shown.map(({ align }, index) => cell(texts[index] ?? '', widths[index] ?? 0, align)).join(' '.repeat(gap))
  const lines = [layout.header(line(columns.map(({ title }) => title))), ...clean.map(line)]
  const left = columns.slice(widths.length)
  if (left.length > 0)
    lines.push(`Not shown for want of width: ${left.map(({ title }) => title).join(', ')}.`)
  return lines.map(text => text.trimEnd()).join('\n')
}

function cell(text: string, width: number, align: 'left' | 'right'): string {
  return pad(truncate(text, width), width, align)
}

/** Widths that fit into `available` places, fewer of them when the columns do not all fit at their narrowest. */
export function fitWidths(natural: readonly number[], available: number): number[] {
  const widths = [...natural]
  while (widths.length > 1 && total(widths.map(width => Math.min(width, narrowest))) > available) widths.pop()
  let excess = total(widths) - available
  while (excess > 0) {
    const widest = Math.max(...widths)
    if (widest <= narrowest) break
    const next = Math.max(narrowest, ...widths.filter(width => width < widest))
    const sharers = widths.flatMap((width, index) => (width === widest ? [index] : []))
    const cut = Math.min(widest - next, Math.ceil(excess / sharers.length))
    for (const index of sharers) widths[index] = widest - cut
    excess = total(widths) - available
  }
  return widths
}

function total(widths: readonly number[]): number {
  return widths.reduce((sum, width) => sum + width, 0) + gap * Math.max(0, widths.length - 1)
}
