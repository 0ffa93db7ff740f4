import { expect, test } from 'vitest'
import { licenses, people } from './support/people.ts'
import { report } from './support/reports.ts'
import { type StagedContent, stageDatasets } from './support/staged.ts'
import { openTestTenant, type TestTenant } from './support/tenant.ts'

const activity = (key: string, last_activity_date: string) => ({ key, last_activity_date })
const first = [
  people({ user_id: 'u1', holds: ['e3'] }, { user_id: 'u2' }),
  licenses({ sku_id: 'e3' }),
  report('usage.email_activity', [activity('u1@contoso.example', '2026-11-01')]),
  {
    dataset: 'sign_in_activity',
    rows: [['u1', { user_id: 'u1', last_interactive_at: '2026-11-01T08:00:00Z' }]],
  },
] satisfies StagedContent[]
const second = [
  people({ user_id: 'u1', city: 'Oslo', holds: ['e5'] }, { user_id: 'u3' }),
  licenses({ sku_id: 'e5' }),
  report('usage.email_activity', [
    activity('u1@contoso.example', '2026-11-09'),
    activity('u3@contoso.example', '2026-11-08'),
  ]),
  {
    dataset: 'sign_in_activity',
    rows: [['u3', { user_id: 'u3', last_interactive_at: '2026-11-02T08:00:00Z' }]],
  },
] satisfies StagedContent[]

const everything = (tenant: TestTenant) =>
  ['v_users', 'v_license_assignments', 'v_licenses', 'v_app_activity', 'v_usage_metrics', 'v_changes'].map(
    view => tenant.read(`select * from ${view}`),
  )

function publish(tenant: TestTenant, datasets: readonly StagedContent[]) {
  return tenant.writer.publish({
    runId: 1,
    at: '2026-11-24T07:00:00.000Z',
    datasets: datasets.map(({ dataset }) => ({
      dataset,
      mode: 'full',
      state: { succeededAt: '2026-11-24T07:00:00.000Z', refreshDate: '2026-11-21' },
    })),
  })
}

test('what is prepared is seen by nobody before it is published, and then all of it', () => {
  const tenant = openTestTenant()
  tenant.publish(first)
  const before = everything(tenant)
  stageDatasets(tenant.writer.staging, second)
  for (const { dataset } of second) tenant.writer.prepare(dataset)
  expect(everything(tenant)).toEqual(before)
  const counts = publish(tenant, second)

  const unprepared = openTestTenant()
  unprepared.publish(first)
  stageDatasets(unprepared.writer.staging, second)
  expect(publish(unprepared, second)).toEqual(counts)
  expect(everything(tenant)).toEqual(everything(unprepared))
  expect(tenant.read('select city from v_users where user_id = ?', 'u1')).toEqual([{ city: 'Oslo' }])
})

test('what was prepared from other rows is not published', () => {
  const tenant = openTestTenant()
  stageDatasets(tenant.writer.staging, first)
  for (const { dataset } of first) tenant.writer.prepare(dataset)
  stageDatasets(tenant.writer.staging, second)
  publish(tenant, second)
  expect(tenant.read('select user_id from v_users order by 1')).toEqual([
    { user_id: 'u1' },
    { user_id: 'u3' },
  ])
  expect(tenant.read('select last_activity_date from v_app_activity order by 1')).toEqual([
    { last_activity_date: '2026-11-08' },
    { last_activity_date: '2026-11-09' },
  ])
})

test('preparing twice, or what is not complete or not there, does no harm', () => {
  const tenant = openTestTenant()
  const half = first.map(content => ({ ...content, complete: content.dataset !== 'users' }))
  stageDatasets(tenant.writer.staging, half)
  for (const { dataset } of first) tenant.writer.prepare(dataset)
  tenant.writer.prepare('usage.email_activity')
  tenant.writer.prepare('usage.teams_user_activity')
  expect(() => publish(tenant, first)).toThrow('users is not complete')
  expect(everything(tenant).flat()).toEqual([])
})

test('what was staged is gone once it is published, and so are the rows that it replaced', () => {
  const tenant = openTestTenant()
  const runId = tenant.writer.startRun({ mode: 'full', startedAt: '2026-11-23T06:00:00Z' })
  tenant.publish(first, { runId })
  tenant.publish(second, { runId })
  expect(tenant.writer.staging.recover()).toEqual([])
  tenant.writer.finishRun(runId, {
    status: 'succeeded',
    finishedAt: '2026-11-23T06:01:00Z',
    error: null,
    retryAt: null,
  })
  expect(tenant.read('select count(*) as stored from usage_email_activity')).toEqual([{ stored: 2 }])
  expect(tenant.read("select name from sqlite_schema where name glob 'shadow_*'")).toEqual([])
  expect(tenant.read("select name from sqlite_schema where name glob '*ing_user'")).toEqual([])
  expect(tenant.read('select key from staged_row')).toEqual([])
})
