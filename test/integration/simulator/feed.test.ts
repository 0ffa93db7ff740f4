import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import type { Feed, FeedMatch } from '../../../electron/simulator/index.ts'
import { body, type Client, startClient } from './client.ts'

let client: Client
const fed: (() => void)[] = []

beforeAll(async () => {
  client = await startClient({ people: 20 })
})
afterEach(() => {
  for (const takeBack of fed.splice(0)) takeBack()
  client.simulator.faults.clear()
})
afterAll(() => client.close())

const feed = (match: FeedMatch, answer: Feed) => {
  const takeBack = client.simulator.feed(match, answer)
  fed.push(takeBack)
  return takeBack
}
const named = (displayName: string): Feed => ({ json: { value: [{ id: 'a', displayName }] } })
const text = async (path: string) => (await client.graph(path)).text

test('the newest answer that matches counts, after some requests and for some times, until it is taken back', async () => {
  feed({ path: '/users' }, named('always'))
  const takeBack = feed({ path: '/v1.0/users?$top=', method: 'get', after: 1, times: 1 }, named('once'))
  const answers: string[] = []
  for (let call = 0; call < 3; call += 1) answers.push(await text('/users?$top=5'))
  expect(answers.map(answer => JSON.parse(answer).value[0].displayName)).toEqual(['always', 'once', 'always'])
  takeBack()
  fed.shift()?.()
  expect(body(await client.graph('/users?$top=5'))['value']).toHaveLength(5)
})

test('a path does not end in the middle of a longer one', async () => {
  feed({ path: '/users' }, { text: 'the list' })
  feed({ path: '/users/delta' }, ({ url }) => ({
    json: {
      value: [],
      '@odata.deltaLink': client.simulator.link(`/users/delta?$deltatoken=${url.searchParams.size}`),
    },
  }))
  expect(await text('/users')).toBe('the list')
  expect(await text('/users/delta?$deltatoken=x')).toContain('/v1.0/users/delta?$deltatoken=1"')
  expect((await client.graph('/users/$count', { consistencylevel: 'eventual' })).text).toBe('20')
})

test('a report is replaced as the file that is downloaded, of one period or one day, or as the answer of Graph', async () => {
  const report = 'getTeamsUserActivityUserDetail'
  const of = (period: string) => client.report(`/reports/${report}(period='${period}')`)
  feed(
    { report, period: 'D30', on: '2026-11-23' },
    { bytes: Buffer.from('\ufeffReport Refresh Date\r\n'), chunked: true },
  )
  expect(await of('D30')).toBe('Report Refresh Date\r\n')
  expect(await of('D7')).toContain('Meeting Count')
  client.simulator.set({ today: '2026-11-24' })
  expect(await of('D30')).toContain('Meeting Count')
  feed(
    { report, origin: 'graph' },
    { status: 302, headers: { Location: 'https://reports.foreign.example/' } },
  )
  const moved = await client.graph(`/reports/${report}(period='D7')`)
  expect([moved.status, moved.headers['location'], moved.text]).toEqual([
    302,
    'https://reports.foreign.example/',
    '',
  ])
  const copilot = 'getMicrosoft365CopilotUsageUserDetail'
  feed({ report: copilot }, { json: { value: [] } })
  const direct = await client.graph(`/copilot/reports/${copilot}(period='D7')`)
  expect([direct.status, direct.text]).toEqual([200, '{"value":[]}'])
})

test('sign-in answers are fed below the tenant, and faults strike what is fed', async () => {
  const { loginUrl, tenantId, faults } = client.simulator
  const address = `${loginUrl}/${tenantId}/oauth2/v2.0/token`
  feed({ origin: 'login', path: '/oauth2/v2.0/token' }, { status: 400, json: { error: 'invalid_grant' } })
  expect((await client.send('POST', address, '')).text).toBe('{"error":"invalid_grant"}')
  faults.add({ kind: 'emptyBody', match: { origin: 'login' } })
  expect((await client.send('POST', address, '')).text).toBe('')
})

test('refusals of the simulated tenant stay where a test wants them', async () => {
  feed({ path: '/organization', keepsRefusals: true }, { text: 'fed' })
  expect(await text('/organization')).toBe('fed')
  expect((await client.get(`${client.simulator.graphUrl}/v1.0/organization`)).status).toBe(401)
})

test('an answer that cannot be made says so instead of hanging', async () => {
  feed({ path: '/organization' }, () => {
    throw new Error('a mistake in a test')
  })
  const reply = await client.graph('/organization')
  expect([reply.status, reply.text.includes('a mistake in a test')]).toEqual([500, true])
})
