import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { type IncomingHttpHeaders, request } from 'node:http'
import { createConnection } from 'node:net'
import { networkInterfaces, tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { WebSocket } from 'ws'
import type { Engine } from '../../../electron/contract/dispatch.ts'
import { createEngine } from '../../../electron/engine/index.ts'
import { startWebHost, type WebHost } from '../../../electron/web/host.ts'

type Answer = { status: number; headers: IncomingHttpHeaders; body: string }

let home = ''
let engine: Engine
let host: WebHost
let cookie = ''
const refusals: string[] = []

/** Sends exactly these bytes as the path, which a URL object would tidy up. */
function ask(path: string, headers: Record<string, string> = {}, method = 'GET'): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const outgoing = request({ host: '127.0.0.1', port: host.port, path, method, headers }, incoming => {
      const chunks: Buffer[] = []
      incoming.on('data', chunk => chunks.push(chunk))
      incoming.on('end', () =>
        resolve({
          status: incoming.statusCode ?? 0,
          headers: incoming.headers,
          body: Buffer.concat(chunks).toString('utf8'),
        }),
      )
    })
    outgoing.on('error', reject)
    outgoing.end()
  })
}

const authority = () => `127.0.0.1:${host.port}`
const openingPath = () => new URL(host.url).pathname + new URL(host.url).search

function connect(headers: Record<string, string>, path = '/contract'): WebSocket {
  return new WebSocket(`ws://${authority()}${path}`, { headers })
}

const own = () => ({ origin: `http://${authority()}`, cookie })

/** Resolves with `open`, or with the HTTP status or close code that ended the attempt. */
function outcome(socket: WebSocket): Promise<string> {
  return new Promise(resolve => {
    socket.once('open', () => resolve('open'))
    socket.once('unexpected-response', (_request, response) => resolve(`refused ${response.statusCode}`))
    socket.once('error', () => resolve('refused'))
  })
}

function say(socket: WebSocket, text: string): Promise<string> {
  return new Promise(resolve => {
    socket.once('message', data => resolve(String(data)))
    socket.once('close', code => resolve(`closed ${code}`))
    socket.send(text)
  })
}

function canConnect(address: string): Promise<boolean> {
  return new Promise(resolve => {
    const socket = createConnection({ host: address, port: host.port, timeout: 2000 })
    const end = (connected: boolean) => {
      socket.destroy()
      resolve(connected)
    }
    socket.once('connect', () => end(true))
    socket.once('timeout', () => end(false))
    socket.once('error', () => end(false))
  })
}

beforeAll(async () => {
  home = mkdtempSync(join(tmpdir(), 'web-host-'))
  const folder = join(home, 'page')
  mkdirSync(join(folder, 'assets'), { recursive: true })
  writeFileSync(join(folder, 'index.html'), '<!doctype html><title>The window</title>')
  writeFileSync(join(folder, 'assets', 'index.js'), 'void 0')
  writeFileSync(join(folder, 'notes.md'), 'not for pages')
  writeFileSync(join(home, 'secret.js'), 'outside')
  const env = { M365_CONNECTOR_SECRET_STORE: 'memory' }
  engine = await createEngine({ home: join(home, 'data'), env, version: '0.0.0' })
  host = await startWebHost({ engine, port: 0, folder, onRefusal: reason => refusals.push(reason) })
})

afterAll(async () => {
  await host.close()
  await engine.close()
  rmSync(home, { recursive: true, force: true })
})

beforeEach(() => {
  refusals.length = 0
})

