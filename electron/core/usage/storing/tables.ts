import { identifier, type Sql } from '../../database/sql.ts'
import { datasetId, datasetsOf, findReportDataset, type ReportDataset } from '../catalogue/datasets.ts'
import type { ReportCell, UsageReport } from '../catalogue/types.ts'

/** The table of a usage report about people, as it follows from the catalogue. */
export type UsageTable = {
  dataset: string
  report: UsageReport
  /** 0 where the report takes no period. */
  periodDays: number
  /** The published rows. */
  name: string
  /** The rows that are arriving or wait for publication. */
  shadow: string
  /** The cells with a column of their own, in the catalogue's order. */
  plain: readonly ReportCell[]
  /** The cells that are yes or no: each is a bit of `flags`, the first one the lowest. */
  flags: readonly ReportCell[]
  /** Every column of the table, in order, the key's first. */
  columns: readonly string[]
}

const usagePrefix = 'usage.'

/** The table of a report in one of its periods. */
function usageTableOf({ report, period }: ReportDataset): UsageTable {
  const dataset = datasetId(report, period)
  const name = `usage_${dataset.slice(usagePrefix.length)}`
  const plain = report.cells.filter(({ type }) => type !== 'flag')
  const flags = report.cells.filter(({ type }) => type === 'flag')
  return {
    dataset,
    report,
    periodDays: period ?? 0,
    name,
    shadow: `shadow_${name}`,
    plain,
    flags,
    columns: [
      ...keyColumns(report),
      ...plain.map(cell => cell.name),
      ...(flags.length > 0 ? ['flags', 'flags_known'] : []),
    ],
  }
}

/** The tables of all reports about people, in the catalogue's order. */
export function usageTables(catalogue: readonly UsageReport[]): UsageTable[] {
  return catalogue
    .filter(({ grain }) => grain === 'person')
    .flatMap(datasetsOf)
    .map(usageTableOf)
}

/** The table behind a dataset; null where the dataset is no report about people. */
export function findUsageTable(
  dataset: string,
  findReport: (dataset: string) => ReportDataset | null = findReportDataset,
): UsageTable | null {
  const found = findReport(dataset)
  return found === null || found.report.grain !== 'person' ? null : usageTableOf(found)
}

/** A person's number; where a report has several rows for a person, also what tells them apart. */
export function keyColumns({ itemColumn }: UsageReport): string[] {
  return itemColumn === null ? ['person_id'] : ['person_id', 'item']
}

/** The statement that makes the table under one of its names. */
export function createUsageTable(table: UsageTable, name: string): Sql {
  const cells = table.plain.map(
    cell => `${identifier(cell.name).text} ${cell.type === 'integer' ? 'integer' : 'text'}`,
  )
  const flags = table.flags.length > 0 ? ['flags integer not null', 'flags_known integer not null'] : []
  const text =
    table.report.itemColumn === null
      ? `create table ${identifier(name).text} (${['person_id integer primary key', ...cells, ...flags].join(', ')}) strict`
      : `create table ${identifier(name).text} (${[
          'person_id integer not null',
          'item text not null',
          ...cells,
          ...flags,
          'primary key (person_id, item)',
        ].join(', ')}) strict, without rowid`
  return { text, values: [] }
}

/** SQL for a cell of a table's row: a number, a text, or null where nothing is known. */
export function cellSql(table: UsageTable, cell: string, alias: string): string {
  const bit = table.flags.findIndex(({ name }) => name === cell)
  if (bit >= 0) return `iif(${alias}.flags_known >> ${bit} & 1, ${alias}.flags >> ${bit} & 1, null)`
  if (!table.plain.some(({ name }) => name === cell)) {
    throw new Error(`The report ${table.report.name} has no cell ${cell}.`)
  }
  return `${alias}.${identifier(cell).text}`
}

/** SQL that is true where a yes or no of a table's row is known to be yes. */
export function isFlagSet(table: UsageTable, cell: string, alias: string): string {
  const bit = table.flags.findIndex(({ name }) => name === cell)
  if (bit < 0) throw new Error(`The report ${table.report.name} has no yes or no ${cell}.`)
  return `(${alias}.flags >> ${bit} & 1)`
}

/**
 * SQL for some of the yes or no of a table's row as bits at other places.
 *
 * @param column `flags`, or `flags_known` for whether they are known
 * @param places of each cell the bit that it is to have
 */
export function movedFlags(
  table: UsageTable,
  alias: string,
  column: 'flags' | 'flags_known',
  places: readonly { cell: string; bit: number }[],
): string {
  const moves = places.map(({ cell, bit }) => {
    const from = table.flags.findIndex(({ name }) => name === cell)
    if (from < 0) throw new Error(`The report ${table.report.name} has no yes or no ${cell}.`)
    return { shift: bit - from, mask: 2n ** BigInt(from) }
  })
  // Cells that move by as many places move together.
  const groups = Map.groupBy(moves, ({ shift }) => shift)
  return [...groups]
    .map(([shift, group]) => {
      const mask = group.reduce((all, move) => all | move.mask, 0n)
      return `((${alias}.${column} & ${mask}) << ${shift})`
    })
    .join(' | ')
}
