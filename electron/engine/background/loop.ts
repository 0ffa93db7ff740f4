import type { Clock } from '../../core/ports.ts'

/** Work that is looked at again after a while, or at once when something has happened. */
export type Loop = {
  start(): void
  isWorking(): boolean
  /** Something has happened: the next turn begins at once, or right after the one under way. */
  nudge(): void
  /** Resolves when the turn under way has ended. */
  close(): Promise<void>
}

type Options = {
  clock: Clock
  /** Answers how many milliseconds the next turn can wait; as long as may be when it is infinite. */
  turn: () => Promise<number>
  onFailure: (error: unknown) => void
}

/** The machine may sleep through a timer unnoticed; the clock is looked at this often. */
const maxSleepMs = 5 * 60_000
const afterFailureMs = 60_000

export function createLoop({ clock, turn, onFailure }: Options): Loop {
  const closing = new AbortController()
  let nap: AbortController | null = null
  let isNudged = false
  let working: Promise<void> | null = null

  const takeTurn = async (): Promise<number> => {
    try {
      return await turn()
    } catch (error) {
      onFailure(error)
      return afterFailureMs
    }
  }
  const work = async (): Promise<void> => {
    while (!closing.signal.aborted) {
      isNudged = false
      const wanted = await takeTurn()
      if (isNudged || closing.signal.aborted) continue
      nap = new AbortController()
      const either = AbortSignal.any([closing.signal, nap.signal])
      // A nap that is broken off is what a nudge is for.
      await clock.sleep(Math.min(Math.max(wanted, 0), maxSleepMs), either).catch(() => undefined)
      nap = null
    }
  }
  return {
    start: () => {
      working ??= work()
    },
    isWorking: () => working !== null && !closing.signal.aborted,
    nudge: () => {
      isNudged = true
      nap?.abort()
    },
    close: async () => {
      closing.abort()
      await working
    },
  }
}
