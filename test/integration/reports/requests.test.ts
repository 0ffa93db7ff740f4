import { describe, expect, test } from 'vitest'
import type { ReportFilter, ReportRequest } from '../../../electron/contract/reports.ts'
import { reportDescriptions } from '../../../electron/core/reports/index.ts'
import { makeReportTenant, sku } from './tenant.ts'

const where = (
  column: string,
  operator: ReportFilter['operator'],
  value: string | number | null = null,
): Pick<ReportRequest, 'filters'> => ({ filters: [{ column, operator, value }] })

const list = (
  column: string,
  operator: 'in' | 'not-in',
  value: (string | null)[],
): Pick<ReportRequest, 'filters'> => ({ filters: [{ column, operator, value }] })

describe('filters', () => {
  test.each<[string, Pick<ReportRequest, 'filters'>, string[]]>([
    ['text, whatever the case', where('department', '=', 'sALES'), ['ann', 'bob', 'dora']],
    ['text of another script, whatever the case', where('display_name', '=', 'ÇELIK öztürk'), ['celik']],
    [
      'text that is another, with those that have none',
      where('department', '!=', 'Sales'),
      ['celik', 'eve', 'guest', 'li', 'null'],
    ],
    ['a part, whatever the case, beyond ASCII', where('display_name', 'contains', 'ÁLVAR'), ['ann']],
    ['a part with signs that patterns know', where('display_name', 'contains', '"D"'), ['dora']],
    ['per cent is a letter like any other', where('display_name', 'contains', '%'), []],
    ['an asterisk beside a letter of another script', where('display_name', 'contains', 'Ö*'), []],
    ['nothing', where('department', 'empty'), ['celik', 'guest', 'null']],
    ['something', where('mail', 'present'), ['ann', 'eve']],
    ['a number', where('license_count', '>', 1), ['ann', 'guest']],
    ['a number written as text', where('license_count', '=', '0'), ['li', 'null']],
    ['a flag in words', where('account_enabled', '=', 'no'), ['dora']],
    ['a date', where('last_activity_date', '<', '2026-11-01'), ['bob', 'celik']],
    ['no date', where('last_activity_date', 'empty'), ['dora', 'guest', 'null']],
    ['a whole day', where('created_at', '=', '2021-06-30'), ['bob']],
    ['times up to a day, the day included', where('created_at', '<=', '2021-06-30'), ['ann', 'bob']],
    ['a part of a date', where('last_activity_date', 'contains', '2026-11'), ['ann', 'eve', 'li']],
    ['an id as it is', where('user_id', '=', 'id-ann'), ['ann']],
    ['what is worked out per row', where('products', 'contains', 'e5'), ['ann', 'dora', 'eve']],
    [
      'one product of several, whole',
      where('products', '=', 'microsoft 365 e3'),
      ['ann', 'bob', 'celik', 'guest'],
    ],
    [
      'a product without another one',
      where('products', '!=', 'Microsoft 365 E3'),
      ['dora', 'eve', 'li', 'null'],
    ],
    ['a part of a name is no product', where('products', '=', 'E5'), []],
    [
      'one of several products',
      list('products', 'in', ['Microsoft 365 E5', 'CONTOSO_SPECIAL_TOOL']),
      ['ann', 'dora', 'eve', 'guest'],
    ],
    [
      'without any of several products, and without none',
      list('products', 'not-in', ['Microsoft 365 E3', null]),
      ['dora', 'eve'],
    ],
    ['no product', list('products', 'in', [null]), ['li', 'null']],
    ['SQL, which stays text', where('department', '=', `' or 1=1 --`), []],
  ])('%s', (_, request, expected) => {
    const { rows, page } = makeReportTenant()
    const found = rows('users', request).map(row => String(row['user_id']).slice(3))
    expect(found.toSorted()).toEqual(expected)
    expect(page('users', request)).toMatchObject({ filtered: expected.length, total: 8 })
  })

  test('several must all hold', () => {
    const { rows } = makeReportTenant()
    const filters = [...where('department', '=', 'Sales').filters, ...where('license_count', '=', 1).filters]
    expect(rows('users', { filters }).map(row => row['user_id'])).toEqual(['id-bob', 'id-dora'])
  })

  test('people of a product, by its id or by its name', () => {
    const { rows } = makeReportTenant()
    const people = (request: Partial<ReportRequest>) =>
      rows('assignments', request)
        .map(row => row['user_id'])
        .toSorted()
    const expected = ['id-ann', 'id-dora', 'id-eve']
    expect(people(where('sku_id', '=', sku.e5.toUpperCase()))).toEqual(expected)
    expect(people(where('product_name', '=', 'microsoft 365 e5'))).toEqual(expected)
    expect(people(where('product_name', 'contains', 'special'))).toEqual(['id-eve', 'id-guest'])
    expect(
      people({
        filters: [...where('sku_id', '=', sku.tool).filters, ...where('state', '=', 'Error').filters],
      }),
    ).toEqual(['id-eve'])
  })
})

