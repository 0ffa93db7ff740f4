import type { LeastRate } from './rate-limit.ts'

/**
 * A rest up to this size is taken off the connection, which then serves again; anything longer costs less as
 * a new connection.
 */
const worthDraining = 64 * 1024
/** Stops reading from the connection when this much waits for its reader… */
const pauseAbove = 256 * 1024
/** …and resumes below this. */
const resumeBelow = 64 * 1024

type Flow = {
  pause(): void
  resume(): void
  giveUp(): void
  /** The body comes too slowly, or the time for it is over. */
  tooLate(reason: 'tooSlow' | 'overdue'): void
}

/** How slowly a body may come, and until when, in epoch milliseconds; null for no end. */
type Pace = { rate: LeastRate; endsBy: number | null; now: () => number }

type Waiting = {
  resolve: (result: IteratorResult<Uint8Array, undefined>) => void
  reject: (error: unknown) => void
}

/**
 * Chunks on their way from a connection to one reader. It is a plain queue and not a stream because a sync
 * moves hundreds of megabytes through it, and each layer in between costs about a tenth of the time.
 */
export class BodyQueue implements AsyncIterableIterator<Uint8Array, undefined> {
  readonly #flow: Flow
  readonly #pace: Pace
  readonly #chunks: Uint8Array[] = []
  #queued = 0
  #received = 0
  #paused = false
  #dropping = false
  #dropped = 0
  #ended = false
  #failure: { error: unknown } | null = null
  #waiting: Waiting | null = null

  constructor(flow: Flow, pace: Pace) {
    this.#flow = flow
    this.#pace = pace
  }

  /** Bytes that came in so far, read or not. */
  get received(): number {
    return this.#received
  }

  get finished(): boolean {
    return this.#ended || this.#failure !== null
  }

  push(chunk: Uint8Array): void {
    this.#received += chunk.byteLength
    const reason = this.#lateness(chunk.byteLength)
    if (this.#dropping) {
      this.#dropped += chunk.byteLength
      if (this.#dropped > worthDraining || reason !== null) this.#flow.giveUp()
      else this.#pace.rate.wait(this.#pace.now())
      return
    }
    if (reason !== null) {
      this.#flow.tooLate(reason)
      return
    }
    if (this.#waiting !== null) {
      this.#take().resolve({ done: false, value: chunk })
      return
    }
    this.#chunks.push(chunk)
    this.#queued += chunk.byteLength
    if (this.#queued > pauseAbove && !this.#paused) {
      this.#paused = true
      this.#flow.pause()
    }
  }

  end(): void {
    this.#ended = true
    if (this.#waiting !== null) this.#take().resolve({ done: true, value: undefined })
  }

  fail(error: unknown): void {
    this.#failure ??= { error }
    if (this.#waiting !== null) this.#take().reject(error)
  }

  /**
   * Gives up the rest, of the announced length where one is known, and keeps the connection where that pays
   * off.
   */
  drop(announced: number | null): void {
    if (this.finished) return
    if (announced !== null && announced - this.#received > worthDraining) {
      this.#flow.giveUp()
      return
    }
    this.#dropping = true
    this.#pace.rate.wait(this.#pace.now())
    this.#chunks.length = 0
    this.#queued = 0
    this.#goOn()
  }

  next(): Promise<IteratorResult<Uint8Array, undefined>> {
    const chunk = this.#chunks.shift()
    if (chunk !== undefined) {
      this.#queued -= chunk.byteLength
      if (this.#queued < resumeBelow) this.#goOn()
      return Promise.resolve({ done: false, value: chunk })
    }
    if (this.#failure !== null) return Promise.reject(this.#failure.error)
    if (this.#ended || this.#dropping) return Promise.resolve({ done: true, value: undefined })
    this.#pace.rate.wait(this.#pace.now())
    return new Promise((resolve, reject) => {
      this.#waiting = { resolve, reject }
    })
  }

  /** Called by a loop that is left early. */
  return(): Promise<IteratorResult<Uint8Array, undefined>> {
    this.#flow.giveUp()
    return Promise.resolve({ done: true, value: undefined })
  }

  [Symbol.asyncIterator](): this {
    return this
  }

  #lateness(bytes: number): 'tooSlow' | 'overdue' | null {
    const { rate, endsBy, now } = this.#pace
    const isTooSlow = rate.received(bytes, now())
    if (endsBy !== null && now() > endsBy) return 'overdue'
    return isTooSlow ? 'tooSlow' : null
  }

  #goOn(): void {
    if (!this.#paused) return
    this.#paused = false
    this.#flow.resume()
  }

  #take(): Waiting {
    const waiting = this.#waiting
    if (waiting === null) throw new Error('Nobody waits for the body.')
    this.#waiting = null
    return waiting
  }
}
