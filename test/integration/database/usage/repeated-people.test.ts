import { expect, test } from 'vitest'
import { people } from '../support/people.ts'
import { report } from '../support/reports.ts'
import { openTestTenant } from '../support/tenant.ts'

const mail = 'usage.email_activity'
const sent = (key: string, send_count: number, last_activity_date = '2026-11-01') => ({
  key,
  send_count,
  last_activity_date,
})
const metrics = `select user_principal_name, value from v_usage_metrics where metric = 'send_count' order by 1`

const others = Array.from({ length: 2500 }, (_, index) => sent(`p${index}@contoso.example`, 1))

test.each([
  [
    'the latest activity',
    sent('U1@contoso.example', 2, '2026-11-09'),
    sent('u1@contoso.example', 90, '2026-11-01'),
  ],
  [
    'any activity',
    sent('u1@contoso.example', 2, '2026-11-09'),
    { key: 'u1@contoso.example', send_count: 90 },
  ],
  [
    'what is not deleted',
    { ...sent('u1@contoso.example', 2, '2026-11-09'), is_deleted: 0 },
    { ...sent('u1@contoso.example', 90, '2026-11-09'), is_deleted: 1 },
  ],
  [
    'the greater figures',
    sent('u1@contoso.example', 2, '2026-11-09'),
    sent('u1@contoso.example', 1, '2026-11-09'),
  ],
])('of several rows of one person in a report %s counts, wherever they stand', (_, best, other) => {
  for (const rows of [
    [best, ...others, other],
    [other, ...others, best],
  ]) {
    const tenant = openTestTenant()
    tenant.publish([people({ user_id: 'u1' }), report(mail, rows)])
    expect(tenant.read(metrics)).toHaveLength(2501)
    expect(tenant.read(`${metrics} desc limit 1`)).toEqual([
      { user_principal_name: 'u1@contoso.example', value: 2 },
    ])
    expect(tenant.read("select last_activity_date from v_app_activity where user_id = 'u1'")).toEqual([
      { last_activity_date: '2026-11-09' },
    ])
  }
})

test('a report that comes again is counted by what changed in it', () => {
  const tenant = openTestTenant()
  tenant.publish([
    people({ user_id: 'u1' }),
    report(mail, [sent('a@x.y', 1), sent('b@x.y', 1), sent('c@x.y', 1)]),
  ])
  const [counts] = tenant.publish([report(mail, [sent('b@x.y', 1), sent('c@x.y', 5), sent('d@x.y', 1)])])
  expect(counts).toMatchObject({ inserted: 1, updated: 1, removed: 1 })
})
