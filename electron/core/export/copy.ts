import { type CopyRequest, ReportRequest } from '../../contract/reports.ts'
import { findReport } from '../reports/catalogue.ts'
import { chooseColumns } from '../reports/columns.ts'
import type { CsvDialect } from '../reports/csv-dialect.ts'
import type { Beside, ReportReader } from '../reports/ports.ts'
import { encodeCsv } from './text-formats.ts'

type CopyOrder = {
  reader: Pick<ReportReader, 'page' | 'rows'>
  beside: Beside
  request: CopyRequest
  /** As a spreadsheet of this system reads it. */
  decimal: CsvDialect['decimal']
}

/** The first rows of a report as tab-separated text, which a spreadsheet takes from the clipboard. */
export function copyReport({ reader, beside, request, decimal }: CopyOrder) {
  const { columns: keys, maxRows, ...rest } = request
  const { columns } = chooseColumns(findReport(request.report).description, keys)
  const all = ReportRequest.parse({ ...rest, limit: 1 })
  const rows = []
  for (const batch of reader.rows(all, beside, keys)) {
    rows.push(...batch.slice(0, maxRows - rows.length))
    if (rows.length >= maxRows) break
  }
  const [mark = '', ...lines] = encodeCsv(columns, [rows], { separator: '\t', decimal })
  const text = [mark.replace(/^\uFEFF/, ''), ...lines].join('')
  return { text, rows: rows.length, filtered: reader.page(all, beside).filtered }
}
