import { describe, expect, test } from 'vitest'
import { people } from '../support/people.ts'
import { report } from '../support/reports.ts'
import { openTestTenant } from '../support/tenant.ts'

const activity = (tenant: ReturnType<typeof openTestTenant>) =>
  tenant.read('select * from v_app_activity order by user_principal_name, app').map(row => Object.values(row))

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

  test('leave out a report that alone conceals names', () => {
    const tenant = openTestTenant()
    const hash = '0123456789ABCDEF0123456789ABCDEF'
    const active = { key: 'u1@contoso.example', last_activity_date: '2026-11-01' }
    tenant.publish([
      people({ user_id: 'u1' }),
      report('usage.email_activity', [active]),
      report('usage.one_drive_activity', [{ ...active, synced_file_count: 1 }]),
      report(
        'usage.teams_user_activity',
        [{ key: hash, last_activity_date: '2026-11-01', meeting_count: 3 }],
        { concealed: true },
      ),
    ])
    expect(tenant.read('select distinct user_principal_name, report from v_usage_metrics')).toEqual([
      { user_principal_name: 'u1@contoso.example', report: 'one_drive_activity' },
    ])
    expect(tenant.read('select distinct user_principal_name from v_app_activity')).toHaveLength(1)
  })

  test('show renamed people under the name of today', () => {
    const tenant = openTestTenant()
    const named = (user_principal_name: string) => people({ user_id: 'u1', user_principal_name })
    tenant.publish([
      named('old@x.example'),
      report('usage.email_activity', [
        { key: 'old@x.example', send_count: 2, last_activity_date: '2026-11-01' },
      ]),
      report('usage.office365_activations', [{ key: 'old@x.example', item: 'Visio', windows: 1 }]),
    ])
    tenant.publish([named('new@x.example')])
    const who = { user_principal_name: 'new@x.example' }
    expect(
      tenant.read("select user_principal_name from v_usage_metrics where metric = 'send_count'"),
    ).toEqual([who])
    expect(tenant.read('select distinct user_principal_name, user_id from v_activations')).toEqual([
      { ...who, user_id: 'u1' },
    ])
    expect(tenant.read('select distinct user_principal_name, user_id from v_activity_days')).toEqual([
      { ...who, user_id: 'u1' },
    ])
  })
})
