import { describe, expect, test } from 'vitest'
import { licenses, people, peopleDelta } from './support/people.ts'
import { report } from './support/reports.ts'
import { openTestTenant } from './support/tenant.ts'

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

  test('takes the last of several rows of one person', () => {
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
      ['a@x.example', '2026-11-01'],
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
      ['old@x.example', null, 'exchange', '2026-11-01'],
      ['u2@contoso.example', null, 'exchange', '2026-11-03'],
    ])
    expect(tenant.read('select user_id, last_activity_date from v_users')).toEqual([
      { user_id: 'u1', last_activity_date: '2026-11-02' },
    ])
  })
})

describe('a report that comes again', () => {
  test('replaces its own rows and no others', () => {
    const tenant = openTestTenant()
    const row = (key: string, send_count: number) => ({ key, send_count, last_activity_date: '2026-11-01' })
    tenant.publish([
      report('usage.email_activity', [row('a@x.example', 1), row('b@x.example', 2), row('c@x.example', 3)]),
      report('usage.teams_user_activity', [{ key: 'a@x.example', meeting_count: 7 }]),
    ])
    const counts = tenant.publish([
      report('usage.email_activity', [row('a@x.example', 1), row('b@x.example', 5), row('d@x.example', 4)]),
    ])
    expect(counts).toEqual([{ dataset: 'usage.email_activity', inserted: 1, updated: 1, removed: 1 }])
    expect(
      tenant
        .read('select user_principal_name, metric, value from v_usage_metrics order by 1, 2')
        .map(metric => Object.values(metric)),
    ).toEqual([
      ['a@x.example', 'meeting_count', 7],
      ['a@x.example', 'send_count', 1],
      ['b@x.example', 'send_count', 5],
      ['d@x.example', 'send_count', 4],
    ])
  })

  test('keeps each period of a report apart', () => {
    const tenant = openTestTenant()
    const dates = { word: 1, last_activity_date: '2026-11-01' }
    tenant.publish([
      report('usage.m365_app_d30', [{ key: 'a@x.example', ...dates }]),
      report('usage.m365_app_d180', [{ key: 'a@x.example', ...dates, last_activity_date: '2026-07-01' }]),
    ])
    expect(
      tenant.read('select report, period_days, row_count from usage_report order by period_days'),
    ).toEqual([
      { report: 'm365_app', period_days: 30, row_count: 1 },
      { report: 'm365_app', period_days: 180, row_count: 1 },
    ])
    expect(activity(tenant)).toEqual([['a@x.example', null, 'word_app', '2026-11-01', '2026-11-21', 30]])
  })

  test('takes out whoever is no longer in it when nobody is', () => {
    const tenant = openTestTenant()
    tenant.publish([
      report('usage.email_activity', [{ key: 'a@x.example', last_activity_date: '2026-11-01' }]),
    ])
    expect(tenant.publish([report('usage.email_activity', [])])).toMatchObject([{ removed: 1 }])
    expect(activity(tenant)).toEqual([])
  })
})

describe('figures of people', () => {
  test('leave zeros and empty cells out and know nothing but numbers', () => {
    const tenant = openTestTenant()
    tenant.publish([
      people({ user_id: 'u1', user_principal_name: 'Ada@x.example' }),
      report('usage.teams_user_activity', [
        {
          key: 'ada@x.example',
          last_activity_date: '2026-11-01',
          is_licensed: 1,
          meeting_count: 12,
          call_count: 0,
          post_messages: null,
          audio_duration_in_seconds: 4_000_000_000,
        },
      ]),
    ])
    expect(tenant.read('select * from v_usage_metrics order by metric')).toEqual([
      {
        user_principal_name: 'Ada@x.example',
        report: 'teams_user_activity',
        metric: 'audio_duration_in_seconds',
        value: 4_000_000_000,
        report_period_days: 30,
        report_refresh_date: '2026-11-21',
      },
      {
        user_principal_name: 'Ada@x.example',
        report: 'teams_user_activity',
        metric: 'meeting_count',
        value: 12,
        report_period_days: 30,
        report_refresh_date: '2026-11-21',
      },
    ])
  })

  test('say on which platforms an app was used, over all devices and reports', () => {
    const tenant = openTestTenant()
    tenant.publish([
      report('usage.teams_device_usage', [
        { key: 'a@x.example', used_windows: 1, used_ios: 0, used_android_phone: 1, used_mac: 0 },
      ]),
      report('usage.m365_app_d30', [{ key: 'a@x.example', word_windows: 0, word_mac: 1 }]),
      report('usage.m365_app_d180', [{ key: 'a@x.example', word_windows: 1, word_mac: 1 }]),
    ])
    expect(
      tenant
        .read('select app, platform, used from v_app_platforms order by app, platform')
        .map(row => Object.values(row)),
    ).toEqual([
      ['teams', 'mac', 0],
      ['teams', 'mobile', 1],
      ['teams', 'windows', 1],
      ['word_app', 'mac', 1],
      ['word_app', 'windows', 1],
    ])
  })

  test('list activations by product and platform, also of whoever activated nothing', () => {
    const tenant = openTestTenant()
    tenant.publish([
      people({ user_id: 'u1' }),
      report('usage.office365_activations', [
        {
          key: 'u1@contoso.example',
          item: 'Microsoft 365 Apps',
          last_activated_date: '2026-03-04',
          windows: 2,
          mac: 0,
        },
        { key: 'u1@contoso.example', item: 'Visio', windows: 0 },
      ]),
    ])
    expect(tenant.read('select * from v_activations order by product_type, platform')).toEqual([
      {
        user_principal_name: 'u1@contoso.example',
        user_id: 'u1',
        product_type: 'Microsoft 365 Apps',
        platform: 'mac',
        activations: 0,
        last_activated_date: '2026-03-04',
      },
      {
        user_principal_name: 'u1@contoso.example',
        user_id: 'u1',
        product_type: 'Microsoft 365 Apps',
        platform: 'windows',
        activations: 2,
        last_activated_date: '2026-03-04',
      },
      {
        user_principal_name: 'u1@contoso.example',
        user_id: 'u1',
        product_type: 'Visio',
        platform: 'windows',
        activations: 0,
        last_activated_date: null,
      },
    ])
    expect(tenant.read("select value from v_usage_metrics where metric = 'windows'")).toEqual([{ value: 2 }])
  })
})

