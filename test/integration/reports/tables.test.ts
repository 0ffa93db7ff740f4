import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Cell, ReportFilter } from '../../../electron/contract/reports.ts'
import { TotalsRequest, ValuesRequest } from '../../../electron/contract/reports.ts'
import { reportDescriptions } from '../../../electron/core/reports/index.ts'
import { makeReportTenant, type ReportTenant, sku } from './tenant.ts'

const listed = 200

function valuesOf({ reader }: ReportTenant, report: string, column: string, more: object = {}) {
  return reader.values(ValuesRequest.parse({ connector: 'one', report, column, limit: listed, ...more }))
}

function totalsOf({ reader }: ReportTenant, report: string, more: object = {}) {
  return reader.totals(TotalsRequest.parse({ connector: 'one', report, ...more }))
}

const filter = (
  column: string,
  operator: ReportFilter['operator'],
  value: ReportFilter['value'],
): ReportFilter => ({ column, operator, value })

const sumOf = (numbers: readonly number[]) => numbers.reduce((sum, number) => sum + number, 0)

function knownSum(cells: readonly Cell[]): number | null {
  const known = cells.flatMap(cell => (cell === null ? [] : Number(cell)))
  return known.length === 0 ? null : sumOf(known)
}

const isBlank = (cell: Cell | undefined) => cell === null || cell === undefined || cell === ''

describe('filters of a table', () => {
  const cases: [string, ReportFilter, string[]][] = [
    [
      'one of several, blanks among them',
      filter('department', 'in', ['SALES', null]),
      ['ann', 'bob', 'celik', 'dora', 'guest', 'null'],
    ],
    [
      'none of several, those without a value included',
      filter('department', 'not-in', ['Sales']),
      ['celik', 'eve', 'guest', 'li', 'null'],
    ],
    ['none of several, nor blank', filter('department', 'not-in', ['Sales', null]), ['eve', 'li']],
    ['one value that is no list', filter('department', 'in', 'Sales'), ['ann', 'bob', 'dora']],
    ['numbers, also as text', filter('license_count', 'in', [2, '0']), ['ann', 'guest', 'li', 'null']],
    ['flags', filter('account_enabled', 'in', [0, null]), ['dora', 'null']],
    ['days of a time', filter('created_at', 'in', ['2020-01-01', '2021-06-30T23:59:59Z']), ['ann', 'bob']],
    ['ids as they are', filter('user_id', 'in', ['ID-ANN', 'id-eve']), ['ann', 'eve']],
    [
      'texts without a part',
      filter('department', 'not-contains', 'ale'),
      ['celik', 'eve', 'guest', 'li', 'null'],
    ],
    ['the last day of usage', filter('last_activity_date', 'within', 1), ['ann']],
    ['the last 21 days of usage', filter('last_activity_date', 'within', 21), ['ann', 'eve', 'li']],
    ['the last two days up to today', filter('last_sign_in_at', 'within', 1), ['ann']],
    ['a time of years ago', filter('last_sign_in_at', 'within', 700), ['ann', 'dora']],
  ]

  test('each operator finds the people it says, and counts them', () => {
    const { rows, page } = makeReportTenant()
    for (const [name, wanted, expected] of cases) {
      const request = { filters: [wanted] }
      const found = rows('users', request).map(row => String(row['user_id']).slice(3))
      expect(found.toSorted(), name).toEqual(expected)
      expect(page('users', request).filtered, name).toBe(expected.length)
    }
  })

  test('within 30 days means the people whom the figures count as active', () => {
    const tenant = makeReportTenant()
    const active = { filters: [filter('last_activity_date', 'within', 30), filter('license_count', '>', 0)] }
    const counted = tenant.rows('overview').find(row => row['figure'] === 'active_people_30d')
    expect(tenant.page('users', active).filtered).toBe(counted?.['value'])
    const teams = tenant.rows('apps').find(row => row['app'] === 'teams')
    const inTeams = { filters: [filter('teams_last_activity_date', 'within', 30)] }
    expect(tenant.page('app-activity', inTeams).filtered).toBe(teams?.['active_30d'])
    expect(tenant.page('renewals', { filters: [filter('next_lifecycle_at', 'within', 3650)] }).filtered).toBe(
      0,
    )
  })

  test('rows by their keys, those of several columns and with blanks among them', () => {
    const tenant = makeReportTenant()
    for (const { name, rowKey, columns } of reportDescriptions()) {
      const all = tenant.rows(name)
      const keys = all.map(row => rowKey.map(key => row[key] ?? null))
      expect(new Set(keys.map(key => JSON.stringify(key))).size, name).toBe(all.length)
      expect(rowKey.every(key => columns.some(column => column.key === key))).toBe(true)
      const some = keys.filter((_, index) => index % 2 === 0)
      expect(tenant.page(name, { keys: some }), name).toMatchObject({
        filtered: some.length,
        total: all.length,
      })
      const found = tenant.rows(name, { keys: some }).map(row => rowKey.map(key => row[key] ?? null))
      expect(found.map(key => JSON.stringify(key)).toSorted()).toEqual(
        some.map(key => JSON.stringify(key)).toSorted(),
      )
    }
    expect(() => tenant.page('assignments', { keys: [['id-ann']] })).toThrow(
      expect.objectContaining({ code: 'badRequest', fix: expect.stringContaining('sku_id') }),
    )
  })
})

