import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { createClock } from '../../../../electron/platform/clock.ts'
import type { Fault, FaultKind, RecordedRequest } from '../../../../electron/simulator/index.ts'
import { type ConnectedEngine, connectEngine, resultOf } from '../../../support/connected-engine.ts'
import { expectTruth } from '../../../support/tenant-truth.ts'

const report = 'getEmailActivityUserDetail'
const only = ['users', 'licenses', 'usage.email_activity']

/** Everything that a sync of these datasets talks to. */
const places = {
  token: { match: { origin: 'login', path: '/token' }, is: ({ origin }) => origin === 'login' },
  people: { match: { origin: 'graph', path: '/users\\?' }, is: ({ path }) => path.includes('/users?') },
  licenses: { match: { path: 'subscribedSkus' }, is: ({ path }) => path.includes('subscribedSkus') },
  report: { match: { origin: 'graph', report }, is: ({ path }) => path.includes(report) },
  download: { match: { origin: 'reports', report }, is: ({ origin }) => origin === 'reports' },
} satisfies Record<string, { match: NonNullable<Fault['match']>; is: (request: RecordedRequest) => boolean }>
type Place = keyof typeof places

const everywhere: readonly Place[] = ['token', 'people', 'licenses', 'report', 'download']
const withBody: readonly Place[] = ['token', 'people', 'licenses', 'download']

let connected: ConnectedEngine

beforeAll(async () => {
  connected = await connectEngine({ people: 60 })
  await connected.sync({ mode: 'full', only })
  expectTruth(connected, ['exchange'])
})
afterAll(() => connected.close())
afterEach(() => connected.tenant.faults.clear())

const askedAt = (place: Place) => connected.tenant.requests.filter(request => places[place].is(request))

const strike = (fault: FaultKind, where: readonly Place[]) => {
  connected.tenant.change({ percent: 2, days: 1 })
  connected.tenant.clearRequests()
  for (const place of where) connected.tenant.faults.add({ ...fault, match: places[place].match })
}

describe('trouble that passes is sat out, and the data are complete in the end', () => {
  test.each<[string, FaultKind, readonly Place[]]>([
    ['status 500', { kind: 'status', status: 500 }, everywhere],
    ['status 503', { kind: 'status', status: 503 }, everywhere],
    ['status 504', { kind: 'status', status: 504 }, everywhere],
    ['429 without Retry-After', { kind: 'throttle', as: 'none' }, everywhere],
    ['a connection cut before the answer', { kind: 'reset', afterBytes: 0 }, everywhere],
    ['a connection cut in mid-body', { kind: 'reset' }, withBody],
    ['a truncated gzip', { kind: 'truncatedGzip' }, withBody],
    ['invalid JSON', { kind: 'invalidJson' }, ['token', 'people', 'licenses']],
    ['a web page with status 200', { kind: 'html' }, everywhere],
    ['an empty body', { kind: 'emptyBody' }, withBody],
  ])('%s', async (_what, fault, where) => {
    strike(fault, where)
    const run = await connected.sync({ mode: 'full', only })
    expect(run).toMatchObject({ status: 'succeeded', error: null, retryAt: null })
    expect(run.datasets.map(({ status }) => status)).toEqual(only.map(() => 'succeeded'))
    for (const place of where) expect(askedAt(place).length, place).toBeGreaterThanOrEqual(2)
    expectTruth(connected, ['exchange'])
  })

  test.each<[string, FaultKind]>([
    ['status 500', { kind: 'status', status: 500 }],
    ['a connection cut in mid-body', { kind: 'reset' }],
    ['invalid JSON', { kind: 'invalidJson' }],
    ['an empty body', { kind: 'emptyBody' }],
  ])('%s while the changes are read', async (_what, fault) => {
    connected.tenant.change({ percent: 10, days: 0 })
    connected.tenant.clearRequests()
    const path = '/users/delta.*deltatoken=(?!latest)'
    connected.tenant.faults.add({ ...fault, match: { path } })
    const run = await connected.sync({ only: ['users', 'licenses'] })
    expect(run).toMatchObject({ status: 'succeeded', mode: 'incremental' })
    expect(connected.tenant.requests.filter(request => request.path.includes('deltatoken='))).toHaveLength(2)
    expectTruth(connected, [])
  })

  test('a report link that has expired, or was not given, is asked for again', async () => {
    for (const fault of [{ kind: 'expiredReportLink' }, { kind: 'redirect', to: 'missing' }] as const) {
      strike(fault, [])
      connected.tenant.faults.add({ ...fault, match: { report } })
      const run = await connected.sync({ only })
      expect(run.status).toBe('succeeded')
      expect(askedAt('report').length).toBe(2)
      expectTruth(connected, ['exchange'])
    }
  })
})