describe('active and inactive holders of a product', () => {
  const holders = people(
    { user_id: 'u1', holds: ['e3'] },
    { user_id: 'u2', holds: ['e3'] },
    { user_id: 'u3', holds: ['e3'] },
    { user_id: 'u4', holds: ['e3'] },
  )
  const figures =
    'select assigned_users, active_users_30d, inactive_users_30d from v_licenses where sku_id = ?'

  test('are told apart by the 30 days that end with the newest report', () => {
    const tenant = openTestTenant()
    tenant.publish([
      holders,
      licenses({ sku_id: 'e3' }, { sku_id: 'e5' }),
      report('usage.email_activity', [
        { key: 'u1@contoso.example', last_activity_date: '2026-11-21' },
        { key: 'u2@contoso.example', last_activity_date: '2026-10-23' },
        { key: 'u3@contoso.example', last_activity_date: '2026-10-22' },
      ]),
    ])
    expect(tenant.read(figures, 'e3')).toEqual([
      { assigned_users: 4, active_users_30d: 2, inactive_users_30d: 2 },
    ])
    expect(tenant.read(figures, 'e5')).toEqual([
      { assigned_users: 0, active_users_30d: 0, inactive_users_30d: 0 },
    ])
  })

  test('are unknown while no usage was retrieved', () => {
    const tenant = openTestTenant()
    tenant.publish([holders, licenses({ sku_id: 'e3' })])
    expect(tenant.read(figures, 'e3')).toEqual([
      { assigned_users: 4, active_users_30d: null, inactive_users_30d: null },
    ])
  })

  test('are unknown while names are concealed, and known as soon as they appear', () => {
    const tenant = openTestTenant()
    const concealed = '0123456789ABCDEF0123456789ABCDEF'
    tenant.publish([
      holders,
      licenses({ sku_id: 'e3' }),
      report('usage.email_activity', [{ key: concealed, last_activity_date: '2026-11-20', send_count: 3 }], {
        concealed: true,
      }),
    ])
    expect(tenant.read(figures, 'e3')).toMatchObject([{ active_users_30d: null, inactive_users_30d: null }])
    expect(activity(tenant)).toEqual([[concealed, null, 'exchange', '2026-11-20', '2026-11-21', 30]])
    expect(tenant.read('select count(last_activity_date) as known from v_users')).toEqual([{ known: 0 }])
    tenant.publish([
      report('usage.email_activity', [{ key: 'u1@contoso.example', last_activity_date: '2026-11-20' }]),
    ])
    expect(tenant.read(figures, 'e3')).toEqual([
      { assigned_users: 4, active_users_30d: 1, inactive_users_30d: 3 },
    ])
  })

  test('move when a report is renewed', () => {
    const tenant = openTestTenant()
    tenant.publish([
      holders,
      licenses({ sku_id: 'e3' }),
      report('usage.email_activity', [{ key: 'u1@contoso.example', last_activity_date: '2026-11-20' }]),
    ])
    tenant.publish([
      report('usage.email_activity', [{ key: 'u1@contoso.example', last_activity_date: '2026-11-20' }], {
        refreshDate: '2026-12-20',
      }),
    ])
    expect(tenant.read(figures, 'e3')).toMatchObject([{ active_users_30d: 0, inactive_users_30d: 4 }])
  })
})

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
