import type { OriginName } from '../answer.ts'

/** One request that reached the simulator, as tests and the benchmark look at it. */
export type RecordedRequest = {
  /** Milliseconds since 1970 when the request arrived. */
  readonly at: number
  readonly origin: OriginName
  readonly method: string
  /** Path and query as sent. */
  readonly path: string
  /** Status sent; 0 when the connection was cut or left hanging before a status. */
  readonly status: number
  /** Body bytes written, as they went over the wire. */
  readonly bytes: number
  /** Whether an Authorization header was present. */
  readonly authorization: boolean
  readonly userAgent: string
  readonly clientRequestId: string
  readonly encoding: string
}

/** The entry while the answer is on its way. */
export type RequestRecord = { -readonly [Key in keyof RecordedRequest]: RecordedRequest[Key] }
