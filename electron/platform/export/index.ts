import type { FileHandle } from 'node:fs/promises'
import { rm } from 'node:fs/promises'
import { resolve } from 'node:path'
import type { Cell, exportFormats, ReportRequest } from '../../contract/reports.ts'
import { cancelled } from '../../core/errors.ts'
import { encodeCsv, encodeJson } from '../../core/export/text-formats.ts'
import type { Clock } from '../../core/ports.ts'
import { findReport } from '../../core/reports/catalogue.ts'
import { type ChosenColumns, chooseColumns } from '../../core/reports/columns.ts'
import type { CsvDialect } from '../../core/reports/csv-dialect.ts'
import type { Beside, ReportReader } from '../../core/reports/ports.ts'
import { reserveExport, safeFileName } from '../files/exports.ts'
import { writeWhole } from './output-file.ts'
import { writeWorkbook } from './workbook.ts'

export type ExportOrder = {
  reader: Pick<ReportReader, 'rows' | 'page'>
  /** What the report says and its database does not know; nothing where it is left out. */
  beside?: Beside
  /** `offset` and `limit` are ignored. */
  request: ReportRequest
  /** Only these columns, in this order; absent or null for all. */
  columns?: readonly string[] | null
  format: (typeof exportFormats)[number]
  /** Null writes into the exports folder, under a name made of the connector's, the report's and the time. */
  file: string | null
  /** The connector's name. */
  name: string
  /** The first so many rows; absent or null for all. */
  maxRows?: number | null
  /** Of a CSV file; RFC 4180 where it is left out. */
  csv?: CsvDialect
  signal: AbortSignal
  /** Hears a few times a second how many of the rows are written; absent or null when nobody asks. */
  onProgress?: ((progress: { rows: number; total: number }) => void) | null
}

export type Exporter = (order: ExportOrder) => Promise<{ file: string; rows: number }>

/**
 * Writes reports to files, as filtered and sorted. Rows pass through a few hundred at a time, so that
 * memory does not grow with the report, and the event loop is free in between.
 *
 * The exporter throws `badRequest` for what the report does not have, `diskFull`, `readOnly`, `fileMissing`
 * for a missing folder, and `cancelled`; a file of that name is untouched then. A pipe or a device is
 * written into.
 */
export function createExporter(folder: { exports: string }, clock: Clock): Exporter {
  return async order => {
    const subject = chooseColumns(findReport(order.request.report).description, order.columns ?? null)
    const reserved = order.file === null ? await reserve(folder.exports, order, clock) : null
    const file = reserved ?? resolve(order.file ?? '')
    try {
      const rows = await writeWhole(file, handle => write(handle, order, subject, clock), order.signal)
      return { file, rows }
    } catch (error) {
      if (reserved !== null) await rm(reserved, { force: true }).catch(() => undefined)
      throw error
    }
  }
}

function reserve(folder: string, { name, request, format }: ExportOrder, clock: Clock): Promise<string> {
  const moment = new Date(clock.now()).toISOString().slice(0, 19).replaceAll(/[-:]/g, '').replace('T', '-')
  return reserveExport(folder, safeFileName([name, request.report, moment], format))
}

async function write(
  handle: FileHandle,
  order: ExportOrder,
  subject: ChosenColumns,
  clock: Clock,
): Promise<number> {
  const { title, columns } = subject
  const counted = countRows(order, clock)
  const batches = wantedRows(order, counted)
  if (order.format === 'xlsx') await writeWorkbook(handle, { title, columns, batches })
  else {
    const texts =
      order.format === 'csv' ? encodeCsv(columns, batches, order.csv) : encodeJson(columns, batches)
    for (const text of texts) await handle.appendFile(text)
  }
  counted.end()
  return counted.rows
}

const progressEveryMs = 200

/** Counts the rows and reports them now and then, the last time when all are written. */
function countRows({ reader, request, beside, maxRows, onProgress }: ExportOrder, clock: Clock) {
  const watched = onProgress ?? null
  const filtered = watched === null ? 0 : reader.page({ ...request, offset: 0, limit: 1 }, beside).filtered
  const total = Math.min(filtered, maxRows ?? filtered)
  let reportedAt = clock.now()
  const counted = {
    rows: 0,
    add: (rows: number) => {
      counted.rows += rows
      if (clock.now() - reportedAt < progressEveryMs) return
      reportedAt = clock.now()
      watched?.({ rows: counted.rows, total: Math.max(total, counted.rows) })
    },
    end: () => watched?.({ rows: counted.rows, total: counted.rows }),
  }
  watched?.({ rows: 0, total })
  return counted
}

/**
 * The batches of the report up to the wanted number of rows; stops between two of them when the work is
 * cancelled.
 */
function* wantedRows(
  { reader, beside, request, columns, maxRows, signal }: ExportOrder,
  counted: ReturnType<typeof countRows>,
): Generator<readonly Cell[][]> {
  const wanted = maxRows ?? Number.POSITIVE_INFINITY
  for (const batch of reader.rows(request, beside, columns)) {
    if (signal.aborted) throw cancelled()
    const taken = batch.slice(0, wanted - counted.rows)
    counted.add(taken.length)
    if (taken.length > 0) yield taken
    if (counted.rows >= wanted) return
  }
}
