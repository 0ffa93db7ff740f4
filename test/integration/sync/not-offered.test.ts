import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type ConnectedEngine, connectEngine, resultOf } from '../../support/connected-engine.ts'

describe('a tenant whose Microsoft Graph lacks a report and a renewal list', () => {
  let connected: ConnectedEngine

  beforeAll(async () => {
    connected = await connectEngine()
    const gone = { kind: 'status', status: 404, code: 'ResourceNotFound' } as const
    connected.tenant.faults.add({ ...gone, match: { path: 'getYammerActivityUserDetail', times: 0 } })
    connected.tenant.faults.add({ ...gone, match: { path: '/directory/subscriptions', times: 0 } })
  })
  afterAll(() => connected.close())

  test('is synced all the same, and the two are skipped with a reason', async () => {
    const run = await connected.sync()
    expect(run.status).toBe('succeeded')
    expect(resultOf(run, 'usage.yammer_activity')).toMatchObject({
      status: 'skipped',
      error: { code: 'notInThisCloud', message: 'Microsoft Graph does not offer this usage report here.' },
    })
    expect(resultOf(run, 'renewals')).toMatchObject({ status: 'skipped', error: { code: 'notFound' } })
    expect(resultOf(run, 'usage.teams_user_activity').status).toBe('succeeded')
  })
})
