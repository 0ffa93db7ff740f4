import { expect, test } from 'vitest'
import { people } from './support/people.ts'
import { report } from './support/reports.ts'
import { openTestTenant } from './support/tenant.ts'

const mail = 'usage.email_activity'
const sent = (key: string, send_count: number, last_activity_date = '2026-11-01') => ({
  key,
  send_count,
  last_activity_date,
})
const metrics = `select user_principal_name, value from v_usage_metrics where metric = 'send_count' order by 1`

test('of several rows of one person in a report the last one counts, wherever they stand', () => {
  const tenant = openTestTenant()
  const others = Array.from({ length: 2500 }, (_, index) => sent(`p${index}@contoso.example`, 1))
  tenant.publish([
    people({ user_id: 'u1' }),
    report(mail, [
      sent('u1@contoso.example', 1, '2026-11-09'),
      ...others,
      sent('U1@contoso.example', 2),
      sent('u1@contoso.example', 3),
    ]),
  ])
  expect(tenant.read(metrics)).toHaveLength(2501)
  expect(tenant.read(`${metrics} desc limit 1`)).toEqual([
    { user_principal_name: 'u1@contoso.example', value: 3 },
  ])
  expect(tenant.read("select last_activity_date from v_app_activity where user_id = 'u1'")).toEqual([
    { last_activity_date: '2026-11-01' },
  ])
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
