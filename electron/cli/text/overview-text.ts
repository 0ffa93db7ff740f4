import type { Cell, ReportPage } from '../../contract/reports.ts'
import { type ReportTextOptions, remarksText } from './report-text.ts'
import { pad, printable, textWidth } from './width.ts'

type Figure = { area: string; title: string; value: string; note: string }

/** The overview as key figures by area instead of a table whose every row is another kind of thing. */
export function overviewText(page: ReportPage, options: ReportTextOptions): string {
  const figures = page.rows.map(row => toFigure(page, row, options))
  const titleWidth = Math.max(0, ...figures.map(({ title }) => textWidth(title)))
  const valueWidth = Math.max(0, ...figures.map(({ value }) => textWidth(value)))
  const lines: string[] = []
  let area = ''
  for (const figure of figures) {
    if (figure.area !== area) lines.push('', options.paint('bold', figure.area))
    area = figure.area
    const note = figure.note === '' ? '' : `  ${options.paint('dim', figure.note)}`
    lines.push(`  ${pad(figure.title, titleWidth)}  ${pad(figure.value, valueWidth, 'right')}${note}`)
  }
  const remarks = remarksText(page, options)
  return [...lines.slice(1), ...(remarks === '' ? [] : ['', remarks])].join('\n')
}

function toFigure(page: ReportPage, row: readonly Cell[], { format }: ReportTextOptions): Figure {
  const cell = (key: string) => row[page.columns.findIndex(column => column.key === key)] ?? null
  const text = (key: string) => printable(String(cell(key) ?? ''))
  const value = cell('value')
  const asOf = cell('as_of')
  const date = asOf === null ? '' : `as of ${format.date(String(asOf))}`
  const amount = typeof value === 'number' ? format.decimal(value) : text('value')
  return {
    area: text('area'),
    title: text('title'),
    value: value === null ? '–' : `${amount} ${text('unit')}`.trim(),
    note: [text('note'), date].filter(part => part !== '').join(', '),
  }
}
