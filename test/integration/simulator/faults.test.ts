import { gunzipSync } from 'node:zlib'
import { Agent, request } from 'undici'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { parseCsv } from '../../../electron/simulator/csv.ts'
import type { Fault } from '../../../electron/simulator/index.ts'
import { body, type Client, graphErrorOf, startClient } from './client.ts'

let client: Client

beforeAll(async () => {
  client = await startClient({ people: 260 })
})
afterAll(() => client.close())
afterEach(() => client.simulator.faults.clear())

const add = (fault: Fault) => client.simulator.faults.add(fault)
const detail = 'getEmailActivityUserDetail'
const reportPath = `/reports/${detail}(period='D7')`

describe('which requests a fault hits', () => {
  test('is chosen by path, after some and for some times', async () => {
    add({ kind: 'status', status: 500, match: { path: /^\/v1\.0\/users\?/, after: 1, times: 2 } })
    const statuses: number[] = []
    for (let call = 0; call < 4; call += 1) statuses.push((await client.graph('/users?$top=1')).status)
    expect(statuses).toEqual([200, 500, 500, 200])
    expect((await client.graph('/organization')).status).toBe(200)
  })

  test('can be every time, until it is taken away', async () => {
    const remove = add({ kind: 'status', status: 503, match: { path: 'organization', times: 0 } })
    for (let call = 0; call < 3; call += 1) expect((await client.graph('/organization')).status).toBe(503)
    remove()
    expect((await client.graph('/organization')).status).toBe(200)
  })

  test('can be a report by name, at either host', async () => {
    add({ kind: 'status', status: 504, match: { report: detail, origin: 'reports' } })
    const { headers } = await client.graph(reportPath)
    expect((await client.get(String(headers['location']))).status).toBe(504)
    expect(await client.report(reportPath)).toContain('Report Refresh Date')
  })

  test('can be the sign-in host', async () => {
    add({ kind: 'throttle', seconds: 3, match: { origin: 'login' } })
    const address = `${client.simulator.loginUrl}/${client.simulator.tenantId}/v2.0/.well-known/openid-configuration`
    const reply = await client.get(address)
    expect([reply.status, reply.headers['retry-after']]).toEqual([429, '3'])
  })
})

describe('a throttled call', () => {
  test('asks to wait in seconds, until a date, or says nothing', async () => {
    add({ kind: 'throttle', seconds: 7 })
    add({ kind: 'throttle', seconds: 3600, as: 'date' })
    add({ kind: 'throttle', as: 'none', status: 503 })
    const first = await client.graph('/organization')
    expect([first.status, first.headers['retry-after'], graphErrorOf(first).code]).toEqual([
      429,
      '7',
      'TooManyRequests',
    ])
    const asked = Date.now()
    const until = Date.parse(String((await client.graph('/organization')).headers['retry-after']))
    // A date has no milliseconds.
    expect(until).toBeGreaterThan(asked + 3_599_000)
    expect(until).toBeLessThanOrEqual(Date.now() + 3_600_000)
    const third = await client.graph('/organization')
    expect([third.status, third.headers['retry-after']]).toEqual([503, undefined])
  })

  test('is announced by headers from eighty per cent on', async () => {
    client.simulator.set({ throttleShare: 0.85 })
    const reply = await client.graph('/organization')
    client.simulator.set({ throttleShare: 0 })
    expect(reply.headers['x-ms-throttle-limit-percentage']).toBe('0.85')
    expect(reply.headers['x-ms-resource-unit']).toBe('1')
  })
})

