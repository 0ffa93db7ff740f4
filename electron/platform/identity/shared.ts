import { cancelled } from '../../core/errors.ts'

type Running<T> = { result: Promise<T>; stop: AbortController; waiting: number }

/**
 * Work that callers at the same time share. Each of them can leave by its own signal; the work is cancelled when nobody waits any more.
 * The next call after it has ended starts it anew.
 */
export function createShared<T>(
  work: (signal: AbortSignal) => Promise<T>,
): (signal: AbortSignal) => Promise<T> {
  let running: Running<T> | null = null

  const start = (): Running<T> => {
    const stop = new AbortController()
    const result = work(stop.signal).finally(() => {
      if (running?.stop === stop) running = null
    })
    // Whoever still waits sees the failure; when all have left it must not end the process.
    result.catch(() => undefined)
    return { result, stop, waiting: 0 }
  }

  return async signal => {
    running ??= start()
    const mine = running
    mine.waiting += 1
    const left = Promise.withResolvers<never>()
    const leave = () => left.reject(cancelled())
    signal.addEventListener('abort', leave, { once: true })
    if (signal.aborted) leave()
    try {
      return await Promise.race([mine.result, left.promise])
    } finally {
      signal.removeEventListener('abort', leave)
      mine.waiting -= 1
      if (mine.waiting === 0) {
        mine.stop.abort()
        if (running === mine) running = null
      }
    }
  }
}