describe('search', () => {
  test('finds people by any of their names, in any script', () => {
    const { rows } = makeReportTenant()
    const found = (report: string, search: string) => rows(report, { search }).map(row => row['user_id'])
    expect(found('users', 'ANN@')).toEqual(['id-ann'])
    expect(found('users', '李')).toEqual(['id-li'])
    expect(found('users', 'çELİK'.normalize('NFC'))).toEqual(['id-celik'])
    expect(found('users', 'ÇELIK')).toEqual(['id-celik'])
    expect(found('assignments', 'bob@')).toEqual(['id-bob', 'id-bob'])
    expect(found('assignments', 'eve')).toHaveLength(2)
    expect(found('inactive', 'dora')).toEqual(['id-dora'])
    expect(found('app-activity', 'alvarez')).toEqual(['id-ann'])
  })

  test('looks into every text where no column names a person', () => {
    const { rows } = makeReportTenant()
    expect(rows('licenses', { search: 'spe_e3' })).toHaveLength(1)
    expect(rows('departments', { search: 'sal' })).toHaveLength(1)
  })
})

describe('pages and order', () => {
  test('every column of every report can be sorted and filtered, and pages join without a gap', () => {
    const { page } = makeReportTenant()
    for (const report of reportDescriptions()) {
      const all = page(report.name, { limit: 1000 })
      expect(all.rows, report.name).toHaveLength(all.total)
      for (const { key } of report.columns) {
        for (const direction of ['asc', 'desc'] as const) {
          const sort = { column: key, direction }
          const sorted = page(report.name, { sort, limit: 1000 }).rows
          const pages = [0, 2, 4, 6, 8, 10].flatMap(
            offset => page(report.name, { sort, offset, limit: 2 }).rows,
          )
          expect(pages, `${report.name} by ${key}`).toEqual(sorted.slice(0, 12))
          expect(sorted.map(row => JSON.stringify(row)).toSorted()).toEqual(
            all.rows.map(row => JSON.stringify(row)).toSorted(),
          )
        }
        const empty = page(report.name, where(key, 'empty')).filtered
        const present = page(report.name, where(key, 'present')).filtered
        expect(empty + present, `${report.name} by ${key}`).toBe(all.total)
      }
    }
  })

  test('texts are sorted whatever their case', () => {
    const { rows } = makeReportTenant()
    const sort = { column: 'department', direction: 'asc' } as const
    expect(rows('users', { sort }).map(row => row['department'])).toEqual([
      'Engineering',
      'Engineering',
      'Sales',
      'Sales',
      'Sales',
      null,
      null,
      null,
    ])
    expect(rows('users', { sort: { ...sort, direction: 'desc' } }).at(0)?.['department']).toBe('Sales')
  })

  test('a page past the end is empty and still counts', () => {
    const { page } = makeReportTenant()
    expect(page('users', { offset: 100 })).toMatchObject({ rows: [], filtered: 8, total: 8, offset: 100 })
  })

  test('a publication shows at once, also in the counts', () => {
    const { page, change } = makeReportTenant()
    expect(page('users').total).toBe(8)
    change(`delete from user where user_id = 'id-null'; delete from user_summary where user_id = 'id-null'`)
    expect(page('users')).toMatchObject({ total: 7, filtered: 7 })
  })

  test('the count of assignments is the one that was kept, and counted where none was', () => {
    const { page, change } = makeReportTenant()
    expect(page('assignments').total).toBe(10)
    change(
      `delete from assigned_license where user_id = 'id-dora'; delete from meta where name = 'assignment_count'`,
    )
    expect(page('assignments')).toMatchObject({ total: 9, filtered: 9 })
  })

  test('all rows come in the same order as the pages', () => {
    const { page, reader } = makeReportTenant()
    for (const { name } of reportDescriptions()) {
      const request = {
        connector: 'x',
        report: name,
        filters: [],
        search: '',
        keys: null,
        sort: null,
        parameters: {},
        offset: 3,
        limit: 1,
      }
      expect([...reader.rows(request)].flat(), name).toEqual(page(name, { limit: 1000 }).rows)
    }
  })

  test('what does not exist is refused with what does', () => {
    const { page } = makeReportTenant()
    expect(() => page('nonsense')).toThrow(
      expect.objectContaining({ code: 'badRequest', fix: expect.stringContaining('users') }),
    )
    expect(() => page('users', where('salary', '=', 1))).toThrow(
      expect.objectContaining({ code: 'badRequest', fix: expect.stringContaining('display_name') }),
    )
  })
})
