import { randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Duplex } from 'node:stream'
import { type WebSocket, WebSocketServer } from 'ws'
import { contentPolicy } from '../contract/page-files.ts'
import type { Engine } from '../contract/rpc/wire.ts'
import { answerTo, requestFactsOf, type Visit } from './answer.ts'
import { createDownloads, type Downloads, sendDownload } from './downloads.ts'
import { createGate } from './gate.ts'
import { checkSocket } from './guard.ts'
import { browserHostMethods } from './host-methods.ts'
import { serveSocket } from './page-socket.ts'
import { readStaticFiles } from './static-files.ts'

export type WebHostOptions = {
  engine: Engine
  /** 0 takes a free port. */
  port: number
  /** The folder with the built page. */
  folder: string
  /** Called with the reason why something was refused; never what was asked. */
  onRefusal: (reason: string) => void
}

export type WebHost = {
  /** The address to open, good for one browser. */
  readonly url: string
  readonly port: number
  /** Resolves when a browser has used the address. */
  readonly opened: Promise<void>
  close(): Promise<void>
}

const loopback = '127.0.0.1'
const maxMessageBytes = 256 * 1024
const maxConnections = 64
const maxRequestsPerConnection = 1000
const maxSilenceMs = 10_000
/**
 * Whoever connects has to ask at once: any program of this computer can connect, and idle connections must
 * not take the browser's place.
 */
const limits = {
  maxHeaderSize: 16 * 1024,
  headersTimeout: 2000,
  requestTimeout: 10_000,
  keepAliveTimeout: 2000,
  connectionsCheckingInterval: 500,
}

type HostVisit = Visit & Pick<WebHostOptions, 'onRefusal'> & { downloads: Downloads }

/**
 * Shows the app to the browser of this computer, and to nothing else: on loopback only, for the one browser
 * that opened the printed address. Rejects with the system's error when the port is taken (`EADDRINUSE`) or
 * the folder is not there (`ENOENT`).
 */
export async function startWebHost(options: WebHostOptions): Promise<WebHost> {
  const files = await readStaticFiles(options.folder)
  const server = createServer(limits)
  server.maxConnections = maxConnections
  server.maxRequestsPerSocket = maxRequestsPerConnection
  // Of an answer that nobody takes; sockets of a page have their own rules.
  server.setTimeout(maxSilenceMs)
  server.listen({ host: loopback, port: options.port, exclusive: true })
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  const authority = `${loopback}:${port}`
  const random = () => randomBytes(32).toString('base64url')
  const gate = createGate(random, port)
  const downloads = createDownloads(random)
  const visit: HostVisit = { authority, gate, files, onRefusal: options.onRefusal, downloads }
  server.on('request', (request, response) => answer(request, response, visit))
  const hostMethods = browserHostMethods(process.platform, downloads)
  const sockets = acceptSockets(server, visit, socket => serveSocket(socket, options.engine, hostMethods))
  return {
    url: `http://${authority}/open?ticket=${gate.ticket}`,
    port,
    opened: gate.used,
    close: () => closeAll(server, sockets),
  }
}

function answer(request: IncomingMessage, response: ServerResponse, visit: HostVisit): void {
  const { status, type, body, headers, refusal } = answerTo(request, visit)
  // Only what the page itself may have reaches its downloads.
  const file = status === 404 && request.method === 'GET' ? visit.downloads.take(request.url ?? '') : null
  if (file !== null) {
    void sendDownload(response, file, securityHeaders(visit.authority))
    return
  }
  if (refusal !== null) visit.onRefusal(refusal)
  response.writeHead(status, { ...securityHeaders(visit.authority), 'content-type': type, ...headers })
  response.end(request.method === 'HEAD' ? undefined : body)
}

function acceptSockets(
  server: Server,
  visit: HostVisit,
  serve: (socket: WebSocket) => void,
): WebSocketServer {
  const sockets = new WebSocketServer({
    noServer: true,
    maxPayload: maxMessageBytes,
    perMessageDeflate: false,
    clientTracking: true,
  })
  server.on('upgrade', (request: IncomingMessage, stream: Duplex, head: Buffer) => {
    stream.on('error', () => stream.destroy())
    const refusal = refusalOfSocket(request, visit)
    if (refusal === null) return sockets.handleUpgrade(request, stream, head, serve)
    visit.onRefusal(refusal)
    // The other end could keep its half open for ever.
    stream.end('HTTP/1.1 403 Forbidden\r\nConnection: close\r\nContent-Length: 0\r\n\r\n', () =>
      stream.destroy(),
    )
  })
  return sockets
}

function refusalOfSocket(request: IncomingMessage, visit: Visit): string | null {
  const refusal = checkSocket(requestFactsOf(request), visit.authority)
  if (refusal !== null) return refusal
  if (request.url !== '/contract') return 'path'
  return visit.gate.admits(request.headers.cookie) ? null : 'cookie'
}

async function closeAll(server: Server, sockets: WebSocketServer): Promise<void> {
  for (const socket of sockets.clients) socket.terminate()
  sockets.close()
  const closed = once(server, 'close')
  server.close()
  server.closeAllConnections()
  await closed
}

/**
 * Headers of every answer.
 *
 * @param authority host and port of this host, to which alone the page may open its socket
 */
function securityHeaders(authority: string): Record<string, string> {
  return {
    'content-security-policy': contentPolicy(`ws://${authority}`),
    'x-content-type-options': 'nosniff',
    'x-frame-options': 'DENY',
    'referrer-policy': 'no-referrer',
    'cross-origin-opener-policy': 'same-origin',
    'cross-origin-resource-policy': 'same-origin',
    'permissions-policy': 'camera=(), microphone=(), geolocation=(), usb=(), payment=()',
    'cache-control': 'no-store',
  }
}
