import type { Cell, ReportColumn, ReportDescription } from '../../../contract/reports.ts'
import { join, raw, type Sql, sql } from '../../database/sql.ts'
import type { CheckedRequest } from '../request.ts'
import { columnSql, requestConditions } from './filters.ts'
import type { Branch, ReportSource } from './source.ts'

/** Takes every row: SQLite reads a negative limit as none. */
const everyRow = { offset: 0, limit: -1 }

type Range = { offset: number; limit: number }

/**
 * Rows of the report as filtered and sorted, as columns `c0`, `c1`, … in the order given. They are found
 * first by their keys alone and filled in afterwards, so that what a row shows is worked out for the wanted
 * rows and no others.
 *
 * The rows come in the order in which they were found: `page` is the outermost loop, for a cross join and a
 * left join keep their sides.
 */
export function rowsStatement(
  report: ReportDescription,
  source: ReportSource,
  request: CheckedRequest,
  columns: readonly string[],
  range: Range = everyRow,
): Sql {
  const page = sql`page as (${foundRows(report, source, request, range)})`
  return sql`${withTables(source, [page])} select ${filledCells(source, columns)} from page ${source.filled}`
}

/** The keys of every row as filtered and sorted, as columns `k0`, `k1`, …. */
export function keysStatement(
  report: ReportDescription,
  source: ReportSource,
  request: CheckedRequest,
  range: Range = everyRow,
): Sql {
  const keys = keyNames(source).join(', ')
  return sql`${withTables(source)} select ${raw(keys)} from (${foundRows(report, source, request, range)})`
}

/**
 * The rows of some keys as columns `c0`, `c1`, … in the order given, and as `place` where in the list the
 * keys of a row are. They are looked up in the order of the list.
 *
 * @param keys each as the list of its values
 */
export function keyedRowsStatement(
  source: ReportSource,
  columns: readonly string[],
  keys: readonly (readonly Cell[])[],
): Sql {
  const names = keyNames(source)
  const list = JSON.stringify(names.length === 1 ? keys.flat() : keys)
  const values = names.map((name, index) =>
    names.length === 1 ? `value as ${name}` : `value ->> ${index} as ${name}`,
  )
  const page = sql`page as (select key as place, ${raw(values.join(', '))} from json_each(${list}))`
  return sql`${withTables(source, [page])} select page.place, ${filledCells(source, columns)} from page ${source.filled}`
}

function filledCells(source: ReportSource, columns: readonly string[]): Sql {
  const cells = columns.map((key, index) => {
    const expression = source.made?.[key]?.from ?? columnSql(source, key, source.filledColumns)
    return sql`${expression} as ${raw(`c${index}`)}`
  })
  return join(cells, ', ')
}

function foundRows(
  report: ReportDescription,
  source: ReportSource,
  request: CheckedRequest,
  { offset, limit }: Range,
): Sql {
  const found = join(
    branchesFor(source, request).map(branch => findStatement(report, source, branch, request)),
    ' union all ',
  )
  return sql`select * from (${found}) order by ${orderBy(source, request)} limit ${limit} offset ${offset}`
}

/** What the keys of a row are called in a statement. */
export function keyNames(source: ReportSource): string[] {
  return source.scanned[0]?.key.map((_, index) => `k${index}`) ?? []
}

/** How many rows there are, as `amount`. */
export function countStatement(
  report: ReportDescription,
  source: ReportSource,
  request: CheckedRequest,
): Sql {
  if (isPlain(request) && source.total !== undefined) return source.total
  const counts = filteredBranches(source, request, []).map(branch => {
    const conditions = where(report, source, branch, request)
    return sql`(select count(*) from ${branch.from} ${joinsFor(branch, conditions.text)} ${conditions})`
  })
  return sql`${withTables(source)} select ${join(counts, ' + ')} as amount`
}

/** Whether the request asks for all rows of the report. */
export function isPlain(request: CheckedRequest): boolean {
  return request.filters.length === 0 && request.search === '' && request.keys === null
}

