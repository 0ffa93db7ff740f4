import { z } from 'zod'
import type { Cell } from '../../../contract/reports.ts'
import type { Reader } from '../../database/ports.ts'
import type { ReportDefinition } from '../definition.ts'
import type { CheckedRequest } from '../request.ts'
import { readVersion } from './facts.ts'
import type { ReportSource } from './source.ts'
import { followsIndex, keyedRowsStatement, keyNames, keysStatement, rowsStatement } from './statements.ts'

type Prepared = {
  definition: ReportDefinition
  checked: CheckedRequest
  /** Null when what the report stands on is not known, so that it has no rows instead of wrong ones. */
  source: ReportSource | null
}

/** The same as a record of cells, at a fifth of the time; an export parses a row per person. */
export const Row = z.custom<Record<string, Cell>>(isRow)

function isRow(row: unknown): boolean {
  if (typeof row !== 'object' || row === null) return false
  for (const key in row) if (!isCell(row[key as keyof typeof row])) return false
  return true
}

export function isCell(cell: unknown): boolean {
  return cell === null || typeof cell === 'string' || typeof cell === 'number'
}

/** The rows of a page, and how many rows the request has where that is known once they are found. */
type FoundPage = { rows: Cell[][]; filtered: number | null }

/** Keys that are found at a time: those of several pages, so that turning them costs no second search. */
const keysAtOnce = 1000
/** As many tables as a window looks at in turn; past it the oldest keys are forgotten. */
const keptFinds = 16
/** Fewer rows are a question of their own rather than the page of a table. */
const minPageRows = 50

/**
 * Reads pages of rows, each row with every column of the report. Where rows in the wanted order have to be
 * found by meeting all of them, the keys of the pages around are kept until another connection commits.
 */
export function createPager(reader: Reader): (prepared: Prepared) => FoundPage {
  const kept = new Map<string, Cell[][]>()

  const find = ({ definition, checked }: Prepared, source: ReportSource): Cell[][] => {
    const { offset, limit } = checked
    const first = offset - (offset % keysAtOnce)
    const range = { offset: first, limit: Math.max(offset - first + limit, keysAtOnce) }
    const statement = keysStatement(definition.description, source, checked, range)
    const question = JSON.stringify([readVersion(reader), statement.text, statement.values])
    const known = kept.get(question)
    if (known !== undefined) return known
    const names = keyNames(source)
    const keys = reader.all(Row, statement).map(row => names.map(name => row[name] ?? null))
    const [oldest] = kept.keys()
    if (kept.size >= keptFinds && oldest !== undefined) kept.delete(oldest)
    kept.set(question, keys)
    return keys
  }

  return prepared => {
    const { definition, source, checked } = prepared
    if (source === null) return { rows: [], filtered: null }
    const { description } = definition
    const columns = description.columns.map(({ key }) => key)
    if (source.storedBy === undefined || checked.limit < minPageRows || followsIndex(source, checked)) {
      const statement = rowsStatement(description, source, checked, columns, checked)
      return { rows: reader.all(Row, statement).map(cellsOf(source, columns)), filtered: null }
    }
    const keys = find(prepared, source)
    const from = checked.offset % keysAtOnce
    const rows = lookUp(reader, source, columns, keys.slice(from, from + checked.limit))
    const isWhole = checked.offset < keysAtOnce && keys.length < keysAtOnce
    return { rows, filtered: isWhole ? keys.length : null }
  }
}

/**
 * Every row as filtered and sorted, each made of these columns.
 *
 * @param reader a connection of its own that sees one state of the database
 */
export function* readEveryRow(
  reader: Reader,
  { definition, source, checked }: Prepared,
  columns: readonly string[],
): Generator<Cell[]> {
  if (source === null) return
  const { description } = definition
  const toCells = cellsOf(source, columns)
  if (source.storedBy === undefined) {
    for (const row of reader.iterate(Row, rowsStatement(description, source, checked, columns)))
      yield toCells(row)
    return
  }
  const names = keyNames(source)
  let keys: Cell[][] = []
  for (const row of reader.iterate(Row, keysStatement(description, source, checked))) {
    keys.push(names.map(name => row[name] ?? null))
    if (keys.length < rowsAtOnce) continue
    yield* lookUp(reader, source, columns, keys)
    keys = []
  }
  yield* lookUp(reader, source, columns, keys)
}

/**
 * So many rows are looked up together: enough that each part of the table is read a few times instead of
 * once per row, few enough that a screen does not wait for them.
 */
const rowsAtOnce = 4000

/** The rows of these keys in their order, looked up in the order in which the table has them. */
function lookUp(
  reader: Reader,
  source: ReportSource,
  columns: readonly string[],
  keys: readonly Cell[][],
): Cell[][] {
  const by = source.storedBy ?? 0
  const stored = keys.map((key, place) => ({ key, place, id: String(key[by] ?? '') }))
  stored.sort((one, other) => (one.id < other.id ? -1 : 1))
  const toCells = cellsOf(source, columns)
  const rows: Cell[][] = []
  const statement = keyedRowsStatement(
    source,
    columns,
    stored.map(({ key }) => key),
  )
  for (const row of reader.iterate(Row, statement)) {
    const place = stored[Number(row['place'])]?.place
    if (place !== undefined) rows[place] = toCells(row)
  }
  return rows.filter(row => row !== undefined)
}

function cellsOf(source: ReportSource, columns: readonly string[]): (row: Record<string, Cell>) => Cell[] {
  const places = columns.map((key, index) => ({ name: `c${index}`, make: source.made?.[key]?.make ?? null }))
  return row =>
    places.map(({ name, make }) => {
      const cell = row[name] ?? null
      return make === null ? cell : make(cell)
    })
}
