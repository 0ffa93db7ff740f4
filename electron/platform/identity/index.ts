import { AppError, cancelled } from '../../core/errors.ts'
import {
  afterAttempts,
  defaultRetryLimits,
  isTooSlow,
  jitter,
  type RetryLimits,
  readRetryAfter,
  retryDelay,
  type Trouble,
} from '../../core/graph/retry.ts'
import { tooLong } from '../../core/graph/throttle.ts'
import { isPassingRefusal, signInFailure } from '../../core/identity/signin-failure.ts'
import { readTokenClaims } from '../../core/identity/token-claims.ts'
import type { AccessToken, Clock, Log, Random, TokenSource } from '../../core/ports.ts'
import { createShared } from './shared.ts'
import { requestToken, type TokenAnswer, type TokenRequest } from './token-request.ts'

export type { Credential } from './token-request.ts'

export type TokenSourceOptions = TokenRequest & {
  clock: Clock
  log: Log
  /** Used for jitter. */
  random: Random
  limits?: RetryLimits
}

const usualLimits: RetryLimits = { ...defaultRetryLimits, putOffAttempts: 4, faultAttempts: 3 }
/** A token is renewed this long before it ends, or when a tenth of its life is left, so that it outlives the request that carries it. */
const longestMarginMs = 300_000

/**
 * Tokens for one app in one tenant, kept in memory only. Callers at the same time share one request, which ends when the last of them
 * gives up. Until it is renewed the same token is given out as the same object, so that callers can tell a renewed one.
 *
 * Passing faults of the service and of the network are tried again within limits. It throws what {@link signInFailure} makes of a
 * refusal, and what the connection throws.
 */
export function createTokenSource(options: TokenSourceOptions): TokenSource {
  let cached: { token: AccessToken; renewAt: number } | null = null
  const renew = createShared(async signal => {
    const startedAt = options.clock.now()
    const answer = await askPatiently(options, signal)
    const expiresAt = startedAt + answer.lifetimeMs
    const token = { text: answer.text, ...readTokenClaims(answer.text.reveal()), expiresAt }
    cached = { token, renewAt: expiresAt - Math.min(longestMarginMs, answer.lifetimeMs / 10) }
    options.log.info('identity.token', {
      lifetimeSeconds: Math.round(answer.lifetimeMs / 1000),
      roles: token.roles?.length ?? null,
    })
    return token
  })
  return {
    async token({ fresh }, signal) {
      if (signal.aborted) throw cancelled()
      if (!fresh && cached !== null && options.clock.now() < cached.renewAt) return cached.token
      return renew(signal)
    },
  }
}

type GoodAnswer = Extract<TokenAnswer, { kind: 'token' }>

async function askPatiently(options: TokenSourceOptions, signal: AbortSignal): Promise<GoodAnswer> {
  const { clock, log, random, limits = usualLimits } = options
  for (let attempts = 1; ; attempts += 1) {
    const outcome = await askOnce(options, signal)
    if (outcome.kind === 'token') return outcome
    const { error, trouble } = outcome
    if (trouble === null) throw error
    const verdict = retryDelay(trouble, attempts, limits, random)
    log.warn('identity.trouble', {
      attempts,
      next: verdict.kind,
      code: error.code,
      aadsts: error.detail['aadsts'] ?? null,
      correlationId: error.detail['correlationId'] ?? null,
      reason: error.detail['reason'] ?? null,
    })
    if (verdict.kind === 'giveUp') throw afterAttempts(error, attempts)
    if (verdict.kind === 'tooLong') throw tooLong(clock.now() + verdict.ms)
    await clock.sleep(verdict.ms + jitter(verdict.ms, random), signal)
  }
}

/** `trouble` is null for a failure that asking again does not cure. */
type Failed = { kind: 'failed'; error: AppError; trouble: Trouble | null }

async function askOnce(options: TokenSourceOptions, signal: AbortSignal): Promise<GoodAnswer | Failed> {
  try {
    const answer = await requestToken(options, signal)
    if (answer.kind === 'token') return answer
    const { status, headers, body } = answer
    const trouble: Trouble | null = isPassingRefusal(status, body)
      ? { kind: 'putOff', retryAfterMs: readRetryAfter(headers, options.clock.now()) }
      : null
    return { kind: 'failed', error: signInFailure(status, body), trouble }
  } catch (error) {
    const passes = error instanceof AppError && ['offline', 'timedOut', 'invalidAnswer'].includes(error.code)
    if (!passes) throw error
    return { kind: 'failed', error, trouble: { kind: isTooSlow(error) ? 'slow' : 'fault' } }
  }
}
