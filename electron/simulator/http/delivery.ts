import type { ServerResponse } from 'node:http'
import { pipeline } from 'node:stream/promises'
import { setTimeout as wait } from 'node:timers/promises'
import { createGzip, gzipSync } from 'node:zlib'
import { type Answer, collect } from '../answer.ts'
import type { Delivery } from '../faults/apply.ts'
import type { Memory } from './memory.ts'
import type { RequestRecord } from './request-log.ts'

/** One response under way. Status and bytes are entered into the record before they go out. */
export type Sending = {
  readonly response: ServerResponse
  readonly record: RequestRecord
  readonly memory: Memory | null
  /** Whether the client takes packed bodies and the simulator may send them. */
  readonly accepts: boolean
  readonly signal: AbortSignal
}

/** Sends an answer, whole or in the way a fault wants it. */
export async function deliver(sending: Sending, answer: Answer, delivery: Delivery): Promise<void> {
  switch (delivery.how) {
    case 'hang':
      return
    case 'whole':
      return await deliverWhole(sending, answer)
    case 'cut':
      return deliverCut(sending, answer, delivery.afterBytes)
    case 'truncatedGzip':
      return deliverHalfZipped(sending, answer)
    case 'slow':
      return await deliverSlowly(sending, answer, delivery.bytesPerSecond)
  }
}

function writeHead(
  { response, record }: Sending,
  answer: Answer,
  encoding: string,
  length: number | null,
): void {
  record.status = answer.status
  record.encoding = encoding
  record.bytes = length ?? 0
  response.writeHead(answer.status, {
    ...answer.headers,
    ...(encoding === '' ? {} : { 'content-encoding': encoding }),
    ...(length === null ? {} : { 'content-length': String(length) }),
  })
}

function bodyFor({ accepts }: Sending, answer: Answer): { body: Buffer; encoding: string } {
  const plain = collect(answer.body)
  return accepts ? { body: gzipSync(plain), encoding: 'gzip' } : { body: plain, encoding: '' }
}

function deliverCut(sending: Sending, answer: Answer, afterBytes: number | null): void {
  const { response, record } = sending
  if (afterBytes === 0) {
    response.destroy()
    return
  }
  const { body, encoding } = bodyFor(sending, answer)
  const bytes = Math.min(afterBytes ?? Math.floor(body.length / 2), Math.max(0, body.length - 1))
  writeHead(sending, answer, encoding, body.length)
  record.bytes = bytes
  response.write(body.subarray(0, bytes), () => response.destroy())
}

/** A proxy that loses the rest still ends the message properly, so only unpacking notices. */
function deliverHalfZipped(sending: Sending, answer: Answer): void {
  const packed = gzipSync(collect(answer.body))
  const half = packed.subarray(0, Math.floor(packed.length / 2))
  writeHead(sending, answer, 'gzip', half.length)
  sending.response.end(half)
}

async function deliverSlowly(sending: Sending, answer: Answer, bytesPerSecond: number): Promise<void> {
  const { response, signal } = sending
  const { body, encoding } = bodyFor(sending, answer)
  writeHead(sending, answer, encoding, body.length)
  const step = Math.max(1, Math.floor(bytesPerSecond / 10))
  for (let from = 0; from < body.length && !response.destroyed; from += step) {
    response.write(body.subarray(from, from + step))
    await wait(100, undefined, { signal })
  }
  response.end()
}

/** Bodies smaller than this are not worth packing. */
const minZipped = 1_000

async function deliverWhole(sending: Sending, answer: Answer): Promise<void> {
  const { response, memory, accepts } = sending
  if (memory !== null && answer.memoryKey !== undefined) {
    const body = await memory.recall(answer, accepts)
    writeHead(sending, answer, accepts ? 'gzip' : '', body.length)
    response.end(body)
    return
  }
  if (typeof answer.body === 'function') return await stream(sending, answer, answer.body())
  const plain = collect(answer.body)
  const zipped = accepts && plain.length >= minZipped
  const body = zipped ? gzipSync(plain, { level: 1 }) : plain
  writeHead(sending, answer, zipped ? 'gzip' : '', body.length)
  response.end(body)
}

/** Writes a body as it is made; the pipeline waits whenever the reader is slower than the maker. */
async function stream(sending: Sending, answer: Answer, parts: Iterable<string | Buffer>): Promise<void> {
  const { response, record, accepts, signal } = sending
  writeHead(sending, answer, accepts ? 'gzip' : '', null)
  const counted = async function* (source: AsyncIterable<Buffer>) {
    for await (const chunk of source) {
      record.bytes += chunk.length
      yield chunk
    }
  }
  const buffers = async function* () {
    for (const part of parts) {
      yield typeof part === 'string' ? Buffer.from(part) : part
      // A long report must not keep other requests waiting until its last row.
      await breathe()
    }
  }
  if (accepts)
    await pipeline(buffers, createGzip({ level: 1, chunkSize: 65_536 }), counted, response, { signal })
  else await pipeline(buffers, counted, response, { signal })
}

function breathe(): Promise<void> {
  return new Promise(resolve => {
    setImmediate(resolve)
  })
}
