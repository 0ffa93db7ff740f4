import { afterAll, beforeAll, expect, test } from 'vitest'
import { type ConnectedEngine, connectEngine } from '../../../support/connected-engine.ts'
import { expectTruth } from '../../../support/tenant-truth.ts'

const only = ['users', 'licenses', 'usage', 'daily.office365_active_user_counts']

let connected: ConnectedEngine

beforeAll(async () => {
  connected = await connectEngine({ people: 60, concealNames: true })
})
afterAll(() => connected.close())

const concealedDatasets = () =>
  Number(
    connected.query('select count(*) as datasets from dataset_state where concealed = 1')[0]?.['datasets'],
  )
const totals = () => connected.query('select * from v_usage_daily order by date, app, measure')

test('concealed names are recognised: totals stay, what needs names is not known', async () => {
  expect((await connected.sync({ only })).status).toBe('succeeded')
  expectTruth(connected, [])
  expect(totals().length).toBeGreaterThan(100)
  expect(concealedDatasets()).toBeGreaterThan(5)
  expect(connected.query('select distinct active_users_30d, inactive_users_30d from v_licenses')).toEqual([
    { active_users_30d: null, inactive_users_30d: null },
  ])
  expect(connected.query('select distinct last_activity_date from v_users')).toEqual([
    { last_activity_date: null },
  ])
  expect(connected.query('select count(user_id) as known, count(*) > 0 as some from v_app_activity')).toEqual(
    [{ known: 0, some: 1 }],
  )
  const page = await connected.report('app-activity')
  expect(page.notes).toEqual([
    { kind: 'concealed', text: expect.stringContaining('Display concealed user, group, and site names') },
  ])
})

test('once names are shown everything fills again, also on the same day', async () => {
  const before = totals()
  connected.tenant.set({ concealNames: false })
  expect((await connected.sync({ only })).status).toBe('succeeded')
  expectTruth(connected)
  expect(concealedDatasets()).toBe(0)
  expect(totals()).toEqual(before)
  const [active] = connected.query('select sum(active_users_30d) as active from v_licenses')
  expect(Number(active?.['active'])).toBeGreaterThan(0)
  expect((await connected.report('app-activity')).notes).toEqual([])
})

test('when names are concealed later, what was known by name is not shown as if it were of today', async () => {
  connected.tenant.change({ percent: 2, days: 1 })
  connected.tenant.set({ concealNames: true })
  expect((await connected.sync({ only })).status).toBe('succeeded')
  expect(connected.query('select distinct active_users_30d from v_licenses')).toEqual([
    { active_users_30d: null },
  ])
  connected.tenant.set({ concealNames: false })
  expect((await connected.sync({ only })).status).toBe('succeeded')
  expectTruth(connected)
})
