/**
 * Bounds the bytes that are on their way to a worker, so that memory does not grow when a download is faster
 * than the disk.
 */
export type Budget = {
  /**
   * Resolves once the bytes may be sent, in the order of asking. More than the whole budget may go when
   * nothing else is under way.
   */
  take(bytes: number): Promise<void>
  give(bytes: number): void
  /** Lets nobody wait any longer. */
  fail(error: Error): void
}

type Waiting = { bytes: number; resolve: () => void; reject: (error: Error) => void }

export function createBudget(limit: number): Budget {
  const waiting: Waiting[] = []
  let taken = 0
  let failure: Error | null = null

  const fits = (bytes: number): boolean => taken === 0 || taken + bytes <= limit
  const admit = (): void => {
    for (let next = waiting[0]; next !== undefined && fits(next.bytes); next = waiting[0]) {
      waiting.shift()
      taken += next.bytes
      next.resolve()
    }
  }

  return {
    take: bytes => {
      if (failure !== null) return Promise.reject(failure)
      if (waiting.length === 0 && fits(bytes)) {
        taken += bytes
        return Promise.resolve()
      }
      return new Promise((resolve, reject) => waiting.push({ bytes, resolve, reject }))
    },
    give: bytes => {
      taken -= bytes
      admit()
    },
    fail: error => {
      failure = error
      for (const { reject } of waiting.splice(0)) reject(error)
    },
  }
}
