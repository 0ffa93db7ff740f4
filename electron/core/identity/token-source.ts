import { clockOffset } from '../clock-offset.ts'
import { AppError, cancelled } from '../errors.ts'
import { defaultRetryLimits, type RetryLimits } from '../graph/limits.ts'
import { afterAttempts, isTooSlow, jitter, readRetryAfter, retryDelay, type Trouble } from '../graph/retry.ts'
import { tooLong } from '../graph/throttle.ts'
import type { AccessToken, Clock, Log, Random, TokenSource } from '../ports.ts'
import type { Secret } from '../secret.ts'
import { isPassingRefusal, signInFailure } from './signin-failure.ts'
import { readTokenClaims } from './token-claims.ts'

/** What the sign-in host answered to one request for a token. */
export type TokenAnswer =
  | { kind: 'token'; text: Secret; lifetimeMs: number }
  | { kind: 'refused'; status: number; headers: Readonly<Record<string, string>>; body: unknown }

export type TokenSourceOptions = {
  /** Asks the sign-in host once. */
  request: (signal: AbortSignal) => Promise<TokenAnswer>
  clock: Clock
  log: Log
  /** Used for jitter. */
  random: Random
  limits?: RetryLimits
}

const usualLimits: RetryLimits = { ...defaultRetryLimits, putOffAttempts: 4, faultAttempts: 3 }
/**
 * A token is renewed this long before it ends, or when a tenth of its life is left, so that it outlives the
 * request that carries it.
 */
const maxMarginMs = 300_000

/**
 * Tokens for one app in one tenant, kept in memory only. Callers at the same time share one request, which
 * ends when the last of them gives up. Until it is renewed the same token is given out as the same object, so
 * that callers can tell a renewed one.
 *
 * Passing faults of the service and of the network are tried again within limits. It throws what {@link
 * signInFailure} makes of a refusal, and what the connection throws.
 */
export function createTokenSource(options: TokenSourceOptions): TokenSource {
  let cached: { token: AccessToken; renewAt: number } | null = null
  const renew = createShared(async signal => {
    const startedAt = options.clock.now()
    const answer = await askWithRetries(options, signal)
    const expiresAt = startedAt + answer.lifetimeMs
    const token = { text: answer.text, ...readTokenClaims(answer.text.reveal()), expiresAt }
    cached = { token, renewAt: expiresAt - Math.min(maxMarginMs, answer.lifetimeMs / 10) }
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

async function askWithRetries(options: TokenSourceOptions, signal: AbortSignal): Promise<GoodAnswer> {
  const { clock, log, random, limits = usualLimits } = options
  for (let attempts = 1; ; attempts += 1) {
    const answer = await askOnce(options, signal)
    if (answer.kind === 'token') return answer
    const { error, trouble } = answer
    if (trouble === null) throw error
    const next = retryDelay(trouble, attempts, limits, random)
    log.warn('identity.trouble', {
      attempts,
      next: next.kind,
      code: error.code,
      aadsts: error.detail['aadsts'] ?? null,
      correlationId: error.detail['correlationId'] ?? null,
      reason: error.detail['reason'] ?? null,
    })
    if (next.kind === 'giveUp') throw afterAttempts(error, attempts)
    if (next.kind === 'tooLong') throw tooLong(clock.now() + next.ms)
    await clock.sleep(next.ms + jitter(next.ms, random), signal)
  }
}

/** `trouble` is null for a failure that another attempt would not fix. */
type Failed = { kind: 'failed'; error: AppError; trouble: Trouble | null }

async function askOnce(options: TokenSourceOptions, signal: AbortSignal): Promise<GoodAnswer | Failed> {
  try {
    const answer = await options.request(signal)
    if (answer.kind === 'token') return answer
    const { status, headers, body } = answer
    const now = options.clock.now()
    const trouble: Trouble | null = isPassingRefusal(status, body)
      ? { kind: 'putOff', retryAfterMs: readRetryAfter(headers, now) }
      : null
    const error = signInFailure(status, body, clockOffset(headers['date'], now))
    return { kind: 'failed', error, trouble }
  } catch (error) {
    const passes = error instanceof AppError && ['offline', 'timedOut', 'invalidAnswer'].includes(error.code)
    if (!passes) throw error
    return { kind: 'failed', error, trouble: { kind: isTooSlow(error) ? 'slow' : 'fault' } }
  }
}

type Running<T> = { result: Promise<T>; stop: AbortController; waiting: number }

/**
 * Work that callers at the same time share. Each of them can leave by its own signal; the work is cancelled
 * when nobody waits any more. The next call after it has ended starts it again.
 */
function createShared<T>(work: (signal: AbortSignal) => Promise<T>): (signal: AbortSignal) => Promise<T> {
  let running: Running<T> | null = null

  const start = (): Running<T> => {
    const stop = new AbortController()
    const result = work(stop.signal).finally(() => {
      if (running?.stop === stop) running = null
    })
    // Whoever still waits sees the failure; when all have left it must not end the process.
    result.catch(() => undefined)
    return { result, stop, waiting: 0 }
  }

  return async signal => {
    running ??= start()
    const mine = running
    mine.waiting += 1
    const left = Promise.withResolvers<never>()
    const leave = () => left.reject(cancelled())
    signal.addEventListener('abort', leave, { once: true })
    if (signal.aborted) leave()
    try {
      return await Promise.race([mine.result, left.promise])
    } finally {
      signal.removeEventListener('abort', leave)
      mine.waiting -= 1
      if (mine.waiting === 0) {
        mine.stop.abort()
        if (running === mine) running = null
      }
    }
  }
}