/** The columns a search looks into: those that name a person, or every text where none does. */
export function searchedColumns(report: ReportDescription): string[] {
  const texts = report.columns.filter(({ type }) => type === 'text')
  const personal = texts.filter(column => column.personal)
  return (personal.length > 0 ? personal : texts).map(({ key }) => key)
}

function branchesFor(source: ReportSource, request: CheckedRequest): readonly Branch[] {
  const { key } = request.sort.column
  const sorted = source.narrow?.orders.includes(key) ? [] : [key]
  return (
    (followsIndex(source, request) ? source.ordered?.branches : null) ??
    filteredBranches(source, request, sorted)
  )
}

/** Whether an index has the rows in the wanted order, so that a page is found without meeting all of them. */
export function followsIndex({ ordered }: ReportSource, request: CheckedRequest): boolean {
  return ordered?.columns.includes(request.sort.column.key) === true && isPlain(request)
}

/**
 * @param read the columns that the statement reads besides those that are filtered
 * @param asking the one of them that it is about, if it is about one
 */
export function filteredBranches(
  { narrow, focused, scanned }: ReportSource,
  { filters, sort, keys }: CheckedRequest,
  read: readonly string[],
  asking?: string,
): readonly Branch[] {
  const filtered = filters.map(({ column }) => column.key)
  if (
    narrow !== undefined &&
    keys === null &&
    [...filtered, ...read].every(key => narrow.columns.includes(key))
  )
    return narrow.branches
  if (focused === undefined) return scanned
  const asked = [...filtered, ...(focused.whenSorted ? [sort.column.key] : []), asking ?? '']
  return asked.some(key => focused.columns.includes(key)) ? focused.branches : scanned
}

/** The joins that a text refers to, each after those that it refers to itself. */
export function joinsFor({ joins = {} }: Branch, text: string): Sql {
  const wanted = new Set<string>()
  const want = (referring: string) => {
    for (const [alias, join] of Object.entries(joins)) {
      if (wanted.has(alias) || !new RegExp(`\\b${alias}\\.`).test(referring)) continue
      want(join.replaceAll(`${alias}.`, ''))
      wanted.add(alias)
    }
  }
  want(text)
  return raw([...wanted].map(alias => joins[alias]).join(' '))
}

function findStatement(
  report: ReportDescription,
  source: ReportSource,
  branch: Branch,
  request: CheckedRequest,
): Sql {
  const { key } = request.sort.column
  const keys = branch.key.map((expression, index) => sql`${expression} as ${raw(`k${index}`)}`)
  const rank = source.sortBy?.[key] ?? rankOf(request.sort.column, columnSql(source, key, branch.columns))
  const wanted = sql`select ${join(keys, ', ')}, ${rank} as rank from ${branch.from}`
  const conditions = where(report, source, branch, request)
  return sql`${wanted} ${joinsFor(branch, `${wanted.text} ${conditions.text}`)} ${conditions}`
}

/** An empty text is as blank as none. */
function rankOf({ type }: ReportColumn, column: Sql): Sql {
  return type === 'text' ? sql`nullif(${column}, '')` : column
}

/**
 * Ties are broken in the sort's own direction, so that an index can be followed backwards. Blank cells come
 * last in either direction.
 */
function orderBy(source: ReportSource, { sort }: CheckedRequest): Sql {
  const isText = sort.column.type === 'text' && source.sortBy?.[sort.column.key] === undefined
  const keys = keyNames(source).map(name => `${name} ${sort.direction}`)
  const rank = `${isText ? 'rank collate nocase' : 'rank'} ${sort.direction} nulls last`
  return raw([rank, ...keys].join(', '))
}

export function where(
  report: ReportDescription,
  source: ReportSource,
  branch: Branch,
  request: CheckedRequest,
): Sql {
  const wanted = { ...request, searched: searchedColumns(report), rowKey: report.rowKey }
  const conditions = [...(branch.where ?? []), ...requestConditions(source, branch, wanted)]
  return conditions.length === 0 ? raw('') : sql`where ${join(conditions, ' and ')}`
}

export function withTables(source: ReportSource, more: readonly Sql[] = []): Sql {
  const tables = [...source.with, ...more]
  return tables.length === 0 ? raw('') : sql`with ${join(tables, ', ')}`
}
