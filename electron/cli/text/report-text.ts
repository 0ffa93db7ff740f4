import type { Cell, ReportColumn, ReportDescription, ReportPage } from '../../contract/reports.ts'
import type { Format } from './numbers.ts'
import type { Paint } from './paint.ts'
import { formatTable, type TableColumn } from './table.ts'
import { printable } from './width.ts'

export type ReportTextOptions = { paint: Paint; format: Format; width: number | null }

/**
 * A page of a report for people: the rows, how many there are, the date of its figures and what limits them.
 */
export function reportText(page: ReportPage, options: ReportTextOptions): string {
  const header = (text: string) => options.paint('bold', text)
  const rows = page.rows.map(row =>
    page.columns.map((column, index) => cellText(row[index] ?? null, column, options.format)),
  )
  const table =
    rows.length === 0
      ? ''
      : formatTable(page.columns.map(tableColumn), rows, { width: options.width, header })
  return [table, footText(page, options)].filter(part => part !== '').join('\n\n')
}

function tableColumn({ label, type }: ReportColumn): TableColumn {
  const right = !['text', 'date', 'time', 'flag'].includes(type)
  return { title: label, align: right ? 'right' : 'left' }
}

/** A value as people of the locale write it. */
export function cellText(value: Cell, column: ReportColumn, format: Format): string {
  if (value === null) return '–'
  switch (column.type) {
    case 'integer':
      return format.integer(Number(value))
    case 'number':
      return format.decimal(Number(value))
    case 'money':
      return format.amount(Number(value))
    case 'percent':
      return format.tenths(Number(value))
    case 'days':
      return format.days(Number(value))
    case 'bytes':
      return format.bytes(Number(value))
    case 'milliseconds':
      return format.duration(Number(value))
    case 'date':
      return format.date(String(value))
    case 'time':
      return format.time(String(value))
    case 'flag':
      return Number(value) === 0 ? 'no' : 'yes'
    default:
      return String(value)
  }
}

function footText(page: ReportPage, options: ReportTextOptions): string {
  return [countText(page, options.format), remarksText(page, options)].filter(part => part !== '').join('\n')
}

/** The date for which the figures hold, and what limits them. */
export function remarksText(page: ReportPage, { paint, format }: ReportTextOptions): string {
  const lines = page.activityAsOf === null ? [] : [`Activity as of ${format.date(page.activityAsOf)}.`]
  for (const { kind, text } of page.notes) {
    const color = kind === 'info' || kind === 'empty' ? 'dim' : 'yellow'
    lines.push(paint(color, printable(text)))
  }
  return lines.join('\n')
}

function countText({ rows, offset, filtered, total }: ReportPage, format: Format): string {
  if (filtered === 0) return total === 0 ? 'No rows.' : `No rows match, of ${format.integer(total)}.`
  const range = `${format.integer(offset + 1)}–${format.integer(offset + rows.length)} of ${format.integer(filtered)}`
  const from = filtered === total ? '' : `, filtered from ${format.integer(total)}`
  const more = rows.length < filtered ? ' (--limit N for more, --format csv for all)' : ''
  return `${range}${from}${more}`
}

export function reportListText(reports: readonly ReportDescription[], options: ReportTextOptions): string {
  const columns: TableColumn[] = ['Name', 'Report', 'About'].map(title => ({ title, align: 'left' }))
  const rows = reports.map(({ name, title, about }) => [name, title, about])
  return formatTable(columns, rows, {
    width: options.width,
    header: text => options.paint('bold', text),
  })
}

/** What one report has to filter and sort by. */
export function reportDescriptionText(report: ReportDescription, options: ReportTextOptions): string {
  const { paint } = options
  const columns: TableColumn[] = ['Column', 'Type', 'Shown as'].map(title => ({ title, align: 'left' }))
  const table = formatTable(
    columns,
    report.columns.map(({ key, type, label }) => [key, type, label]),
    { width: options.width, header: text => paint('bold', text) },
  )
  const parameters = report.parameters.map(
    ({ key, label, default: usual, min, max }) =>
      `--where ${key}=N  ${label}, ${min} to ${max}, ${usual} unless given`,
  )
  const { column, direction } = report.defaultSort
  const parts = [
    `${paint('bold', report.title)}: ${report.about}`,
    table,
    parameters.join('\n'),
    `Sorted by ${column} (${direction}) by default.`,
  ]
  return parts.filter(part => part !== '').join('\n\n')
}
