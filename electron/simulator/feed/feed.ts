import type { Call, OriginName } from '../answer.ts'

/** Which requests get the answer that a test hands in. Everything left out matches all. */
export type FeedMatch = {
  readonly origin?: OriginName
  /**
   * A text is the beginning of path and query, with or without `/v1.0`, `/beta` or the tenant of a sign-in
   * address. It never ends in the middle of a longer path: `/users` is the list, not `/users/delta`. A RegExp
   * is tested against path and query, percent-encoding undone.
   */
  readonly path?: RegExp | string
  readonly method?: string
  /**
   * Name of a report function. Without `origin` or `path` it is the CSV that is replaced, while the redirect
   * to it stays.
   */
  readonly report?: string
  /** `D7`, `D30`, `D90` or `D180`: only the report of this period. */
  readonly period?: string
  /** Only while it is this day in the tenant, `YYYY-MM-DD`. */
  readonly on?: string
  /** Matching requests that are let through before. 0 by default. */
  readonly after?: number
  /** How often the answer is given, always by default. */
  readonly times?: number
  /**
   * Whether the simulator's own 401 and 403, for a missing permission or license, stay. By default they are
   * replaced, too.
   */
  readonly keepsRefusals?: boolean
}

/** One answer, with status 200 by default, and at most one kind of body. */
export type FedAnswer = {
  readonly status?: number
  readonly headers?: Readonly<Record<string, string>>
  readonly json?: unknown
  /** Sent as it stands: a byte order mark and line ends are the test's own. */
  readonly text?: string
  readonly bytes?: Uint8Array
  /** Sends the body without its length. */
  readonly chunked?: boolean
}

/** A request as a test's function sees it. */
export type FedRequest = Call & {
  /** The report that the call or the download is about. */
  readonly report: string | null
  /** `D30`; null for a report without period, for a single day, and for everything else. */
  readonly period: string | null
  /** The day in the tenant, `YYYY-MM-DD`. */
  readonly today: string
}

/** What is handed in: an answer, or a function that makes one and lets the request through with null. */
export type Feed = FedAnswer | ((request: FedRequest) => FedAnswer | null | Promise<FedAnswer | null>)
