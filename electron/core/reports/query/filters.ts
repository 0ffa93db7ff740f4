import type { Cell } from '../../../contract/reports.ts'
import { join, raw, type Sql, sql } from '../../database/sql.ts'
import type { CheckedFilter, CheckedRequest } from '../request.ts'
import { listHolds } from './lists.ts'
import { viaProduct } from './products.ts'
import type { Branch, ReportSource } from './source.ts'
import { containsText, sameText } from './text-match.ts'

type Wanted = Pick<CheckedRequest, 'filters' | 'search' | 'keys' | 'lastDays'> & {
  searched: readonly string[]
  rowKey: readonly string[]
}

/**
 * The conditions of a request on one branch: its filters, all of which must hold, its search and its keys.
 */
export function requestConditions(source: ReportSource, branch: Branch, wanted: Wanted): Sql[] {
  const conditions = wanted.filters.map(
    filter =>
      quickCondition(source, branch, filter) ??
      listCondition(source, branch, filter) ??
      conditionOn(
        source,
        branch,
        filter.column.key,
        column => sql`(${condition(column, filter, source, wanted)})`,
      ),
  )
  if (wanted.keys !== null) {
    const columns = wanted.rowKey.map(key => columnSql(source, key, branch.columns))
    conditions.push(...withKeys(columns, wanted.keys))
  }
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

/** A branch that finds the column elsewhere has its text. */
function quickCondition(source: ReportSource, branch: Branch, filter: CheckedFilter): Sql | null {
  const { column, operator, value } = filter
  if (branch.columns?.[column.key] !== undefined) return null
  return source.quick?.[column.key]?.(operator, value) ?? null
}

/** Of a column that shows several values, what is asked of each of them; null for everything else. */
function listCondition(source: ReportSource, branch: Branch, filter: CheckedFilter): Sql | null {
  const { column, operator, value, values } = filter
  const list = source.lists?.[column.key]
  if (list === undefined) return null
  const by = columnSql(source, list.by, branch.columns)
  switch (operator) {
    case '=':
    case '!=': {
      const matches = (one: Sql) => equal(one, 'text', value)
      const holds = listHolds(list, by, { values: [value], matches })
      return operator === '=' ? holds : sql`not ifnull(${holds}, 0)`
    }
    case 'in':
    case 'not-in': {
      const matches = (one: Sql, wanted: readonly Cell[]) => oneOf(one, 'text', wanted, false)
      const holds = listHolds(list, by, { values, matches })
      return operator === 'in' ? holds : sql`not ifnull(${holds}, 0)`
    }
    default:
      return null
  }
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
 * The expression of a column, with those that replace it. Throws when the source lacks a column of the
 * report's description, which a test rules out.
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

function condition(
  column: Sql,
  filter: CheckedFilter,
  source: ReportSource,
  { lastDays }: Pick<CheckedRequest, 'lastDays'>,
): Sql {
  const { operator, value, values } = filter
  const { key, type } = filter.column
  const exact = source.exact?.includes(key) ?? false
  if (operator === 'in') return oneOf(column, type, values, exact)
  if (operator === 'not-in') return sql`not ifnull(${oneOf(column, type, values, exact)}, 0)`
  if (operator !== 'within') return compare(column, type, { operator, value }, exact)
  const days = Number(value)
  const special = source.recent?.[key]
  if (special !== undefined) return special(column, days)
  const last = type === 'time' ? lastDays.time : lastDays.date
  return sql`substr(${column}, 1, 10) between date(${last}, ${`-${days - 1} days`}) and ${last}`
}

type Comparison = {
  operator: Exclude<CheckedFilter['operator'], 'in' | 'not-in' | 'within'>
  value: CheckedFilter['value']
}

function compare(column: Sql, type: string, { operator, value }: Comparison, exact: boolean): Sql {
  switch (operator) {
    case 'empty':
      return sql`ifnull(${column}, '') = ''`
    case 'present':
      return sql`ifnull(${column}, '') <> ''`
    case 'contains':
      return containsText(column, String(value))
    case 'not-contains':
      return sql`${column} is null or not ${containsText(column, String(value))}`
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

/** Whatever the case of ASCII letters, as a pick-list groups its values; null stands for blank cells. */
function oneOf(column: Sql, type: string, values: readonly Cell[], exact: boolean): Sql {
  const given = values.filter(value => value !== null && value !== '')
  const conditions = given.length === values.length ? [] : [sql`ifnull(${column}, '') = ''`]
  const among = (side: Sql, list: readonly Cell[]) =>
    sql`${side} in (${join(
      list.map(value => sql`${value}`),
      ', ',
    )})`
  if (type === 'time') {
    const written = given.map(value => String(value).replace(/Z$/, ''))
    for (const [length, list] of Map.groupBy(written, text => text.length))
      conditions.push(among(sql`substr(${column}, 1, ${length})`, list))
  } else if (given.length > 0) {
    const list = exact ? given.map(value => String(value).toLowerCase()) : given
    conditions.push(among(type === 'text' && !exact ? sql`${column} collate nocase` : column, list))
  }
  return sql`(${join(conditions, ' or ')})`
}

const betweenKeys = '\u001f'

/**
 * Rows by the values of their keys. The first of several is looked for by itself, so that an index can
 * serve.
 */
function withKeys(columns: readonly Sql[], keys: readonly (readonly Cell[])[]): Sql[] {
  const among = (side: Sql, list: readonly Cell[]) =>
    sql`${side} in (select value from json_each(${JSON.stringify(list)}))`
  const whole = join(
    columns.map(column => sql`ifnull(${column}, '')`),
    ` || '${betweenKeys}' || `,
  )
  const wholes = among(
    sql`('' || ${whole})`,
    keys.map(key => key.map(cell => cell ?? '').join(betweenKeys)),
  )
  const firsts = keys.map(([first = null]) => first)
  const [leading] = columns
  return leading === undefined || firsts.includes(null) ? [wholes] : [among(leading, firsts), wholes]
}

function equal(column: Sql, type: string, value: Cell): Sql {
  return type === 'text' ? sameText(column, String(value)) : ranked(column, type, '=', value)
}

/** Times are compared as far as the person wrote them: a date means the whole day. */
function ranked(column: Sql, type: string, operator: '=' | '<' | '<=' | '>' | '>=', value: Cell): Sql {
  if (type !== 'time') return sql`(${column} ${raw(operator)} ${value})`
  const written = String(value).replace(/Z$/, '')
  return sql`(substr(${column}, 1, ${written.length}) ${raw(operator)} ${written})`
}
