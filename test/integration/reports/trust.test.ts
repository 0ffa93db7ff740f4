import { describe, expect, test } from 'vitest'
import { reportDescriptions } from '../../../electron/core/reports/index.ts'
import { makeReportTenant } from './tenant.ts'

const withoutUsage = `
delete from meta where name = 'activity_as_of';
delete from person_activity; delete from person_platform; delete from person; delete from usage_office365_activations; delete from usage_report; delete from app_summary;
update user_summary set last_activity_date = null, active_30d = null;
update split_summary set licensed_active_30d = null; update license_summary set active_users_30d = null;`

const notGranted = `${withoutUsage}
delete from usage_day;
update dataset_state set succeeded_at = null, refresh_date = null, problem = 'notGranted' where dataset like 'usage.%' or dataset like 'daily.%';`

const concealed = `${withoutUsage}
insert into usage_day values ('2026-11-21', 'teams', 'active_users_30d', 4);
update dataset_state set concealed = 1 where dataset like 'usage.%';`

describe('a report never says zero because its source failed', () => {
  test('usage that is not granted: figures are unknown and the permission is named', () => {
    const { page, rows, change } = makeReportTenant()
    change(notGranted)
    for (const report of ['inactive', 'app-activity', 'activations', 'usage-daily']) {
      const found = page(report)
      expect(found, report).toMatchObject({ rows: [], total: 0, activityAsOf: null })
      expect(found.notes[0], report).toMatchObject({
        kind: 'notGranted',
        text: expect.stringContaining('Reports.Read.All'),
      })
    }
    expect(rows('licenses').map(row => row['active_users_30d'])).toEqual([null, null, null, null, null])
    expect(rows('departments').map(row => row['inactive_people_30d'])).toEqual([null, null, null])
    expect(page('users').notes.map(note => note.kind)).toEqual(['notGranted'])
    const figures = Object.fromEntries(rows('overview').map(row => [row['figure'], row['value']]))
    expect(figures).toMatchObject({
      people: 8,
      active_people_30d: null,
      seats_active_30d: null,
      inactive: null,
      inactive_seats_cost_year: null,
    })
  })

  test('concealed names: totals of the tenant stay, the setting is named', () => {
    const { page, rows, change } = makeReportTenant()
    change(concealed)
    expect(page('inactive')).toMatchObject({ rows: [], activityAsOf: '2026-11-21' })
    expect(page('inactive').notes[0]).toMatchObject({
      kind: 'concealed',
      text: expect.stringContaining('Display concealed user, group, and site names in all reports'),
    })
    expect(page('usage-daily').total).toBe(4)
    expect(page('usage-daily').notes).toEqual([])
    expect(rows('overview').find(row => row['figure'] === 'active_people_30d.teams')).toMatchObject({
      value: 4,
      as_of: '2026-11-21',
    })
  })

  test('usage that was retrieved and is empty: nobody is called inactive', () => {
    const { page, change } = makeReportTenant()
    change(`${withoutUsage} update dataset_state set refresh_date = null where dataset like 'usage.%'`)
    expect(page('inactive')).toMatchObject({ rows: [], total: 0, activityAsOf: null })
    expect(page('inactive').notes).toEqual([
      expect.objectContaining({ kind: 'empty', text: expect.stringContaining('reported nothing yet') }),
    ])
  })

  test('a dataset that failed lately: old data with its date, and the dataset by name', () => {
    const { page, change } = makeReportTenant()
    change(
      `update dataset_state set problem = 'failed', failures = 2, succeeded_at = '2026-11-20T06:00:00Z' where dataset = 'renewals'`,
    )
    expect(page('renewals').total).toBe(2)
    expect(page('renewals').notes).toEqual([
      expect.objectContaining({
        kind: 'partial',
        text: expect.stringContaining('Renewals (data of 2026-11-20)'),
      }),
      expect.objectContaining({ kind: 'stale', text: expect.stringContaining('3 days ago') }),
    ])
  })

  test('sign-ins without the license for them', () => {
    const { page, change } = makeReportTenant()
    change(
      `update dataset_state set succeeded_at = null, problem = 'licenseMissing' where dataset = 'sign_in_activity'`,
    )
    expect(page('users').notes).toEqual([
      expect.objectContaining({ kind: 'info', text: expect.stringContaining('Entra ID P1') }),
    ])
    expect(page('users').total).toBe(8)
  })

  test('nothing retrieved yet: no report fails, each says what to do', () => {
    const { page } = makeReportTenant({ empty: true })
    for (const { name } of reportDescriptions()) {
      const found = page(name)
      expect(found.total, name).toBe(name === 'overview' ? found.rows.length : 0)
      expect(found.notes.length, name).toBeGreaterThan(0)
    }
    expect(page('overview').rows.every(row => row[3] === null)).toBe(true)
  })

  test('nothing to report although everything was retrieved: what would be here', () => {
    const { page, change } = makeReportTenant()
    change('delete from overlap')
    expect(page('overlaps').notes).toEqual([
      { kind: 'empty', text: expect.stringContaining('Nobody holds two products') },
    ])
  })
})

test('a column says why it is blank: concealed, not granted, not retrieved, or old', () => {
  const tenant = makeReportTenant()
  expect(tenant.page('users').missing).toEqual({})
  tenant.change(`update dataset_state set concealed = 1 where dataset like 'usage.%';
    update dataset_state set succeeded_at = null, problem = 'notGranted' where dataset = 'sign_in_activity'`)
  expect(tenant.page('users').missing).toEqual({
    active_30d: 'concealed',
    last_activity_date: 'concealed',
    last_sign_in_at: 'notGranted',
  })
  tenant.change(`update dataset_state set concealed = 0;
    update dataset_state set problem = 'licenseMissing' where dataset = 'sign_in_activity'`)
  expect(tenant.page('users').missing).toEqual({ last_sign_in_at: 'notRetrieved' })
  tenant.change(`update dataset_state set succeeded_at = '2026-11-01T00:00:00Z' where dataset like 'usage.%'`)
  expect(tenant.page('licenses').missing).toMatchObject({
    active_users_30d: 'stale',
    inactive_users_30d: 'stale',
  })
})
