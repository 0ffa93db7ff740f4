import { AppError } from '../errors.ts'
import type { Clock, Log, Random } from '../ports.ts'
import type { Failed } from './exchange.ts'
import type { Limiter } from './limiter.ts'
import {
  afterAttempts,
  isTooSlow,
  type RetryLimits,
  readRetryAfter,
  retryDelay,
  type Trouble,
} from './retry.ts'
import { tooLong, type Waiter } from './waits.ts'

type Ports = { clock: Clock; random: Random; log: Log; limiter: Limiter; limits: RetryLimits }

/** Waits as a failure asks for, or throws when asking again is pointless. */
export type Patience = (scope: string, failed: Failed, attempts: number, waiter: Waiter) => Promise<void>

/**
 * 409 is a concurrency conflict of the directory, which passes (errors page); 202 says that the answer is not
 * ready yet.
 */
const putOffStatuses = new Set([202, 409, 429, 503, 504])
const faultStatuses = new Set([408, 421, 425])
/**
 * Not implemented, a version of HTTP that is not spoken, a network that asks to sign in: nothing that passes
 * within seconds.
 */
const lastingStatuses = new Set([501, 505, 511])

export function createPatience({ clock, random, log, limiter, limits }: Ports): Patience {
  return async (scope, failed, attempts, waiter) => {
    const trouble = troubleOf(failed, clock.now())
    if (trouble === null) throw failed.error
    const verdict = retryDelay(trouble, attempts, limits, random)
    logTrouble(log, scope, failed, attempts, verdict.kind)
    if (verdict.kind === 'giveUp') throw afterAttempts(failed.error, attempts)
    const until = clock.now() + verdict.ms
    if (trouble.kind === 'putOff') limiter.hold(scope, until)
    if (verdict.kind === 'tooLong') throw withCodes(tooLong(until), failed.error)
    // A hold is waited for by the limiter, together with everybody else's requests of the scope.
    if (trouble.kind !== 'putOff') await waiter.until(until, 'fault')
  }
}

function troubleOf(failed: Failed, now: number): Trouble | null {
  const { error } = failed
  if (error.detail['kind'] === 'overdue') return null
  if (failed.kind === 'broken') return { kind: isTooSlow(error) ? 'slow' : 'fault' }
  const { status, headers } = failed
  if (putOffStatuses.has(status) || error.code === 'throttled')
    return { kind: 'putOff', retryAfterMs: readRetryAfter(headers, now) }
  const isFault = faultStatuses.has(status) || (status >= 500 && !lastingStatuses.has(status))
  // A fault that names a time is a service that wants to be asked later.
  const retryAfterMs = isFault ? readRetryAfter(headers, now) : null
  if (retryAfterMs !== null) return { kind: 'putOff', retryAfterMs }
  if (isFault || error.code === 'invalidAnswer') return { kind: 'fault' }
  return isDoubtful(error) ? { kind: 'doubt' } : null
}

/**
 * Tenants with Entra ID P1 are told now and then that they have none (microsoft-graph-docs#14120), and a
 * refusal without any reason says nothing that would have to last.
 */
function isDoubtful({ code, detail, step }: AppError): boolean {
  if (code === 'licenseMissing') return true
  const reason = detail['graphCode'] ?? ''
  return code === 'forbidden' && step === 'permissions' && (reason === '' || reason === 'UnknownError')
}

function withCodes(error: AppError, codes: AppError): AppError {
  return new AppError(error.code, error.message, {
    fix: error.fix,
    step: error.step,
    detail: { ...codes.detail, ...error.detail },
    retryAt: error.retryAt,
  })
}

function logTrouble(log: Log, scope: string, failed: Failed, attempts: number, next: string): void {
  const { code, detail } = failed.error
  log.warn('graph.trouble', {
    scope,
    attempts,
    next,
    code,
    status: failed.kind === 'refused' ? failed.status : null,
    graphCode: detail['graphCode'] ?? null,
    requestId: detail['requestId'] ?? null,
    reason: detail['reason'] ?? null,
  })
}
