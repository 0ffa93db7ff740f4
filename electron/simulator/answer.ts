import { randomUUID } from 'node:crypto'
import type { IncomingHttpHeaders } from 'node:http'

export type OriginName = 'login' | 'graph' | 'reports'

/** A request as a handler sees it. */
export type Call = {
  readonly origin: OriginName
  readonly method: string
  readonly url: URL
  /** Path and query with percent-encoding undone, which is what faults are matched against. */
  readonly readablePath: string
  readonly headers: IncomingHttpHeaders
  readonly body: string
}

export type Body = string | Buffer | (() => Iterable<string | Buffer>)

/** What a handler wants to say. A body given as a function is made when, and only if, it is needed. */
export type Answer = {
  readonly status: number
  readonly headers: Readonly<Record<string, string>>
  readonly body: Body
  /** Set when the same key always has the same body until the tenant changes. */
  readonly memoryKey?: string
}

export type Handler = (call: Call) => Answer | Promise<Answer>

/** A JSON answer. */
export function json(status: number, value: unknown, headers: Readonly<Record<string, string>> = {}): Answer {
  return {
    status,
    headers: { 'content-type': 'application/json; charset=utf-8', ...headers },
    body: JSON.stringify(value),
  }
}

/** Header names that appear once, as text. */
export function headerText(headers: IncomingHttpHeaders, name: string): string {
  const value = headers[name]
  return typeof value === 'string' ? value : ''
}

/** The whole body in memory. */
export function collect(body: Body): Buffer {
  if (Buffer.isBuffer(body)) return body
  if (typeof body === 'string') return Buffer.from(body)
  const parts: Buffer[] = []
  for (const part of body()) parts.push(typeof part === 'string' ? Buffer.from(part) : part)
  return Buffer.concat(parts)
}

/** An error body of Microsoft Graph: code, message, and the identifiers that support asks for. */
export function graphError(
  status: number,
  code: string,
  message: string,
  headers: Readonly<Record<string, string>> = {},
): Answer {
  const requestId = randomUUID()
  const date = new Date().toISOString().slice(0, 19)
  return json(
    status,
    {
      error: { code, message, innerError: { date, 'request-id': requestId, 'client-request-id': requestId } },
    },
    { 'request-id': requestId, 'client-request-id': requestId, ...headers },
  )
}
