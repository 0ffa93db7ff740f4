import { describe, expect, test } from 'vitest'
import { selectDatasets } from '../../../electron/core/datasets/index.ts'
import { type PlanFacts, planDatasets } from '../../../electron/core/sync/plan.ts'
import type { DatasetState, StagedDataset } from '../../../electron/core/sync/ports.ts'

const now = Date.parse('2026-11-23T12:00:00Z')
const hours = (count: number) => new Date(now - count * 3_600_000).toISOString()

const state = (dataset: string, fields: Partial<DatasetState> = {}): DatasetState => ({
  dataset,
  succeededAt: hours(24),
  lastFullAt: hours(24),
  deltaLink: 'https://graph.microsoft.com/v1.0/users/delta?$deltatoken=a',
  refreshDate: '2026-11-20',
  fingerprint: null,
  concealed: false,
  rows: 1200,
  failures: 0,
  problem: null,
  ...fields,
})

function planOf(dataset: string, facts: Partial<PlanFacts>) {
  const [plan] = planDatasets({
    definitions: selectDatasets([dataset]),
    requested: 'incremental',
    states: [],
    staged: [],
    named: false,
    hasUsageReports: true,
    now,
    ...facts,
  })
  if (plan === undefined) throw new Error('no plan')
  return plan
}

describe('how a dataset is retrieved', () => {
  test('the first time everything is read in full', () => {
    expect(planOf('users', {}).mode).toBe('full')
    expect(planOf('licenses', {}).mode).toBe('full')
  })

  test('people are read by their changes afterwards, and in full again every seven days', () => {
    expect(planOf('users', { states: [state('users')] }).mode).toBe('incremental')
    expect(planOf('users', { states: [state('users', { lastFullAt: hours(7 * 24) })] }).mode).toBe('full')
    expect(planOf('users', { states: [state('users', { deltaLink: null })] }).mode).toBe('full')
    expect(planOf('users', { states: [state('users')], requested: 'full' }).mode).toBe('full')
  })

  test('a big tenant renews sign-in times once a day, a small one every time, and whoever asks by name gets them', () => {
    const big = state('sign_in_activity', { rows: 50_000, succeededAt: hours(3) })
    expect(planOf('sign_in_activity', { states: [big] }).due).toBe(false)
    expect(planOf('sign_in_activity', { states: [{ ...big, succeededAt: hours(21) }] }).due).toBe(true)
    expect(planOf('sign_in_activity', { states: [{ ...big, rows: 300 }] }).due).toBe(true)
    expect(planOf('sign_in_activity', { states: [big], named: true }).due).toBe(true)
  })

  test('tenant counts begin with the 180 days that Microsoft keeps and go on with the newest', () => {
    const daily = 'daily.office365_active_user_counts'
    expect(planOf(daily, {}).periodDays).toBe(180)
    expect(planOf(daily, { states: [state(daily)] }).periodDays).toBe(7)
    expect(planOf(daily, { states: [state(daily, { refreshDate: '2026-08-01' })] }).periodDays).toBe(180)
  })

  test('interrupted work goes on when it is of the same kind and of today', () => {
    const left: StagedDataset = {
      dataset: 'users',
      mode: 'full',
      startedAt: hours(1),
      complete: false,
      notes: {},
      chains: [],
      rows: 10,
    }
    expect(planOf('users', { staged: [left] }).resume).toEqual(left)
    expect(planOf('users', { staged: [{ ...left, startedAt: hours(13) }] }).resume).toBeNull()
    expect(planOf('users', { staged: [left], states: [state('users')] }).resume).toBeNull()
  })

  test('a cloud without usage reports is not asked for them', () => {
    expect(planOf('usage.teams_user_activity', { hasUsageReports: false }).unavailable).toBe(true)
    expect(planOf('licenses', { hasUsageReports: false }).unavailable).toBe(false)
  })
})

describe('choosing datasets by name', () => {
  test('a group stands for its members', () => {
    expect(selectDatasets(['directory']).map(({ id }) => id)).toEqual([
      'organization',
      'licenses',
      'users',
      'sign_in_activity',
      'renewals',
      'registration',
    ])
    expect(selectDatasets(['usage']).length).toBeGreaterThan(10)
  })

  test('an unknown name is refused with the names there are', () => {
    expect(() => selectDatasets(['licences'])).toThrow(/no dataset "licences"/)
  })
})
