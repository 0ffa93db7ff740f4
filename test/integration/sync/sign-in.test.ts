import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { createEngine } from '../../../electron/engine/index.ts'
import { type ConnectedEngine, connectEngine, connectorName } from '../../support/connected-engine.ts'
import { createHastenedClock } from '../../support/hastened-clock.ts'
import { expectTruth } from '../../support/tenant-truth.ts'

const only = ['users', 'licenses', 'usage.email_activity']

let connected: ConnectedEngine

beforeAll(async () => {
  connected = await connectEngine({ people: 60 })
  await connected.sync({ mode: 'full', only })
})
afterAll(() => connected.close())
beforeEach(() => {
  connected.tenant.faults.clear()
  connected.tenant.clearRequests()
})

const useSecret = async (secret: string) => {
  const credential = { kind: 'secret' as const, secret }
  const input = { connector: connectorName, credential, untested: true }
  const changed = await connected.engine.call('connectors.setCredential', input)
  if (!changed.ok) throw new Error(changed.error.message)
}

describe('credentials that are refused', () => {
  test.each([
    ['a wrong secret', 'signInRefused', (): string => 'wr~8Q0Z5wNoSecretOfThisApp.AtAllEver1234'],
    ['an expired secret', 'secretExpired', (): string => connected.tenant.expiredSecret],
  ] as const)(
    '(%s) end the run with the step to go back to, and lose nothing',
    async (_what, code, secret) => {
      await useSecret(secret())
      const run = await connected.sync({ only })
      await useSecret(connected.tenant.clientSecret)
      expect(run).toMatchObject({ status: 'failed', datasets: [], error: { code, step: 'secret' } })
      expect(run.error?.fix).toMatch(/secret/i)
      expect(connected.tenant.requests.filter(({ origin }) => origin !== 'login')).toEqual([])
      expect(
        connected.query(`select status, error_code, error_fix from v_sync_runs where run_id = ${run.id}`),
      ).toEqual([{ status: 'failed', error_code: code, error_fix: run.error?.fix }])
      expectTruth(connected, ['exchange'])
    },
  )

  test('are no obstacle once they are right again', async () => {
    expect((await connected.sync({ only })).status).toBe('succeeded')
  })
})

describe('a service that cannot be reached', () => {
  test('at sign-in ends the run, which says where the connection failed', async () => {
    const { environment, home } = connected
    const nowhere = { ...environment, M365_CONNECTOR_LOGIN_URL: 'https://localhost:9' }
    const engine = await createEngine(
      { home, env: nowhere, version: '0.0.0' },
      { clock: createHastenedClock() },
    )
    const run = await engine.call('sync.start', { connector: connectorName, only })
    await engine.close()
    expect(run).toMatchObject({
      ok: true,
      value: { status: 'failed', datasets: [], error: { code: 'offline', step: 'network' } },
    })
    expectTruth(connected, ['exchange'])
  })

  test('beyond sign-in is not tried report by report for an hour', async () => {
    connected.tenant.faults.add({ kind: 'reset', afterBytes: 0, match: { origin: 'graph', times: 0 } })
    const run = await connected.sync({ only: ['licenses', 'usage', 'daily'] })
    expect(run).toMatchObject({ status: 'failed', error: { code: 'offline', step: 'network' } })
    expect(run.datasets.every(({ error }) => error?.code === 'offline')).toBe(true)
    const reports = connected.tenant.requests.filter(({ path }) => path.includes('/reports/'))
    // Six reports at once, each a few times; one after the other they would be hundreds.
    expect(reports.length).toBeLessThanOrEqual(48)
    expectTruth(connected, ['exchange'])
  })

  test('because its certificate is not trusted is said as that', async () => {
    const { M365_CONNECTOR_CA_FILE: _, ...untrusting } = connected.environment
    const engine = await createEngine({ home: connected.home, env: untrusting, version: '0.0.0' })
    const run = await engine.call('sync.start', { connector: connectorName, only })
    await engine.close()
    expect(run).toMatchObject({ ok: true, value: { status: 'failed', error: { code: 'tlsUntrusted' } } })
  })
})
