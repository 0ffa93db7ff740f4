import type { IncomingMessage, ServerResponse } from 'node:http'
import { createServer, type Server } from 'node:https'
import type { AddressInfo } from 'node:net'
import { setTimeout as wait } from 'node:timers/promises'
import { promisify } from 'node:util'
import { type Answer, type Call, type Handler, headerText, json, type OriginName } from '../answer.ts'
import { applyFault, type Delivery, rememberPage } from '../faults/apply.ts'
import type { FaultBook } from '../faults/book.ts'
import type { FeedBook } from '../feed/book.ts'
import type { FedRequest } from '../feed/feed.ts'
import type { ServerCertificate } from './certificates.ts'
import { deliver } from './delivery.ts'
import type { Memory } from './memory.ts'
import type { RequestRecord } from './request-log.ts'

/** What all three hosts of the simulated service share. */
export type Hosting = {
  readonly certificate: ServerCertificate
  readonly faults: FaultBook
  readonly feeds: FeedBook
  readonly requests: RequestRecord[]
  /** Null when every answer is made afresh. */
  readonly memory: Memory | null
  readonly gzip: boolean
  readonly latencyMs: () => number
  /** The time by the tenant's own clock, which answers say. */
  readonly now: () => number
  /** The call with what the simulator knows about it. */
  readonly describe: (call: Call) => FedRequest
}

export type RunningServer = { readonly port: number; close(): Promise<void> }

const maxBody = 4_000_000

/** The cheapest good cipher first: a benchmark shall measure its client. */
const fastCiphers = 'TLS_AES_128_GCM_SHA256:TLS_AES_256_GCM_SHA384:ECDHE-ECDSA-AES128-GCM-SHA256'

/** Starts one host on 127.0.0.1; port 0 takes a free one. */
export async function startServer(
  origin: OriginName,
  port: number,
  hosting: Hosting,
  handler: Handler,
): Promise<RunningServer> {
  const { key, cert } = hosting.certificate
  const server = createServer({ key, cert, ciphers: fastCiphers, keepAlive: true, keepAliveTimeout: 60_000 })
  const ended = new AbortController()
  server.on('request', (request: IncomingMessage, response: ServerResponse) => {
    // A client that hangs up while its answer is written makes an error that concerns nobody.
    response.on('error', () => response.destroy())
    serve(origin, hosting, handler, request, response, ended.signal).catch(() => {
      // The client went away, or the simulator is closing: there is nobody left to tell.
      response.destroy()
    })
  })
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(port, '127.0.0.1', resolve)
  })
  return { port: portOf(server), close: () => closeServer(server, ended) }
}

function portOf(server: Server): number {
  const address: AddressInfo | string | null = server.address()
  return typeof address === 'object' && address !== null ? address.port : 0
}

async function closeServer(server: Server, ended: AbortController): Promise<void> {
  ended.abort()
  server.closeAllConnections()
  await promisify(server.close.bind(server))()
}

async function serve(
  origin: OriginName,
  hosting: Hosting,
  handler: Handler,
  request: IncomingMessage,
  response: ServerResponse,
  signal: AbortSignal,
): Promise<void> {
  const record = recordOf(origin, request)
  hosting.requests.push(record)
  const call = await readCall(origin, request)
  const described = hosting.describe(call)
  const { struck, passing } = hosting.faults.strike(call, described.report)
  const answerCall = async () => {
    const answer = await safely(() => fedOrOwn(hosting.feeds, described, handler))
    if (passing.length > 0) rememberPage(passing, answer)
    return answer
  }
  const { answer, delivery } =
    struck === null
      ? { answer: await answerCall(), delivery: wholeDelivery }
      : await applyFault(struck, call, answerCall)
  response.setHeader('date', new Date(hosting.now()).toUTCString())
  const latency = hosting.latencyMs()
  if (latency > 0) await wait(latency, undefined, { signal })
  const accepts = hosting.gzip && /\bgzip\b/.test(headerText(request.headers, 'accept-encoding'))
  await deliver({ response, record, memory: hosting.memory, accepts, signal }, answer, delivery)
}

function recordOf(origin: OriginName, request: IncomingMessage): RequestRecord {
  const { headers, method = 'GET', url = '/' } = request
  return {
    at: Date.now(),
    origin,
    method,
    path: url,
    status: 0,
    bytes: 0,
    authorization: headers.authorization !== undefined,
    userAgent: headerText(headers, 'user-agent'),
    clientRequestId: headerText(headers, 'client-request-id'),
    encoding: '',
  }
}

const wholeDelivery: Delivery = { how: 'whole' }

/** What a test has handed in for this request, or what the simulator says itself. */
async function fedOrOwn(feeds: FeedBook, request: FedRequest, handler: Handler): Promise<Answer> {
  const fed = await feeds.find(request)
  if (fed === null) return handler(request)
  if (!fed.keepsRefusals) return fed.answer
  const own = await handler(request)
  return own.status === 401 || own.status === 403 ? own : fed.answer
}

async function safely(handle: () => Promise<Answer>): Promise<Answer> {
  try {
    return await handle()
  } catch (error) {
    const message = error instanceof Error ? (error.stack ?? error.message) : String(error)
    return json(500, { error: { code: 'simulatorFault', message } })
  }
}

async function readCall(origin: OriginName, request: IncomingMessage): Promise<Call> {
  const chunks: Buffer[] = []
  let length = 0
  for await (const chunk of request) {
    const bytes: Buffer = chunk
    length += bytes.length
    if (length <= maxBody) chunks.push(bytes)
  }
  const path = request.url ?? '/'
  return {
    origin,
    method: request.method ?? 'GET',
    url: new URL(path, `https://${request.headers.host ?? 'localhost'}`),
    readablePath: readable(path),
    headers: request.headers,
    body: Buffer.concat(chunks).toString('utf8'),
  }
}

function readable(path: string): string {
  try {
    return decodeURIComponent(path.replaceAll('+', ' '))
  } catch {
    return path
  }
}
