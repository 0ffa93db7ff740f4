import type { SqlValue } from '../../database/sql.ts'
import { type RepeatedRow, saysMore } from '../reading/repeated-rows.ts'
import type { UsageTable } from './tables.ts'

/**
 * What two rows of a report that name the same person (and item) come to, by the report's rule in the
 * catalogue. The order of the rows never decides. Both rows hold the values of the table's columns, in their
 * order.
 */
export function mergeRows(
  table: UsageTable,
  stored: readonly SqlValue[],
  came: readonly SqlValue[],
): readonly SqlValue[] {
  const [one, other] = [measureOf(table, stored), measureOf(table, came)]
  const best = saysMore(other, one) ? came : stored
  // What was deleted is not owned any more, so that its figures are nobody's.
  if (table.report.repeated === 'latest' || one.isDeleted !== other.isDeleted) return best
  return addRows(table, best, best === came ? stored : came)
}

/** Figures add up, the latest of two dates counts, and one yes is enough; all else is the best row's. */
function addRows(
  table: UsageTable,
  best: readonly SqlValue[],
  other: readonly SqlValue[],
): readonly SqlValue[] {
  const types = new Map(table.plain.map(({ name, type }) => [name, type]))
  return table.columns.map((column, index) => {
    const [value, added] = [best[index] ?? null, other[index] ?? null]
    if (value === null || added === null) return value ?? added
    if (column === 'flags' || column === 'flags_known') return withBits(numberOf(value), numberOf(added))
    return addCells(types.get(column), value, added)
  })
}

function addCells(type: string | undefined, value: SqlValue, added: SqlValue): SqlValue {
  if (type === 'integer') return numberOf(value) + numberOf(added)
  return type === 'date' && String(added) > String(value) ? added : value
}

function measureOf(table: UsageTable, row: readonly SqlValue[]): RepeatedRow {
  const cellOf = (column: string): SqlValue => row[table.columns.indexOf(column)] ?? null
  const { activity } = table.report
  const dates = activity.length > 0 ? activity.map(({ dateCell }) => dateCell) : datesOf(table)
  const days = dates.map(cellOf).filter(value => typeof value === 'string')
  const figures = table.plain.map(({ name, type }) => (type === 'integer' ? numberOf(cellOf(name)) : 0))
  const flags = table.flags.map((_, bit) => bitOf(numberOf(cellOf('flags')), bit))
  return {
    activity: days.toSorted().at(-1) ?? null,
    isDeleted: table.flags.some(({ name }, bit) => name === 'is_deleted' && flags[bit] === 1),
    total: [...figures, ...flags].reduce((sum, value) => sum + value, 0),
    text: JSON.stringify(row),
  }
}

function datesOf({ plain }: UsageTable): string[] {
  return plain.filter(({ type }) => type === 'date').map(({ name }) => name)
}

function numberOf(value: SqlValue): number {
  return typeof value === 'number' ? value : 0
}

/** Whether a bit is set; JavaScript's own bit operators end at 32 bits. */
function bitOf(bits: number, bit: number): number {
  return Math.floor(bits / 2 ** bit) % 2
}

function withBits(one: number, other: number): number {
  return Number(BigInt(one) | BigInt(other))
}