describe('a damaged body', () => {
  test('is cut off in the middle, or before it begins', async () => {
    add({ kind: 'reset', match: { path: '/users' } })
    await expect(client.graph('/users?$top=200')).rejects.toThrow()
    add({ kind: 'reset', afterBytes: 0 })
    await expect(client.graph('/organization')).rejects.toThrow()
    expect(client.simulator.requests.at(-1)).toMatchObject({ status: 0, bytes: 0 })
  })

  test('is packed and loses its end', async () => {
    add({ kind: 'truncatedGzip' })
    const agent = new Agent({ connect: { ca: client.simulator.caPem } })
    const reply = await request(
      `${client.simulator.loginUrl}/${client.simulator.domain}/v2.0/.well-known/openid-configuration`,
      { dispatcher: agent },
    )
    expect(reply.headers['content-encoding']).toBe('gzip')
    const bytes = Buffer.from(await reply.body.arrayBuffer())
    expect(() => gunzipSync(bytes)).toThrow(/unexpected end/)
    await agent.destroy()
  })

  test('is no JSON, a web page, or nothing', async () => {
    add({ kind: 'invalidJson' })
    const broken = await client.graph('/organization')
    expect(broken.status).toBe(200)
    expect(() => JSON.parse(broken.text)).toThrow(SyntaxError)
    add({ kind: 'html' })
    const page = await client.graph('/organization')
    expect([page.status, page.headers['content-type']]).toEqual([200, 'text/html; charset=utf-8'])
    add({ kind: 'emptyBody' })
    expect(await client.graph('/organization')).toMatchObject({ status: 200, text: '' })
  })

  test('comes slowly, or never', async () => {
    add({ kind: 'slowBody', bytesPerSecond: 2_000 })
    const start = performance.now()
    const reply = await client.graph('/organization')
    expect(performance.now() - start).toBeGreaterThan(250)
    expect(body(reply)['value']).toHaveLength(1)
    add({ kind: 'hang' })
    const agent = new Agent({ connect: { ca: client.simulator.caPem }, headersTimeout: 300 })
    await expect(
      request(`${client.simulator.graphUrl}/v1.0/organization`, { dispatcher: agent }),
    ).rejects.toThrow(/[Tt]imeout/)
    await agent.destroy()
  })

  test('comes when the test lets it, as it is by then', async () => {
    const { faults, requests } = client.simulator
    for (const releaseAll of [false, true]) {
      const remove = add({ kind: 'held', match: { path: 'organization' } })
      const release = releaseAll ? () => faults.clear() : remove
      const before = requests.length
      let answered = false
      const reply = client.graph('/organization').finally(() => {
        answered = true
      })
      await expect.poll(() => requests.length).toBe(before + 1)
      expect((await client.graph('/subscribedSkus')).status).toBe(200)
      expect(answered).toBe(false)
      release()
      expect(body(await reply)['value']).toHaveLength(1)
    }
  })
})

