import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { createMeter } from '../../../electron/core/graph/call.ts'
import { peekNextLink } from '../../../electron/core/graph/json-scan.ts'
import type { HttpClient } from '../../../electron/platform/http/index.ts'
import { type Simulator, startSimulator } from '../../../electron/simulator/index.ts'
import { failureOf } from '../http/support.ts'
import { callOf, graphFor, httpTo, parsePage, readReport } from './support.ts'

let simulator: Simulator
let http: HttpClient

beforeAll(async () => {
  simulator = await startSimulator({ people: 60, tokenLifetimeSeconds: 3_599 })
  http = httpTo(simulator)
})
afterAll(async () => {
  await http.close()
  await simulator.close()
})
afterEach(() => {
  simulator.faults.clear()
  simulator.set({
    grantedRoles: ['Directory.Read.All', 'Reports.Read.All', 'AuditLog.Read.All'],
    premium: true,
  })
  simulator.clearRequests()
})

const report = `/reports/getM365AppUserDetail(period='D30')`
const toGraph = () => simulator.requests.filter(({ origin }) => origin === 'graph')
const toReports = () => simulator.requests.filter(({ origin }) => origin === 'reports')

describe('answers', () => {
  test('a page comes whole, in memory of its own, counted as it came over the wire', async () => {
    const { graph } = graphFor(simulator, http)
    const call = callOf()
    const bytes = await graph.page(graph.url('/users?$top=20&$select=id'), call)
    expect(parsePage(bytes).value).toHaveLength(20)
    expect(bytes.byteOffset).toBe(0)
    expect(bytes.byteLength).toBe(bytes.buffer.byteLength)
    expect(call.meter).toEqual({
      requests: 1,
      bytes: toGraph()[0]?.bytes,
      throttledMs: 0,
      waitingUntil: null,
    })
    expect(toGraph()[0]).toMatchObject({ authorization: true, encoding: 'gzip' })
    expect(toGraph()[0]?.clientRequestId).toMatch(/^[0-9a-f-]{36}$/)
  })

  test('the next link can be seen before the page is parsed', async () => {
    const { graph } = graphFor(simulator, http)
    const bytes = await graph.page(graph.url('/users?$top=20&$select=id'), callOf())
    expect(peekNextLink(bytes)).toBe(parsePage(bytes)['@odata.nextLink'])
  })

  test('the count of people is plain text', async () => {
    const { graph } = graphFor(simulator, http)
    const text = await graph.text(graph.url('/users/$count'), callOf({ consistency: true }))
    expect(Number(text.replace('\uFEFF', ''))).toBe(60)
  })
})

