import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { type ConnectedEngine, connectEngine, resultOf } from '../../support/connected-engine.ts'
import { expectTruth } from '../../support/tenant-truth.ts'

const only = ['users', 'licenses', 'sign_in_activity']

let connected: ConnectedEngine

beforeAll(async () => {
  connected = await connectEngine({ people: 5300 })
})
afterAll(() => connected.close())
beforeEach(() => {
  connected.tenant.faults.clear()
  connected.tenant.clearRequests()
})

const peoplePages = () =>
  connected.tenant.requests
    .map(({ path }) => decodeURIComponent(path))
    .filter(path => /\/users\?.*assignedLicenses/.test(path))
const inRanges = () => peoplePages().filter(path => path.includes('$filter=userPrincipalName'))
const sync = (signal?: AbortSignal) =>
  connected.sync({ mode: 'full', only, ...(signal === undefined ? {} : { signal }) })

describe('a tenant large enough to be listed in ranges of names', () => {
  test('is listed without missing anybody or having anybody twice', async () => {
    const run = await sync()
    expect(run.status).toBe('succeeded')
    expect(inRanges().length).toBeGreaterThan(5)
    expectTruth(connected, [])
    expect(resultOf(run, 'sign_in_activity').rows).toBe(connected.tenant.truth().people())
  })

  test('goes on after an interruption with the ranges that are left, and with what has changed since', async () => {
    const stop = new AbortController()
    const off = connected.engine.on('sync.progress', ({ dataset, rows }) => {
      if (dataset === 'users' && rows >= 2000) stop.abort()
    })
    connected.tenant.faults.add({ kind: 'hang', match: { path: "assignedLicenses.*ge 's'" } })
    const cancelled = await sync(stop.signal)
    off()
    expect(cancelled.status).toBe('cancelled')
    const before = peoplePages().length
    connected.tenant.faults.clear()
    connected.tenant.change({ percent: 1 })
    connected.tenant.clearRequests()
    expect((await sync()).status).toBe('succeeded')
    expect(peoplePages().length).toBeLessThan(before)
    expectTruth(connected, [])
  })

  test('is listed anew when the token of one page has expired', async () => {
    connected.tenant.change({ percent: 1 })
    connected.tenant.faults.add({ kind: 'expiredSkipToken', match: { path: "assignedLicenses.*ge 'd'" } })
    const run = await sync()
    expect(run.status).toBe('succeeded')
    expectTruth(connected, [])
    expect(resultOf(run, 'users').rows).toBe(connected.tenant.truth().people())
  })

  test('is listed in one piece when a range comes back with a gap, and from then on', async () => {
    connected.tenant.change({ percent: 1 })
    const gap = { kind: 'status', status: 200, body: { value: [] } } as const
    connected.tenant.faults.add({ ...gap, match: { path: "userPrincipalName ge 'd'", times: 0 } })
    const run = await sync()
    expect(run.status).toBe('succeeded')
    expectTruth(connected, [])
    expect(resultOf(run, 'sign_in_activity').rows).toBe(connected.tenant.truth().people())
    connected.tenant.clearRequests()
    expect((await sync()).status).toBe('succeeded')
    expect(inRanges()).toEqual([])
    expectTruth(connected, [])
  })
})