describe('the printed address', () => {
  test('is on loopback and nowhere else', () => {
    expect(new URL(host.url).hostname).toBe('127.0.0.1')
  })

  test('is not used up by a program that only looks at links', async () => {
    expect((await ask(openingPath(), {}, 'HEAD')).status).toBe(403)
  })

  test('refuses a ticket that was guessed', async () => {
    expect((await ask('/open?ticket=guess')).status).toBe(403)
    expect((await ask('/open')).status).toBe(403)
    expect((await ask(`/open?ticket=${'a'.repeat(4000)}`)).status).toBe(403)
    expect(refusals).toEqual(['ticket', 'ticket', 'ticket'])
  })

  test('is exchanged once for a cookie that no script reads and no other site sends', async () => {
    const answer = await ask(openingPath())
    expect(answer.status).toBe(200)
    const [text = ''] = answer.headers['set-cookie'] ?? []
    expect(text).toMatch(/^m365_connector_\d+=[\w-]{43}; HttpOnly; SameSite=Strict; Path=\/$/)
    cookie = text.split(';')[0] ?? ''
    expect(text).not.toContain(new URL(host.url).searchParams.get('ticket') ?? 'none')
    const again = await ask(openingPath())
    expect(again.status).toBe(403)
    expect(again.headers['set-cookie']).toBeUndefined()
  })

  test('still leads the browser that has used it to the window', async () => {
    const answer = await ask(openingPath(), { cookie })
    expect(answer.status).toBe(200)
    expect(answer.headers['set-cookie']).toBeUndefined()
  })
})

describe('a page', () => {
  test('is shown to the browser with the cookie, under a strict policy', async () => {
    const answer = await ask('/', { cookie })
    expect(answer.status).toBe(200)
    expect(answer.body).toContain('The window')
    const policy = String(answer.headers['content-security-policy'])
    for (const rule of [
      "default-src 'none'",
      "script-src 'self'",
      "img-src 'self' data:",
      "font-src 'self'",
      "base-uri 'none'",
      "form-action 'none'",
      "frame-ancestors 'none'",
      `connect-src ws://${authority()}`,
    ]) {
      expect(policy.split('; ')).toContain(rule)
    }
    expect(policy).not.toContain('unsafe')
    expect(answer.headers['x-content-type-options']).toBe('nosniff')
    expect(answer.headers['x-frame-options']).toBe('DENY')
    expect(answer.headers['referrer-policy']).toBe('no-referrer')
    expect(answer.headers['cross-origin-opener-policy']).toBe('same-origin')
    expect(answer.headers['cache-control']).toBe('no-store')
  })

  test('is refused without the cookie, and with a wrong one', async () => {
    expect((await ask('/')).status).toBe(403)
    expect((await ask('/assets/index.js')).status).toBe(403)
    const [name] = cookie.split('=')
    expect((await ask('/', { cookie: `${name}=${'A'.repeat(43)}` })).status).toBe(403)
    expect((await ask('/', { cookie: `other=${cookie.split('=')[1]}` })).status).toBe(403)
    expect(refusals).toEqual(['cookie', 'cookie', 'cookie', 'cookie'])
  })

  test.each(['example.com', 'localhost', '127.0.0.1', '127.0.0.1:1', '[::1]', 'connector.example:80'])(
    'is refused to a request for the host %s (DNS rebinding)',
    async name => {
      expect((await ask('/', { cookie, host: name })).status).toBe(403)
      expect((await ask(openingPath(), { host: name })).status).toBe(403)
      expect(refusals).toEqual(['host', 'host'])
    },
  )

  test('is refused to another origin and to another site', async () => {
    expect((await ask('/', { cookie, origin: 'https://example.com' })).status).toBe(403)
    expect((await ask('/', { cookie, origin: 'null' })).status).toBe(403)
    expect((await ask('/', { cookie, 'sec-fetch-site': 'cross-site' })).status).toBe(403)
    expect((await ask('/', { cookie, 'sec-fetch-site': 'same-site' })).status).toBe(403)
    expect(refusals).toEqual(['origin', 'origin', 'site', 'site'])
  })

  test.each(['POST', 'PUT', 'DELETE', 'OPTIONS', 'PATCH'])('answers no %s', async method => {
    const answer = await ask('/', { cookie }, method)
    expect(answer.status).toBe(405)
    expect(answer.headers['access-control-allow-origin']).toBeUndefined()
  })

  test.each([
    '/../secret.js',
    '/..%2fsecret.js',
    '/%2e%2e/secret.js',
    '/assets/../../secret.js',
    '/assets/..\\..\\secret.js',
    '//etc/passwd',
    '/assets',
    '/assets/',
    '/assets/index.js/',
    '/index.html%00.js',
    '/notes.md',
    '/__proto__',
    '/constructor',
  ])('%s leads nowhere', async path => {
    const answer = await ask(path, { cookie })
    expect(answer.status).toBe(404)
    expect(answer.body).not.toContain('outside')
  })

  test('has no body for HEAD', async () => {
    const answer = await ask('/', { cookie }, 'HEAD')
    expect(answer.status).toBe(200)
    expect(answer.body).toBe('')
  })
})

