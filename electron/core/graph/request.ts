import { randomUUID } from 'node:crypto'
import { AppError } from '../errors.ts'
import type { AccessToken, Http, HttpResponse } from '../ports.ts'
import type { GraphCall } from './call.ts'
import { graphFailure } from './failure.ts'
import { maxFaultBytes, readGraphFault } from './fault.ts'
import { authorization } from './token.ts'

/** A minute without a byte is taken for an answer that will not come. */
export const answerTimeoutMs = 60_000

export type Question<T> = {
  url: URL
  accept: string
  call: GraphCall
  /** Whether `read` takes this status; any other is an error answer. */
  takes(status: number): boolean
  /** Reads the answer. What it throws with `offline`, `timedOut` or `invalidAnswer` is asked for again. */
  read(response: HttpResponse): Promise<T>
}

/** What came of asking once. `headers` are there whenever there was an answer. */
export type RequestResult<T> = { kind: 'answer'; value: T; headers: Headers } | Failed
export type Failed =
  | { kind: 'refused'; status: number; error: AppError; headers: Headers }
  | { kind: 'broken'; error: AppError }
type Headers = Readonly<Record<string, string>>

const passing = new Set(['offline', 'timedOut', 'invalidAnswer'])

/**
 * Failures of the connection or of what came over it. Everything else that is thrown is not cured by asking
 * again.
 */
export function isPassing(error: unknown): error is AppError {
  return error instanceof AppError && passing.has(error.code)
}

/**
 * Asks Microsoft Graph once, with the token and an id of its own for the request, and counts what it costs.
 */
export async function ask<T>(
  http: Http,
  token: AccessToken,
  question: Question<T>,
): Promise<RequestResult<T>> {
  const { call, url } = question
  const clientRequestId = randomUUID()
  call.meter.requests += 1
  try {
    const response = await http({
      method: 'GET',
      url,
      headers: {
        authorization: authorization(token),
        accept: question.accept,
        'client-request-id': clientRequestId,
        ...(call.consistency === true ? { consistencylevel: 'eventual' } : {}),
      },
      timeoutMs: answerTimeoutMs,
      endsBy: call.endsBy,
      signal: call.signal,
    })
    const { status, headers } = response
    if (question.takes(status)) return { kind: 'answer', value: await question.read(response), headers }
    const error = await readRefusal(response, question, clientRequestId)
    return { kind: 'refused', status, error, headers }
  } catch (error) {
    if (isPassing(error)) return { kind: 'broken', error }
    throw error
  }
}

async function readRefusal(
  response: HttpResponse,
  { call, url }: { call: GraphCall; url: URL },
  clientRequestId: string,
): Promise<AppError> {
  const body = await readHead(response)
  call.meter.bytes += response.wireBytes()
  const fault = readGraphFault(response.status, response.headers, body)
  const changes = url.pathname.endsWith('/delta')
  return graphFailure(fault, { permission: call.permission, clientRequestId, changes })
}

/** An error body that breaks off or is no text still leaves the status, which says most. */
async function readHead(response: HttpResponse): Promise<string> {
  const chunks: Uint8Array[] = []
  let size = 0
  try {
    for await (const chunk of response.body) {
      chunks.push(chunk)
      size += chunk.byteLength
      if (size > maxFaultBytes) break
    }
  } catch (error) {
    if (error instanceof AppError && error.code === 'cancelled') throw error
  }
  return Buffer.concat(chunks).toString('utf8')
}

/** Far above any page: 999 people with everything the product asks for are about 2 MB. */
const maxAnswerBytes = 64 * 1024 * 1024

/**
 * The whole body in memory of its own, so that it can be transferred to another thread. Where the length is
 * announced and the body is not compressed it is written into place as it arrives, which spares a copy of
 * every page.
 *
 * @throws AppError `invalidAnswer` when it is larger than any answer should be, and whatever the body throws.
 */
export async function readWhole(response: HttpResponse): Promise<Uint8Array> {
  const announced = response.headers['content-encoding'] === undefined ? announcedLength(response) : null
  return announced === null ? readUnknown(response) : readAnnounced(response, announced)
}

async function readAnnounced(response: HttpResponse, length: number): Promise<Uint8Array> {
  if (length > maxAnswerBytes) await refuseSize(response)
  const whole = Buffer.allocUnsafeSlow(length)
  let size = 0
  for await (const chunk of response.body) {
    // The connection has checked the announcement by the time the body ends; until then it could still be
    // wrong.
    if (size + chunk.byteLength > length) await refuseSize(response)
    whole.set(chunk, size)
    size += chunk.byteLength
  }
  return size === length ? whole : whole.subarray(0, size)
}

async function readUnknown(response: HttpResponse): Promise<Uint8Array> {
  const chunks: Uint8Array[] = []
  let size = 0
  for await (const chunk of response.body) {
    chunks.push(chunk)
    size += chunk.byteLength
    if (size > maxAnswerBytes) await refuseSize(response)
  }
  const whole = Buffer.allocUnsafeSlow(size)
  let at = 0
  for (const chunk of chunks) {
    whole.set(chunk, at)
    at += chunk.byteLength
  }
  return whole
}

function announcedLength({ headers }: HttpResponse): number | null {
  const length = headers['content-length'] ?? ''
  return /^\d{1,15}$/.test(length) ? Number(length) : null
}

async function refuseSize(response: HttpResponse): Promise<never> {
  await response.discard()
  throw new AppError('invalidAnswer', 'An answer was far larger than it should be and was not read.', {
    fix: 'Try again later. If it happens again, ask the network team whether a proxy changes answers.',
    step: 'network',
  })
}
