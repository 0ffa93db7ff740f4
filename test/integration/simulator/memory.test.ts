import { Agent, request } from 'undici'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { bearer, body, type Client, startClient } from './client.ts'

let client: Client

beforeAll(async () => {
  client = await startClient({ people: 400, memoryAnswers: true })
})
afterAll(() => client.close())

const usersPath = '/v1.0/users?$top=100&$select=id,displayName'

describe('answers from memory', () => {
  test('are the same as fresh ones, packed or not, and follow every link', async () => {
    const fresh = await startClient({ people: 400 })
    try {
      const prepared = await client.simulator.prepare([
        usersPath,
        "/v1.0/reports/getEmailActivityUserDetail(period='D30')",
      ])
      expect(prepared.answers).toBe(6)
      expect(prepared.bytes).toBeGreaterThan(10_000)
      const path = usersPath.slice('/v1.0'.length)
      expect(await client.list(path)).toEqual(await fresh.list(path))
      const report = "/reports/getEmailActivityUserDetail(period='D30')"
      expect(await client.report(report)).toBe(await fresh.report(report))
      const packed = await client.graph(path, { 'accept-encoding': 'gzip' })
      expect(packed.headers['content-encoding']).toBe('gzip')
    } finally {
      await fresh.close()
    }
  })

  test('are forgotten when the tenant changes', async () => {
    const names = async () =>
      (await client.list('/users?$top=100&$select=displayName')).map(user => user['displayName'])
    const before = await names()
    client.simulator.change({ percent: 30 })
    expect(await names()).not.toEqual(before)
  })

  test('still need a token', async () => {
    expect((await client.get(`${client.simulator.graphUrl}${usersPath}`)).status).toBe(401)
  })
})

test('latency is added to every answer', async () => {
  client.simulator.set({ latencyMs: 120 })
  const start = performance.now()
  await client.graph('/organization')
  client.simulator.set({ latencyMs: 0 })
  expect(performance.now() - start).toBeGreaterThan(110)
})

test('bodies are packed only for those who accept it', async () => {
  const packed = await client.graph('/subscribedSkus', { 'accept-encoding': 'gzip, deflate' })
  expect(packed.headers['content-encoding']).toBe('gzip')
  const plain = await client.graph('/subscribedSkus')
  expect(plain.headers['content-encoding']).toBeUndefined()
  expect(body(plain)['value']).toBeDefined()
})

test('each request is recorded with what went over the wire', async () => {
  client.simulator.clearRequests()
  const headers = { 'user-agent': 'test/1', 'client-request-id': 'abc' }
  const reply = await client.graph('/users?$top=1', headers)
  expect(reply.headers['client-request-id']).toBe('abc')
  expect(reply.headers['request-id']).toMatch(/^[0-9a-f-]{36}$/)
  expect(client.simulator.requests).toEqual([
    expect.objectContaining({
      origin: 'graph',
      method: 'GET',
      path: '/v1.0/users?$top=1',
      status: 200,
      bytes: Buffer.byteLength(reply.text),
      authorization: true,
      userAgent: 'test/1',
      clientRequestId: 'abc',
    }),
  ])
})

test('clients that hang up in the middle do no harm', async () => {
  const address = `${client.simulator.graphUrl}/v1.0/users?$top=999`
  const authorization = await bearer(client)
  const agent = new Agent({ connect: { ca: client.simulator.caPem } })
  for (let call = 0; call < 20; call += 1) {
    const hangUp = new AbortController()
    const reply = request(address, { dispatcher: agent, headers: { authorization }, signal: hangUp.signal })
    setTimeout(() => hangUp.abort(), call)
    await reply
      .then(({ body: stream }) => stream.destroy().on('error', () => undefined))
      .catch(() => undefined)
  }
  await agent.destroy()
  expect(await client.list('/users?$top=999&$select=id')).not.toHaveLength(0)
})

test('a port that is taken is said so', async () => {
  const port = Number(new URL(client.simulator.loginUrl).port)
  await expect(startClient({ ports: { login: port } })).rejects.toThrow(/EADDRINUSE/)
})
