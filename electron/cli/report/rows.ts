import { once } from 'node:events'
import type { Cell, ReportPage } from '../../contract/reports.ts'
import type { Engine } from '../../contract/rpc/wire.ts'
import type { Input } from '../../contract/schemas.ts'
import { unwrap } from '../failure.ts'
import type { Output } from '../terminal/terminal.ts'

const maxPageRows = 1000

export type RowsWanted = {
  request: Input<'reports.page'>
  /** The first so many rows; null for all. */
  limit: number | null
  signal: AbortSignal
}

/** The pages of a report from its first row on. There is always one, also when it is empty. */
export async function* readPages(
  engine: Engine,
  { request, limit, signal }: RowsWanted,
): AsyncGenerator<ReportPage> {
  const wanted = limit ?? Number.POSITIVE_INFINITY
  let offset = 0
  for (;;) {
    const size = Math.min(maxPageRows, wanted - offset)
    const page = unwrap(await engine.call('reports.page', { ...request, offset, limit: size }, signal))
    yield page
    offset += page.rows.length
    if (page.rows.length === 0 || offset >= Math.min(wanted, page.filtered)) return
  }
}

/** The first rows of a report as one page. */
export async function readRows(engine: Engine, wanted: RowsWanted): Promise<ReportPage> {
  const pages = await Array.fromAsync(readPages(engine, wanted))
  const [first] = pages
  // The generator always yields a first page; the check is for the type only.
  if (first === undefined) throw new Error('A report without a page.')
  return { ...first, rows: pages.flatMap(({ rows }) => rows) }
}

/** What a script gets of a report besides its rows. */
function documentHead({ report, columns, filtered, total, activityAsOf, notes, missing }: ReportPage) {
  return { report, filtered, total, activityAsOf, notes, columns, missing }
}

/** A page as a script reads it: each row an object by column. */
export function reportDocument(page: ReportPage) {
  return { ...documentHead(page), rows: page.rows.map(row => rowObject(page.columns, row)) }
}

function rowObject(columns: ReportPage['columns'], row: readonly Cell[]): Record<string, Cell> {
  return Object.fromEntries(columns.map(({ key }, index) => [key, row[index] ?? null]))
}

/**
 * Writes the same document as {@link reportDocument} page by page, so that memory does not grow with the
 * report.
 */
export async function writeReportDocument(engine: Engine, wanted: RowsWanted, output: Output): Promise<void> {
  let separator = ''
  // Standard output is taken only once there is a page, so that a refusal can still be answered there.
  for await (const page of readPages(engine, wanted)) {
    const stream = output.takeStdout()
    if (separator === '') {
      const head = JSON.stringify(documentHead(page))
      separator = `${head.slice(0, -1)},"rows":[\n`
    }
    for (const row of page.rows) {
      if (!stream.write(separator + JSON.stringify(rowObject(page.columns, row))))
        await once(stream, 'drain', { signal: wanted.signal })
      separator = ',\n'
    }
    if (page.rows.length === 0) stream.write(separator)
  }
  output.takeStdout().write(']}\n')
}
