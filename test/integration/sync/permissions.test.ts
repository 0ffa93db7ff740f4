import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { statusOfRun } from '../../../electron/cli/exit-status.ts'
import { compose } from '../../../electron/engine/compose.ts'
import { createSyncService } from '../../../electron/engine/sync-service.ts'
import { type ConnectedEngine, connectEngine, resultOf } from '../../support/connected-engine.ts'
import { expectTruth } from '../../support/tenant-truth.ts'

const everything = ['Directory.Read.All', 'Reports.Read.All', 'AuditLog.Read.All']
const only = ['directory', 'usage.email_activity', 'usage.teams_user_activity', 'daily.email_activity_counts']
const usage = only.slice(1)

let connected: ConnectedEngine

beforeAll(async () => {
  connected = await connectEngine({ people: 60, grantedRoles: everything })
  expect((await connected.sync({ mode: 'full', only })).status).toBe('succeeded')
})
afterAll(() => connected.close())

describe('a permission that is missing', () => {
  test.each<[string, string[], string[]]>([
    ['Reports.Read.All', ['Directory.Read.All', 'AuditLog.Read.All'], usage],
    ['AuditLog.Read.All', ['Directory.Read.All', 'Reports.Read.All'], ['sign_in_activity']],
    [
      'Application.Read.All',
      ['Organization.Read.All', 'User.Read.All', 'Reports.Read.All', 'AuditLog.Read.All'],
      ['registration'],
    ],
  ])(
    '(%s) skips what needs it, names itself and makes the sync partial; the rest arrives',
    async (missing, granted, skipped) => {
      connected.tenant.set({ grantedRoles: granted })
      connected.tenant.change({ percent: 2, days: 1 })
      const run = await connected.sync({ only })
      expect(run).toMatchObject({ status: 'partial', error: null })
      expect(statusOfRun(run)).toBe(0)
      expect(
        run.datasets
          .filter(({ status }) => status === 'skipped')
          .map(({ dataset }) => dataset)
          .toSorted(),
      ).toEqual(skipped.toSorted())
      for (const dataset of skipped) {
        expect(resultOf(run, dataset).error).toMatchObject({
          code: 'consentMissing',
          step: 'consent',
          fix: expect.stringContaining(missing),
        })
        expect(
          connected.query(`select problem, failures from dataset_state where dataset = '${dataset}'`),
        ).toEqual([{ problem: 'notGranted', failures: 0 }])
      }
      expectTruth(connected, [])
    },
  )

  test('keeps what was retrieved while it was granted, and fills it again when it is granted again', async () => {
    const count = () => connected.query('select count(*) as rows from v_usage_metrics')[0]?.['rows']
    const before = Number(count())
    expect(before).toBeGreaterThan(0)
    connected.tenant.set({ grantedRoles: ['Directory.Read.All'] })
    await connected.sync({ only })
    expect(count()).toBe(before)
    connected.tenant.set({ grantedRoles: everything })
    expect((await connected.sync({ only })).status).toBe('succeeded')
    expectTruth(connected, ['exchange', 'teams'])
    expect(connected.query('select distinct problem from dataset_state')).toEqual([{ problem: null }])
  })

  test('without which there is no product fails its dataset, and loses nothing', async () => {
    connected.tenant.set({ grantedRoles: ['Organization.Read.All', 'Reports.Read.All'] })
    const run = await connected.sync({ only })
    expect(run.status).toBe('partial')
    expect(resultOf(run, 'users')).toMatchObject({
      status: 'failed',
      error: { code: 'consentMissing', fix: expect.stringContaining('User.Read.All') },
    })
    connected.tenant.set({ grantedRoles: [] })
    const none = await connected.sync({ only })
    expect(none.status).toBe('failed')
    for (const dataset of ['users', 'licenses']) expect(resultOf(none, dataset).status).toBe('failed')
    expectTruth(connected, [])
    connected.tenant.set({ grantedRoles: everything })
  })

  const reportsAtOnce = 6

  test('is not asked for report by report', async () => {
    connected.tenant.set({ grantedRoles: ['Directory.Read.All'] })
    connected.tenant.clearRequests()
    const run = await connected.sync({ only: ['usage', 'daily'] })
    connected.tenant.set({ grantedRoles: everything })
    expect(run.datasets.every(({ status }) => status === 'skipped')).toBe(true)
    // Nothing else was asked for, so that nothing came: no script may take that for done.
    expect(run.status).toBe('failed')
    expect(statusOfRun(run)).toBe(4)
    expect(
      connected.tenant.requests.filter(({ path }) => path.includes('eports/')).length,
    ).toBeLessThanOrEqual(reportsAtOnce)
  })
})

describe('what a tenant does not have', () => {
  test('Entra ID P1: sign-in dates are skipped, which is nobody’s fault', async () => {
    connected.tenant.set({ premium: false })
    const run = await connected.sync({ only })
    connected.tenant.set({ premium: true })
    expect(run.status).toBe('succeeded')
    expect(resultOf(run, 'sign_in_activity')).toMatchObject({
      status: 'skipped',
      error: { code: 'licenseMissing' },
    })
  })

  test('usage reports, in a national cloud: they are not asked for', async () => {
    const { services } = compose({ home: connected.home, env: connected.environment, version: '0.0.0' })
    const syncs = createSyncService({
      ...services,
      connect: async connector => {
        const connection = await services.connect(connector)
        return { ...connection, cloud: { ...connection.cloud, hasUsageReports: false } }
      },
    })
    const [connector] = await services.connectors.list()
    if (connector === undefined) throw new Error('There is no connector.')
    connected.tenant.clearRequests()
    const request = { connector: connector.id, mode: 'incremental' as const, only }
    const run = await syncs.run(connector, request, new AbortController().signal)
    await services.close()
    expect(run.status).toBe('succeeded')
    for (const dataset of usage) {
      expect(resultOf(run, dataset)).toMatchObject({ status: 'skipped', error: { code: 'notInThisCloud' } })
    }
    expect(connected.tenant.requests.filter(({ path }) => path.includes('/reports/'))).toEqual([])
  })
})
