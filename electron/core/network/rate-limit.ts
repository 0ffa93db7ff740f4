import { AppError } from '../errors.ts'

/** What an answer has to bring at least: so many bytes of its body within each window of waiting for it. */
export type RateLimit = { minBytes: number; windowMs: number }

/**
 * 16 KiB a minute, a hundredth of what a mobile connection brings at the edge of its cell. A page or report
 * that comes more slowly would hold a sync for hours.
 */
export const usualRateLimit: RateLimit = { minBytes: 16 * 1024, windowMs: 60_000 }

/**
 * Judges whether a body comes too slowly. Only the time in which its reader waits counts: a reader that is
 * slower than the network holds the network back, which is no fault of it. A silence is not noticed here,
 * since nothing arrives to be judged; it has a limit of its own.
 */
export class LeastRate {
  readonly #limit: RateLimit
  #waitingSince: number | null = null
  #waitedMs = 0
  #bytes = 0

  constructor(limit: RateLimit) {
    this.#limit = limit
  }

  /** The reader begins to wait; harmless when it waits already. */
  wait(now: number): void {
    this.#waitingSince ??= now
  }

  /** Bytes arrived, which ends the wait. Returns whether they come too slowly. */
  received(bytes: number, now: number): boolean {
    this.#bytes += bytes
    if (this.#waitingSince !== null) this.#waitedMs += Math.max(0, now - this.#waitingSince)
    this.#waitingSince = null
    if (this.#waitedMs < this.#limit.windowMs) return false
    const isTooSlow = this.#bytes < this.#limit.minBytes
    this.#waitedMs = 0
    this.#bytes = 0
    return isTooSlow
  }
}

/** The error for a body that came too slowly (`detail.kind` `tooSlow`), or whose time is over (`overdue`). */
export function lateBody(
  kind: 'tooSlow' | 'overdue',
  host: string,
  { minBytes, windowMs }: RateLimit,
): AppError {
  const rate = `less than ${Math.ceil(minBytes / 1024)} KB in ${Math.ceil(windowMs / 1000)} seconds`
  const slow = kind === 'tooSlow'
  return new AppError(
    'timedOut',
    slow
      ? `${host} is sending its response too slowly: ${rate}.`
      : `The request to ${host} took too long in total.`,
    {
      fix: 'Check the internet connection. If other web sites are quick, ask the network team whether something on the way slows this address down. The next sync resumes from here.',
      step: 'network',
      detail: { host, reason: kind, kind, phase: 'body' },
    },
  )
}
