import { z } from 'zod'
import type { Writer } from '../../database/ports.ts'
import { identifier, raw, type Sql, type SqlValue, sql } from '../../database/sql.ts'
import type { ReportDataset } from '../catalogue/datasets.ts'
import { isTaggedHash } from '../reading/person-key.ts'
import type { ReportRow } from '../reading/report-reader.ts'
import { createPeopleNumbers } from './people.ts'
import { mergeRows } from './repeated.ts'
import { createUsageTable, findUsageTable, keyColumns, type UsageTable } from './tables.ts'

/** Writes the rows of usage reports about people, as they arrive, into the shadows of their tables. */
export type UsageWriter = {
  /** Makes the empty shadow of the dataset's table. */
  begin(dataset: string): void
  /**
   * Adds a row. Rows of whom nobody can be (tagged hashes) are left out; of several rows of one person the
   * catalogue's rule decides.
   */
  row(dataset: string, row: ReportRow): void
  /** After a rollback: people who were numbered within it are not there any more. */
  forgetPeople(): void
  drop(dataset: string): void
  /** Drops the shadows of all other datasets than the given ones. */
  dropOrphans(open: ReadonlySet<string>): void
}

export function createUsageWriter(
  writer: Writer,
  findReport?: (dataset: string) => ReportDataset | null,
): UsageWriter {
  const people = createPeopleNumbers(writer)
  const open = new Map<string, ShadowWriter>()

  const tableOf = (dataset: string): UsageTable => {
    const table = findUsageTable(dataset, findReport)
    if (table === null) throw new Error(`${dataset} is no report about people.`)
    return table
  }
  const drop = (dataset: string): void => {
    open.delete(dataset)
    dropTable(writer, tableOf(dataset).shadow)
  }

  return {
    begin: dataset => {
      const table = tableOf(dataset)
      drop(dataset)
      writer.run(createUsageTable(table, table.shadow))
      open.set(dataset, new ShadowWriter(writer, table))
    },
    row: (dataset, row) => {
      if (isTaggedHash(row.key)) return
      const shadow = open.get(dataset)
      if (shadow === undefined) throw new Error(`No report of ${dataset} is arriving.`)
      shadow.add(people.numberOf(row.key, row.reportedKey), row)
    },
    forgetPeople: () => people.forget(),
    drop,
    dropOrphans: kept => {
      const wanted = new Set([...kept].map(dataset => findUsageTable(dataset, findReport)?.shadow))
      for (const name of shadows(writer)) if (!wanted.has(name)) dropTable(writer, name)
    },
  }
}

const Name = z.object({ name: z.string() })

/** The shadows that are there. */
export function shadows(writer: Writer): string[] {
  return writer
    .all(Name, raw("select name from sqlite_schema where type = 'table' and name glob 'shadow_usage_*'"))
    .map(({ name }) => name)
}

function dropTable(writer: Writer, name: string): void {
  writer.run(sql`drop table if exists ${identifier(name)}`)
}

/** Takes the rows of one report. A class, whose code is made once and not for each report. */
class ShadowWriter {
  readonly #writer: Writer
  readonly #table: UsageTable
  readonly #insert: (values: readonly SqlValue[]) => number
  readonly #values: SqlValue[]
  /** Where each cell of the catalogue's entry goes: its column, or -1 for a yes or no. */
  readonly #columns: readonly number[]

  constructor(writer: Writer, table: UsageTable) {
    this.#writer = writer
    this.#table = table
    this.#values = table.columns.map(() => null)
    this.#columns = table.report.cells.map(({ name, type }) =>
      type === 'flag' ? -1 : table.columns.indexOf(name),
    )
    this.#insert = writer.prepareStatement(`insert or ignore ${intoShadow(table)}`)
  }

  add(personId: number, row: ReportRow): void {
    const values = this.#values
    const { cells } = row
    values[0] = personId
    if (this.#table.report.itemColumn !== null) values[1] = row.item
    let flags = 0
    let known = 0
    let bit = 1
    for (let cell = 0; cell < this.#columns.length; cell += 1) {
      const column = this.#columns[cell] ?? -1
      const value = cells[cell] ?? null
      if (column >= 0) values[column] = value
      else {
        if (value !== null) known += bit
        if (value === 1) flags += bit
        bit *= 2
      }
    }
    if (bit > 1) {
      values[values.length - 2] = flags
      values[values.length - 1] = known
    }
    if (this.#insert(values) === 0) this.#merge(values)
  }

  #merge(came: readonly SqlValue[]): void {
    const key = keyColumns(this.#table.report)
    const where = key.map(column => `${column} = ?`).join(' and ')
    const stored = this.#writer.first(Stored, {
      text: `select ${columnList(this.#table)} from ${shadowOf(this.#table).text} where ${where}`,
      values: came.slice(0, key.length),
    })
    if (stored === null) throw new Error('A row of a report could not be stored.')
    const row = this.#table.columns.map(column => stored[column] ?? null)
    this.#writer.run({
      text: `insert or replace ${intoShadow(this.#table)}`,
      values: mergeRows(this.#table, row, came),
    })
  }
}

const Stored = z.record(z.string(), z.union([z.string(), z.number(), z.null()]))

function shadowOf(table: UsageTable): Sql {
  return identifier(table.shadow)
}

function columnList(table: UsageTable): string {
  return table.columns.map(column => identifier(column).text).join(', ')
}

function intoShadow(table: UsageTable): string {
  const places = table.columns.map(() => '?').join(', ')
  return `into ${shadowOf(table).text} (${columnList(table)}) values (${places})`
}
