import { describe, expect, test } from 'vitest'
import { report } from '../support/reports.ts'
import { openTestTenant } from '../support/tenant.ts'

describe('figures of the tenant per day', () => {
  const days = (tenant: ReturnType<typeof openTestTenant>) =>
    tenant.read('select * from v_usage_daily order by date, app, measure').map(row => Object.values(row))

  test('overwrite the days that a report covers, never add up, and leave the others', () => {
    const tenant = openTestTenant()
    tenant.publish([
      report('daily.office365_active_user_counts', [
        { key: '2026-11-18', teams: 10, exchange: 5 },
        { key: '2026-11-19', teams: 20 },
      ]),
    ])
    const counts = tenant.publish([
      report('daily.office365_active_user_counts', [
        { key: '2026-11-19', teams: 25, exchange: null },
        { key: '2026-11-20', teams: 0 },
      ]),
    ])
    expect(counts).toEqual([
      { dataset: 'daily.office365_active_user_counts', inserted: 1, updated: 1, removed: 0 },
    ])
    expect(days(tenant)).toEqual([
      ['2026-11-18', 'exchange', 'active_users', 5],
      ['2026-11-18', 'teams', 'active_users', 10],
      ['2026-11-19', 'teams', 'active_users', 25],
      ['2026-11-20', 'teams', 'active_users', 0],
    ])
  })

  test('do not forget a figure because a later report leaves it empty', () => {
    const tenant = openTestTenant()
    const [first, second] = [7, null].map(teams =>
      report('daily.office365_active_user_counts', [{ key: '2026-11-18', teams }]),
    )
    tenant.publish([first].filter(one => one !== undefined))
    tenant.publish([second].filter(one => one !== undefined))
    expect(days(tenant)).toEqual([['2026-11-18', 'teams', 'active_users', 7]])
  })

  test('name the item of a report in the measure', () => {
    const tenant = openTestTenant()
    tenant.publish([
      report('daily.office365_activations_user_counts', [
        { key: '2026-11-21', item: '_microsoft_365_apps', assigned: 40, activated: 30 },
        { key: '2026-11-21', item: '', assigned: 50 },
      ]),
    ])
    expect(days(tenant)).toEqual([
      ['2026-11-21', 'microsoft365_apps', 'activated_users_microsoft_365_apps', 30],
      ['2026-11-21', 'microsoft365_apps', 'assigned_users', 50],
      ['2026-11-21', 'microsoft365_apps', 'assigned_users_microsoft_365_apps', 40],
    ])
  })
})
