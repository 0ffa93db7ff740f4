import { createServer, type Server } from 'node:http'
import { type AddressInfo, createConnection } from 'node:net'
import { afterEach, describe, expect, test } from 'vitest'
import { openLoopback } from '../../../electron/platform/loopback/listener.ts'
import { visit } from '../../support/setup/browser-visit.ts'

const state = 'Zk3xQ0tq8n4uJv1yB7cD2w'
const stops: AbortController[] = []
const squatters: Server[] = []
afterEach(async () => {
  for (const stop of stops.splice(0)) stop.abort()
  await Promise.all(squatters.splice(0).map(server => new Promise(done => server.close(done))))
})

function open(mode: 'query' | 'formPost' = 'query', port?: (attempt: number) => number) {
  const stop = new AbortController()
  stops.push(stop)
  const reasons: string[] = []
  const options = { state, mode, signal: stop.signal, onRefused: (reason: string) => reasons.push(reason) }
  return openLoopback({ ...options, ...(port === undefined ? {} : { port }) }).then(loopback => ({
    ...loopback,
    reasons,
    stop: () => stop.abort(),
  }))
}

/** Takes one half of a port, as another program would. */
async function squat(host: string, port = 0): Promise<number> {
  const server = createServer((_, response) => response.end('mine'))
  squatters.push(server)
  await new Promise<void>((done, fail) => {
    server.once('error', fail)
    server.listen({ host, port, ipv6Only: true }, done)
  })
  return (server.address() as AddressInfo).port
}

const hasIpv6 = await squat('::1').then(
  () => true,
  () => false,
)

describe('the loopback listener', () => {
  test('takes one answer, leads the browser to a clean address, and is gone then', async () => {
    const { redirectUri, answer } = await open()
    expect(redirectUri).toMatch(/^http:\/\/localhost:\d+$/)
    const first = await visit(`${redirectUri}/?admin_consent=True&state=${state}`)
    expect(first).toMatchObject({ status: 303, text: '' })
    expect(first.headers['location']).toBe('/done')
    expect(await answer).toEqual({ admin_consent: 'True', state })
    const second = await visit(`${redirectUri}/?admin_consent=True&state=${state}&tenant=other`)
    expect(second.status).toBe(410)
    const page = await visit(`${redirectUri}/done`)
    expect(page.status).toBe(200)
    expect(page.text).toContain('return to M365 Connector')
    expect(page.headers).toMatchObject({ 'cache-control': 'no-store', 'referrer-policy': 'no-referrer' })
    expect(page.headers['content-security-policy']).toContain("default-src 'none'")
    await expect.poll(() => visit(redirectUri).catch(() => 'closed')).toBe('closed')
  })

  test('keeps waiting whatever anybody else sends, and repeats nothing of it', async () => {
    const { redirectUri, answer, reasons } = await open()
    const marked = '<script>alert(1)</script>'
    const wrong = await visit(`${redirectUri}/?state=${encodeURIComponent(marked)}`)
    expect(wrong.status).toBe(400)
    expect(wrong.text).not.toContain('alert')
    await visit(`${redirectUri}/other?state=${state}`)
    await visit(`${redirectUri}/?state=${state}`, { headers: { host: 'evil.example' } })
    await visit(`${redirectUri}/?state=${state}`, { headers: { 'sec-fetch-dest': 'image' } })
    await visit(`${redirectUri}/favicon.ico`)
    await visit(`${redirectUri}/`, { method: 'POST', body: `state=${state}` })
    expect(reasons).toEqual(['state', 'path', 'host', 'navigation', 'path', 'method'])
    await visit(`${redirectUri}/?error=access_denied&state=${state}`)
    expect(await answer).toEqual({ error: 'access_denied', state })
    expect((await visit(`${redirectUri}/refused`)).text).toContain('did not agree')
  })

  test('takes a sign-in as a form, and no form without an end', async () => {
    const { redirectUri, answer } = await open('formPost')
    const headers = { 'content-type': 'application/x-www-form-urlencoded' }
    const large = { method: 'POST', headers, body: `state=${state}&x=${'x'.repeat(70_000)}` }
    expect(
      await visit(redirectUri, large).then(
        ({ status }) => status,
        () => 0,
      ),
    ).not.toBe(303)
    await visit(redirectUri, { method: 'POST', headers, body: `code=abc&state=${state}` })
    expect(await answer).toEqual({ code: 'abc', state })
  })

  test.skipIf(!hasIpv6)('answers on both addresses of localhost', async () => {
    const { redirectUri, reasons } = await open()
    for (const host of ['127.0.0.1', '::1']) await visit(`${redirectUri}/?state=x`, { host })
    expect(reasons).toEqual(['state', 'state'])
  })

  test.skipIf(!hasIpv6)('leaves a port of which another program has one half', async () => {
    for (const host of ['::1', '127.0.0.1']) {
      const taken = await squat(host)
      const { redirectUri } = await open('query', attempt => (attempt === 0 ? taken : 0))
      expect(new URL(redirectUri).port).not.toBe(String(taken))
      expect((await visit(redirectUri, { host: '::1' })).text).not.toBe('mine')
    }
  })

  test('is not kept from its answer by connections that ask for nothing', async () => {
    const { redirectUri, answer } = await open()
    const { port } = new URL(redirectUri)
    const idle = Array.from({ length: 200 }, () =>
      createConnection({ host: '127.0.0.1', port: Number(port) }),
    )
    for (const socket of idle) socket.on('error', () => undefined)
    const ends = Promise.all(idle.map(socket => new Promise(done => socket.once('close', done))))
    for (const socket of idle) socket.resume()
    await visit(`${redirectUri}/?admin_consent=True&state=${state}`)
    expect(await answer).toMatchObject({ admin_consent: 'True' })
    await ends
  })

  test('says so when no port can be had', async () => {
    const taken = await squat('127.0.0.1')
    await expect(open('query', () => taken)).rejects.toMatchObject({ code: 'unexpected', step: 'network' })
  })

  test('is gone when it is cancelled', async () => {
    const { redirectUri, answer, stop } = await open()
    stop()
    await expect(answer).rejects.toMatchObject({ code: 'cancelled' })
    await expect.poll(() => visit(redirectUri).catch(() => 'closed')).toBe('closed')
  })
})
