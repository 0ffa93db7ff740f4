import type { IncomingMessage, ServerResponse } from 'node:http'
import { createServer, type Server } from 'node:https'
import type { AddressInfo } from 'node:net'
import { pipeline } from 'node:stream/promises'
import { setTimeout as wait } from 'node:timers/promises'
import { promisify } from 'node:util'
import { createGzip, gzipSync } from 'node:zlib'
import { applyFault, type Delivery, rememberPage } from '../faults/apply.ts'
import type { FaultBook } from '../faults/book.ts'
import type { Answer, Call, Handler, OriginName } from './answer.ts'
import { collect, headerText, json } from './answer.ts'
import type { ServerCertificate } from './certificates.ts'
import type { Memory } from './memory.ts'
import type { RecordedRequest } from './request-log.ts'

/** What all three hosts of the simulated service share. */
export type Hosting = {
  readonly certificate: ServerCertificate
  readonly faults: FaultBook
  readonly requests: RecordedRequest[]
  /** Null when every answer is made afresh. */
  readonly memory: Memory | null
  readonly gzip: boolean
  readonly latencyMs: () => number
  /** The report function a download address belongs to, or that a Graph path names. */
  readonly reportOf: (call: Call) => string | null
}

export type RunningServer = { readonly port: number; close(): Promise<void> }

const longestBody = 4_000_000

/** Starts one host on 127.0.0.1; port 0 takes a free one. */
export async function startServer(
  origin: OriginName,
  port: number,
  hosting: Hosting,
  handler: Handler,
): Promise<RunningServer> {
  const { key, cert } = hosting.certificate
  const server = createServer({ key, cert, keepAlive: true, keepAliveTimeout: 60_000 })
  const ended = new AbortController()
  server.on('request', (request: IncomingMessage, response: ServerResponse) => {
    serve(origin, hosting, handler, request, response, ended.signal).catch(() => response.destroy())
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
  const at = Date.now()
  const call = await readCall(origin, request)
  const { struck, passing } = hosting.faults.strike(call, hosting.reportOf(call))
  const answerCall = async () => {
    const answer = await safely(handler, call)
    if (passing.length > 0) rememberPage(passing, answer)
    return answer
  }
  const { answer, delivery } =
    struck === null
      ? { answer: await answerCall(), delivery: wholeDelivery }
      : await applyFault(struck, call, answerCall)
  const latency = hosting.latencyMs()
  if (latency > 0) await wait(latency, undefined, { signal })
  const sent = await deliver(hosting, request, response, answer, delivery, signal)
  hosting.requests.push({
    at,
    origin,
    method: call.method,
    path: request.url ?? '',
    ...sent,
    authorization: request.headers.authorization !== undefined,
    userAgent: headerText(request.headers, 'user-agent'),
    clientRequestId: headerText(request.headers, 'client-request-id'),
  })
}

const wholeDelivery: Delivery = { how: 'whole' }

async function safely(handler: Handler, call: Call): Promise<Answer> {
  try {
    return await handler(call)
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
    if (length <= longestBody) chunks.push(bytes)
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

type Sent = { readonly status: number; readonly bytes: number; readonly encoding: string }

async function deliver(
  hosting: Hosting,
  request: IncomingMessage,
  response: ServerResponse,
  answer: Answer,
  delivery: Delivery,
  signal: AbortSignal,
): Promise<Sent> {
  const accepts = hosting.gzip && /\bgzip\b/.test(headerText(request.headers, 'accept-encoding'))
  if (delivery.how === 'hang') return { status: 0, bytes: 0, encoding: '' }
  if (delivery.how === 'whole') return await deliverWhole(hosting, response, answer, accepts)
  const zipped = delivery.how === 'truncatedGzip' || accepts
  const plain = collect(answer.body)
  const body = zipped ? gzipSync(plain) : plain
  const encoding = zipped ? 'gzip' : ''
  if (delivery.how === 'slow') {
    writeHead(response, answer, encoding, body.length)
    await writeSlowly(response, body, delivery.bytesPerSecond, signal)
    return { status: answer.status, bytes: body.length, encoding }
  }
  if (delivery.how === 'truncatedGzip') {
    // A proxy that loses the rest still ends the message properly, so only unpacking notices.
    const half = body.subarray(0, Math.floor(body.length / 2))
    writeHead(response, answer, encoding, half.length)
    response.end(half)
    return { status: answer.status, bytes: half.length, encoding }
  }
  const bytes = Math.min(delivery.afterBytes ?? Math.floor(body.length / 2), body.length)
  if (delivery.afterBytes === 0) {
    response.destroy()
    return { status: 0, bytes: 0, encoding: '' }
  }
  writeHead(response, answer, encoding, body.length)
  response.write(body.subarray(0, bytes), () => response.destroy())
  return { status: answer.status, bytes, encoding }
}

function writeHead(response: ServerResponse, answer: Answer, encoding: string, length: number | null): void {
  response.writeHead(answer.status, {
    ...answer.headers,
    ...(encoding === '' ? {} : { 'content-encoding': encoding }),
    ...(length === null ? {} : { 'content-length': String(length) }),
  })
}

async function writeSlowly(response: ServerResponse, body: Buffer, perSecond: number, signal: AbortSignal) {
  const step = Math.max(1, Math.floor(perSecond / 10))
  for (let from = 0; from < body.length && !response.destroyed; from += step) {
    response.write(body.subarray(from, from + step))
    await wait(100, undefined, { signal })
  }
  response.end()
}

/** Bodies smaller than this are not worth packing. */
const smallestZipped = 1_000

async function deliverWhole(
  hosting: Hosting,
  response: ServerResponse,
  answer: Answer,
  accepts: boolean,
): Promise<Sent> {
  const { status } = answer
  if (hosting.memory !== null && answer.memoryKey !== undefined) {
    const body = await hosting.memory.recall(answer, accepts)
    const encoding = accepts ? 'gzip' : ''
    writeHead(response, answer, encoding, body.length)
    response.end(body)
    return { status, bytes: body.length, encoding }
  }
  if (typeof answer.body === 'function') return await stream(response, answer, answer.body(), accepts)
  const plain = collect(answer.body)
  const zipped = accepts && plain.length >= smallestZipped
  const body = zipped ? gzipSync(plain, { level: 1 }) : plain
  writeHead(response, answer, zipped ? 'gzip' : '', body.length)
  response.end(body)
  return { status, bytes: body.length, encoding: zipped ? 'gzip' : '' }
}

/** Writes a body as it is made; the pipeline waits whenever the reader is slower than the maker. */
async function stream(
  response: ServerResponse,
  answer: Answer,
  parts: Iterable<string>,
  accepts: boolean,
): Promise<Sent> {
  writeHead(response, answer, accepts ? 'gzip' : '', null)
  let bytes = 0
  const buffers = function* () {
    for (const part of parts) {
      const buffer = Buffer.from(part)
      bytes += buffer.length
      yield buffer
    }
  }
  if (accepts) {
    let zippedBytes = 0
    const counted = async function* (source: AsyncIterable<Buffer>) {
      for await (const chunk of source) {
        zippedBytes += chunk.length
        yield chunk
      }
    }
    await pipeline(buffers, createGzip({ level: 1, chunkSize: 65_536 }), counted, response)
    return { status: answer.status, bytes: zippedBytes, encoding: 'gzip' }
  }
  await pipeline(buffers, response)
  return { status: answer.status, bytes, encoding: '' }
}