describe('the order of a table', () => {
  /** Whether something follows a blank cell when the report is sorted by the column. */
  function isBlankBefore({ page }: ReportTenant, name: string, column: string, direction: 'asc' | 'desc') {
    const { columns, rows } = page(name, { sort: { column, direction }, limit: 1000 })
    const index = columns.findIndex(({ key }) => key === column)
    const cells = rows.map(row => row[index])
    const firstBlank = cells.findIndex(isBlank)
    return firstBlank >= 0 && !cells.slice(firstBlank).every(isBlank)
  }

  test('blank cells come last in either direction, in every column of every report', () => {
    const tenant = makeReportTenant()
    for (const { name, columns } of reportDescriptions()) {
      const wrong = columns
        .map(({ key }) => key)
        .filter(key => isBlankBefore(tenant, name, key, 'asc') || isBlankBefore(tenant, name, key, 'desc'))
      expect(wrong, name).toEqual([])
    }
  })
})

describe('a pick-list', () => {
  /** The values of a cell: of a list of products each of them. */
  const told = (cell: Cell, key: string): readonly Cell[] =>
    key === 'products' && typeof cell === 'string' ? cell.split('; ') : [cell]

  /** So many values the filtered rows show in a column. */
  function shownValues(tenant: ReportTenant, report: string, key: string, request: object = {}): number {
    return sumOf(tenant.rows(report, request).map(row => told(row[key] ?? null, key).length))
  }

  /** What is wrong with the pick-list of a column without any filter. */
  function faultsOf(tenant: ReportTenant, report: string, column: string): string[] {
    const { values, more } = valuesOf(tenant, report, column)
    const { filtered } = tenant.page(report, { limit: 1 })
    const chosen = (picked: Cell[]) =>
      tenant.page(report, { filters: [filter(column, 'in', picked)], limit: 1 }).filtered
    const [first] = values
    const checks: Record<string, boolean> = {
      'is whole': !more,
      'adds up': sumOf(values.map(({ rows }) => rows)) === shownValues(tenant, report, column),
      'has most rows first': values.every(({ rows }, index) => rows <= (values[index - 1]?.rows ?? rows)),
      'chooses all rows': first === undefined || chosen(values.map(({ value }) => value)) === filtered,
      'chooses the rows of a value': first === undefined || chosen([first.value]) === first.rows,
    }
    return Object.keys(checks).filter(check => checks[check] === false)
  }

  test('counts add up to what the filtered rows show, and choosing all values chooses all rows', () => {
    const tenant = makeReportTenant()
    for (const { name, columns } of reportDescriptions()) {
      for (const { key } of columns) expect(faultsOf(tenant, name, key), `${name}.${key}`).toEqual([])
    }
  })

  test('the same under any filters and search, but for the filters on the column itself', () => {
    const tenant = makeReportTenant()
    const condition = fc.oneof(
      fc.record({
        column: fc.constantFrom('department', 'country', 'company_name'),
        operator: fc.constantFrom('in' as const, 'not-in' as const),
        value: fc.uniqueArray(fc.constantFrom(null, 'Sales', 'engineering', 'DE', 'TR', 'Contoso'), {
          minLength: 1,
        }),
      }),
      fc.record({
        column: fc.constantFrom('license_count', 'account_enabled'),
        operator: fc.constantFrom('in' as const, 'not-in' as const),
        value: fc.uniqueArray(fc.constantFrom(null, 0, 1), { minLength: 1 }),
      }),
      fc.record({
        column: fc.constant('last_activity_date'),
        operator: fc.constant('within' as const),
        value: fc.integer({ min: 1, max: 40 }),
      }),
    )
    fc.assert(
      fc.property(
        fc.array(condition, { maxLength: 3 }),
        fc.constantFrom('', 'contoso', 'é'),
        fc.constantFrom('department', 'license_count', 'last_activity_date', 'products', 'created_at'),
        (filters, search, column) => {
          const others = filters.filter(one => one.column !== column)
          const { values } = valuesOf(tenant, 'users', column, { filters, search })
          const shown = shownValues(tenant, 'users', column, { filters: others, search })
          expect(sumOf(values.map(({ rows }) => rows))).toBe(shown)
        },
      ),
      { numRuns: 40 },
    )
  })

  test('is found by a part of the text, cut at the limit, and spelled as most rows have it', () => {
    const tenant = makeReportTenant()
    tenant.change(`update user set department = 'SALES' where user_id = 'id-ann'`)
    expect(valuesOf(tenant, 'users', 'department').values).toEqual([
      { value: null, rows: 3 },
      { value: 'Sales', rows: 3 },
      { value: 'Engineering', rows: 2 },
    ])
    expect(valuesOf(tenant, 'users', 'department', { find: 'ENG' })).toEqual({
      values: [{ value: 'Engineering', rows: 2 }],
      more: false,
    })
    expect(valuesOf(tenant, 'users', 'department', { limit: 1 })).toEqual({
      values: [{ value: null, rows: 3 }],
      more: true,
    })
    expect(valuesOf(tenant, 'assignments', 'product_name', { find: 'e5' }).values).toEqual([
      { value: 'Microsoft 365 E5', rows: 3 },
    ])
    expect(() => valuesOf(tenant, 'users', 'salary')).toThrow(expect.objectContaining({ code: 'badRequest' }))
  })

  test('of products names each of them, counts its users once, and finds them by it', () => {
    const tenant = makeReportTenant()
    const products = () => valuesOf(tenant, 'users', 'products').values.map(one => [one.value, one.rows])
    expect(products().slice(0, 2)).toEqual([
      ['Microsoft 365 E3', 4],
      ['Microsoft 365 E5', 3],
    ])
    expect(products()).toContainEqual([null, 2])
    // Two products under one name are one choice, and who holds both is one user.
    tenant.change(
      `update product_setting set display_name = 'Suite' where sku_id in ('${sku.e3}', '${sku.e5}')`,
    )
    expect(products()[0]).toEqual(['Suite', 6])
    expect(tenant.page('users', { filters: [filter('products', '=', 'suite')] }).filtered).toBe(6)
  })

  test('of a report whose source is missing has nothing to choose', () => {
    const tenant = makeReportTenant({ empty: true })
    expect(valuesOf(tenant, 'users', 'department')).toEqual({ values: [], more: false })
    expect(totalsOf(tenant, 'users')).toEqual({
      totals: { license_count: null },
      unknown: { license_count: 0 },
      currency: null,
    })
  })
})

