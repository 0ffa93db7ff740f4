import { isUtf8 } from 'node:buffer'
import { z } from 'zod'
import { syncModes } from '../../../contract/sync.ts'
import { AppError } from '../../../core/errors.ts'
import type { ReportFindings, ReportRows } from '../../../core/graph/csv/report-reader.ts'
import type { PageRows } from '../../../core/graph/rows/page.ts'
import type { PageSummary } from '../../../core/graph/rows/page-summary.ts'
import type { StagedDataset, StagingStore } from '../../../core/sync/ports.ts'
import type { StatementListener } from '../connection.ts'
import { raw, type Sql, sql } from '../sql.ts'
import { forgetDropped, openStagingDatabase, removeStagingDatabase } from './file.ts'
import {
  appendPerson,
  countPeople,
  countRemovedPeople,
  dropPeopleTables,
  makePeopleTables,
  unfoldPeople,
} from './people.ts'
import {
  appendBatch,
  appendChunk,
  appendRow,
  countKeys,
  createChunkTable,
  createRowTable,
  dropChunkTable,
  dropRowTable,
} from './schema.ts'

export type BeginOptions = Parameters<StagingStore['begin']>[1]

/** One staging file. Every method is one transaction and blocks its thread until it is committed. */
export type Staging = {
  readonly file: string
  recover(): StagedDataset[]
  begin(dataset: string, options: BeginOptions): void
  /** Adds what `readPage` hands on while the work runs, all or none of it, and moves the chain's checkpoint behind the page. */
  addPage(dataset: string, chain: string, work: (add: PageRows) => PageSummary): PageSummary
  /** Drops the rows of a dataset, which stays begun. */
  clear(dataset: string): void
  /** Adds what `createReportReader` hands on while the work runs, all or none of it. */
  addBatches<T>(dataset: string, work: (add: ReportRows) => T): T
  noteReport(dataset: string, findings: ReportFindings): void
  complete(dataset: string, notes: Record<string, string>): void
  /** Different keys of the dataset. */
  distinctRows(dataset: string): number
  /** People of whom the last row says that they were removed; of other datasets nothing says so. */
  removedRows(dataset: string): number
  discard(dataset: string): void
  /**
   * Closes the file, which then holds what is staged and nothing of what was; deletes it when nothing is
   * staged.
   */
  close(): void
  /** Closes the file and deletes it with everything in it. */
  destroy(): void
}

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
const Count = z.object({ count: z.int() })
const Notes = z.record(z.string(), z.string())

/** The dataset that is staged in columns. */
const peopleDataset = 'users'
/** Only usage reports come in chunks. */
const usagePrefix = 'usage.'

/**
 * Opens the file in which arriving data waits, see {@link openStagingDatabase}.
 *
 * @param now milliseconds since the epoch
 */
