import { randomUUID } from 'node:crypto'
import { clockOffset } from '../clock-offset.ts'
import type { AppError } from '../errors.ts'
import type { AccessToken, Clock, Http } from '../ports.ts'
import { graphFailure } from './failure.ts'
import { maxFaultBytes, readGraphFault } from './fault.ts'
import { answerTimeoutMs, isPassing } from './request.ts'
import { readRetryAfter } from './retry.ts'
import { authorization } from './token.ts'

/** One call in the name of a person who has signed in. `body` null sends none. */
export type GraphWrite = {
  method: 'GET' | 'POST' | 'PATCH' | 'DELETE'
  /** Below `/v1.0`. */
  path: string
  body: unknown
}

/**
 * What came of asking once. `broken`: nobody knows whether the call was carried out. `codes` and `message` of
 * a refusal are Microsoft's own; they may name people and are for deciding, not for showing.
 */
export type WriteResult =
  | { kind: 'answer'; status: number; body: unknown }
  | {
      kind: 'refused'
      status: number
      codes: readonly string[]
      message: string
      error: AppError
      retryAfterMs: number | null
    }
  | { kind: 'broken'; error: AppError }

export type GraphWriter = (write: GraphWrite, signal: AbortSignal) => Promise<WriteResult>

type WriterOptions = {
  http: Http
  token: AccessToken
  clock: Pick<Clock, 'now'>
  /** Origin without the version. */
  graphUrl: string
}

/**
 * Calls that change something, each made exactly once: whether to repeat one is for whoever knows what it
 * does. Throws `cancelled` and what cannot pass, for instance `tlsUntrusted`.
 */
export function createGraphWriter({ http, token, clock, graphUrl }: WriterOptions): GraphWriter {
  return async ({ method, path, body }, signal) => {
    const clientRequestId = randomUUID()
    try {
      const response = await http({
        method,
        url: new URL(`${graphUrl}/v1.0${path}`),
        headers: {
          authorization: authorization(token),
          accept: 'application/json',
          'client-request-id': clientRequestId,
          ...(body === null ? {} : { 'content-type': 'application/json' }),
        },
        ...(body === null ? {} : { body: JSON.stringify(body) }),
        timeoutMs: answerTimeoutMs,
        signal,
      })
      const { status, headers } = response
      const text = await readText(response.body)
      if (status < 300) return { kind: 'answer', status, body: parsed(text) }
      const fault = readGraphFault(status, headers, text.slice(0, maxFaultBytes))
      const offsetMs = clockOffset(headers['date'], clock.now())
      return {
        kind: 'refused',
        status,
        codes: fault.codes,
        message: fault.message,
        error: graphFailure(fault, { permission: null, clientRequestId, offsetMs }),
        retryAfterMs: readRetryAfter(headers, clock.now()),
      }
    } catch (error) {
      if (isPassing(error)) return { kind: 'broken', error }
      throw error
    }
  }
}

async function readText(body: AsyncIterable<Uint8Array>): Promise<string> {
  const decoder = new TextDecoder()
  let text = ''
  for await (const chunk of body) text += decoder.decode(chunk, { stream: true })
  return text + decoder.decode()
}

/** Null for an empty answer, or one that is no JSON. */
function parsed(text: string): unknown {
  if (text === '') return null
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}
