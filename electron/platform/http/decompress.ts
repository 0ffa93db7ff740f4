import { type Duplex, pipeline } from 'node:stream'
import { createBrotliDecompress, createGunzip, createInflate, createInflateRaw } from 'node:zlib'
import { AppError, isAbort } from '../../core/errors.ts'

/** Output per step. Node's 16 KiB would cost a trip to the thread pool and back four times as often. */
const chunkSize = 64 * 1024

/**
 * The codings of a `content-encoding` header in the order in which they were applied; `identity` does nothing
 * and is left out.
 */
export function readCodings(header: string | undefined): string[] {
  return (header ?? '')
    .split(',')
    .map(coding => coding.trim().toLowerCase())
    .filter(coding => coding !== '' && coding !== 'identity')
}

/**
 * Undoes the codings while the bytes arrive. A stream that stops before its coding's own end is an error,
 * even when the connection delivered everything it had promised. An empty body stays empty.
 *
 * @throws AppError `invalidAnswer` for damaged or shortened data and for codings that nobody asked for.
 */
export function decompress(
  source: AsyncIterable<Uint8Array>,
  codings: readonly string[],
): AsyncIterable<Uint8Array> {
  return codings.toReversed().reduce(undo, source)
}

async function* undo(
  source: AsyncIterable<Uint8Array>,
  coding: string,
): AsyncGenerator<Uint8Array, void, undefined> {
  const iterator = source[Symbol.asyncIterator]()
  const first = await iterator.next()
  if (first.done) return
  const unpacking = createUnpacker(coding, first.value)
  if (unpacking === null) {
    await iterator.return?.()
    throw damaged(coding, undefined)
  }
  // The loop below meets every failure of the pipeline, because the pipeline destroys its last stream with
  // it.
  pipeline(joined(first.value, iterator), unpacking, () => undefined)
  try {
    for await (const chunk of unpacking) yield chunk
  } catch (error) {
    if (error instanceof AppError || isAbort(error)) throw error
    throw damaged(coding, error)
  }
}

function createUnpacker(coding: string, firstChunk: Uint8Array): Duplex | null {
  switch (coding) {
    case 'gzip':
    case 'x-gzip':
      return createGunzip({ chunkSize })
    case 'br':
      return createBrotliDecompress({ chunkSize })
    case 'deflate':
      // Some servers leave out the wrapper that the standard asks for; its first byte always says method 8.
      return ((firstChunk[0] ?? 0) & 0x0f) === 8
        ? createInflate({ chunkSize })
        : createInflateRaw({ chunkSize })
    default:
      return null
  }
}

async function* joined(
  first: Uint8Array,
  rest: AsyncIterator<Uint8Array>,
): AsyncGenerator<Uint8Array, void, undefined> {
  try {
    yield first
    for (;;) {
      const next = await rest.next()
      if (next.done) return
      yield next.value
    }
  } finally {
    await rest.return?.()
  }
}

function damaged(coding: string, cause: unknown): AppError {
  return new AppError('invalidAnswer', 'A response arrived damaged or incomplete.', {
    fix: 'Try again. If it happens often, a proxy or virus scanner on the way may be changing the traffic.',
    step: 'network',
    detail: { coding: coding.slice(0, 32), phase: 'body' },
    cause,
  })
}
