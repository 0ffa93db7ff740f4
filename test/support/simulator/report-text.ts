import { csvCell, parseCsv, writeCsv } from '../../../electron/simulator/csv.ts'
import { createCatalogue } from '../../../electron/simulator/reports/catalogue.ts'

/** A row by the names of its columns. */
export type FedRow = Readonly<Record<string, string | number | boolean>>

export type FedReport = {
  readonly rows: readonly FedRow[]
  /** The header to be sent; by default the one of the report. */
  readonly columns?: readonly string[]
}

const byteOrderMark = '\ufeff'

/**
 * The CSV text of a report with these rows, as Graph sends it. What a row leaves out is the refresh date, the
 * period, `False` for `Is Deleted`, and empty for the rest.
 *
 * @param period in days, null for a report without one
 * @throws RangeError for a report or a column that does not exist.
 */
export function reportText(
  name: string,
  { rows, columns = columnsOf(name) }: FedReport,
  { refreshDate, period }: { readonly refreshDate: string; readonly period: number | null },
): string {
  const defaults: FedRow = {
    'Report Refresh Date': refreshDate,
    'Report Period': period ?? '',
    'Is Deleted': 'False',
  }
  const lines = rows.map(row => {
    const unknown = Object.keys(row).find(column => !columns.includes(column))
    if (unknown !== undefined) throw new RangeError(`${name} has no column ${unknown}.`)
    return columns.map(column => String(row[column] ?? defaults[column] ?? ''))
  })
  return `${byteOrderMark}${columns.map(csvCell).join(',')}\r\n${writeCsv(lines)}`
}

const catalogue = createCatalogue()

function columnsOf(name: string): readonly string[] {
  const report = catalogue.get(name.toLowerCase())
  if (report === undefined) throw new RangeError(`There is no report ${name}.`)
  return parseCsv(report.header)[0] ?? []
}
