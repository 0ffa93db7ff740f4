import { AppError, cancelled } from '../errors.ts'
import type { AccessToken, Clock, Http, Log, Random, TokenSource } from '../ports.ts'
import type { GraphCall } from './call.ts'
import type { RetryLimits } from './limits.ts'
import { resolveGraphLink } from './links.ts'
import { ask, type Failed, type Question } from './request.ts'
import { afterAttempts, isTooSlow, readRetryAfter, retryDelay, type Trouble } from './retry.ts'
import { type Limiter, tooLong, type WaitBudget } from './throttle.ts'

type Ports = {
  http: Http
  clock: Clock
  tokens: TokenSource
  limiter: Limiter
  retryPolicy: RetryPolicy
  waitBudgetFor: (call: GraphCall) => WaitBudget
  graphOrigin: string
}

/** Asks until there is an answer or asking again is pointless. */
type Send = <T>(question: Question<T>) => Promise<T>

export function createSender(ports: Ports): Send {
  const { limiter } = ports
  return async <T>(question: Question<T>): Promise<T> => {
    const { call } = question
    // The token goes along with every request, so that no oversight elsewhere may send one away from
    // Microsoft Graph.
    resolveGraphLink(question.url, ports.graphOrigin)
    const waitBudget = ports.waitBudgetFor(call)
    const renewal = createRenewal(ports.tokens)
    for (let attempts = 1; ; attempts += 1) {
      if (call.signal.aborted) throw cancelled()
      if (call.endsBy !== undefined && ports.clock.now() > call.endsBy) throw overdue()
      const outcome = await limiter.run(call.scope, waitBudget, call.signal, async () => {
        const token = await renewal.token(call.signal)
        return ask(ports.http, token, question)
      })
      if (outcome.kind === 'answer') {
        limiter.observe(call.scope, Number(outcome.headers['x-ms-throttle-limit-percentage']))
        return outcome.value
      }
      if (!renewal.helps(outcome)) await ports.retryPolicy(call, outcome, attempts, waitBudget)
    }
  }
}

/** The time for all of a dataset's requests together is over. */
function overdue(): AppError {
  return new AppError('timedOut', 'Reading this from Microsoft Graph took too long in all.', {
    fix: 'Sync again: it resumes from here. If it happens again, look for a quicker connection or sync at another time.',
    step: 'network',
    detail: { kind: 'overdue' },
  })
}

/**
 * One new token per request and no more: a token that is refused right after it was made will be refused
 * again.
 */
function createRenewal(tokens: TokenSource) {
  let used: AccessToken | null = null
  let refused: AccessToken | null = null
  return {
    async token(signal: AbortSignal): Promise<AccessToken> {
      const current = await tokens.token({ fresh: false }, signal)
      // Another request may have renewed it meanwhile; then there is no need to ask once more.
      const stale = refused !== null && current.text === refused.text
      used = stale ? await tokens.token({ fresh: true }, signal) : current
      return used
    },
    /** Whether the token was refused and a new one may help, which is then asked for. */
    helps(failed: Failed): boolean {
      if (failed.kind !== 'refused' || failed.status !== 401) return false
      if (refused !== null || used === null) return false
      refused = used
      return true
    },
  }
}

type PolicyPorts = { clock: Clock; random: Random; log: Log; limiter: Limiter; limits: RetryLimits }

/** Waits as a failure asks for, or throws when asking again is pointless. */
type RetryPolicy = (
  call: Pick<GraphCall, 'scope' | 'limits'>,
  failed: Failed,
  attempts: number,
  waitBudget: WaitBudget,
) => Promise<void>

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

export function createRetryPolicy({ clock, random, log, limiter, limits }: PolicyPorts): RetryPolicy {
  return async ({ scope, limits: ofCall }, failed, attempts, waitBudget) => {
    const trouble = troubleOf(failed, clock.now())
    if (trouble === null) throw failed.error
    const next = retryDelay(trouble, attempts, { ...limits, ...ofCall }, random)
    logTrouble(log, scope, failed, attempts, next.kind)
    if (next.kind === 'giveUp') throw afterAttempts(failed.error, attempts)
    const until = clock.now() + next.ms
    if (trouble.kind === 'putOff') limiter.hold(scope, until)
    if (next.kind === 'tooLong') throw withCodes(tooLong(until), failed.error)
    // A hold is waited for by the limiter, together with everybody else's requests of the scope.
    if (trouble.kind !== 'putOff') await waitBudget.until(until, 'fault')
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
 * Tenants with Entra ID P1 are sometimes refused as if they had none (microsoft-graph-docs#14120), and a
 * refusal without any reason may be temporary.
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
