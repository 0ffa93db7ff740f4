import { z } from 'zod'
import { syncModes } from '../../contract/sync.ts'
import type { Reader, Writer } from '../database/ports.ts'
import { raw, sql } from '../database/sql.ts'
import type { PageSummary } from '../datasets/dataset.ts'
import type { StagedDataset, StagingStore } from '../sync/ports.ts'
import type { ReportFindings } from '../usage/reading/report-reader.ts'

export type BeginOptions = Parameters<StagingStore['begin']>[1]

const Dataset = z.object({
  dataset_id: z.int(),
  dataset: z.string(),
  mode: z.enum(syncModes),
  started_at: z.string(),
  complete: z.int(),
  notes: z.string(),
  rows: z.int(),
})
const Chain = z.object({
  dataset_id: z.int(),
  chain: z.string(),
  next_link: z.string().nullable(),
  done: z.int(),
  rows: z.int(),
})
const Id = z.object({ dataset_id: z.int() })
const Notes = z.record(z.string(), z.string())

/** The datasets that have been begun, with where each of their chains goes on. */
export function readDatasets(reader: Reader): StagedDataset[] {
  const chains = Map.groupBy(
    reader.all(
      Chain,
      raw('select dataset_id, chain, next_link, done, rows from staged_chain order by chain'),
    ),
    chain => chain.dataset_id,
  )
  const datasets = reader.all(
    Dataset,
    raw(
      'select dataset_id, dataset, mode, started_at, complete, notes, rows from staged_dataset order by dataset_id',
    ),
  )
  return datasets.map(({ dataset_id, dataset, mode, started_at, complete, notes, rows }) => ({
    dataset,
    mode,
    startedAt: started_at,
    complete: complete === 1,
    notes: Notes.parse(JSON.parse(notes)),
    chains: (chains.get(dataset_id) ?? []).map(chain => ({
      chain: chain.chain,
      nextLink: chain.next_link,
      done: chain.done === 1,
      rows: chain.rows,
    })),
    rows,
  }))
}

export function findDatasetId(reader: Reader, dataset: string): number | null {
  return (
    reader.first(Id, sql`select dataset_id from staged_dataset where dataset = ${dataset}`)?.dataset_id ??
    null
  )
}

/** @throws when the dataset has not been begun, which is a fault of the program */
export function datasetIdOf(reader: Reader, dataset: string): number {
  const id = findDatasetId(reader, dataset)
  if (id === null) throw new Error(`Nothing of ${dataset} is staged.`)
  return id
}

/** Notes a dataset as begun at a moment, ISO 8601 UTC. */
export function insertDataset(
  writer: Writer,
  dataset: string,
  { mode, chains, notes }: BeginOptions,
  startedAt: string,
): void {
  const id = freeId(writer)
  writer.run(sql`
    insert into staged_dataset (dataset_id, dataset, mode, started_at, notes)
    values (${id}, ${dataset}, ${mode}, ${startedAt}, ${JSON.stringify(notes)})`)
  for (const { chain, firstLink } of chains) {
    writer.run(sql`
      insert into staged_chain (dataset_id, chain, next_link) values (${id}, ${chain}, ${firstLink})`)
  }
}

/** A number that no row bears, not even one that is left over. */
function freeId(reader: Reader): number {
  const found = reader.first(
    Id,
    sql`select 1 + max(
      (select coalesce(max(dataset_id), 0) from staged_dataset),
      (select coalesce(max(dataset_id), 0) from staged_row)) as dataset_id`,
  )
  return found?.dataset_id ?? 1
}

/** Moves a chain's checkpoint behind a page. */
export function moveChain(
  writer: Writer,
  dataset: string,
  chain: string,
  { nextLink, rows }: PageSummary,
): void {
  const id = datasetIdOf(writer, dataset)
  const moved = writer.run(sql`
    update staged_chain set next_link = ${nextLink}, done = ${nextLink === null ? 1 : 0}, rows = rows + ${rows}
    where dataset_id = ${id} and chain = ${chain}`)
  if (moved === 0) throw new Error(`The dataset ${dataset} has no chain ${chain}.`)
  writer.run(sql`update staged_dataset set rows = rows + ${rows} where dataset_id = ${id}`)
}

export function noteFindings(writer: Writer, dataset: string, findings: ReportFindings): void {
  writer.run(sql`
    update staged_dataset
    set rows = ${findings.rows}, refresh_date = ${findings.refreshDate}, concealed = ${findings.concealed ? 1 : 0},
      nameless_rows = ${findings.dropped}, unreadable_rows = ${findings.unreadableRows}
    where dataset = ${dataset}`)
}

/** @param notes are added to those of the beginning */
export function markComplete(writer: Writer, dataset: string, notes: Record<string, string>): void {
  writer.run(sql`
    update staged_dataset set complete = 1, notes = json_patch(notes, ${JSON.stringify(notes)})
    where dataset_id = ${datasetIdOf(writer, dataset)}`)
}

export function markEmpty(writer: Writer, dataset: string): void {
  writer.run(sql`
    update staged_dataset set rows = 0, complete = 0 where dataset_id = ${datasetIdOf(writer, dataset)}`)
}
