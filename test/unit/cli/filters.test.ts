import { describe, expect, test } from 'vitest'
import { CommandFailure } from '../../../electron/cli/failure.ts'
import { parseConditions, parseSort } from '../../../electron/cli/report/filters.ts'
import type { ReportDescription } from '../../../electron/contract/reports.ts'

const report: ReportDescription = {
  name: 'inactive',
  title: 'Inactive people',
  about: 'Who was not active.',
  columns: [
    { key: 'department', label: 'Department', type: 'text', personal: false, sums: false, blank: 'none' },
    { key: 'license_count', label: 'Licenses', type: 'integer', personal: false, sums: false, blank: 'none' },
    {
      key: 'account_enabled',
      label: 'Account enabled',
      type: 'flag',
      personal: false,
      sums: false,
      blank: 'none',
    },
    {
      key: 'last_activity_date',
      label: 'Last activity',
      type: 'date',
      personal: false,
      sums: false,
      blank: 'none',
    },
  ],
  parameters: [{ key: 'days', label: 'Days', default: 30, min: 1, max: 3650 }],
  rowKey: ['department'],
  defaultSort: { column: 'department', direction: 'asc' },
}

const one = (text: string) => parseConditions([text], report).filters[0]

describe('a condition', () => {
  test.each([
    ['department=Sales', { column: 'department', operator: '=', value: 'Sales' }],
    ['department = "Sales = all" ', { column: 'department', operator: '=', value: 'Sales = all' }],
    ['Department!=Sales', { column: 'department', operator: '!=', value: 'Sales' }],
    ['department~ales', { column: 'department', operator: 'contains', value: 'ales' }],
    ['department contains a b', { column: 'department', operator: 'contains', value: 'a b' }],
    ['license_count>=2', { column: 'license_count', operator: '>=', value: '2' }],
    ['license_count<2', { column: 'license_count', operator: '<', value: '2' }],
    ['account_enabled=no', { column: 'account_enabled', operator: '=', value: 'no' }],
    ['account_enabled=1', { column: 'account_enabled', operator: '=', value: '1' }],
    ['last_activity_date<2026-01-01', { column: 'last_activity_date', operator: '<', value: '2026-01-01' }],
    ['last_activity_date is empty', { column: 'last_activity_date', operator: 'empty', value: null }],
    ['last_activity_date present', { column: 'last_activity_date', operator: 'present', value: null }],
    ['last_activity_date is not empty', { column: 'last_activity_date', operator: 'present', value: null }],
    ['department!~ales', { column: 'department', operator: 'not-contains', value: 'ales' }],
    ['department not contains a b', { column: 'department', operator: 'not-contains', value: 'a b' }],
    ['department in Sales', { column: 'department', operator: 'in', value: ['Sales'] }],
    [
      `department IN Sales, 'HR, EU' ,"R & D",`,
      { column: 'department', operator: 'in', value: ['Sales', 'HR, EU', 'R & D', null] },
    ],
    ['license_count not in 1,2', { column: 'license_count', operator: 'not-in', value: ['1', '2'] }],
    ['last_activity_date within 30', { column: 'last_activity_date', operator: 'within', value: '30' }],
    ['last_activity_date within 1 day', { column: 'last_activity_date', operator: 'within', value: '1' }],
    ['department=', { column: 'department', operator: 'empty', value: null }],
    ['department!=', { column: 'department', operator: 'present', value: null }],
  ])('%s is understood', (text, filter) => {
    expect(one(text)).toEqual(filter)
  })

  test('sets a parameter of the report', () => {
    expect(parseConditions(['days=60', 'department=HR'], report)).toEqual({
      filters: [{ column: 'department', operator: '=', value: 'HR' }],
      parameters: { days: 60 },
    })
  })

  test.each([
    ['nonsense', 'cannot be understood'],
    ['days=0', 'does not fit'],
    ['days>3', 'does not fit'],
  ])('%s is refused with what would do', (text, message) => {
    expect(() => one(text)).toThrow(CommandFailure)
    expect(() => one(text)).toThrow(message)
  })
})

describe('an order', () => {
  test.each([
    ['department', { column: 'department', direction: 'asc' }],
    ['-license_count', { column: 'license_count', direction: 'desc' }],
    ['License_Count:desc', { column: 'license_count', direction: 'desc' }],
    ['license_count:asc', { column: 'license_count', direction: 'asc' }],
  ])('%s is understood', (text, sort) => {
    expect(parseSort(text)).toEqual(sort)
  })

  test('that is none is refused', () => {
    expect(() => parseSort('license count')).toThrow('cannot be understood')
  })
})
