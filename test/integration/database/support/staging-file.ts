import { openStaging } from '../../../../electron/platform/sqlite/staging/staging.ts'

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
    staging.begin(dataset, { mode, chains: [], notes: {} })
    let count = 0
    staging.addBatches(dataset, add => {
      for (const batch of batches(content.rows)) {
        add(Buffer.from(objectText(batch)))
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
      unknownColumns: [],
      missingColumns: [],
    })
    if (content.complete !== false) staging.complete(dataset, {})
  }
  staging.close()
  return file
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
