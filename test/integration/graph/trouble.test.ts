import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import type { HttpClient } from '../../../electron/platform/http/index.ts'
import { type Fault, type Simulator, startSimulator } from '../../../electron/simulator/index.ts'
import { createJumpingClock } from '../../support/jumping-clock.ts'
import { failureOf } from '../http/support.ts'
import { callOf, graphFor, httpTo, parsePage, quickLimits } from './support.ts'

let simulator: Simulator
let http: HttpClient

beforeAll(async () => {
  simulator = await startSimulator({ people: 30 })
  http = httpTo(simulator)
})
afterAll(async () => {
  await http.close()
  await simulator.close()
})
afterEach(() => {
  simulator.faults.clear()
  simulator.set({ throttleShare: 0 })
  simulator.clearRequests()
})

const toGraph = () => simulator.requests.filter(({ origin }) => origin === 'graph')
const users = '/users?$top=10&$select=id'

describe('a service that asks to wait', () => {
  test.each(['seconds', 'date'] as const)(
    'is never asked again earlier, with Retry-After in %s',
    async as => {
      simulator.faults.add({ kind: 'throttle', seconds: 1, as, match: { origin: 'graph' } })
      const { graph } = graphFor(simulator, http)
      const call = callOf()
      await graph.page(graph.url(users), call)
      const [refused, answered] = toGraph()
      expect(refused?.status).toBe(429)
      expect(answered?.status).toBe(200)
      expect((answered?.at ?? 0) - (refused?.at ?? 0)).toBeGreaterThanOrEqual(as === 'date' ? 900 : 1_000)
      expect(call.meter.throttledMs).toBeGreaterThanOrEqual(900)
      expect(call.meter.waitingUntil).toBeNull()
    },
  )

  test('holds up everybody else’s requests of the scope, and no other scope', async () => {
    const { graph } = graphFor(simulator, http)
    await graph.page(graph.url('/organization'), callOf())
    simulator.clearRequests()
    simulator.faults.add({ kind: 'throttle', seconds: 300, match: { origin: 'graph', path: 'users' } })
    const stop = new AbortController()
    const calls = [callOf({ signal: stop.signal }), callOf({ signal: stop.signal })] as const
    const first = failureOf(() => graph.page(graph.url(users), calls[0]))
    await expect.poll(() => calls[0].meter.waitingUntil).not.toBeNull()
    const sameScope = failureOf(() => graph.page(graph.url('/subscribedSkus'), calls[1]))
    await graph.page(graph.url('/organization'), callOf({ scope: 'other' }))
    await expect.poll(() => calls[1].meter.waitingUntil).not.toBeNull()
    expect(toGraph().map(({ path }) => path.replace(/\?.*/, ''))).toEqual([
      '/v1.0/users',
      '/v1.0/organization',
    ])
    stop.abort()
    for (const left of [first, sameScope]) expect((await left).code).toBe('cancelled')
  })

  test('for minutes is waited for to the full', async () => {
    const clock = createJumpingClock(Date.now())
    const { graph } = graphFor(simulator, http, { clock })
    for (const seconds of [120, 599]) {
      simulator.faults.add({
        kind: 'throttle',
        seconds,
        status: seconds === 120 ? 429 : 503,
        match: { origin: 'graph' },
      })
      const before = clock.now()
      await graph.page(graph.url(users), callOf())
      expect(clock.now() - before).toBeGreaterThanOrEqual(seconds * 1000)
    }
  })

  test('for an hour ends the work and says when to come back; nothing else of the scope is asked', async () => {
    const clock = createJumpingClock(Date.now())
    const { graph } = graphFor(simulator, http, { clock })
    simulator.faults.add({ kind: 'throttle', seconds: 3_600, match: { origin: 'graph' } })
    const failure = await failureOf(() => graph.page(graph.url(users), callOf()))
    expect(failure).toMatchObject({ code: 'throttled', step: 'service', detail: { status: '429' } })
    expect(failure.retryAt).toBeGreaterThanOrEqual(clock.now() + 3_599_000)
    expect(clock.slept).toEqual([])
    const next = await failureOf(() => graph.page(graph.url(users), callOf()))
    expect(next.retryAt).toBe(failure.retryAt)
    expect(toGraph()).toHaveLength(1)
  })

  test('without saying how long is asked again after longer and longer waits, and not for ever', async () => {
    const clock = createJumpingClock(Date.now())
    const { graph } = graphFor(simulator, http, { clock })
    simulator.faults.add({ kind: 'throttle', as: 'none', match: { origin: 'graph', times: 0 } })
    const failure = await failureOf(() => graph.page(graph.url(users), callOf()))
    expect(failure).toMatchObject({ code: 'throttled', detail: { attempts: '8' } })
    expect(clock.slept.length).toBe(7)
    expect(clock.slept.at(-1) ?? 0).toBeGreaterThan((clock.slept[0] ?? 0) * 8)
  })

  test.each([429, 500, 502, 503, 507])('with %i is asked again when it says so, not before', async status => {
    const clock = createJumpingClock(Date.now())
    const headers = { 'retry-after': '40' }
    simulator.faults.add({ kind: 'status', status, headers, match: { origin: 'graph' } })
    const { graph } = graphFor(simulator, http, { clock })
    const before = clock.now()
    await graph.page(graph.url(users), callOf())
    expect(clock.now() - before).toBeGreaterThanOrEqual(40_000)
  })

  test('with 409, 503 or 504 is asked again', async () => {
    for (const status of [409, 503, 504]) {
      simulator.faults.add({ kind: 'status', status, match: { origin: 'graph' } })
    }
    const { graph } = graphFor(simulator, http)
    expect(parsePage(await graph.page(graph.url(users), callOf())).value).toHaveLength(10)
    expect(toGraph().map(({ status }) => status)).toEqual([409, 503, 504, 200])
  })

  test('can be left while waiting', async () => {
    const { graph } = graphFor(simulator, http)
    simulator.faults.add({ kind: 'throttle', seconds: 300, match: { origin: 'graph' } })
    const stop = new AbortController()
    const call = callOf({ signal: stop.signal })
    const asking = failureOf(() => graph.page(graph.url(users), call))
    const asked = Date.now()
    await expect.poll(() => call.meter.waitingUntil ?? 0).toBeGreaterThanOrEqual(asked + 300_000)
    stop.abort()
    expect((await asking).code).toBe('cancelled')
    expect(call.meter.waitingUntil).toBeNull()
  })

  test('slows the client down before it has to refuse', async () => {
    simulator.set({ throttleShare: 0.9 })
    const clock = createJumpingClock(Date.now())
    const { graph } = graphFor(simulator, http, { clock })
    await graph.page(graph.url(users), callOf())
    await graph.page(graph.url(users), callOf())
    expect(clock.slept).toHaveLength(1)
    expect(clock.slept[0]).toBeGreaterThan(250)
  })
})