describe('a service that asks to wait', () => {
  // The machine's clock, for what is looked at is how long a request was really held back.
  let hastened: ConnectedEngine
  beforeAll(async () => {
    hastened = connected
    connected = await connectEngine({ people: 60 }, null, { clock: createClock() })
  })
  afterAll(async () => {
    await connected.close()
    connected = hastened
  })

  /** Requests that went out after the refusal had arrived, a moment for which is left to the network. */
  const nextAfterRefusal = (requests: readonly RecordedRequest[]) => {
    const refused = requests.findIndex(({ status }) => status === 429 || status === 503)
    const [first, next] = requests.slice(refused)
    if (refused < 0 || first === undefined || next === undefined) throw new Error('Nothing was refused.')
    return next.at - first.at
  }

  test.each<[string, FaultKind, number]>([
    ['seconds', { kind: 'throttle', seconds: 1, as: 'seconds' }, 1000],
    ['an HTTP date', { kind: 'throttle', seconds: 2, as: 'date' }, 1000],
    ['seconds and status 503', { kind: 'throttle', seconds: 1, status: 503 }, 1000],
  ])('in %s is not asked again earlier, by nobody of the same scope', async (_form, fault, leastMs) => {
    strike(fault, ['people', 'download'])
    const run = await connected.sync({ mode: 'full', only })
    expect(run.status).toBe('succeeded')
    const directory = connected.tenant.requests.filter(({ path }) => path.includes('/users'))
    expect(nextAfterRefusal(directory)).toBeGreaterThanOrEqual(leastMs)
    // After a refused download Graph is asked for a new address, which belongs to the same scope.
    const [refusedDownload] = askedAt('download')
    const reportAgain = askedAt('report')[1]
    expect((reportAgain?.at ?? 0) - (refusedDownload?.at ?? 0)).toBeGreaterThanOrEqual(leastMs)
    expect(resultOf(run, 'users').throttledMs).toBeGreaterThanOrEqual(leastMs - 100)
    expectTruth(connected, ['exchange'])
  })

  test('at sign-in is waited for as well', async () => {
    strike({ kind: 'throttle', seconds: 1 }, ['token'])
    expect((await connected.sync({ only: ['licenses'] })).status).toBe('succeeded')
    expect(nextAfterRefusal(askedAt('token'))).toBeGreaterThanOrEqual(1000)
  })

  test('holds up nobody of another scope', async () => {
    strike({ kind: 'throttle', seconds: 1 }, ['report'])
    const progress: string[] = []
    const stop = connected.engine.on('sync.progress', ({ dataset, waitingMs }) => {
      if (waitingMs > 0) progress.push(dataset)
    })
    const run = await connected.sync({
      only: ['users', 'licenses', 'usage.email_activity', 'usage.m365_app_d30'],
    })
    stop()
    expect(run.status).toBe('succeeded')
    expect(resultOf(run, 'usage.email_activity').throttledMs).toBeGreaterThanOrEqual(900)
    for (const dataset of ['users', 'licenses', 'usage.m365_app_d30']) {
      expect(resultOf(run, dataset).throttledMs).toBe(0)
    }
    expect(new Set(progress).size).toBeLessThanOrEqual(1)
  })
})

describe('an access token that ends in mid-run', () => {
  test('is renewed once when Graph refuses it', async () => {
    strike({ kind: 'expiredToken' }, ['people', 'report'])
    const run = await connected.sync({ mode: 'full', only })
    expect(run.status).toBe('succeeded')
    expect(askedAt('token').length).toBeGreaterThanOrEqual(2)
    expectTruth(connected, ['exchange'])
  })

  test('is renewed before its end, however short its life', async () => {
    connected.tenant.set({ tokenLifetimeSeconds: 10 })
    strike({ kind: 'throttle', seconds: 11 }, ['people'])
    const run = await connected.sync({ mode: 'full', only })
    connected.tenant.set({ tokenLifetimeSeconds: 3599 })
    expect(run.status).toBe('succeeded')
    expect(askedAt('token').length).toBeGreaterThanOrEqual(2)
    expect(connected.tenant.requests.filter(({ status }) => status === 401)).toEqual([])
    expectTruth(connected, ['exchange'])
  })

  test('and is refused again and again ends the run’s datasets, not their data', async () => {
    const before = connected.query('select count(*) as people from v_users')
    strike({ kind: 'status', status: 401, code: 'InvalidAuthenticationToken' }, [])
    connected.tenant.faults.add({
      kind: 'status',
      status: 401,
      code: 'InvalidAuthenticationToken',
      match: { origin: 'graph', times: 0 },
    })
    const run = await connected.sync({ only: ['users', 'licenses'] })
    expect(run).toMatchObject({ status: 'failed', error: { code: 'signInRefused', step: 'cloud' } })
    expect(run.error?.fix).not.toBe('')
    expect(connected.query('select count(*) as people from v_users')).toEqual(before)
  })
})
