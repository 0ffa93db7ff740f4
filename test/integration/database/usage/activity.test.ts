import { describe, expect, test } from 'vitest'
import { people, peopleDelta } from '../support/people.ts'
import { report } from '../support/reports.ts'
import { openTestTenant } from '../support/tenant.ts'

const activity = (tenant: ReturnType<typeof openTestTenant>) =>
  tenant.read('select * from v_app_activity order by user_principal_name, app').map(row => Object.values(row))

describe('activity per person and app', () => {
  test('is the latest date over all reports, with the day and period of the report it comes from', () => {
    const tenant = openTestTenant()
    tenant.publish([
      people({ user_id: 'u1', user_principal_name: 'Ada@Contoso.example' }),
      report('usage.office365_active_d180', [
        {
          key: 'ada@contoso.example',
          teams_last_activity_date: '2026-06-01',
          exchange_last_activity_date: '2026-11-10',
        },
      ]),
      report(
        'usage.teams_user_activity',
        [{ key: 'ada@contoso.example', last_activity_date: '2026-11-19' }],
        {
          refreshDate: '2026-11-20',
        },
      ),
      report('usage.mailbox_usage_detail', [
        { key: 'ADA@contoso.example', last_activity_date: '2026-10-01' },
      ]),
    ])
    expect(activity(tenant)).toEqual([
      ['Ada@Contoso.example', 'u1', 'exchange', '2026-11-10', '2026-11-21', 180],
      ['Ada@Contoso.example', 'u1', 'teams', '2026-11-19', '2026-11-20', 30],
    ])
    expect(tenant.read('select last_activity_date from v_users')).toEqual([
      { last_activity_date: '2026-11-19' },
    ])
  })

  test('counts a shared date only for the apps whose flag is set', () => {
    const tenant = openTestTenant()
    tenant.publish([
      report('usage.m365_app_d30', [
        { key: 'ada@contoso.example', last_activity_date: '2026-11-18', word: 1, excel: 0, outlook: null },
      ]),
    ])
    expect(activity(tenant)).toEqual([
      ['ada@contoso.example', null, 'word_app', '2026-11-18', '2026-11-21', 30],
    ])
  })

  test('keeps people who are in no directory, as they were reported', () => {
    const tenant = openTestTenant()
    tenant.publish([
      people({ user_id: 'u1' }),
      report('usage.email_activity', [
        { key: 'Gone@Contoso.example', last_activity_date: '2026-11-01' },
        { key: 'u1@contoso.example', last_activity_date: '2026-11-02' },
      ]),
    ])
    expect(activity(tenant)).toEqual([
      ['Gone@Contoso.example', null, 'exchange', '2026-11-01', '2026-11-21', 30],
      ['u1@contoso.example', 'u1', 'exchange', '2026-11-02', '2026-11-21', 30],
    ])
  })

  test('finds everybody although each report names other people', () => {
    const tenant = openTestTenant()
    const row = (key: string) => ({ key, last_activity_date: '2026-11-01' })
    tenant.publish([
      report('usage.email_activity', [row('a@x.example'), row('b@x.example'), row('c@x.example')]),
      report('usage.teams_user_activity', [row('b@x.example'), row('d@x.example')]),
      report('usage.one_drive_activity', [row('e@x.example')]),
      report('usage.office365_activations', [{ key: 'f@x.example', item: 'Apps', windows: 1 }]),
    ])
    expect(activity(tenant).map(([name, , app]) => `${name} ${app}`)).toEqual([
      'a@x.example exchange',
      'b@x.example exchange',
      'b@x.example teams',
      'c@x.example exchange',
      'd@x.example teams',
      'e@x.example onedrive',
    ])
    expect(tenant.read('select user_principal_name from v_activations where activations > 0')).toEqual([
      { user_principal_name: 'f@x.example' },
    ])
  })

  test('takes the row with the latest activity of several rows of one person', () => {
    const tenant = openTestTenant()
    const [dataset] = [
      report('usage.email_activity', [
        { key: 'A@x.example', last_activity_date: '2026-11-09', send_count: 9 },
        { key: 'b@x.example', last_activity_date: '2026-11-03', send_count: 3 },
        { key: 'a@x.example', last_activity_date: '2026-11-01', send_count: 1 },
      ]),
    ]
    expect(tenant.publish([dataset])).toMatchObject([{ inserted: 2 }])
    expect(activity(tenant).map(row => [row[0], row[3]])).toEqual([
      ['A@x.example', '2026-11-09'],
      ['b@x.example', '2026-11-03'],
    ])
  })

  test('follows a renamed person, a newcomer and one who left without a new report', () => {
    const tenant = openTestTenant()
    tenant.publish([
      people({ user_id: 'u1', user_principal_name: 'old@x.example' }, { user_id: 'u2' }),
      report('usage.email_activity', [
        { key: 'old@x.example', last_activity_date: '2026-11-01' },
        { key: 'new@x.example', last_activity_date: '2026-11-02' },
        { key: 'u2@contoso.example', last_activity_date: '2026-11-03' },
      ]),
    ])
    tenant.publish([peopleDelta([{ user_id: 'u1', user_principal_name: 'New@x.example' }], ['u2'])])
    expect(activity(tenant).map(row => row.slice(0, 4))).toEqual([
      ['New@x.example', 'u1', 'exchange', '2026-11-02'],
      ['u2@contoso.example', null, 'exchange', '2026-11-03'],
    ])
    expect(tenant.read('select user_id, last_activity_date from v_users')).toEqual([
      { user_id: 'u1', last_activity_date: '2026-11-02' },
    ])
  })
})
