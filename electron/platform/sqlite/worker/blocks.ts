import { cancelled } from '../../../core/errors.ts'

/**
 * Gathers a body into blocks, because a message per network packet would cost more than what is in it. What
 * is yielded is the filled part of a buffer of its own.
 *
 * @param newBuffer where the next block is gathered; its length is the block's
 * @throws AppError `cancelled` as soon as the signal fires, also while the body is silent.
 */
export async function* blocksOf(
  body: AsyncIterable<Uint8Array>,
  newBuffer: () => SharedArrayBuffer,
  signal: AbortSignal,
): AsyncGenerator<Uint8Array<SharedArrayBuffer>, void, undefined> {
  let block = new Uint8Array(newBuffer())
  let filled = 0
  for await (const chunk of abortable(body, signal)) {
    let taken = 0
    while (taken < chunk.byteLength) {
      const part = chunk.subarray(taken, taken + block.byteLength - filled)
      block.set(part, filled)
      filled += part.byteLength
      taken += part.byteLength
      if (filled < block.byteLength) continue
      yield block
      block = new Uint8Array(newBuffer())
      filled = 0
    }
  }
  if (filled > 0) yield block.subarray(0, filled)
}

async function* abortable<T>(
  source: AsyncIterable<T>,
  signal: AbortSignal,
): AsyncGenerator<T, void, undefined> {
  const iterator = source[Symbol.asyncIterator]()
  let giveUp: (reason: Error) => void = () => undefined
  const onAbort = (): void => giveUp(cancelled())
  signal.addEventListener('abort', onAbort, { once: true })
  try {
    for (;;) {
      if (signal.aborted) throw cancelled()
      // A race against one promise for the whole body would keep every chunk in memory until the body ends.
      const next = await new Promise<IteratorResult<T>>((resolve, reject) => {
        giveUp = reject
        iterator.next().then(resolve, reject)
      })
      if (next.done) return
      yield next.value
    }
  } finally {
    signal.removeEventListener('abort', onAbort)
    // Not awaited: a body that waits for the network ends in its own time.
    iterator.return?.()?.catch(() => undefined)
  }
}
