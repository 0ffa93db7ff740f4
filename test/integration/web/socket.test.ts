import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { WebSocket } from 'ws'
import { type RunningHost, startHost } from './running-host.ts'

let running: RunningHost
let cookie = ''

beforeAll(async () => {
  running = await startHost()
  cookie = await running.enter()
})

afterAll(() => running.close())

beforeEach(() => {
  running.refusals.length = 0
})

function connect(headers: Record<string, string>, path = '/contract'): WebSocket {
  return new WebSocket(`ws://${running.authority}${path}`, { headers })
}

const own = () => ({ origin: `http://${running.authority}`, cookie })

/** Resolves with `open`, or with the HTTP status that refused the socket. */
function outcome(socket: WebSocket): Promise<string> {
  return new Promise(resolve => {
    socket.once('open', () => resolve('open'))
    socket.once('unexpected-response', (_request, response) => resolve(`refused ${response.statusCode}`))
    socket.once('error', () => resolve('refused'))
  })
}

/** Resolves with the next message, or with the code with which the socket is closed instead. */
function say(socket: WebSocket, text: string): Promise<string> {
  return new Promise(resolve => {
    socket.once('message', data => resolve(String(data)))
    socket.once('close', code => resolve(`closed ${code}`))
    socket.send(text)
  })
}

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
    expect(running.refusals).toHaveLength(1)
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
