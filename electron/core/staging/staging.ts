import { countOf } from '../database/counts.ts'
import type { Writer } from '../database/ports.ts'
import { identifier, sql } from '../database/sql.ts'
import type { PageRows, PageSummary } from '../datasets/dataset.ts'
import type { StagedDataset } from '../sync/ports.ts'
import { findReportDataset, type ReportDataset } from '../usage/catalogue/datasets.ts'
import type { ReportFindings, ReportRow } from '../usage/reading/report-reader.ts'
import { findUsageTable } from '../usage/storing/tables.ts'
import { createUsageWriter, type UsageWriter } from '../usage/storing/usage-writer.ts'
import { type Batch, createBatch } from './batch.ts'
import {
  type BeginOptions,
  datasetIdOf,
  findDatasetId,
  insertDataset,
  markComplete,
  markEmpty,
  moveChain,
  noteFindings,
  readDatasets,
} from './datasets.ts'
import {
  appendPerson,
  countPeople,
  countRemovedPeople,
  dropPeopleTables,
  makePeopleTables,
  unfoldPeople,
} from './people.ts'
import { dropLeftovers, forgetStaged } from './staged.ts'

/**
 * Where arriving data waits within the database, in tables that nothing else reads. Every method but
 * `addRows` is one transaction and blocks its thread until it is committed.
 */
export type Staging = {
  recover(): StagedDataset[]
  begin(dataset: string, options: BeginOptions): void
  /**
   * Adds what `readPage` hands on while the work runs, all or none of it, and moves the chain's checkpoint
   * behind the page.
   */
  addPage(dataset: string, chain: string, work: (add: PageRows) => PageSummary): PageSummary
  /** Drops the rows of a dataset, which stays begun. */
  clear(dataset: string): void
  /** Drops the rows of a report, and answers what takes new ones within {@link addRows}. */
  startReport(dataset: string): (row: ReportRow) => void
  /**
   * Keeps the rows that are taken while the work runs, all or none of them. They may be committed later,
   * together with more; where that fails, this or the next call for the dataset throws.
   *
   * @param bytes of the report that are read
   */
  addRows<T>(dataset: string, bytes: number, work: () => T): T
  noteReport(dataset: string, findings: ReportFindings): void
  complete(dataset: string, notes: Record<string, string>): void
  /** Different keys of the dataset. */
  distinctRows(dataset: string): number
  /** People of whom the last row says that they were removed; of other datasets nothing says so. */
  removedRows(dataset: string): number
  discard(dataset: string): void
  discardAll(): void
  /** Drops what is left of datasets that have been published. */
  dropLeftovers(): void
  /** Call it when people were deleted, whose numbers are held in memory. */
  forgetPeople(): void
  /** Commits the rows that {@link Staging.addRows} has taken. Never throws. */
  commit(): void
}

export type StagingOptions = {
  /** Milliseconds since the epoch. */
  now?: (() => number) | undefined
  findReport?: ((dataset: string) => ReportDataset | null) | undefined
  /** Called before anything is taken in; what it throws is the failure of the call. */
  checkRoom?: (() => void) | undefined
}

