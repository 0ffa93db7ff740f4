import { expect, test } from 'vitest'
import { overviewRows } from '../../../electron/core/reports/families/overview.ts'
import type { OverviewFacts } from '../../../electron/core/reports/families/overview-facts.ts'

const nothing: OverviewFacts = {
  now: Date.parse('2026-11-23T12:00:00Z'),
  activityDay: null,
  people: null,
  seats: null,
  costs: [],
  apps: [],
  lastRun: null,
  secretExpiresOn: null,
}
const figures = (facts: Partial<OverviewFacts>) =>
  Object.fromEntries(
    overviewRows({ ...nothing, ...facts }).map(([, , , value, unit, note, asOf, figure]) => [
      figure,
      { value, unit, note, asOf },
    ]),
  )

test('what is not known is unknown, not zero', () => {
  expect(overviewRows(nothing).every(row => row[3] === null)).toBe(true)
})

test('positions count up from one', () => {
  expect(overviewRows(nothing).map(row => row[0])).toEqual(overviewRows(nothing).map((_, index) => index + 1))
})

test('people whose activity is unknown are not called inactive', () => {
  const people = {
    asOf: '2026-11-23T06:00:00Z',
    people: 9,
    licensed: 7,
    licensedActive: null,
    disabledLicensed: 1,
    guestsUnmeasured: 0,
    guestsLicensed: 0,
    overlaps: 0,
  }
  expect(figures({ people })).toMatchObject({
    inactive: { value: null },
    disabled_with_licenses: { value: 1, asOf: '2026-11-23' },
    guests_with_licenses: { value: 0 },
  })
})

test('without prices the overview asks for them', () => {
  expect(figures({})['free_seats_cost_year']).toMatchObject({
    value: null,
    note: 'Enter prices per product to see money',
  })
})

test('an application falls or rises by whole weeks', () => {
  const app = (average: number, before: number | null) => {
    const weekly = { until: '2026-11-21', average, before }
    return figures({ apps: [{ app: 'teams', active: 5, asOf: '2026-11-21', weekly }] })[
      'active_people_30d.teams'
    ]?.note
  }
  expect(app(90.4, 100)).toBe('90 a day in the last week, −10 % in four weeks')
  expect(app(100, 100)).toBe('100 a day in the last week, ±0 % in four weeks')
  expect(app(150, 100)).toBe('150 a day in the last week, +50 % in four weeks')
  expect(app(90, null)).toBe('90 a day in the last week')
  expect(app(90, 0)).toBe('90 a day in the last week')
})

test('products that are free of charge are left out of the seats, and that is said', () => {
  const seats = {
    asOf: '2026-11-23',
    bought: 5,
    assigned: 3,
    free: 2,
    active: null,
    inactive: null,
    leftOut: 4,
    untold: 0,
  }
  expect(figures({ seats })['seats_bought']).toMatchObject({
    value: 5,
    note: '4 products free of charge, on trial, for devices or for the whole company left out',
  })
})

test('the state of the connector: hours since the last sync, what failed, days until the credential ends', () => {
  const lastRun = { status: 'partial', finishedAt: '2026-11-23T06:00:00Z', failed: ['renewals'], flagged: 2 }
  expect(figures({ lastRun, secretExpiresOn: '2026-11-30' })).toMatchObject({
    last_sync: { value: 6, unit: 'hours ago', note: 'partial', asOf: '2026-11-23' },
    failed_datasets: { value: 1, note: 'renewals' },
    flagged_differences: { value: 2 },
    secret_days_left: { value: 7, note: 'on 2026-11-30' },
  })
  expect(figures({ secretExpiresOn: '2026-11-20' })['secret_days_left']).toMatchObject({ value: -3 })
})
