import { createConnection } from 'node:net'
import { networkInterfaces } from 'node:os'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { startWebHost } from '../../../electron/web/host.ts'
import { type RunningHost, startHost } from './running-host.ts'

let running: RunningHost
let cookie = ''

beforeAll(async () => {
  running = await startHost()
})

afterAll(() => running.close())

beforeEach(() => {
  running.refusals.length = 0
})

function canConnect(address: string): Promise<boolean> {
  return new Promise(resolve => {
    const socket = createConnection({ host: address, port: running.host.port, timeout: 20_000 })
    const end = (connected: boolean) => {
      socket.destroy()
      resolve(connected)
    }
    socket.once('connect', () => end(true))
    socket.once('timeout', () => end(false))
    socket.once('error', () => end(false))
  })
}

describe('the printed address', () => {
  test('is on loopback and nowhere else', () => {
    expect(new URL(running.host.url).hostname).toBe('127.0.0.1')
  })

  test('is not used up by a program that only looks at links', async () => {
    expect((await running.ask(running.openingPath, {}, 'HEAD')).status).toBe(403)
  })

  test('refuses a ticket that was guessed', async () => {
    expect((await running.ask('/open?ticket=guess')).status).toBe(403)
    expect((await running.ask('/open')).status).toBe(403)
    expect((await running.ask(`/open?ticket=${'a'.repeat(4000)}`)).status).toBe(403)
    expect(running.refusals).toEqual(['ticket', 'ticket', 'ticket'])
  })

  test('is exchanged once for a cookie that no script reads and no other site sends', async () => {
    const answer = await running.ask(running.openingPath)
    expect(answer.status).toBe(200)
    const [text = ''] = answer.headers['set-cookie'] ?? []
    expect(text).toMatch(/^m365_connector_\d+=[\w-]{43}; HttpOnly; SameSite=Strict; Path=\/$/)
    cookie = text.split(';')[0] ?? ''
    expect(text).not.toContain(new URL(running.host.url).searchParams.get('ticket') ?? 'none')
    const again = await running.ask(running.openingPath)
    expect(again.status).toBe(403)
    expect(again.headers['set-cookie']).toBeUndefined()
  })

  test('still leads the browser that has used it to the window', async () => {
    const answer = await running.ask(running.openingPath, { cookie })
    expect(answer.status).toBe(200)
    expect(answer.headers['set-cookie']).toBeUndefined()
  })
})

describe('a page', () => {
  test('is shown to the browser with the cookie, under a strict policy', async () => {
    const answer = await running.ask('/', { cookie })
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
      `connect-src ws://${running.authority}`,
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
    expect((await running.ask('/')).status).toBe(403)
    expect((await running.ask('/assets/index.js')).status).toBe(403)
    const [name] = cookie.split('=')
    expect((await running.ask('/', { cookie: `${name}=${'A'.repeat(43)}` })).status).toBe(403)
    expect((await running.ask('/', { cookie: `other=${cookie.split('=')[1]}` })).status).toBe(403)
    expect(running.refusals).toEqual(['cookie', 'cookie', 'cookie', 'cookie'])
  })

  test.each(['example.com', 'localhost', '127.0.0.1', '127.0.0.1:1', '[::1]', 'connector.example:80'])(
    'is refused to a request for the host %s (DNS rebinding)',
    async name => {
      expect((await running.ask('/', { cookie, host: name })).status).toBe(403)
      expect((await running.ask(running.openingPath, { host: name })).status).toBe(403)
      expect(running.refusals).toEqual(['host', 'host'])
    },
  )

  test('is refused to another origin and to another site', async () => {
    expect((await running.ask('/', { cookie, origin: 'https://example.com' })).status).toBe(403)
    expect((await running.ask('/', { cookie, origin: 'null' })).status).toBe(403)
    expect((await running.ask('/', { cookie, 'sec-fetch-site': 'cross-site' })).status).toBe(403)
    expect((await running.ask('/', { cookie, 'sec-fetch-site': 'same-site' })).status).toBe(403)
    expect(running.refusals).toEqual(['origin', 'origin', 'site', 'site'])
  })

  test.each(['POST', 'PUT', 'DELETE', 'OPTIONS', 'PATCH'])('answers no %s', async method => {
    const answer = await running.ask('/', { cookie }, method)
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
    const answer = await running.ask(path, { cookie })
    expect(answer.status).toBe(404)
    expect(answer.body).not.toContain('outside')
  })

  test('has no body for HEAD', async () => {
    const answer = await running.ask('/', { cookie }, 'HEAD')
    expect(answer.status).toBe(200)
    expect(answer.body).toBe('')
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
    const second = startWebHost({
      engine: running.engine,
      port: running.host.port,
      folder: running.folder,
      onRefusal: () => undefined,
    })
    await expect(second).rejects.toMatchObject({ code: 'EADDRINUSE' })
  })
})