export function openStaging(file: string, now: () => number, onStatement?: StatementListener): Staging {
  const database = openStagingDatabase(file, onStatement)

  const idOf = (dataset: string): number => {
    const found = database.first(Id, sql`select dataset_id from staged_dataset where dataset = ${dataset}`)
    if (found === null) throw notThere(dataset)
    return found.dataset_id
  }

  const makeTables = (dataset: string, id: number): void => {
    database.run(createRowTable(id))
    if (dataset === peopleDataset) makePeopleTables(database)
    if (dataset.startsWith(usagePrefix)) database.run(createChunkTable(id))
  }

  const dropTables = (dataset: string, id: number): void => {
    database.run(dropRowTable(id))
    database.run(dropChunkTable(id))
    if (dataset === peopleDataset) dropPeopleTables(database)
  }

  const forget = (dataset: string): void => {
    const found = database.first(Id, sql`select dataset_id from staged_dataset where dataset = ${dataset}`)
    if (found === null) return
    dropTables(dataset, found.dataset_id)
    database.run(sql`delete from staged_chain where dataset_id = ${found.dataset_id}`)
    database.run(sql`delete from staged_dataset where dataset_id = ${found.dataset_id}`)
  }

  const recover = (): StagedDataset[] => {
    const chains = Map.groupBy(
      database.all(
        Chain,
        raw('select dataset_id, chain, next_link, done, rows from staged_chain order by chain'),
      ),
      chain => chain.dataset_id,
    )
    const datasets = database.all(
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

  const countOf = (statement: Sql): number => database.first(Count, statement)?.count ?? 0

  const destroy = (): void => {
    database.close()
    removeStagingDatabase(file)
  }

  return {
    file,
    recover,
    begin: (dataset, { mode, chains, notes }) =>
      database.transaction(() => {
        forget(dataset)
        database.run(sql`
          insert into staged_dataset (dataset, mode, started_at, notes)
          values (${dataset}, ${mode}, ${new Date(now()).toISOString()}, ${JSON.stringify(notes)})`)
        const id = idOf(dataset)
        for (const { chain, firstLink } of chains) {
          database.run(sql`
            insert into staged_chain (dataset_id, chain, next_link) values (${id}, ${chain}, ${firstLink})`)
        }
        makeTables(dataset, id)
      }),
    addPage: (dataset, chain, work) =>
      database.transaction(() => {
        const id = idOf(dataset)
        const insertRow = appendRow(id)
        const summary = work({
          row: (key, row) => database.run({ text: insertRow, values: [key, row] }),
          person: person => appendPerson(database, person),
        })
        const moved = database.run(sql`
          update staged_chain
          set next_link = ${summary.nextLink}, done = ${summary.nextLink === null ? 1 : 0}, rows = rows + ${summary.rows}
          where dataset_id = ${id} and chain = ${chain}`)
        if (moved === 0) throw new Error(`The dataset ${dataset} has no chain ${chain}.`)
        database.run(sql`update staged_dataset set rows = rows + ${summary.rows} where dataset_id = ${id}`)
        return summary
      }),
    clear: dataset =>
      database.transaction(() => {
        const id = idOf(dataset)
        database.run(sql`update staged_dataset set rows = 0, complete = 0 where dataset_id = ${id}`)
        dropTables(dataset, id)
        makeTables(dataset, id)
      }),
    addBatches: (dataset, work) =>
      database.transaction(() => {
        const id = idOf(dataset)
        return work({
          keyed: rows => {
            database.run(appendBatch(id, asText(rows)))
          },
          people: ({ rows, people, cells }) => {
            database.run(appendChunk(id, { rows, people: asText(people), cells: asText(cells) }))
          },
        })
      }),
    noteReport: (dataset, findings) => {
      database.run(sql`
        update staged_dataset
        set rows = ${findings.rows}, refresh_date = ${findings.refreshDate}, concealed = ${findings.concealed ? 1 : 0},
          nameless_rows = ${findings.dropped}, unreadable_rows = ${findings.unreadableRows}
        where dataset = ${dataset}`)
    },
    complete: (dataset, notes) =>
      database.transaction(() => {
        const id = idOf(dataset)
        if (dataset === peopleDataset) unfoldPeople(database)
        database.run(sql`
          update staged_dataset set complete = 1, notes = json_patch(notes, ${JSON.stringify(notes)})
          where dataset_id = ${id}`)
      }),
    distinctRows: dataset => countOf(dataset === peopleDataset ? countPeople : countKeys(idOf(dataset))),
    removedRows: dataset => (dataset === peopleDataset ? countOf(countRemovedPeople) : 0),
    discard: dataset =>
      database.transaction(() => {
        forget(dataset)
      }),
    close: () => {
      const { count } = database.first(Count, raw('select count(*) as count from staged_dataset')) ?? {
        count: 0,
      }
      if (count === 0 || !forgetDropped(database)) destroy()
      else database.close()
    },
    destroy,
  }
}

/** Bytes that SQLite can take for text as they are; a text in their place where they are not UTF-8. */
function asText(bytes: Uint8Array): Uint8Array | string {
  return isUtf8(bytes) ? bytes : Buffer.from(bytes).toString('utf8')
}

/** Either a fault of the program or the consequence of a damaged file that had to be thrown away. */
function notThere(dataset: string): AppError {
  return new AppError('databaseDamaged', `What was downloaded of ${dataset} is no longer there.`, {
    fix: 'Sync again: it is downloaded anew. What was there before is unchanged.',
    detail: { dataset },
  })
}
