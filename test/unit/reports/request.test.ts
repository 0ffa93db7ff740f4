import { describe, expect, test } from 'vitest'
import {
  type ReportDescription,
  type ReportFilter,
  ReportRequest,
} from '../../../electron/contract/reports.ts'
import { checkRequest, findReport } from '../../../electron/core/reports/index.ts'

const people: ReportDescription = findReport('inactive').description
const lastDays = { date: '2026-11-21', time: '2026-11-23' }
const check = (request: Partial<ReportRequest>) =>
  checkRequest(people, ReportRequest.parse({ connector: 'one', report: people.name, ...request }), lastDays)
const filter = (column: string, operator: ReportFilter['operator'], value: string | number | null = null) =>
  check({ filters: [{ column, operator, value }] }).filters[0]
const refusal = (work: () => unknown) => {
  try {
    work()
  } catch (error) {
    return error
  }
  throw new Error('It was not refused.')
}

test('a bare request means the default order, all defaults and no filter', () => {
  expect(check({})).toMatchObject({
    filters: [],
    search: '',
    sort: { column: { key: 'last_activity_date' }, direction: 'asc' },
    parameters: { days: 30 },
  })
})

test('blanks around a search mean nothing', () => {
  expect(check({ search: '  ann ' }).search).toBe('ann')
})

describe('a value is read as the column compares it', () => {
  test.each<[string, ReportFilter['operator'], string | number, string | number]>([
    ['license_count', '>', '2', 2],
    ['license_count', '=', 2, 2],
    ['cost_year', '<=', '-1.5', -1.5],
    ['account_enabled', '=', 'Yes', 1],
    ['account_enabled', '!=', 'false', 0],
    ['account_enabled', '=', 0, 0],
    ['last_activity_date', '>=', '2026-11-21', '2026-11-21'],
    ['last_sign_in_at', '<', '2026-11-21T08:30:00Z', '2026-11-21T08:30:00Z'],
    ['last_sign_in_at', '=', '2024-02-29', '2024-02-29'],
    ['department', '=', '00123', '00123'],
    ['department', '=', 7, '7'],
    ['last_activity_date', 'contains', '2026-', '2026-'],
  ])('%s %s %s', (column, operator, value, expected) => {
    expect(filter(column, operator, value)).toMatchObject({
      column: { key: column },
      operator,
      value: expected,
    })
  })

  test('empty and present take no value', () => {
    expect(filter('department', 'empty', 'ignored')?.value).toBeNull()
    expect(filter('license_count', 'present')?.value).toBeNull()
  })
})

describe('what cannot be is refused, with what can', () => {
  test.each<[string, () => unknown, string]>([
    ['a column', () => filter('salary', '=', 1), 'department'],
    ['a column to sort by', () => check({ sort: { column: 'salary', direction: 'asc' } }), 'department'],
    ['a part of a number', () => filter('license_count', 'contains', '1'), '<='],
    ['more than a flag', () => filter('account_enabled', '>', 1), 'empty'],
    ['a word for a number', () => filter('license_count', '=', 'many'), 'a number'],
    ['a blank for a number', () => filter('license_count', '=', ' '), 'a number'],
    ['endless numbers', () => filter('license_count', '=', 'Infinity'), 'a number'],
    ['a word for a flag', () => filter('account_enabled', '=', 'maybe'), 'yes or no'],
    ['a day that never was', () => filter('last_activity_date', '=', '2026-02-30'), 'a date'],
    ['a date in another order', () => filter('last_activity_date', '=', '21.11.2026'), 'a date'],
    ['an hour that never was', () => filter('last_sign_in_at', '=', '2026-11-21T25:00:00Z'), 'a date'],
    ['no value at all', () => filter('department', '='), 'empty or present'],
    ['a parameter', () => check({ parameters: { weeks: 4 } }), 'days'],
    ['a parameter that is too small', () => check({ parameters: { days: 0 } }), 'from 1 to 3650'],
    ['half a day', () => check({ parameters: { days: 1.5 } }), 'whole number'],
  ])('%s', (_, work, hint) => {
    expect(refusal(work)).toMatchObject({ code: 'badRequest', fix: expect.stringContaining(hint) })
  })

  test('a parameter of a report that has none', () => {
    const users = findReport('users').description
    const request = ReportRequest.parse({ connector: 'one', report: 'users', parameters: { days: 3 } })
    expect(refusal(() => checkRequest(users, request, lastDays))).toMatchObject({ code: 'badRequest' })
  })
})
