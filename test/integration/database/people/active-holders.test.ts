import { describe, expect, test } from 'vitest'
import { licenses, people } from '../support/people.ts'
import { report } from '../support/reports.ts'
import { openTestTenant } from '../support/tenant.ts'

const activity = (tenant: ReturnType<typeof openTestTenant>) =>
  tenant.read('select * from v_app_activity order by user_principal_name, app').map(row => Object.values(row))

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
