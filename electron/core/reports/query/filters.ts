import { join, raw, type Sql, sql } from '../../database/sql.ts'
import type { CheckedFilter } from '../request.ts'
import { viaProduct } from './products.ts'
import type { Branch, ReportSource } from './source.ts'
import { containsText, sameText } from './text-match.ts'

type Wanted = { filters: readonly CheckedFilter[]; search: string; searched: readonly string[] }

/** The conditions of a request on one branch: its filters, all of which must hold, and its search. */
export function requestConditions(source: ReportSource, branch: Branch, wanted: Wanted): Sql[] {
  const conditions = wanted.filters.map(filter => {
    const exact = source.exact?.includes(filter.column.key) ?? false
    return conditionOn(source, branch, filter.column.key, column => sql`(${compare(column, filter, exact)})`)
  })
  if (wanted.search === '') return conditions
  if (source.findUsers !== undefined) {
    const ids = source.findUsers(wanted.search)
    return ids === null
      ? conditions
      : [...conditions, sql`${columnSql(source, 'user_id', branch.columns)} in (${ids})`]
  }
  const places = wanted.searched.map(key =>
    conditionOn(source, branch, key, column => containsText(column, wanted.search)),
  )
  return [...conditions, sql`(${join(places, ' or ')})`]
}

function conditionOn(
  source: ReportSource,
  branch: Branch,
  key: string,
  condition: (column: Sql) => Sql,
): Sql {
  const named = source.named?.[key]
  if (named === undefined) return condition(columnSql(source, key, branch.columns))
  return viaProduct(columnSql(source, named.by, branch.columns), named.as, condition)
}

/**
 * The expression of a column, with those that replace it. Throws when the source lacks a column of the report's description, which a test
 * rules out.
 */
export function columnSql(
  source: ReportSource,
  key: string,
  replaced: Readonly<Record<string, Sql>> = {},
): Sql {
  const named = source.named?.[key]
  if (named !== undefined) return named.as(columnSql(source, named.by, replaced))
  const expression = replaced[key] ?? source.columns[key]
  if (expression === undefined) throw new Error(`The report's source has no column "${key}".`)
  return expression
}

function compare(column: Sql, filter: CheckedFilter, exact: boolean): Sql {
  const { operator, value } = filter
  const { type } = filter.column
  switch (operator) {
    case 'empty':
      return sql`ifnull(${column}, '') = ''`
    case 'present':
      return sql`ifnull(${column}, '') <> ''`
    case 'contains':
      return containsText(column, String(value))
    case '=':
      return exact ? sql`${column} = ${String(value).toLowerCase()}` : equal(column, type, value)
    case '!=':
      return sql`${column} is null or not ${equal(column, type, value)}`
    default:
      return type === 'text'
        ? sql`${column} ${raw(operator)} ${value} collate nocase`
        : ranked(column, type, operator, value)
  }
}

function equal(column: Sql, type: string, value: CheckedFilter['value']): Sql {
  return type === 'text' ? sameText(column, String(value)) : ranked(column, type, '=', value)
}

/** Times are compared as far as the person wrote them: a date means the whole day. */
function ranked(
  column: Sql,
  type: string,
  operator: '=' | '<' | '<=' | '>' | '>=',
  value: CheckedFilter['value'],
): Sql {
  if (type !== 'time') return sql`(${column} ${raw(operator)} ${value})`
  const written = String(value).replace(/Z$/, '')
  return sql`(substr(${column}, 1, ${written.length}) ${raw(operator)} ${written})`
}
