import type { RetryLimits } from './limits.ts'

/**
 * Counts what one piece of work costs while it runs. The Graph client adds to it; whoever handed it in reads
 * it at any time.
 */
export type Meter = {
  requests: number
  /** Bytes of the answers as they came over the wire. */
  bytes: number
  /** Time spent waiting because the service asked for it; waits side by side count once. */
  throttledMs: number
  /** Epoch milliseconds at which the current wait ends; null when nothing waits. */
  waitingUntil: number | null
}

/** What every request to Microsoft Graph needs to know besides its address. */
export type GraphCall = {
  signal: AbortSignal
  meter: Meter
  /**
   * Requests of one scope are throttled together, for instance `directory` or
   * `reports:getTeamsUserActivityUserDetail`.
   */
  scope: string
  /** Asks with `ConsistencyLevel: eventual`, as advanced queries need on every page. */
  consistency?: boolean
  /** The permission to name when the call is refused for the lack of one; null when none fits. */
  permission: string | null
  /**
   * When the work that this call belongs to must be over, in epoch milliseconds; left out for no such limit.
   */
  endsBy?: number
  /** Where the answer is worth less than the usual patience. */
  limits?: Partial<RetryLimits>
}

/** A report's answer while it arrives. */
export type ReportDownload = {
  body: AsyncIterable<Uint8Array>
  headers: Readonly<Record<string, string>>
  /** Gives up the rest; harmless after the end. */
  discard(): Promise<void>
}

export function createMeter(): Meter {
  return { requests: 0, bytes: 0, throttledMs: 0, waitingUntil: null }
}
