import { AppError, cancelled } from '../errors.ts'
import type { Clock, Random } from '../ports.ts'
import type { Meter } from './call.ts'
import { defaultRetryLimits, type RetryLimits } from './limits.ts'

/**
 * `putOff`: the service is there and wants to be asked later. `fault`: it or the way to it failed. `doubt`: a
 * refusal that is known to pass at times. `slow`: an answer that came, but too slowly to wait for.
 */
export type Trouble = { kind: 'putOff'; retryAfterMs: number | null } | { kind: 'fault' | 'doubt' | 'slow' }

/**
 * Milliseconds to wait, or why asking again is pointless: too many attempts, or a wait that is too long.
 */
type RetryResult = { kind: 'wait'; ms: number } | { kind: 'giveUp' } | { kind: 'tooLong'; ms: number }

/**
 * What to do after the given number of attempts. A wait that the service named is kept to the full; whoever
 * waits adds {@link jitter}, which only ever makes it longer. Without a named wait it is exponential backoff
 * with jitter, as the throttling page asks for.
 */
export function retryDelay(
  trouble: Trouble,
  attempts: number,
  limits: RetryLimits,
  random: Random,
): RetryResult {
  const allowed = limits[`${trouble.kind}Attempts`]
  const asked = trouble.kind === 'putOff' ? trouble.retryAfterMs : null
  if (asked !== null && asked > limits.maxWaitMs) return { kind: 'tooLong', ms: asked }
  if (attempts >= allowed) return { kind: 'giveUp' }
  return {
    kind: 'wait',
    // Asking again at once counts against the limit, so that "after 0 seconds" names no time.
    ms: asked || backoff(attempts, limits, random),
  }
}

/** Between half and the whole of a step that doubles with each attempt. */
function backoff(attempts: number, limits: RetryLimits, random: Random): number {
  const step = Math.min(limits.maxBackoffMs, limits.baseMs * 2 ** (attempts - 1))
  return Math.round(step * (0.5 + random() / 2))
}

/**
 * Milliseconds on top of a wait, which spread requests that would all start again in one instant: a tenth of
 * it, a second at most.
 */
export function jitter(waitMs: number, random: Random): number {
  return Math.round(random() * Math.min(1_000, 50 + waitMs / 10))
}

/** Longer waits than a day are a mistake of whoever asks for them; nothing is postponed for longer. */
const maxAskedMs = 86_400_000

/**
 * The wait in milliseconds that `retry-after` asks for, in seconds or as an HTTP date, a day at most; null
 * when there is none that can be read. Of a header that came twice the longest wait counts. A date is
 * measured against the answer's own `date`, so that a wrong clock on this machine neither shortens nor
 * stretches it.
 */
export function readRetryAfter(headers: Readonly<Record<string, string>>, now: number): number | null {
  const text = headers['retry-after']?.trim() ?? ''
  if (/^\d+(\.\d+)?(\s*,\s*\d+(\.\d+)?)*$/.test(text.slice(0, 200))) {
    const seconds = Math.max(...text.slice(0, 200).split(',').map(Number))
    return Math.min(maxAskedMs, Math.ceil(seconds * 1000))
  }
  // Date.parse takes much for a date, for instance -5, that no server means as one.
  const until = /^[A-Z][a-z]{2,8},? /.test(text) ? Date.parse(text) : Number.NaN
  if (Number.isNaN(until)) return null
  const theirs = Date.parse(headers['date'] ?? '')
  return Math.min(maxAskedMs, Math.max(0, until - (Number.isNaN(theirs) ? now : theirs)))
}

/**
 * The same failure with the number of attempts it took, which also shows {@link attempt} that it was retried.
 */
export function afterAttempts(error: AppError, attempts: number): AppError {
  return new AppError(error.code, error.message, {
    fix: error.fix,
    step: error.step,
    detail: { ...error.detail, attempts: String(attempts) },
    retryAt: error.retryAt,
    cause: error.cause,
  })
}

type AttemptPorts = {
  clock: Clock
  random: Random
  signal: AbortSignal
  meter: Meter
  limits?: RetryLimits
}

/**
 * Repeats work whose answer turned out to be no good after it had arrived: it did not parse, its signed link
 * had expired, or the connection broke while it streamed. What the Graph client itself has already tried
 * several times is not tried again, nor is an expired page or delta token, which only a new listing cures.
 */
export async function attempt<T>(operation: () => Promise<T>, ports: AttemptPorts): Promise<T> {
  const limits = ports.limits ?? defaultRetryLimits
  for (let attempts = 1; ; attempts += 1) {
    if (ports.signal.aborted) throw cancelled()
    try {
      return await operation()
    } catch (error) {
      if (!isWorthRepeating(error)) throw error
      const next = retryDelay({ kind: isTooSlow(error) ? 'slow' : 'fault' }, attempts, limits, ports.random)
      if (next.kind !== 'wait') throw afterAttempts(error, attempts)
      await waitInSight(ports, next.ms)
    }
  }
}

/** Whether the answer came too slowly to wait for its end. */
export function isTooSlow({ code, detail }: AppError): boolean {
  return code === 'timedOut' && detail['kind'] === 'tooSlow'
}

/**
 * In which way an answer is worse than what is stored, as `detail.kind` of its error names it. Whoever judged
 * the answer decides whether to ask once more; the client does not repeat it by itself.
 */
export const worseKinds = [
  'emptied',
  'shortened',
  'older',
  'future',
  'nameless',
  'concealed',
  'unreadable',
] as const
export type WorseKind = (typeof worseKinds)[number]

/** Kinds of bad answers that the same request would only bring again. */
const onlyCuredElsewhere: ReadonlySet<string> = new Set([
  'expiredPageToken',
  'expiredDeltaToken',
  'repeatedNextLink',
  'incompleteRanges',
  'columns',
  'overdue',
  'jsonForCsv',
  ...worseKinds,
])

function isWorthRepeating(error: unknown): error is AppError {
  if (!(error instanceof AppError)) return false
  const { attempts, kind, phase } = error.detail
  if (attempts !== undefined || onlyCuredElsewhere.has(kind ?? '')) return false
  if (error.code === 'invalidAnswer' || error.code === 'linkExpired') return true
  return phase === 'body' && (error.code === 'offline' || error.code === 'timedOut')
}

async function waitInSight({ clock, signal, meter }: AttemptPorts, milliseconds: number): Promise<void> {
  meter.waitingUntil = clock.now() + milliseconds
  try {
    await clock.sleep(milliseconds, signal)
  } finally {
    meter.waitingUntil = null
  }
}
