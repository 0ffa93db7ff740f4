import type { Cell, ReportPage } from '../../contract/reports.ts'
import { type ReportTextOptions, remarksText } from './report-text.ts'
import { pad, printable, textWidth } from './width.ts'

/** The unit of a figure that is a time behind us, which has words of its own. */
const agoUnit = 'hours ago'
const hourMs = 3_600_000

type Figure = { area: string; title: string; value: string; note: string; date: string }

/** The overview as key figures by area instead of a table whose every row is another kind of thing. */
export function overviewText(page: ReportPage, options: ReportTextOptions): string {
  const figures = page.rows.map(row => toFigure(page, row, options))
  const widths = {
    title: Math.max(0, ...figures.map(({ title }) => textWidth(title))),
    value: Math.max(0, ...figures.map(({ value }) => textWidth(value))),
  }
  const areas = [...Map.groupBy(figures, ({ area }) => area)].map(([area, members]) =>
    areaText(area, members, widths, options),
  )
  return [...areas, remarksText(page, options)].filter(part => part !== '').join('\n\n')
}

/** The date that most figures of an area hold for stands beside its name; only the others carry their own. */
function areaText(
  area: string,
  figures: readonly Figure[],
  widths: { title: number; value: number },
  { paint }: ReportTextOptions,
): string {
  const usual = mostFrequent(figures.map(({ date }) => date))
  const head = usual === '' ? '' : `  ${paint('dim', `as of ${usual}`)}`
  const lines = figures.map(({ title, value, note, date }) => {
    const own = date === usual || date === '' ? '' : `as of ${date}`
    const rest = [note, own].filter(part => part !== '').join(', ')
    const figure = `  ${pad(title, widths.title)}  ${pad(value, widths.value, 'right')}`
    return rest === '' ? figure : `${figure}  ${paint('dim', rest)}`
  })
  return [`${paint('bold', area)}${head}`, ...lines].join('\n')
}

function mostFrequent(texts: readonly string[]): string {
  const counted = [...Map.groupBy(texts, text => text)].map(([text, { length }]) => ({ text, length }))
  counted.sort((one, other) => other.length - one.length)
  return counted[0]?.text ?? ''
}

function toFigure(page: ReportPage, row: readonly Cell[], { format }: ReportTextOptions): Figure {
  const cell = (key: string) => row[page.columns.findIndex(column => column.key === key)] ?? null
  const text = (key: string) => printable(String(cell(key) ?? ''))
  const value = cell('value')
  const asOf = cell('as_of')
  const unit = text('unit')
  const amount = typeof value === 'number' ? format.decimal(value) : text('value')
  const isAgo = unit === agoUnit && typeof value === 'number'
  return {
    area: text('area'),
    title: text('title'),
    value: value === null ? '–' : isAgo ? format.relative(value * hourMs, 0) : `${amount} ${unit}`.trim(),
    note: text('note'),
    date: asOf === null ? '' : format.date(String(asOf)),
  }
}
