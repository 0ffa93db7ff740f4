import { existsSync } from 'node:fs'
import { basename } from 'node:path'
import { z } from 'zod'
import type { Writer } from '../connection.ts'
import { identifier, type Sql, sql } from '../sql.ts'
import { chunkTable, rowTable } from '../staging/schema.ts'

/** A complete dataset within an attached staging file. */
export type StagedSource = {
  dataset: string
  /** Tells these staged rows from any others that were or will be staged. */
  identity: string
  /** The table of the staged rows: `key`, `row` (JSON) and `rowid`, which goes up in the order of arrival. */
  rows: Sql
  /** The table of a report's chunks, see `PersonChunk`: `chunk_id`, `rows`, `people` and `cells`. */
  chunks: Sql
  /** Another table of the same file. */
  table(name: string): Sql
  refreshDate: string | null
  concealed: boolean
  /** Rows of a report that name nobody, and rows that cannot be read. */
  namelessRows: number
  unreadableRows: number
}

const Staged = z.object({
  dataset_id: z.int(),
  dataset: z.string(),
  refresh_date: z.string().nullable(),
  concealed: z.int().nullable(),
  nameless_rows: z.int(),
  unreadable_rows: z.int(),
  started_at: z.string(),
  rows: z.int(),
})

/**
 * Attaches staging files for reading while something is done with the complete datasets in them, by their names. SQLite attaches ten
 * files at most, and none within a transaction. A worker may go on writing other datasets to an attached file meanwhile.
 */
export function withStaged<T>(
  writer: Writer,
  files: readonly string[],
  work: (sources: ReadonlyMap<string, StagedSource>) => T,
): T {
  const attached: { schema: string; file: string }[] = []
  try {
    for (const file of files) {
      const schema = `staging_${attached.length}`
      // Attaching a file that is not there would make it.
      if (!existsSync(file)) throw new Error('A staging file is missing.')
      writer.run(sql`attach database ${file} as ${identifier(schema)}`)
      // Its pages are read once, one after the other.
      writer.script(`pragma ${identifier(schema).text}.cache_size = -512`)
      attached.push({ schema, file })
    }
    return work(new Map(attached.flatMap(({ schema, file }) => completeDatasets(writer, schema, file))))
  } finally {
    for (const { schema } of attached) writer.run(sql`detach database ${identifier(schema)}`)
  }
}

function completeDatasets(writer: Writer, schema: string, file: string): [string, StagedSource][] {
  const found = writer.all(
    Staged,
    sql`select dataset_id, dataset, refresh_date, concealed, nameless_rows, unreadable_rows, started_at, rows
      from ${identifier(schema)}.staged_dataset where complete = 1`,
  )
  return found.map(({ dataset_id, dataset, refresh_date, concealed, started_at, rows, ...counts }) => [
    dataset,
    {
      dataset,
      identity: [basename(file), dataset_id, started_at, rows].join(' '),
      rows: sql`${identifier(schema)}.${rowTable(dataset_id)}`,
      chunks: sql`${identifier(schema)}.${chunkTable(dataset_id)}`,
      table: name => sql`${identifier(schema)}.${identifier(name)}`,
      refreshDate: refresh_date,
      concealed: concealed === 1,
      namelessRows: counts.nameless_rows,
      unreadableRows: counts.unreadable_rows,
    },
  ])
}
