import type { ReportColumn, ReportDescription } from '../../../contract/reports.ts'
import { join, raw, type Sql, sql } from '../../database/sql.ts'
import type { CheckedRequest } from '../request.ts'
import { columnSql } from './filters.ts'
import { emptyLists, type ListColumn } from './lists.ts'
import type { Branch, ReportSource } from './source.ts'
import { filteredBranches, joinsFor, where, withTables } from './statements.ts'
import { containsText } from './text-match.ts'

/**
 * The different values of a column with the number of their rows, as `value` and `amount`, most rows first.
 * Texts that differ in the case of ASCII letters are one value, shown as most rows have it.
 */
export function valuesStatement(
  report: ReportDescription,
  source: ReportSource,
  request: CheckedRequest,
  { column, find, limit }: { column: ReportColumn; find: string; limit: number },
): Sql {
  const named = source.named?.[column.key]
  const list = source.lists?.[column.key]
  const counted = join(
    filteredBranches(source, request, [column.key], column.key).map(branch => {
      if (list !== undefined) return countedList(list, report, source, branch, request)
      const found = columnSql(source, column.key, branch.columns)
      const by = named === undefined ? groupedBy(column, found) : columnSql(source, named.by, branch.columns)
      const from = selectFrom(report, source, branch, request, [sql`${by} as value`])
      return sql`select value, count(*) as amount from (${from}) group by value`
    }),
    ' union all ',
  )
  const spelled =
    named === undefined
      ? counted
      : sql`select ${named.as(raw('id.value'))} as value, amount from (${counted}) id`
  const found = find === '' ? raw('true') : containsText(raw('value'), find)
  return sql`${withTables(source)}
    select value, sum(amount) as amount, max(amount) as most from (
      select value, sum(amount) as amount from (${spelled}) where ${found} group by value)
    group by value collate nocase order by 2 desc, value collate nocase limit ${limit}`
}

/** Each value in the lists of a branch's rows, and how many of them are empty. */
function countedList(
  list: ListColumn,
  report: ReportDescription,
  source: ReportSource,
  branch: Branch,
  request: CheckedRequest,
): Sql {
  const by = columnSql(source, list.by, branch.columns)
  const rows = selectFrom(report, source, branch, request, [sql`${by} as value`])
  return sql`select value, amount from (${list.counted(rows)} union all ${emptyLists(list, rows)})`
}

/** An empty text is a blank, and a time counts by its day. */
function groupedBy({ type }: ReportColumn, column: Sql): Sql {
  if (type === 'time') return sql`substr(${column}, 1, 10)`
  return type === 'text' ? sql`nullif(${column}, '')` : column
}

/**
 * One row with the sum of each column that has one, as `s0`, `s1`, … in the order of the columns, the
 * number of rows that do not have a value as `u0`, `u1`, …, and the one currency of the money as `currency`.
 */
export function totalsStatement(
  report: ReportDescription,
  source: ReportSource,
  request: CheckedRequest,
  columns: readonly ReportColumn[],
): Sql {
  const currency = report.columns.find(({ key }) => key === 'currency')
  const wanted = currency === undefined ? columns : [...columns, currency]
  const read = wanted.map(({ key }) => key)
  const rows = join(
    filteredBranches(source, request, read).map(branch => {
      const cells = wanted.map(
        ({ key }, index) => sql`${columnSql(source, key, branch.columns)} as ${raw(`c${index}`)}`,
      )
      return selectFrom(report, source, branch, request, cells)
    }),
    ' union all ',
  )
  const money = columns.flatMap(({ type }, index) => (type === 'money' ? [index] : []))
  const sums = columns.map(({ type }, index) =>
    raw(`${type === 'money' ? moneySum(index, columns.length) : `sum(c${index})`} as s${index},
      count(*) - count(c${index}) as u${index}`),
  )
  const [first] = money
  const one = first === undefined ? 'null' : oneCurrency(first, columns.length, `c${columns.length}`)
  return sql`${withTables(source)} select ${join([...sums, raw(`${one} as currency`)], ', ')} from (${rows})`
}

/** Money of several currencies has no sum. */
function moneySum(index: number, currency: number): string {
  return `iif(${currencies(index, currency)} = 1, round(sum(c${index}), 2), null)`
}

function oneCurrency(index: number, currency: number, value: string): string {
  return `iif(${currencies(index, currency)} = 1, max(iif(c${index} is null, null, ${value})), null)`
}

function currencies(index: number, currency: number): string {
  return `count(distinct iif(c${index} is null, null, c${currency}))`
}

function selectFrom(
  report: ReportDescription,
  source: ReportSource,
  branch: Branch,
  request: CheckedRequest,
  cells: readonly Sql[],
): Sql {
  const selected = sql`select ${join(cells, ', ')} from ${branch.from}`
  const conditions = where(report, source, branch, request)
  return sql`${selected} ${joinsFor(branch, `${selected.text} ${conditions.text}`)} ${conditions}`
}
