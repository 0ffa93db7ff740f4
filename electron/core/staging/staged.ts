import { z } from 'zod'
import type { Reader, Writer } from '../database/ports.ts'
import { identifier, raw, sql } from '../database/sql.ts'
import type { StagedSource } from '../database/staged-source.ts'
import type { UsageWriter } from '../usage/storing/usage-writer.ts'
import { dropPeopleTables, peopleTables } from './people.ts'

const Staged = z.object({
  dataset_id: z.int(),
  dataset: z.string(),
  refresh_date: z.string().nullable(),
  concealed: z.int(),
  nameless_rows: z.int(),
  unreadable_rows: z.int(),
  started_at: z.string(),
  rows: z.int(),
})

/** The complete datasets, by their names. */
export function stagedSources(reader: Reader): ReadonlyMap<string, StagedSource> {
  const found = reader.all(
    Staged,
    sql`select dataset_id, dataset, refresh_date, concealed, nameless_rows, unreadable_rows, started_at, rows
      from staged_dataset where complete = 1`,
  )
  return new Map(
    found.map(({ dataset_id, dataset, refresh_date, concealed, started_at, rows, ...counts }) => [
      dataset,
      {
        dataset,
        datasetId: dataset_id,
        identity: [dataset_id, started_at, rows].join(' '),
        rows: raw(`(select row_id, key, row from staged_row where dataset_id = ${dataset_id})`),
        refreshDate: refresh_date,
        concealed: concealed === 1,
        rowCount: rows,
        namelessRows: counts.nameless_rows,
        unreadableRows: counts.unreadable_rows,
      },
    ]),
  )
}

/**
 * Forgets a dataset. Rows of it that are still there belong to nobody from now on, see {@link dropLeftovers}.
 */
export function forgetStaged(writer: Writer, { datasetId }: Pick<StagedSource, 'datasetId'>): void {
  writer.run(sql`delete from staged_chain where dataset_id = ${datasetId}`)
  writer.run(sql`delete from staged_dataset where dataset_id = ${datasetId}`)
}

const Name = z.object({ dataset: z.string() })

/** Drops the rows and tables of datasets that have been published or were never begun again. */
export function dropLeftovers(writer: Writer, usage: UsageWriter): void {
  const open = new Set(
    writer.all(Name, sql`select dataset from staged_dataset`).map(({ dataset }) => dataset),
  )
  writer.transaction(() => {
    writer.run(sql`delete from staged_row where dataset_id not in (select dataset_id from staged_dataset)`)
    if (!open.has('users')) dropPeopleTables(writer)
    usage.dropOrphans(open)
  })
}

/**
 * Leaves nothing of what has arrived and is not published, also in a database of an earlier version.
 *
 * @returns whether there was anything
 */
export function dropStaged(writer: Writer): boolean {
  const tables = writer.all(
    Table,
    sql`select name from sqlite_schema where type = 'table' and name glob '*_*'`,
  )
  const named = (names: readonly string[]) => tables.filter(({ name }) => names.includes(name))
  return writer.transaction(() => {
    const emptied = named(stagedTables).filter(
      ({ name }) => writer.run(sql`delete from ${identifier(name)}`) > 0,
    )
    const dropped = [...named(peopleTables), ...tables.filter(({ name }) => name.startsWith(shadowPrefix))]
    for (const { name } of dropped) writer.run(sql`drop table ${identifier(name)}`)
    return emptied.length + dropped.length > 0
  })
}

const Table = z.object({ name: z.string() })
const stagedTables = ['staged_row', 'staged_chain', 'staged_dataset']
const shadowPrefix = 'shadow_'
