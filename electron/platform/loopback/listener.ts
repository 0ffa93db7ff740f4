import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { promisify } from 'node:util'
import { AppError, cancelled } from '../../core/errors.ts'
import {
  judgeLoopback,
  type LoopbackExpectation,
  type LoopbackRequest,
} from '../../core/identity/loopback/judge.ts'
import { type LoopbackPage, loopbackHeaders, loopbackPage } from '../../core/identity/loopback/pages.ts'

export type LoopbackOptions = Pick<LoopbackExpectation, 'state' | 'mode'> & {
  /** Ends the wait; the ports are free afterwards. */
  signal: AbortSignal
  /** Told why a request was not the answer. */
  onRefused?: (reason: string) => void
  /** The port to try, by attempt; 0, the default, takes a free one. */
  port?: (attempt: number) => number
}

export type Loopback = {
  /** `http://localhost:{port}`: no path and no slash, as it has to be sent. */
  redirectUri: string
  /**
   * The fields of the one answer. Rejects with `cancelled` when the signal fires. The ports are closed soon
   * after, when the browser has seen its last page.
   */
  answer: Promise<Readonly<Record<string, string>>>
}

const maxAttempts = 10
const maxBodyBytes = 64 * 1024
/**
 * Any program of this computer can connect: whoever does has to ask at once, so that connections which ask
 * for nothing do not keep the browser out.
 */
const limits = {
  headersTimeout: 2000,
  requestTimeout: 10_000,
  keepAliveTimeout: 1000,
  connectionsCheckingInterval: 500,
}
/** A connection that says nothing at all is closed after this. */
const maxSilenceMs = 4000
/** The browser comes back at once for the page it was sent to; if it does not, nobody waits for it. */
const lastPageMs = 5_000

/**
 * Listens for one answer of Microsoft's pages on 127.0.0.1 and ::1 under one port, because a browser may take
 * either for `localhost`. A port of which another program has one half is not used: that program would get
 * the answer.
 *
 * @throws AppError `unexpected` with step `network` when no port can be had.
 */
export async function openLoopback(options: LoopbackOptions): Promise<Loopback> {
  if (options.signal.aborted) throw cancelled()
  const { promise, resolve, reject } = Promise.withResolvers<Readonly<Record<string, string>>>()
  // Nobody may be waiting yet when it is cancelled.
  promise.catch(() => undefined)
  const desk = createDesk(options, resolve)
  const servers = await openPair(desk.serve, options.port ?? (() => 0))
  const { port } = addressOf(servers[0])
  desk.open(port)
  const close = () => void Promise.all(servers.map(closeServer))
  desk.onLastPage(close)
  const onAbort = () => {
    close()
    reject(cancelled())
  }
  options.signal.addEventListener('abort', onAbort, { once: true })
  if (options.signal.aborted) onAbort()
  void promise.then(
    () => {
      options.signal.removeEventListener('abort', onAbort)
      setTimeout(close, lastPageMs).unref()
    },
    () => undefined,
  )
  return { redirectUri: `http://localhost:${port}`, answer: promise }
}

type Desk = {
  serve: (request: IncomingMessage, response: ServerResponse) => void
  /** Takes answers from now on. */
  open(port: number): void
  onLastPage(listener: () => void): void
}

/** Decides what each request gets. After the answer there is only the page that it leads to. */
function createDesk(
  { state, mode, onRefused = () => undefined }: LoopbackOptions,
  onAnswer: (fields: Readonly<Record<string, string>>) => void,
): Desk {
  let expectation: LoopbackExpectation | null = null
  let last: LoopbackPage | null = null
  let whenSeen: () => void = () => undefined
  const showLast = (request: IncomingMessage, response: ServerResponse, page: LoopbackPage) => {
    const isLast = request.method === 'GET' && request.url === `/${page}`
    if (isLast) response.once('close', whenSeen)
    send(response, isLast ? 200 : 410, isLast ? page : 'over')
  }
  const serve = async (request: IncomingMessage, response: ServerResponse) => {
    const body = await readBody(request)
    if (last !== null) return showLast(request, response, last)
    if (expectation === null || body === null) return send(response, 400, 'notHere')
    const result = judgeLoopback(factsOf(request, body), expectation)
    if (result.kind === 'refused') {
      onRefused(result.reason)
      return send(response, result.status, 'notHere')
    }
    last = result.fields['error'] === undefined ? 'done' : 'refused'
    // The address that is left in the browser's history has nothing of the answer.
    response.writeHead(303, { ...loopbackHeaders, location: `/${last}`, connection: 'close' }).end()
    onAnswer(result.fields)
  }
  return {
    serve: (request, response) => void serve(request, response).catch(() => response.destroy()),
    open: port => {
      expectation = { port, state, mode }
    },
    onLastPage: listener => {
      whenSeen = listener
    },
  }
}

function factsOf({ method = '', url = '', headers }: IncomingMessage, body: string): LoopbackRequest {
  return {
    ...{ method, target: url, host: headers.host, contentType: headers['content-type'], body },
    fetchMode: textOf(headers['sec-fetch-mode']),
    fetchDest: textOf(headers['sec-fetch-dest']),
  }
}

function send(response: ServerResponse, status: number, page: LoopbackPage): void {
  response.writeHead(status, { ...loopbackHeaders, connection: 'close' }).end(loopbackPage(page))
}

/** Null when it is larger than any answer. */
async function readBody(request: IncomingMessage): Promise<string | null> {
  const chunks: Buffer[] = []
  let size = 0
  for await (const chunk of request) {
    const bytes: Buffer = chunk
    size += bytes.byteLength
    if (size > maxBodyBytes) return null
    chunks.push(bytes)
  }
  return Buffer.concat(chunks).toString('utf8')
}

function textOf(header: string | string[] | undefined): string | undefined {
  return Array.isArray(header) ? header.join(',') : header
}

type Serve = (request: IncomingMessage, response: ServerResponse) => void

/** Both halves of one port, or the IPv4 half alone where the system has no IPv6. */
async function openPair(serve: Serve, port: (attempt: number) => number): Promise<[Server, ...Server[]]> {
  for (let attempt = 0; attempt < maxAttempts; attempt += 1) {
    const first = await listen(serve, '127.0.0.1', port(attempt))
    if (typeof first === 'string') continue
    const second = await listen(serve, '::1', addressOf(first).port)
    if (typeof second !== 'string') return [first, second]
    if (second !== 'EADDRINUSE' && second !== 'EACCES') return [first]
    await closeServer(first)
  }
  throw new AppError('unexpected', 'No port of this computer can be had for the answer of the browser.', {
    fix: 'Close other programs or restart the computer, and try again. Otherwise let a colleague do it: hand the step over.',
    step: 'network',
  })
}

/** The server, or the code of why it cannot listen. */
function listen(serve: Serve, host: string, port: number): Promise<Server | string> {
  const server = createServer(limits, serve)
  server.setTimeout(maxSilenceMs)
  return new Promise(resolve => {
    server.once('error', error => resolve('code' in error ? String(error.code) : error.name))
    server.listen({ host, port, exclusive: true, ipv6Only: true }, () => resolve(server))
  })
}

function addressOf(server: Server): AddressInfo {
  const address = server.address()
  if (address === null || typeof address === 'string') throw new TypeError('a listening server has a port')
  return address
}

async function closeServer(server: Server): Promise<void> {
  if (!server.listening) return
  server.closeAllConnections()
  await promisify(server.close.bind(server))()
}
