import { describe, expect, test } from 'vitest'
import {
  balanceCoverage,
  balanceLicense,
  balanceOddRows,
  balancePeople,
  balanceReport,
} from '../../../electron/core/publish/balance/balance-rules.ts'

describe('people', () => {
  test('agree', () => {
    expect(balancePeople({ counted: 7, stored: 7, came: 0 })).toBeNull()
  })

  test.each([
    [100, 98, 0, 'explained'],
    [100, 97, 0, 'flagged'],
    [100, 90, 8, 'flagged'],
    [90, 100, 8, 'explained'],
    [100, 110, 8, 'explained'],
    [3, 2, 0, 'flagged'],
    [3, 2, 1, 'flagged'],
    [2, 3, 1, 'explained'],
    [200_000, 199_800, 0, 'explained'],
    [200_000, 199_700, 0, 'flagged'],
    [90, 100, 0, 'flagged'],
  ])('%i counted, %i stored, %i came: %s', (counted, stored, came, verdict) => {
    expect(balancePeople({ counted, stored, came })?.verdict).toBe(verdict)
  })
})

describe('a product', () => {
  const facts = { product: 'Suite', appliesTo: 'User', consumed: 10, holders: 8, gained: 0, sameRun: true }

  test('agrees', () => {
    expect(balanceLicense({ ...facts, holders: 10, appliesTo: 'Company' })).toBeNull()
  })

  test.each([
    [{}, 'flagged'],
    // What the run itself lost explains nothing, however much it gained besides.
    [{ gained: 2 }, 'flagged'],
    [{ holders: 12, gained: 1 }, 'flagged'],
    [{ holders: 12, gained: 2 }, 'explained'],
    [{ sameRun: false }, 'explained'],
    [{ appliesTo: 'Company' }, 'explained'],
    [{ appliesTo: null }, 'flagged'],
  ])('with %j is %s', (change, verdict) => {
    expect(balanceLicense({ ...facts, ...change })?.verdict).toBe(verdict)
  })
})

describe('a report', () => {
  const facts = {
    dataset: 'usage.x',
    rows: 100,
    unmatched: 5,
    deleted: 0,
    precedesUsers: false,
    concealed: false,
    othersShowNames: true,
  }

  test('agrees', () => {
    expect(balanceReport({ ...facts, unmatched: 0 })).toBeNull()
  })

  test.each([
    [{}, 'flagged'],
    [{ deleted: 5 }, 'explained'],
    [{ deleted: 4 }, 'flagged'],
    // Nobody watched who left between the day of the report and the first sync.
    [{ precedesUsers: true }, 'explained'],
    [{ precedesUsers: true, unmatched: 7, deleted: 2 }, 'explained'],
    [{ precedesUsers: true, unmatched: 6 }, 'flagged'],
    [{ precedesUsers: true, unmatched: 100, concealed: true }, 'flagged'],
    [{ unmatched: 100, concealed: true, othersShowNames: false }, 'explained'],
    [{ unmatched: 100, concealed: true }, 'flagged'],
  ])('with %j is %s', (change, verdict) => {
    expect(balanceReport({ ...facts, ...change })).toMatchObject({ verdict, expected: 100 })
  })
})

test('in a small tenant not even one row of nobody is let pass', () => {
  const facts = { dataset: 'usage.x', deleted: 0, concealed: false, othersShowNames: true }
  const told = (rows: number, unmatched: number) =>
    balanceReport({ ...facts, rows, unmatched, precedesUsers: true })?.verdict
  expect(told(9, 1)).toBe('flagged')
  expect(told(60, 5)).toBe('explained')
  expect(told(40_000, 400)).toBe('explained')
  expect(told(40_000, 401)).toBe('flagged')
})

describe('odd rows of a report', () => {
  const odd = { dataset: 'usage.x', rows: 3, nameless: 0, unreadable: 0, isDated: true }
  const told = (change: Partial<typeof odd>) =>
    balanceOddRows({ ...odd, ...change }).map(({ subject, expected, actual, verdict }) => [
      subject,
      expected,
      actual,
      verdict,
    ])

  test('are told each by themselves, and nothing where there are none', () => {
    expect(told({})).toEqual([])
    expect(told({ rows: 0, isDated: false })).toEqual([])
    expect(told({ nameless: 4, unreadable: 1, isDated: false })).toEqual([
      ['rows without a name', 7, 3, 'explained'],
      ['rows that can be read', 3, 2, 'flagged'],
      ['date', 3, 0, 'flagged'],
    ])
  })
})

describe('the licensed', () => {
  test.each([
    [100, 95, 0, 'explained'],
    [100, 94, 0, 'flagged'],
    [100, 90, 5, 'explained'],
  ])('%i people, %i named, %i new: %s', (licensed, named, tooNew, verdict) => {
    expect(balanceCoverage({ licensed, named, tooNew })?.verdict).toBe(verdict)
  })

  test('agree', () => {
    expect(balanceCoverage({ licensed: 4, named: 4, tooNew: 0 })).toBeNull()
  })
})