describe('usage reports', () => {
  test('are downloaded from the address that Graph gives, without the token', async () => {
    const { graph, log } = graphFor(simulator, http)
    const call = callOf({ scope: 'reports:getM365AppUserDetail' })
    const download = await graph.report(graph.url(report), call)
    const text = await readReport(download.body)
    expect(text.slice(0, 40)).toContain('Report Refresh Date')
    expect(toGraph()[0]).toMatchObject({ status: 302, authorization: true })
    expect(toReports()).toHaveLength(1)
    expect(toReports()[0]).toMatchObject({ authorization: false })
    expect(call.meter.requests).toBe(2)
    expect(call.meter.bytes).toBe(
      simulator.requests
        .filter(({ origin }) => origin !== 'login')
        .reduce((sum, { bytes }) => sum + bytes, 0),
    )
    const token = toReports()[0]?.path.split('=').at(-1) ?? ''
    expect(token.length).toBeGreaterThan(5)
    expect(JSON.stringify(log.lines)).not.toContain(token)
  })

  test('that come from Graph itself are read there', async () => {
    const { graph } = graphFor(simulator, http)
    const path = `/copilot/reports/getMicrosoft365CopilotUsageUserDetail(period='D30')`
    const download = await graph.report(graph.url(path), callOf({ scope: 'reports:copilot' }))
    expect((await readReport(download.body)).split('\r\n')[0]).toContain('User Principal Name')
    expect(toReports()).toHaveLength(0)
  })

  test('with an expired link are said to be, and asking again brings them', async () => {
    simulator.faults.add({ kind: 'expiredReportLink' })
    const { graph } = graphFor(simulator, http)
    const call = callOf({ scope: 'reports:x' })
    const failure = await failureOf(() => graph.report(graph.url(report), call))
    expect(failure.code).toBe('linkExpired')
    expect(failure.detail['kind']).toBeUndefined()
    const again = await graph.report(graph.url(report), call)
    expect((await readReport(again.body)).length).toBeGreaterThan(100)
  })

  test.each([
    ['foreign', 'foreignLink'],
    ['http', 'foreignLink'],
    ['missing', 'invalidAnswer'],
  ] as const)('redirected to somewhere %s are not downloaded', async (to, code) => {
    simulator.faults.add({ kind: 'redirect', to })
    const { graph } = graphFor(simulator, http)
    const failure = await failureOf(() => graph.report(graph.url(report), callOf()))
    expect(failure.code).toBe(code)
    expect(failure.message + JSON.stringify(failure.detail)).not.toContain('token')
    expect(toReports()).toHaveLength(0)
  })

  test('whose download host is down for a moment are asked for anew', async () => {
    simulator.faults.add({ kind: 'status', status: 503, match: { origin: 'reports' } })
    simulator.faults.add({ kind: 'reset', afterBytes: 0, match: { origin: 'reports' } })
    const { graph } = graphFor(simulator, http)
    const download = await graph.report(graph.url(report), callOf())
    expect((await readReport(download.body)).length).toBeGreaterThan(100)
    expect(toGraph()).toHaveLength(3)
  })

  test('that break off while they are read say so', async () => {
    simulator.faults.add({ kind: 'reset', match: { origin: 'reports' } })
    const { graph } = graphFor(simulator, http)
    const download = await graph.report(graph.url(report), callOf())
    const failure = await failureOf(() => readReport(download.body))
    expect(failure).toMatchObject({ code: 'offline', detail: { phase: 'body' } })
    await download.discard()
  })

  test('that turn out to be a web page are refused', async () => {
    simulator.faults.add({ kind: 'html', match: { origin: 'reports', times: 0 } })
    const { graph } = graphFor(simulator, http)
    expect((await failureOf(() => graph.report(graph.url(report), callOf()))).code).toBe('invalidAnswer')
  })
})

describe('answers', () => {
  test.each(['null', '[]', '"later"'])('%s is no answer, and nobody is sent to the network', async text => {
    const take = simulator.feed({ origin: 'graph' }, { text })
    const { graph } = graphFor(simulator, http)
    const failure = await failureOf(() => graph.page(graph.url('/users?$top=5&$select=id'), callOf()))
    take()
    expect(failure).toMatchObject({ code: 'invalidAnswer', step: 'service', detail: { attempts: '4' } })
    expect(`${failure.message} ${failure.fix}`).not.toMatch(/web page|proxy|browser/)
  })
})

describe('links', () => {
  test('that leave Microsoft Graph get no request at all', async () => {
    simulator.faults.add({ kind: 'foreignLink', base: simulator.reportsUrl })
    const { graph } = graphFor(simulator, http)
    const page = parsePage(await graph.page(graph.url('/users?$top=5&$select=id'), callOf()))
    const link = page['@odata.nextLink'] ?? ''
    expect(link).toContain(simulator.reportsUrl)
    expect(() => graph.resolveLink(link)).toThrow(expect.objectContaining({ code: 'foreignLink' }))
    simulator.clearRequests()
    for (const ask of [graph.page, graph.text, graph.report]) {
      expect((await failureOf(() => ask(link, callOf()))).code).toBe('foreignLink')
    }
    expect(simulator.requests).toHaveLength(0)
  })

  test('with an expired page token can be recognised', async () => {
    simulator.faults.add({ kind: 'expiredSkipToken' })
    const { graph } = graphFor(simulator, http)
    const page = parsePage(await graph.page(graph.url('/users?$top=5&$select=id'), callOf()))
    const failure = await failureOf(() => graph.page(page['@odata.nextLink'] ?? '', callOf()))
    expect(failure).toMatchObject({ code: 'linkExpired', detail: { kind: 'expiredPageToken' } })
  })

  test.each(['gone', 'syncStateNotFound', 'resyncRequired', 'unsupportedQuery'] as const)(
    'with an expired delta token, too: %s',
    async form => {
      const { graph } = graphFor(simulator, http)
      const latest = graph.url('/users/delta?$select=id&$deltatoken=latest')
      const answer: { '@odata.deltaLink': string } = JSON.parse(
        new TextDecoder().decode(await graph.page(latest, callOf())),
      )
      simulator.faults.add({ kind: 'expiredDeltaToken', form })
      const failure = await failureOf(() => graph.page(answer['@odata.deltaLink'], callOf()))
      expect(failure).toMatchObject({ code: 'linkExpired', detail: { kind: 'expiredDeltaToken' } })
    },
  )
})

