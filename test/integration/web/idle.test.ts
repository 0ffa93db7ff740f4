import { once } from 'node:events'
import { createConnection, type Socket } from 'node:net'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { type RunningHost, startHost } from './running-host.ts'

let running: RunningHost
const open: Socket[] = []

beforeEach(async () => {
  running = await startHost()
})

afterEach(async () => {
  for (const socket of open.splice(0)) socket.destroy()
  await running.close()
})

/** Less than any limit that Node has of its own, and much more than the limit here. */
const patienceMs = 20_000

async function connect(says: string): Promise<Socket> {
  const socket = createConnection({ host: '127.0.0.1', port: running.host.port, allowHalfOpen: true })
  socket.on('error', () => undefined)
  socket.resume()
  open.push(socket)
  await once(socket, 'connect')
  socket.write(says)
  return socket
}

const wanting = (path: string, more = '') =>
  `GET ${path} HTTP/1.1\r\nHost: ${running.authority}\r\n${more}\r\n`

test.each<[string, () => string]>([
  ['say nothing', () => ''],
  ['begin a request and do not end it', () => 'GET / HTTP/1.1\r\nHost: '],
  ['are refused and stay', () => wanting('/')],
  [
    'ask for a socket that they are refused',
    () =>
      wanting(
        '/contract',
        'Connection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n',
      ),
  ],
])('connections that %s do not keep the browser out', async (_, says) => {
  await Promise.all(Array.from({ length: 64 }, () => connect(says())))
  // As long as they hold all places, a request is not even answered with a refusal.
  const status = () =>
    running.ask('/').then(
      answer => answer.status,
      () => null,
    )
  await expect.poll(status, { timeout: patienceMs }).toBe(403)
})
