import type { ErrorCode } from '../../contract/errors.ts'
import type { InspectCertificate } from '../connectors/certificate.ts'
import { AppError, isAbort } from '../errors.ts'
import { createMeter, type GraphCall } from '../graph/call.ts'
import type { GraphClient } from '../graph/client.ts'
import { readOpenIdConfiguration } from '../identity/openid-configuration.ts'
import type { Clock, Cloud, Http, TokenSource } from '../ports.ts'
import type { SetupPorts } from './checks/questions.ts'

type GraphAccess = {
  http: Http
  tokens: TokenSource
  graph: Pick<GraphClient, 'page' | 'report' | 'url'>
  cloud: Cloud
  clock: Clock
  inspectCertificate: InspectCertificate
  /** Limit for one call with all its repetitions, in milliseconds. Somebody is watching the checks run. */
  limitMs?: number
}

const defaultLimitMs = 60_000

/**
 * The checks' calls over the same HTTP, sign-in and Graph client that a sync uses, so that what passes here
 * works there.
 */
export function createSetupPorts(access: GraphAccess): SetupPorts {
  const { http, tokens, graph, cloud, clock, inspectCertificate, limitMs = defaultLimitMs } = access
  const limited = <T>(signal: AbortSignal, work: (signal: AbortSignal) => Promise<T>) =>
    withinLimit(signal, limitMs, work)
  return {
    cloud,
    clock,
    inspectCertificate,
    openId: (tenant, signal) =>
      limited(signal, inner =>
        repeated(clock, inner, () => readOpenIdConfiguration(http, cloud, tenant, inner)),
      ),
    token: signal => limited(signal, inner => tokens.token({ fresh: true }, inner)),
    read: (path, permission, signal) =>
      limited(signal, async inner => {
        return parseJson(await graph.page(graph.url(path), callOf(path, permission, inner)))
      }),
    report: (path, permission, signal) =>
      limited(signal, async inner => {
        const download = await graph.report(graph.url(path), callOf(path, permission, inner))
        await download.discard()
      }),
  }
}

const passing: ReadonlySet<ErrorCode> = new Set([
  'offline',
  'timedOut',
  'serviceUnavailable',
  'invalidAnswer',
])
const attempts = 3
const firstPauseMs = 500

/** One bad answer says nothing about a tenant; tokens and Microsoft Graph have retries of their own. */
async function repeated<T>(clock: Clock, signal: AbortSignal, work: () => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await work()
    } catch (error) {
      const isLast = attempt >= attempts || !(error instanceof AppError) || !passing.has(error.code)
      if (isLast) throw error
    }
    await clock.sleep(firstPauseMs * attempt, signal)
  }
}

/** Every path is throttled by itself: a report's quota must not hold up the directory. */
function callOf(path: string, permission: string, signal: AbortSignal): GraphCall {
  return { signal, meter: createMeter(), scope: `check:${path.split(/[?(]/)[0] ?? path}`, permission }
}

function parseJson(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder().decode(bytes))
  } catch (cause) {
    throw new AppError('invalidAnswer', 'Microsoft Graph returned a response that is not JSON.', {
      fix: 'Try again later. If the problem continues, a proxy may be changing the answers.',
      step: 'network',
      cause,
    })
  }
}

async function withinLimit<T>(
  signal: AbortSignal,
  limitMs: number,
  work: (signal: AbortSignal) => Promise<T>,
): Promise<T> {
  const limit = AbortSignal.timeout(limitMs)
  try {
    return await work(AbortSignal.any([signal, limit]))
  } catch (error) {
    if (!isAbort(error) || signal.aborted || !limit.aborted) throw error
    throw new AppError('timedOut', `There was no answer within ${Math.round(limitMs / 1000)} seconds.`, {
      fix: 'Check the connection, and try again in some minutes.',
      step: 'network',
      cause: error,
    })
  }
}