describe('tokens', () => {
  test('one that expired in mid-run is renewed once, and the work goes on', async () => {
    const { graph } = graphFor(simulator, http)
    await graph.page(graph.url('/organization'), callOf())
    simulator.faults.add({ kind: 'expiredToken' })
    await graph.page(graph.url('/organization'), callOf())
    expect(toGraph().map(({ status }) => status)).toEqual([200, 401, 200])
    expect(simulator.requests.filter(({ origin }) => origin === 'login')).toHaveLength(2)
  })

  test('one that is refused again right after is the end', async () => {
    const { graph } = graphFor(simulator, http)
    simulator.faults.add({ kind: 'expiredToken', match: { times: 0 } })
    const failure = await failureOf(() => graph.page(graph.url('/organization'), callOf()))
    expect(failure).toMatchObject({ code: 'signInRefused', step: 'cloud', detail: { status: '401' } })
    expect(toGraph()).toHaveLength(2)
  })

  test('many requests that are refused at once share one renewal', async () => {
    const { graph } = graphFor(simulator, http)
    const askFour = () =>
      Promise.all([1, 2, 3, 4].map(() => graph.page(graph.url('/organization'), callOf())))
    await askFour()
    simulator.set({ latencyMs: 200 })
    simulator.clearRequests()
    simulator.faults.add({ kind: 'expiredToken', match: { times: 4 } })
    await askFour()
    simulator.set({ latencyMs: 0 })
    expect(toGraph().filter(({ status }) => status === 401)).toHaveLength(4)
    expect(simulator.requests.filter(({ origin }) => origin === 'login')).toHaveLength(1)
  })
})

describe('refusals', () => {
  test('a missing permission is named and not asked for again', async () => {
    simulator.set({ grantedRoles: ['Reports.Read.All'] })
    const { graph } = graphFor(simulator, http)
    const failure = await failureOf(() => graph.page(graph.url('/subscribedSkus'), callOf()))
    expect(failure).toMatchObject({ code: 'consentMissing', step: 'consent' })
    expect(failure.message).toContain('Directory.Read.All')
    expect(failure.detail['requestId']).toMatch(/^[0-9a-f-]{36}$/)
    expect(toGraph()).toHaveLength(1)
  })

  test('reports without their permission, sign-in dates without theirs, and without the license', async () => {
    simulator.set({ grantedRoles: ['Directory.Read.All'] })
    const { graph } = graphFor(simulator, http)
    const call = callOf({ permission: 'Reports.Read.All' })
    const noReports = await failureOf(() => graph.report(graph.url(report), call))
    expect(noReports.code).toBe('consentMissing')
    expect(noReports.fix).toContain('Reports.Read.All')
    const signIns = graph.url('/users?$top=1&$select=id,signInActivity')
    const noAudit = await failureOf(() => graph.page(signIns, callOf()))
    expect(noAudit.message).toContain('AuditLog.Read.All')
    simulator.set({ grantedRoles: ['Directory.Read.All', 'AuditLog.Read.All'], premium: false })
    const fresh = graphFor(simulator, http)
    const noLicense = await failureOf(() => fresh.graph.page(signIns, callOf()))
    expect(noLicense.code).toBe('licenseMissing')
  })

  test('an object that is not there, and a request that cannot be done', async () => {
    const { graph } = graphFor(simulator, http)
    const missing = graph.url(`/applications(appId='33333333-3333-4333-8333-333333333333')`)
    expect((await failureOf(() => graph.page(missing, callOf()))).code).toBe('notFound')
    const tooMany = graph.url('/users?$top=1000')
    expect((await failureOf(() => graph.page(tooMany, callOf()))).code).toBe('badRequest')
  })
})

test('many requests at once keep to the limit of connections and all arrive', async () => {
  const { graph } = graphFor(simulator, http, { concurrency: 3 })
  const meter = createMeter()
  const all = await Promise.all(
    Array.from({ length: 20 }, () => graph.page(graph.url('/users?$top=50&$select=id'), callOf({ meter }))),
  )
  expect(all).toHaveLength(20)
  expect(meter.requests).toBe(20)
})