describe('the total row', () => {
  const neverAdded = ['percent', 'date', 'time', 'text', 'flag', 'days']

  test('adds up what can be added, over the filtered rows', () => {
    const tenant = makeReportTenant()
    for (const { name, columns } of reportDescriptions()) {
      const { totals } = totalsOf(tenant, name)
      const summed = columns.filter(({ sums }) => sums)
      expect(Object.keys(totals), name).toEqual(summed.map(({ key }) => key))
      expect(summed.filter(({ type }) => neverAdded.includes(type))).toEqual([])
      const rows = tenant.rows(name)
      const expected = summed
        .filter(({ type }) => type !== 'money')
        .map(({ key }) => [key, knownSum(rows.map(row => row[key] ?? null))])
      expect(totals, name).toMatchObject(Object.fromEntries(expected))
    }
    const sales = totalsOf(tenant, 'users', { filters: [filter('department', '=', 'Sales')] })
    expect(sales.totals).toEqual({ license_count: 4 })
  })

  test('money of several currencies has no sum, money of one has, and says how many rows are without', () => {
    const tenant = makeReportTenant()
    expect(totalsOf(tenant, 'licenses')).toMatchObject({
      totals: { cost_year: null },
      unknown: { cost_year: 2 },
      currency: null,
    })
    const euros = totalsOf(tenant, 'licenses', { filters: [filter('currency', 'in', ['EUR', null])] })
    expect(euros).toMatchObject({
      totals: { cost_year: 6 * 50 * 12 + 3 * 30 * 12 },
      currency: 'EUR',
      unknown: { cost_year: 2 },
    })
    const selected = totalsOf(tenant, 'licenses', { keys: [[sku.e5]] })
    expect(selected).toMatchObject({
      totals: { cost_year: 3600, enabled_units: 5 },
      unknown: { cost_year: 0 },
    })
  })
})
