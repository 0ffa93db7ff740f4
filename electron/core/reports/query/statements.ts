import type { ReportColumn, ReportDescription } from '../../../contract/reports.ts'
import { join, raw, type Sql, sql } from '../../database/sql.ts'
import type { CheckedRequest } from '../request.ts'
import { columnSql, requestConditions } from './filters.ts'
import type { Branch, ReportSource } from './source.ts'

/** Takes every row: SQLite reads a negative limit as none. */
export const everyRow = { offset: 0, limit: -1 }

/**
 * Rows of the report as filtered and sorted, as columns `c0`, `c1`, … in the description's order. They are
 * found first by their keys alone and filled in afterwards, so that what a row shows is worked out for the
 * wanted rows and no others.
 *
 * The rows come in the order in which they were found: `page` is the outermost loop, for a cross join and a
 * left join keep their sides.
 */
export function rowsStatement(
  report: ReportDescription,
  source: ReportSource,
  request: CheckedRequest,
  { offset, limit }: { offset: number; limit: number },
): Sql {
  const found = join(
    branchesFor(source, request).map(branch => findStatement(report, source, branch, request)),
    ' union all ',
  )
  const page = sql`select * from (${found}) order by ${orderBy(source, request)} limit ${limit} offset ${offset}`
  const columns = report.columns.map(
    ({ key }, index) => sql`${columnSql(source, key, source.filledColumns)} as ${raw(`c${index}`)}`,
  )
  return sql`${withTables(source, [sql`page as (${page})`])}
    select ${join(columns, ', ')} from page ${source.filled}`
}

/** How many rows there are, as `amount`. */
export function countStatement(
  report: ReportDescription,
  source: ReportSource,
  request: CheckedRequest,
): Sql {
  if (isPlain(request) && source.total !== undefined) return source.total
  const counts = filteredBranches(source, request).map(branch => {
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
  const { ordered } = source
  const follows = ordered?.columns.includes(request.sort.column.key) ?? false
  return ordered !== undefined && follows && isPlain(request)
    ? ordered.branches
    : filteredBranches(source, request)
}

/** @param asking a further column that the statement is about */
export function filteredBranches(
  { focused, scanned }: ReportSource,
  { filters, sort }: CheckedRequest,
  asking?: string,
): readonly Branch[] {
  if (focused === undefined) return scanned
  const asked = [...filters.map(({ column }) => column), ...(focused.whenSorted ? [sort.column] : [])]
  const keys = [...asked.map(({ key }) => key), ...(asking === undefined ? [] : [asking])]
  return keys.some(key => focused.columns.includes(key)) ? focused.branches : scanned
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
  const keys = source.scanned[0]?.key.map((_, index) => `k${index} ${sort.direction}`) ?? []
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
