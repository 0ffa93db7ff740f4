import { z } from 'zod'
import { findReportDataset } from '../../../../electron/core/graph/catalogue/datasets.ts'
import type { UsageReport } from '../../../../electron/core/graph/catalogue/types.ts'
import { createReportReader, hasPersonChunks } from '../../../../electron/core/graph/csv/report-reader.ts'
import type { StagedUser } from '../../../../electron/core/graph/rows/staged-rows.ts'
import { openStaging } from '../../../../electron/platform/sqlite/staging/staging.ts'
import { type ReportCells, reportCsv } from '../../../support/report-csv.ts'

export type StagedContent = {
  dataset: string
  mode?: 'full' | 'incremental'
  /** Rows by key; given as pairs so that one key can come twice. */
  rows: Iterable<readonly [key: string, row: unknown]>
  refreshDate?: string | null
  concealed?: boolean
  complete?: boolean
}

const rowsAtOnce = 1000

/** Writes a staging file as a worker leaves it behind when everything of it has arrived. */
export function writeStagingFile(file: string, datasets: readonly StagedContent[]): string {
  const staging = openStaging(file, () => Date.parse('2026-11-23T06:00:00Z'))
  for (const content of datasets) {
    const { dataset, mode = 'full', refreshDate = null, concealed = false } = content
    staging.begin(dataset, { mode, chains: [{ chain: 'all', firstLink: 'none' }], notes: {} })
    let count = 0
    if (dataset === 'users') {
      const people = [...content.rows].map(([, row]) => row as StagedUser)
      count = people.length
      const summary = { rows: count, dropped: 0, nextLink: null, deltaLink: null, count: null }
      staging.addPage(dataset, 'all', add => {
        for (const person of people) add.person(person)
        return summary
      })
    } else
      staging.addBatches(dataset, add => {
        const found = findReportDataset(dataset)
        if (found !== null && hasPersonChunks(found.report)) {
          const reader = createReportReader(found.report, add)
          reader.push(reportCsv(found.report, cellsByName(found.report, content.rows)))
          count = reader.end().rows
          return
        }
        for (const batch of batches(content.rows)) {
          add.keyed(Buffer.from(objectText(batch)))
          count += batch.length
        }
      })
    staging.noteReport(dataset, {
      rows: count,
      refreshDate,
      concealed,
      dropped: 0,
      ragged: 0,
      unreadable: 0,
      future: 0,
      futureDate: null,
      unreadableRows: 0,
      unknownColumns: [],
      missingColumns: [],
    })
    if (content.complete !== false) staging.complete(dataset, {})
  }
  staging.close()
  return file
}

const Cells = z.tuple([z.string().nullable()], z.union([z.string(), z.number(), z.null()]))

/** The rows with their keys as reported and each cell under its name. */
function* cellsByName(
  { cells }: UsageReport,
  rows: StagedContent['rows'],
): Generator<readonly [string, ReportCells]> {
  for (const [key, row] of rows) {
    const [reported, ...values] = Cells.parse(row)
    yield [reported ?? key, Object.fromEntries(cells.map(({ name }, index) => [name, values[index] ?? null]))]
  }
}

/** A JSON object in which a key may come twice, as pages have it. */
function objectText(batch: readonly (readonly [string, unknown])[]): string {
  return `{${batch.map(([key, row]) => `${JSON.stringify(key)}:${JSON.stringify(row)}`).join(',')}}`
}

function* batches(rows: StagedContent['rows']): Generator<(readonly [string, unknown])[]> {
  let batch: (readonly [string, unknown])[] = []
  for (const row of rows) {
    batch.push(row)
    if (batch.length < rowsAtOnce) continue
    yield batch
    batch = []
  }
  if (batch.length > 0) yield batch
}
