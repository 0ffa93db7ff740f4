import { expect, test } from 'vitest'
import { deleteHistoryBefore } from '../../../../electron/platform/sqlite/retention.ts'
import { people } from '../support/people.ts'
import { report } from '../support/reports.ts'
import { openTestTenant, type TestTenant } from '../support/tenant.ts'

const ada = { user_id: 'u1', user_principal_name: 'Ada@x.example', upn_key: 'ada@x.example' }
const mail = (day: string, key = 'ada@x.example') =>
  report('usage.email_activity', [{ key, last_activity_date: day }])
const daysOf = (tenant: TestTenant, where = 'true') =>
  tenant
    .read(
      `select user_principal_name, user_id, app, date from v_activity_days where ${where} order by app, date`,
    )
    .map(row => Object.values(row).join(' '))

test('every day of last activity that a sync brings is kept, also when a later report leaves it out', () => {
  const tenant = openTestTenant()
  tenant.publish([
    people(ada),
    mail('2026-10-31'),
    report('usage.email_app_usage', [{ key: 'ada@x.example', last_activity_date: '2026-10-03' }]),
  ])
  tenant.publish([mail('2026-11-01')])
  tenant.publish([mail('2026-11-20')])
  tenant.publish([report('usage.email_activity', [])])
  expect(daysOf(tenant)).toEqual([
    'Ada@x.example u1 exchange 2026-10-03',
    'Ada@x.example u1 exchange 2026-10-31',
    'Ada@x.example u1 exchange 2026-11-01',
    'Ada@x.example u1 exchange 2026-11-20',
  ])
  expect(daysOf(tenant, "user_id = 'u1' and app = 'exchange' and date >= '2026-11-01'")).toHaveLength(2)
})

test('days under a former name count for the person of today', () => {
  const tenant = openTestTenant()
  tenant.publish([people(ada), mail('2026-11-01')])
  const renamed = { ...ada, user_principal_name: 'Ada.Berg@x.example', upn_key: 'ada.berg@x.example' }
  tenant.publish([people(renamed)])
  tenant.publish([mail('2026-11-20', 'ada.berg@x.example')])
  expect(daysOf(tenant)).toEqual([
    'Ada.Berg@x.example u1 exchange 2026-11-01',
    'Ada.Berg@x.example u1 exchange 2026-11-20',
  ])
})

test('a report that conceals names keeps nothing of anybody', () => {
  const tenant = openTestTenant()
  const hash = '0123456789abcdef0123456789abcdef'
  tenant.publish([
    people(ada),
    report('usage.email_activity', [{ key: hash, last_activity_date: '2026-11-01' }], { concealed: true }),
  ])
  expect(daysOf(tenant)).toEqual([])
})

test('days follow the retention of other history, month by month', () => {
  const tenant = openTestTenant()
  tenant.publish([people(ada), mail('2026-09-30')])
  tenant.publish([mail('2026-10-02')])
  tenant.publish([mail('2026-11-20')])
  tenant.writer.close()
  deleteHistoryBefore(tenant.file, '2026-10-15')
  expect(daysOf(tenant)).toEqual([
    'Ada@x.example u1 exchange 2026-10-02',
    'Ada@x.example u1 exchange 2026-11-20',
  ])
})
