import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { AppError } from '../../../electron/core/errors.ts'
import { createMeter } from '../../../electron/core/graph/call.ts'
import { defaultRetryLimits } from '../../../electron/core/graph/limits.ts'
import { attempt, jitter, readRetryAfter, retryDelay } from '../../../electron/core/graph/retry.ts'
import { createJumpingClock } from '../../support/jumping-clock.ts'

const limits = defaultRetryLimits
const now = Date.parse('2026-11-23T10:00:00Z')

describe('how long to wait', () => {
  test('at least as long as the service asks, whatever the jitter', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 600_000 }),
        fc.double({ min: 0, max: 0.999, noNaN: true }),
        (asked, chance) => {
          const random = () => chance
          const verdict = retryDelay({ kind: 'putOff', retryAfterMs: asked }, 1, limits, random)
          expect(verdict).toEqual({ kind: 'wait', ms: asked })
          expect(jitter(asked, random)).toBeGreaterThanOrEqual(0)
          expect(jitter(asked, random)).toBeLessThanOrEqual(1_000)
        },
      ),
    )
  })

  test('longer and longer where the service names no time, up to a limit', () => {
    const waits = [1, 2, 3, 4, 5, 6, 7].map(attempts => {
      const verdict = retryDelay({ kind: 'putOff', retryAfterMs: null }, attempts, limits, () => 1)
      return verdict.kind === 'wait' ? verdict.ms : null
    })
    expect(waits).toEqual([1_000, 2_000, 4_000, 8_000, 16_000, 32_000, 60_000])
  })

  test('never at once, though the service says so', () => {
    const verdict = retryDelay({ kind: 'putOff', retryAfterMs: 0 }, 1, limits, () => 0)
    expect(verdict).toEqual({ kind: 'wait', ms: limits.baseMs / 2 })
  })

  test('not at all after the last attempt, and not for more than ten minutes', () => {
    expect(retryDelay({ kind: 'fault' }, limits.faultAttempts, limits, () => 0)).toEqual({ kind: 'giveUp' })
    expect(retryDelay({ kind: 'putOff', retryAfterMs: 1 }, limits.putOffAttempts, limits, () => 0)).toEqual({
      kind: 'giveUp',
    })
    expect(retryDelay({ kind: 'putOff', retryAfterMs: 3_600_000 }, 1, limits, () => 0)).toEqual({
      kind: 'tooLong',
      ms: 3_600_000,
    })
  })
})

describe('Retry-After', () => {
  test('in seconds', () => {
    expect(readRetryAfter({ 'retry-after': '17' }, now)).toBe(17_000)
    expect(readRetryAfter({ 'retry-after': '1.5' }, now)).toBe(1_500)
    expect(readRetryAfter({ 'retry-after': '0' }, now)).toBe(0)
  })

  test('as a date, measured by the service’s own clock where it tells it', () => {
    const date = 'Mon, 23 Nov 2026 10:00:30 GMT'
    expect(readRetryAfter({ 'retry-after': date }, now)).toBe(30_000)
    const fast = now + 3_600_000
    expect(readRetryAfter({ 'retry-after': date, date: 'Mon, 23 Nov 2026 10:00:00 GMT' }, fast)).toBe(30_000)
    expect(readRetryAfter({ 'retry-after': 'Mon, 23 Nov 2026 09:00:00 GMT' }, now)).toBe(0)
  })

  test.each(['9'.repeat(30), '9'.repeat(400), '99999999', 'Fri, 31 Dec 9999 23:59:59 GMT', '5, 99999999'])(
    'that is absurd is a day: %s',
    text => {
      const asked = readRetryAfter({ 'retry-after': text }, now)
      expect(asked).toBe(86_400_000)
    },
  )

  test('that came twice counts as the longer one', () => {
    expect(readRetryAfter({ 'retry-after': '5, 20' }, now)).toBe(20_000)
  })

  test.each(['', 'soon', '-5', 'NaN'])('that cannot be read is no time: "%s"', text => {
    expect(readRetryAfter({ 'retry-after': text }, now)).toBeNull()
    expect(readRetryAfter({}, now)).toBeNull()
  })
})

describe('work whose answer was no good', () => {
  const failure = (code: AppError['code'], detail: Record<string, string> = {}) =>
    new AppError(code, 'It failed.', { fix: 'Try again.', detail })

  async function run(errors: readonly unknown[]) {
    const clock = createJumpingClock()
    const meter = createMeter()
    let calls = 0
    const result = attempt(
      async () => {
        const error = errors[calls]
        calls += 1
        if (error !== undefined) throw error
        return 'done'
      },
      { clock, random: () => 0.5, signal: new AbortController().signal, meter },
    )
    const settled = await result.catch((error: unknown) => error)
    return { settled, calls, clock, meter }
  }

  test.each([
    failure('invalidAnswer'),
    failure('linkExpired'),
    failure('offline', { phase: 'body' }),
    failure('timedOut', { phase: 'body' }),
  ])('is done again: $code', async error => {
    const { settled, calls, clock, meter } = await run([error, error])
    expect(settled).toBe('done')
    expect(calls).toBe(3)
    expect(clock.slept).toHaveLength(2)
    expect(meter.waitingUntil).toBeNull()
  })

  test('is given up after some attempts, saying how many', async () => {
    const { settled, calls } = await run(Array.from({ length: 9 }, () => failure('invalidAnswer')))
    expect(settled).toMatchObject({ code: 'invalidAnswer', detail: { attempts: '4' } })
    expect(calls).toBe(4)
  })

  test.each([
    failure('invalidAnswer', { attempts: '4' }),
    failure('linkExpired', { kind: 'expiredDeltaToken' }),
    failure('offline', { phase: 'connect' }),
    failure('consentMissing'),
    failure('cancelled'),
    new TypeError('a fault of the program'),
  ])('is not repeated when that was tried, or does not help: %s', async error => {
    const { settled, calls } = await run([error])
    expect(settled).toBe(error)
    expect(calls).toBe(1)
  })
})