export function createStaging(writer: Writer, options: StagingOptions = {}): Staging {
  const { now = Date.now, findReport = findReportDataset, checkRoom = () => undefined } = options
  const usage = createUsageWriter(writer, findReport)
  const reports = createReportRows(writer, usage, checkRoom)
  const rows = createRowTables(writer, usage, findReport)
  const alone = <T>(work: () => T): T => {
    reports.batch.commit()
    return writer.transaction(work)
  }
  const takingIn = <T>(work: () => T): T =>
    alone(() => {
      checkRoom()
      return work()
    })
  const forget = (dataset: string): void => {
    const id = findDatasetId(writer, dataset)
    if (id === null) return
    rows.drop(dataset)
    forgetStaged(writer, { datasetId: id })
  }
  const clear = (dataset: string): void =>
    alone(() => {
      markEmpty(writer, dataset)
      rows.drop(dataset)
      rows.make(dataset)
      reports.forgetLoss(dataset)
    })

  return {
    recover: () => readDatasets(writer),
    begin: (dataset, begun) =>
      takingIn(() => {
        forget(dataset)
        insertDataset(writer, dataset, begun, new Date(now()).toISOString())
        rows.make(dataset)
        reports.forgetLoss(dataset)
      }),
    addPage: (dataset, chain, work) =>
      takingIn(() => {
        const summary = work({
          row: rows.append(dataset),
          person: person => appendPerson(writer, person),
        })
        moveChain(writer, dataset, chain, summary)
        return summary
      }),
    clear,
    startReport: dataset => {
      clear(dataset)
      if (rows.isUsage(dataset)) return row => usage.row(dataset, row)
      const append = rows.append(dataset)
      return ({ key, item, reportedKey, cells }) =>
        append(`${key}\t${item}`, JSON.stringify([reportedKey, ...cells]))
    },
    addRows: reports.add,
    noteReport: (dataset, findings) => {
      reports.add(dataset, 0, () => noteFindings(writer, dataset, findings))
      reports.batch.commit()
      reports.throwLoss(dataset)
    },
    complete: (dataset, notes) =>
      takingIn(() => {
        markComplete(writer, dataset, notes)
        if (dataset === peopleDataset) unfoldPeople(writer)
      }),
    distinctRows: rows.count,
    removedRows: dataset => (dataset === peopleDataset ? countOf(writer, countRemovedPeople) : 0),
    discard: dataset => alone(() => forget(dataset)),
    discardAll: () =>
      alone(() => {
        for (const { dataset } of readDatasets(writer)) forget(dataset)
        dropLeftovers(writer, usage)
      }),
    dropLeftovers: () => alone(() => dropLeftovers(writer, usage)),
    forgetPeople: usage.forgetPeople,
    commit: reports.batch.commit,
  }
}

/** The dataset that is staged in columns. */
const peopleDataset = 'users'

/** The tables in which the rows of a dataset wait: people and reports about people have some of their own. */
type RowTables = {
  isUsage(dataset: string): boolean
  make(dataset: string): void
  drop(dataset: string): void
  append(dataset: string): (key: string, row: string) => void
  count(dataset: string): number
}

function createRowTables(
  writer: Writer,
  usage: UsageWriter,
  findReport: (dataset: string) => ReportDataset | null,
): RowTables {
  const tableOf = (dataset: string) => findUsageTable(dataset, findReport)
  const insert = 'insert into staged_row (dataset_id, key, row) values (?, ?, ?)'
  return {
    isUsage: dataset => tableOf(dataset) !== null,
    make: dataset => {
      if (dataset === peopleDataset) makePeopleTables(writer)
      if (tableOf(dataset) !== null) usage.begin(dataset)
    },
    drop: dataset => {
      if (dataset === peopleDataset) dropPeopleTables(writer)
      else if (tableOf(dataset) !== null) usage.drop(dataset)
      else writer.run(sql`delete from staged_row where dataset_id = ${datasetIdOf(writer, dataset)}`)
    },
    append: dataset => {
      const id = datasetIdOf(writer, dataset)
      return (key, row) => {
        writer.run({ text: insert, values: [id, key, row] })
      }
    },
    count: dataset => {
      const id = datasetIdOf(writer, dataset)
      if (dataset === peopleDataset) return countOf(writer, countPeople)
      const table = tableOf(dataset)
      const keys =
        table === null
          ? sql`select count(distinct key) as count from staged_row where dataset_id = ${id}`
          : sql`select count(distinct person_id) as count from ${identifier(table.shadow)}`
      return countOf(writer, keys)
    },
  }
}

type ReportRows = {
  batch: Batch
  add<T>(dataset: string, bytes: number, work: () => T): T
  throwLoss(dataset: string): void
  forgetLoss(dataset: string): void
}

/** Rows of reports, of which a whole batch can be lost after the call that brought them has been answered. */
function createReportRows(writer: Writer, usage: UsageWriter, checkRoom: () => void): ReportRows {
  /** Why a dataset's rows are not there any more. */
  const losses = new Map<string, unknown>()
  const batch = createBatch(writer, (datasets, error) => {
    usage.forgetPeople()
    for (const dataset of datasets) losses.set(dataset, error)
  })
  const throwLoss = (dataset: string): void => {
    if (losses.has(dataset)) throw losses.get(dataset)
  }
  return {
    batch,
    add: (dataset, bytes, work) => {
      throwLoss(dataset)
      checkRoom()
      try {
        const result = batch.run(dataset, bytes, work)
        throwLoss(dataset)
        return result
      } catch (error) {
        usage.forgetPeople()
        throw error
      }
    },
    throwLoss,
    forgetLoss: dataset => {
      losses.delete(dataset)
    },
  }
}