describe('a listing', () => {
  test('has an empty page that is not the last, and is complete behind it', async () => {
    add({ kind: 'emptyPage', match: { path: /skiptoken/ } })
    expect(await client.list('/users?$top=100')).toHaveLength(260)
    const empty = client.simulator.requests.filter(one => one.path.includes('skiptoken'))
    expect(empty).toHaveLength(3)
  })

  test('has a next link that leads back to the page itself', async () => {
    add({ kind: 'repeatedNextLink' })
    const path = '/users?$top=100&$select=id'
    const page = body(await client.graph(path))
    expect(decodeURIComponent(String(page['@odata.nextLink']))).toBe(
      `${client.simulator.graphUrl}/v1.0${path}`,
    )
  })

  test('has links to a foreign host', async () => {
    add({ kind: 'foreignLink' })
    expect(String(body(await client.graph('/users?$top=100'))['@odata.nextLink'])).toMatch(
      /^https:\/\/graph\.foreign\.example\/v1\.0\/users/,
    )
    add({ kind: 'foreignLink', base: 'https://127.0.0.1:9' })
    const delta = body(await client.graph('/users/delta?$deltatoken=latest'))
    expect(String(delta['@odata.deltaLink'])).toMatch(/^https:\/\/127\.0\.0\.1:9\//)
  })

  test('has page tokens that expire', async () => {
    add({ kind: 'expiredSkipToken' })
    expect((await client.graph('/users?$top=100')).status).toBe(200)
    const page = body(await client.graph('/users?$top=100'))
    expect(graphErrorOf(await client.graph(String(page['@odata.nextLink']))).code).toBe(
      'Directory_ExpiredPageToken',
    )
    expect((await client.graph(String(page['@odata.nextLink']))).status).toBe(200)
  })

  test('gives the same person on two pages', async () => {
    add({ kind: 'duplicatePerson', match: { path: '/users', after: 1 } })
    const users = await client.list('/users?$top=100&$select=id')
    expect(users).toHaveLength(261)
    expect(new Set(users.map(user => user.id)).size).toBe(260)
    expect(users[200]?.id).toBe(users[0]?.id)
  })

  test('gives messy names, and nothing but identifiers', async () => {
    add({ kind: 'messyValues' })
    const messy = await client.list('/users?$top=999&$select=displayName,department')
    expect(messy.some(user => String(user['displayName']).includes('"'))).toBe(true)
    expect(messy.some(user => String(user['displayName']).length === 256)).toBe(true)
    add({ kind: 'nulls' })
    const [user] = await client.list('/users?$top=999&$select=displayName,accountEnabled,assignedLicenses')
    expect(user).toEqual({
      displayName: null,
      accountEnabled: null,
      assignedLicenses: null,
      id: messy[0]?.id,
    })
  })
})

describe('a delta token expires', () => {
  test.each([
    ['gone', 410, 'syncStateNotFound'],
    ['syncStateNotFound', 400, 'syncStateNotFound'],
    ['resyncRequired', 400, 'resyncRequired'],
    ['unsupportedQuery', 400, 'Request_UnsupportedQuery'],
  ] as const)('in the form %s', async (form, status, code) => {
    const link = String(body(await client.graph('/users/delta?$deltatoken=latest'))['@odata.deltaLink'])
    add({ kind: 'expiredDeltaToken', form })
    expect((await client.graph('/users/delta?$deltatoken=latest')).status).toBe(200)
    const reply = await client.graph(link)
    expect([reply.status, graphErrorOf(reply).code]).toEqual([status, code])
    expect(reply.headers['location'] !== undefined).toBe(form === 'gone')
    expect((await client.graph(link)).status).toBe(200)
  })
})

test('an access token expires in the middle of a run', async () => {
  add({ kind: 'expiredToken', match: { after: 1 } })
  expect((await client.graph('/users?$top=1')).status).toBe(200)
  const reply = await client.graph('/users?$top=1')
  expect([reply.status, graphErrorOf(reply).code]).toEqual([401, 'InvalidAuthenticationToken'])
})

describe('a report', () => {
  test('has a link that has expired, and a new one works', async () => {
    add({ kind: 'expiredReportLink' })
    await expect(client.report(reportPath)).rejects.toThrow('403')
    expect(await client.report(reportPath)).toContain('User Principal Name')
  })

  test.each([
    ['missing', undefined],
    ['foreign', 'https://reports.foreign.example/data/v1.0/download'],
    ['http', 'http://localhost'],
  ] as const)('has a redirect that is %s', async (to, start) => {
    add({ kind: 'redirect', to })
    const reply = await client.graph(reportPath)
    expect(reply.status).toBe(302)
    const location = reply.headers['location']
    expect(start === undefined ? location === undefined : String(location).startsWith(start)).toBe(true)
  })

  test('has columns added, left out and turned round', async () => {
    const [before = []] = parseCsv(await client.report(reportPath))
    add({ kind: 'columns', added: ['Brand New', 'First'], missing: ['send count'], reordered: true })
    const [header = [], ...rows] = parseCsv(await client.report(reportPath))
    expect(header).toEqual([
      'First',
      ...before.filter(name => name !== 'Send Count').toReversed(),
      'Brand New',
    ])
    expect(rows.every(row => row.length === header.length)).toBe(true)
  })

  test('has messy names in it', async () => {
    add({ kind: 'messyValues', match: { report: detail } })
    const [header = [], ...rows] = parseCsv(await client.report(reportPath))
    const names = rows.map(row => row[header.indexOf('Display Name')] ?? '')
    expect(names.some(name => name.includes('\r\n'))).toBe(true)
    expect(names.some(name => name.includes('"') && name.length < 60)).toBe(true)
    expect(rows.every(row => row.length === header.length)).toBe(true)
  })

  test('has nothing but names in it, and no byte order mark', async () => {
    add({ kind: 'nulls', match: { origin: 'reports' } })
    const [header = [], first = []] = parseCsv(await client.report(reportPath))
    expect(first.filter(cell => cell !== '')).toHaveLength(2)
    expect(header.length).toBeGreaterThan(10)
    add({ kind: 'withoutByteOrderMark' })
    const { headers } = await client.graph(reportPath)
    expect((await client.get(String(headers['location']))).text.startsWith('Report')).toBe(true)
  })

  test('of Copilot is hit as well, although it comes from Graph itself', async () => {
    add({ kind: 'columns', added: ['Extra'] })
    const csv = await client.report("/copilot/reports/getMicrosoft365CopilotUsageUserDetail(period='D7')")
    expect(csv.split('\r\n')[0]).toMatch(/,Extra$/)
  })
})
