import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import type { HttpClient } from '../../../electron/platform/http/index.ts'
import { type Simulator, startSimulator } from '../../../electron/simulator/index.ts'
import { failureOf } from '../http/support.ts'
import { callOf, graphFor, httpTo, readReport } from './support.ts'

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
  simulator.clearRequests()
})

const report = `/reports/getM365AppUserDetail(period='D30')`
const toGraph = () => simulator.requests.filter(({ origin }) => origin === 'graph')
const toReports = () => simulator.requests.filter(({ origin }) => origin === 'reports')

describe('usage reports', () => {
  test('whose download redirects to itself are asked for again, and the reason is said', async () => {
    const circle = { kind: 'status', status: 302, headers: { location: '' } } as const
    simulator.faults.add({ ...circle, match: { origin: 'reports' } })
    const { graph } = graphFor(simulator, http)
    const download = await graph.report(graph.url(report), callOf())
    expect((await readReport(download.body)).length).toBeGreaterThan(100)
    expect(toGraph()).toHaveLength(2)
    simulator.faults.add({ ...circle, match: { origin: 'reports', times: 0 } })
    const failure = await failureOf(() => graph.report(graph.url(report), callOf()))
    expect(failure).toMatchObject({ code: 'invalidAnswer', detail: { kind: 'redirectLoop', attempts: '4' } })
    expect(failure.message).toMatch(/redirects in a circle/)
  })

  test('whose Graph call redirects to itself are asked for again', async () => {
    const location = graphFor(simulator, http).graph.url(report).href
    const circle = { kind: 'status', status: 302, headers: { location } } as const
    simulator.faults.add({ ...circle, match: { origin: 'graph' } })
    const { graph } = graphFor(simulator, http)
    const download = await graph.report(graph.url(report), callOf())
    expect((await readReport(download.body)).length).toBeGreaterThan(100)
  })

  test('whose download is handed on within Microsoft’s hosts are followed, never elsewhere', async () => {
    const handOn = (location: string) =>
      simulator.faults.add({
        kind: 'status',
        status: 307,
        headers: { location },
        match: { origin: 'reports' },
      })
    handOn('#elsewhere')
    const { graph } = graphFor(simulator, http)
    const download = await graph.report(graph.url(report), callOf())
    expect((await readReport(download.body)).length).toBeGreaterThan(100)
    expect(toReports().map(({ status }) => status)).toEqual([307, 200])
    expect(toReports().every(({ authorization }) => !authorization)).toBe(true)
    handOn('https://foreign.example/download')
    const failure = await failureOf(() => graph.report(graph.url(report), callOf()))
    expect(failure).toMatchObject({ code: 'foreignLink', detail: { host: 'foreign.example' } })
  })

  test.each([204, 206, 304])('whose download answers %i are asked for again', async status => {
    simulator.faults.add({ kind: 'status', status, match: { origin: 'reports' } })
    const { graph } = graphFor(simulator, http)
    const download = await graph.report(graph.url(report), callOf())
    expect((await readReport(download.body)).length).toBeGreaterThan(100)
    expect(toReports().map(request => request.status)).toEqual([status, 200])
  })
})
