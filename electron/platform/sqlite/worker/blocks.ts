import { cancelled } from '../../../core/errors.ts'

/**
 * Gathers a body into blocks of about the given size, because a message per network packet would cost more than what is in it.
 *
 * @throws AppError `cancelled` as soon as the signal fires, also while the body is silent.
 */
export async function* blocksOf(
  body: AsyncIterable<Uint8Array>,
  blockBytes: number,
  signal: AbortSignal,
): AsyncGenerator<Uint8Array, void, undefined> {
  const chunks: Uint8Array[] = []
  let size = 0
  for await (const chunk of abortable(body, signal)) {
    chunks.push(chunk)
    size += chunk.byteLength
    if (size < blockBytes) continue
    yield joined(chunks, size)
    chunks.length = 0
    size = 0
  }
  if (size > 0) yield joined(chunks, size)
}

async function* abortable<T>(
  source: AsyncIterable<T>,
  signal: AbortSignal,
): AsyncGenerator<T, void, undefined> {
  const iterator = source[Symbol.asyncIterator]()
  const { promise: aborted, reject } = Promise.withResolvers<never>()
  const onAbort = (): void => reject(cancelled())
  aborted.catch(() => undefined)
  signal.addEventListener('abort', onAbort, { once: true })
  try {
    if (signal.aborted) throw cancelled()
    for (;;) {
      const next = await Promise.race([iterator.next(), aborted])
      if (next.done) return
      yield next.value
    }
  } finally {
    signal.removeEventListener('abort', onAbort)
    // Not awaited: a body that waits for the network ends in its own time.
    iterator.return?.()?.catch(() => undefined)
  }
}

function joined(chunks: readonly Uint8Array[], size: number): Uint8Array {
  const block = new Uint8Array(size)
  let at = 0
  for (const chunk of chunks) {
    block.set(chunk, at)
    at += chunk.byteLength
  }
  return block
}
