import { expect, test } from 'vitest'
import { overviewRows } from '../../../electron/core/reports/overview.ts'
import type { OverviewFacts } from '../../../electron/core/reports/overview-facts.ts'

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

test('an application falls or rises against the same weekday four weeks before', () => {
  const app = (value: number, before: number | null) =>
    figures({
      apps: [{ app: 'teams', active: 5, asOf: '2026-11-21', daily: { date: '2026-11-21', value, before } }],
    })['active_people_30d.teams']?.note
  expect(app(90, 100)).toBe('90 on 2026-11-21, −10 % in four weeks')
  expect(app(100, 100)).toBe('100 on 2026-11-21, +0 % in four weeks')
  expect(app(90, null)).toBe('90 on 2026-11-21')
  expect(app(90, 0)).toBe('90 on 2026-11-21')
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