describe('faults on the way', () => {
  const faults: [string, Fault[]][] = [
    [
      '500 and 502',
      [
        { kind: 'status', status: 500 },
        { kind: 'status', status: 502 },
      ],
    ],
    ['a reset before the answer', [{ kind: 'reset', afterBytes: 0 }]],
    ['a reset in mid-body', [{ kind: 'reset' }]],
    ['a truncated gzip', [{ kind: 'truncatedGzip' }]],
    ['a web page with status 200', [{ kind: 'html' }]],
    ['an empty body', [{ kind: 'emptyBody' }]],
  ]

  test.each(faults)('%s is asked for again', async (_what, list) => {
    for (const fault of list) simulator.faults.add({ ...fault, match: { origin: 'graph' } })
    const { graph } = graphFor(simulator, http)
    expect(parsePage(await graph.page(graph.url(users), callOf())).value).toHaveLength(10)
    expect(toGraph()).toHaveLength(list.length + 1)
  })

  test.each([
    [{ kind: 'status', status: 500 }, 'serviceUnavailable'],
    [{ kind: 'reset', afterBytes: 0 }, 'offline'],
    [{ kind: 'reset' }, 'offline'],
    [{ kind: 'html' }, 'invalidAnswer'],
  ] as [Fault, string][])('%j for ever is given up on, with the number of attempts', async (fault, code) => {
    simulator.faults.add({ ...fault, match: { origin: 'graph', times: 0 } })
    const { graph } = graphFor(simulator, http)
    const failure = await failureOf(() => graph.page(graph.url(users), callOf()))
    expect(failure).toMatchObject({ code, detail: { attempts: '4' } })
    expect(toGraph()).toHaveLength(4)
  })

  test.each([201, 204, 206, 302, 304, 421, 507, 520])('%i is no answer and asked for again', async status => {
    simulator.faults.add({ kind: 'status', status, match: { origin: 'graph' } })
    const { graph } = graphFor(simulator, http)
    expect(parsePage(await graph.page(graph.url(users), callOf())).value).toHaveLength(10)
    expect(toGraph().map(request => request.status)).toEqual([status, 200])
  })

  test('202 is waited for as long as it says', async () => {
    const clock = createJumpingClock(Date.now())
    const headers = { 'retry-after': '30' }
    simulator.faults.add({ kind: 'status', status: 202, headers, match: { origin: 'graph' } })
    const { graph } = graphFor(simulator, http, { clock })
    expect(parsePage(await graph.page(graph.url(users), callOf())).value).toHaveLength(10)
    expect(clock.slept[0]).toBeGreaterThanOrEqual(30_000)
  })

  test('an error with status 200 is no list without rows', async () => {
    const fault = (code: string) =>
      simulator.faults.add({
        kind: 'status',
        status: 200,
        body: { error: { code, message: 'Too busy.' } },
        match: { origin: 'graph' },
      })
    fault('TooManyRequests')
    const { graph } = graphFor(simulator, http)
    expect(parsePage(await graph.page(graph.url(users), callOf())).value).toHaveLength(10)
    fault('Authorization_RequestDenied')
    const refused = await failureOf(() => graph.page(graph.url(users), callOf()))
    expect(refused).toMatchObject({
      code: 'consentMissing',
      detail: { graphCode: 'Authorization_RequestDenied' },
    })
  })

  test('an absurd Retry-After ends the work with a day to come back', async () => {
    const clock = createJumpingClock(Date.now())
    const headers = { 'retry-after': '9'.repeat(40) }
    simulator.faults.add({ kind: 'status', status: 429, headers, match: { origin: 'graph' } })
    const { graph } = graphFor(simulator, http, { clock })
    const failure = await failureOf(() => graph.page(graph.url(users), callOf()))
    expect(failure.code).toBe('throttled')
    expect(failure.retryAt).toBeLessThanOrEqual(clock.now() + 86_400_000)
  })

  const premium = 'Authentication_RequestFromNonPremiumTenantOrB2CTenant'
  test.each([premium, 'UnknownError'])('%s is asked for again, since it passes at times', async code => {
    const refuse = (times: number) =>
      simulator.faults.add({ kind: 'status', status: 403, code, match: { origin: 'graph', times } })
    refuse(2)
    const { graph } = graphFor(simulator, http)
    expect(parsePage(await graph.page(graph.url(users), callOf())).value).toHaveLength(10)
    refuse(0)
    const failure = await failureOf(() => graph.page(graph.url(users), callOf()))
    expect(failure).toMatchObject({
      code: code === premium ? 'licenseMissing' : 'forbidden',
      detail: { attempts: '4', status: '403' },
    })
  })

  test('an invalid page arrives as it is: whoever parses it decides', async () => {
    simulator.faults.add({ kind: 'invalidJson', match: { origin: 'graph' } })
    const { graph } = graphFor(simulator, http)
    const bytes = await graph.page(graph.url(users), callOf())
    expect(() => parsePage(bytes)).toThrow(SyntaxError)
  })

  test('an answer that never comes can be left', async () => {
    simulator.faults.add({ kind: 'hang', match: { origin: 'graph' } })
    const { graph } = graphFor(simulator, http)
    const stop = new AbortController()
    const asking = failureOf(() => graph.page(graph.url(users), callOf({ signal: stop.signal })))
    await expect.poll(() => toGraph().length).toBe(1)
    stop.abort()
    expect((await asking).code).toBe('cancelled')
  })

  test('a slow body can be left in the middle', async () => {
    simulator.faults.add({ kind: 'slowBody', bytesPerSecond: 200, match: { origin: 'graph' } })
    const { graph } = graphFor(simulator, http)
    const stop = new AbortController()
    const asking = failureOf(() => graph.page(graph.url(users), callOf({ signal: stop.signal })))
    await expect.poll(() => toGraph()[0]?.status).toBe(200)
    stop.abort()
    expect((await asking).code).toBe('cancelled')
  })

  test('a wait after a fault can be left, too', async () => {
    simulator.faults.add({ kind: 'status', status: 500, match: { origin: 'graph', times: 0 } })
    const { graph } = graphFor(simulator, http, {
      limits: { ...quickLimits, faultAttempts: 9, baseMs: 60_000 },
    })
    const stop = new AbortController()
    const call = callOf({ signal: stop.signal })
    const asking = failureOf(() => graph.page(graph.url(users), call))
    await expect.poll(() => call.meter.waitingUntil).not.toBeNull()
    stop.abort()
    expect((await asking).code).toBe('cancelled')
    expect(call.meter.throttledMs).toBe(0)
  })

  test('troubles are logged with their codes and without addresses', async () => {
    simulator.faults.add({
      kind: 'status',
      status: 503,
      code: 'serviceNotAvailable',
      match: { origin: 'graph' },
    })
    const { graph, log } = graphFor(simulator, http)
    await graph.page(graph.url(users), callOf())
    const line = log.lines.find(({ event }) => event === 'graph.trouble')
    expect(line?.fields).toMatchObject({ scope: 'directory', status: 503, graphCode: 'serviceNotAvailable' })
    expect(JSON.stringify(log.lines)).not.toContain('https:')
  })
})
