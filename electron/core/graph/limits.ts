/** How much patience an answer is worth. */
export type RetryLimits = {
  /** Attempts at a request that the service postpones (429, 503, 504, 409), the first one included. */
  putOffAttempts: number
  /** Attempts at a request that fails (500, 502, a broken connection), the first one included. */
  faultAttempts: number
  /** Attempts at a request that is refused for a reason which passes at times, the first one included. */
  doubtAttempts: number
  /**
   * Attempts at a request whose answer comes too slowly, the first one included: each takes the whole time
   * that is allowed.
   */
  slowAttempts: number
  /** The first wait where the service names none; it doubles with every further attempt. */
  baseMs: number
  maxBackoffMs: number
  /** A wait that the service asks for and that is longer than this ends the work instead. */
  maxWaitMs: number
  /** The same for all waits of one request together. */
  maxTotalWaitMs: number
}

/** What most answers are worth. */
export const defaultRetryLimits: RetryLimits = {
  putOffAttempts: 8,
  faultAttempts: 4,
  doubtAttempts: 4,
  slowAttempts: 2,
  baseMs: 1_000,
  maxBackoffMs: 60_000,
  maxWaitMs: 600_000,
  maxTotalWaitMs: 1_800_000,
}