describe('the socket', () => {
  test.each([
    ['without a cookie', () => ({ origin: own().origin })],
    ['without an origin', () => ({ cookie })],
    ['from another origin', () => ({ cookie, origin: 'http://example.com' })],
    ['from another port', () => ({ cookie, origin: 'http://127.0.0.1:1' })],
    ['from another host name', () => ({ ...own(), host: 'example.com' })],
    ['from another site', () => ({ ...own(), 'sec-fetch-site': 'cross-site' })],
  ])('is refused %s', async (_name, headers) => {
    await expect(outcome(connect(headers()))).resolves.toBe('refused 403')
    expect(refusals).toHaveLength(1)
  })

  test('is refused on another path', async () => {
    await expect(outcome(connect(own(), '/'))).resolves.toBe('refused 403')
  })

  test('answers calls of the contract', async () => {
    const socket = connect(own())
    await outcome(socket)
    const text = await say(
      socket,
      JSON.stringify({ kind: 'call', id: 7, method: 'connectors.list', input: {} }),
    )
    expect(JSON.parse(text)).toEqual({ kind: 'reply', id: 7, reply: { ok: true, value: [] } })
    socket.terminate()
  })

  test.each([
    ['an unknown method', { method: 'app.quit', input: {} }],
    ['a name of the language', { method: '__proto__', input: {} }],
    ['an input that does not fit', { method: 'connectors.list', input: { sql: 'select 1' } }],
    [
      'a file that a page has chosen',
      {
        method: 'reports.export',
        input: { connector: 'x', report: 'users', format: 'csv', file: '/tmp/evil.csv' },
      },
    ],
  ])('refuses %s with a code and goes on', async (_name, call) => {
    const socket = connect(own())
    await outcome(socket)
    const text = await say(socket, JSON.stringify({ kind: 'call', id: 1, ...call }))
    expect(JSON.parse(text)).toMatchObject({ id: 1, reply: { ok: false, error: { code: 'badRequest' } } })
    const next = await say(socket, JSON.stringify({ kind: 'call', id: 2, method: 'app.info', input: {} }))
    expect(JSON.parse(next)).toMatchObject({ id: 2, reply: { ok: true } })
    socket.terminate()
  })

  test.each([
    'not json',
    '[]',
    '{"kind":"call"}',
    '{"kind":"call","id":1,"method":"app.info"}',
    '{"kind":"call","id":-1,"method":"app.info","input":{}}',
    'null',
  ])('is closed after %s', async text => {
    const socket = connect(own())
    await outcome(socket)
    await expect(say(socket, text)).resolves.toBe('closed 1008')
  })

  test('is closed after a message that is too large', async () => {
    const socket = connect(own())
    await outcome(socket)
    const input = { name: 'x'.repeat(300_000) }
    const text = JSON.stringify({ kind: 'call', id: 1, method: 'app.info', input })
    await expect(say(socket, text)).resolves.toBe('closed 1009')
  })

  test('is closed after a flood of calls', async () => {
    const socket = connect(own())
    await outcome(socket)
    const closed = new Promise(resolve => socket.once('close', resolve))
    for (let id = 0; id < 200; id += 1) {
      socket.send(JSON.stringify({ kind: 'call', id, method: 'connectors.list', input: {} }))
    }
    await expect(closed).resolves.toBe(1008)
  })
})

describe('the host', () => {
  test('is not reached from outside of loopback', async () => {
    const others = Object.values(networkInterfaces())
      .flat()
      .filter(address => address !== undefined && address.address !== '127.0.0.1')
    for (const address of others) {
      await expect(canConnect(address?.address ?? '')).resolves.toBe(false)
    }
    await expect(canConnect('127.0.0.1')).resolves.toBe(true)
  })

  test('says so when its port is taken', async () => {
    const folder = join(home, 'page')
    const second = startWebHost({ engine, port: host.port, folder, onRefusal: () => undefined })
    await expect(second).rejects.toMatchObject({ code: 'EADDRINUSE' })
  })
})
