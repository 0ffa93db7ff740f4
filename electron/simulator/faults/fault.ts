import type { OriginName } from '../answer.ts'

/**
 * Which requests a fault hits. Everything left out matches all that the fault can damage: an expired page
 * token, say, only strikes requests with one.
 */
export type FaultMatch = {
  readonly origin?: OriginName
  /**
   * Tested against path and query with percent-encoding undone; a string is the source of a case-insensitive
   * RegExp.
   */
  readonly path?: RegExp | string
  readonly method?: string
  /** Name of a report function, matched both on the Graph call and on the download that follows it. */
  readonly report?: string
  /** Matching requests that are let through before. 0 by default. */
  readonly after?: number
  /** How often the fault strikes. 1 by default; 0 means every time. */
  readonly times?: number
}

export type FaultKind =
  /** Any status with any headers and JSON body, or with a Graph error body of `code` and `message`. */
  | {
      readonly kind: 'status'
      readonly status: number
      readonly headers?: Readonly<Record<string, string>>
      readonly body?: unknown
      readonly code?: string
      readonly message?: string
    }
  /** 429 (or another status) that asks to wait: `Retry-After` in seconds, as an HTTP date, or left out. */
  | {
      readonly kind: 'throttle'
      readonly seconds?: number
      readonly as?: 'seconds' | 'date' | 'none'
      readonly status?: number
    }
  /**
   * The connection is cut after so many bytes of the body; without a number in the middle, 0 before the
   * status line.
   */
  | { readonly kind: 'reset'; readonly afterBytes?: number }
  | { readonly kind: 'truncatedGzip' }
  | { readonly kind: 'invalidJson' }
  /** A sign-in or proxy page with status 200. */
  | { readonly kind: 'html' }
  | { readonly kind: 'emptyBody' }
  /** An empty page whose next link leads to the page that was asked for. */
  | { readonly kind: 'emptyPage' }
  /** The next link is the address of the page itself. */
  | { readonly kind: 'repeatedNextLink' }
  /** Next and delta links lead to another host, by default `https://graph.foreign.example`. */
  | { readonly kind: 'foreignLink'; readonly base?: string }
  | { readonly kind: 'expiredSkipToken' }
  | {
      readonly kind: 'expiredDeltaToken'
      readonly form?: 'gone' | 'syncStateNotFound' | 'resyncRequired' | 'unsupportedQuery'
    }
  /** 401 as when the access token has expired. */
  | { readonly kind: 'expiredToken' }
  /** The download host answers 403. */
  | { readonly kind: 'expiredReportLink' }
  | { readonly kind: 'redirect'; readonly to: 'missing' | 'foreign' | 'http' }
  | {
      readonly kind: 'columns'
      readonly added?: readonly string[]
      readonly missing?: readonly string[]
      readonly reordered?: boolean
    }
  /** Quotes, commas, line breaks, 256 characters, right-to-left text and formulas in names. */
  | { readonly kind: 'messyValues' }
  /** Every value that may be missing is missing; only identifiers and the refresh date stay. */
  | { readonly kind: 'nulls' }
  /** A person of an earlier page once more at the end of this one. */
  | { readonly kind: 'duplicatePerson' }
  /** Never answers. */
  | { readonly kind: 'hang' }
  /** Answers as usual, but not before the fault is taken away. */
  | { readonly kind: 'held' }
  | { readonly kind: 'slowBody'; readonly bytesPerSecond?: number }
  | { readonly kind: 'withoutByteOrderMark' }

export type Fault = FaultKind & { readonly match?: FaultMatch }
