import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type ConnectedEngine, connectEngine, resultOf } from '../../../support/connected-engine.ts'

describe('a report and a page that trickle', () => {
  let connected: ConnectedEngine

  beforeAll(async () => {
    connected = await connectEngine({ people: 40 }, null, { rateLimit: { minBytes: 200, windowMs: 1_500 } })
    const trickle = { kind: 'slowBody', bytesPerSecond: 20 } as const
    const report = 'getTeamsUserActivityUserDetail'
    connected.tenant.faults.add({ ...trickle, match: { report, origin: 'reports', times: 0 } })
    connected.tenant.faults.add({ ...trickle, match: { path: '/directory/subscriptions', times: 0 } })
  })
  afterAll(() => connected.close())

  test('fail alone, saying so, and everything else is published', async () => {
    const run = await connected.sync()
    expect(run.status).toBe('partial')
    for (const dataset of ['usage.teams_user_activity', 'renewals']) {
      const slow = resultOf(run, dataset)
      expect(slow).toMatchObject({ status: 'failed', error: { code: 'timedOut', step: 'network' } })
      expect(slow.error?.message).toMatch(/too slowly/)
      expect(slow.error?.detail).toMatchObject({ kind: 'tooSlow', attempts: '2' })
    }
    expect(resultOf(run, 'users').status).toBe('succeeded')
    expect(resultOf(run, 'usage.email_activity').status).toBe('succeeded')
    expect(connected.query('select 1 from v_users')).toHaveLength(40)
  })
})

describe('a download host that trickles as a whole', () => {
  test('is given up on for all reports after a few of them; people and licenses are there', async () => {
    const connected = await connectEngine({ people: 40 }, null, {
      rateLimit: { minBytes: 200, windowMs: 1_500 },
    })
    const match = { origin: 'reports', times: 0 } as const
    connected.tenant.faults.add({ kind: 'slowBody', bytesPerSecond: 20, match })
    const run = await connected.sync()
    const downloads = connected.tenant.requests.filter(({ origin }) => origin === 'reports')
    expect(downloads.length).toBeLessThan(30)
    expect(resultOf(run, 'usage.teams_user_activity').error?.detail).toMatchObject({ kind: 'tooSlow' })
    expect(resultOf(run, 'licenses').status).toBe('succeeded')
    await connected.close()
  })
})
