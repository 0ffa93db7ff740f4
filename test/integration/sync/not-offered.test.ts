import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type ConnectedEngine, connectEngine, resultOf } from '../../support/connected-engine.ts'

describe('a tenant whose Microsoft Graph lacks a report and a renewal list', () => {
  let connected: ConnectedEngine

  beforeAll(async () => {
    connected = await connectEngine()
    const gone = { kind: 'status', status: 404, code: 'ResourceNotFound' } as const
    connected.tenant.faults.add({ ...gone, match: { path: 'getYammerActivityUserDetail', times: 0 } })
    connected.tenant.faults.add({
      ...gone,
      status: 410,
      match: { path: 'getYammerDeviceUsageUserDetail', times: 0 },
    })
    connected.tenant.faults.add({ ...gone, match: { path: '/directory/subscriptions', times: 0 } })
  })
  afterAll(() => connected.close())

  test('is synced all the same, and the two are skipped with a reason', async () => {
    const run = await connected.sync()
    expect(run.status).toBe('succeeded')
    for (const dataset of ['usage.yammer_activity', 'usage.yammer_device_usage']) {
      expect(resultOf(run, dataset)).toMatchObject({
        status: 'skipped',
        error: {
          code: 'notInThisCloud',
          message: 'Microsoft Graph does not offer this usage report here (yet).',
        },
      })
    }
    expect(resultOf(run, 'renewals')).toMatchObject({ status: 'skipped', error: { code: 'notFound' } })
    expect(resultOf(run, 'usage.teams_user_activity').status).toBe('succeeded')
  })
})

describe('a tenant that refuses in other words than usual', () => {
  let connected: ConnectedEngine

  beforeAll(async () => {
    connected = await connectEngine()
  })
  afterAll(() => connected.close())

  test('skips a report whose missing permission is told by JSON in capitals within the message', async () => {
    const reason = {
      Code: 'Forbidden',
      Message: 'Access denied',
      Details: [{ Code: 'PolicyNotSatisfied', Message: 'ScopeAuthorizationRequirement(Reports.Read.All)' }],
    }
    connected.tenant.faults.add({
      kind: 'status',
      status: 403,
      body: {
        error: { code: 'UnknownError', message: JSON.stringify(reason), innerError: { 'request-id': 'r-1' } },
      },
      match: { path: '/reports/', origin: 'graph', times: 0 },
    })
    const run = await connected.sync()
    const refused = resultOf(run, 'usage.teams_user_activity')
    expect(refused).toMatchObject({ status: 'skipped', error: { code: 'consentMissing', step: 'consent' } })
    expect(refused.error?.message).toContain('Reports.Read.All')
    expect(refused.error?.detail).toMatchObject({
      graphCode: 'UnknownError > Forbidden > PolicyNotSatisfied',
      requestId: 'r-1',
    })
    expect(resultOf(run, 'users').status).toBe('succeeded')
  })

  test('that Microsoft has blocked keeps its data, and says why', async () => {
    const body = {
      error: 'invalid_grant',
      error_description: 'AADSTS5000225: This tenant has been blocked due to inactivity.',
      error_codes: [5000225],
      correlation_id: '0aa81f11-0000-4000-8000-000000000002',
    }
    connected.tenant.faults.clear()
    connected.tenant.faults.add({ kind: 'status', status: 400, body, match: { origin: 'login', times: 0 } })
    const asked = connected.tenant.requests.length
    const run = await connected.sync()
    expect(run).toMatchObject({ status: 'failed', error: { code: 'signInRefused', step: 'tenant' } })
    expect(run.error?.detail).toMatchObject({ aadsts: 'AADSTS5000225', correlationId: body.correlation_id })
    expect(connected.tenant.requests.length - asked).toBe(1)
    expect(connected.query('select 1 from v_users').length).toBeGreaterThan(0)
  })
})
