import { describe, expect, test } from 'vitest'
import { createMeter, type GraphCall } from '../../../electron/core/graph/call.ts'
import { defaultRetryLimits } from '../../../electron/core/graph/limits.ts'
import { createLimiter, createWaits } from '../../../electron/core/graph/throttle.ts'
import { createJumpingClock } from '../../support/jumping-clock.ts'

function setUp(concurrency = 2) {
  const clock = createJumpingClock()
  const limiter = createLimiter({ concurrency, clock })
  const waitBudgetFor = createWaits(clock, () => 0.5, defaultRetryLimits)
  const call: GraphCall = {
    signal: new AbortController().signal,
    meter: createMeter(),
    scope: 'directory',
    permission: null,
  }
  const run = <T>(task: () => Promise<T>, scope = 'directory') =>
    limiter.run(scope, waitBudgetFor(call), call.signal, task)
  return { clock, limiter, waitBudgetFor, call, run }
}

describe('one limiter for all', () => {
  test('runs no more at once than it is told', async () => {
    const { run } = setUp(2)
    let running = 0
    let most = 0
    await Promise.all(
      Array.from({ length: 8 }, () =>
        run(async () => {
          running += 1
          most = Math.max(most, running)
          await new Promise(resolve => setTimeout(resolve, 5))
          running -= 1
        }),
      ),
    )
    expect(most).toBe(2)
  })

  test('starts nothing of a scope before its hold ends, and everything of another at once', async () => {
    const { clock, limiter, run } = setUp()
    const until = clock.now() + 60_000
    limiter.hold('directory', until)
    expect(await run(async () => clock.now(), 'reports:getX')).toBeLessThan(until)
    const starts = await Promise.all([1, 2, 3].map(() => run(async () => clock.now())))
    for (const start of starts) expect(start).toBeGreaterThanOrEqual(until)
  })

  test('a shorter hold does not shorten a longer one', async () => {
    const { clock, limiter, run } = setUp()
    const until = clock.now() + 60_000
    limiter.hold('directory', until)
    limiter.hold('directory', clock.now() + 1_000)
    expect(await run(async () => clock.now())).toBeGreaterThanOrEqual(until)
  })

  test('a request that waited for its place hears of a hold that began meanwhile', async () => {
    const { clock, limiter, run } = setUp(1)
    const until = clock.now() + 30_000
    const first = run(async () => limiter.hold('directory', until))
    const second = run(async () => clock.now())
    await first
    expect(await second).toBeGreaterThanOrEqual(until)
  })

  test('slows down before the service has to say no', async () => {
    const { clock, limiter, run } = setUp()
    const before = clock.now()
    limiter.observe('directory', Number.NaN)
    limiter.observe('directory', 0.5)
    await run(async () => undefined)
    expect(clock.now()).toBe(before)
    limiter.observe('directory', 0.8)
    await run(async () => undefined)
    const gentle = clock.now() - before
    expect(gentle).toBeGreaterThanOrEqual(250)
    limiter.observe('directory', 1.2)
    await run(async () => undefined)
    expect(clock.now() - before - gentle).toBeGreaterThanOrEqual(3_000)
  })
})

describe('waits', () => {
  test('are counted once for requests that wait side by side', async () => {
    const { call, clock, limiter, run } = setUp()
    limiter.hold('directory', clock.now() + 10_000)
    await Promise.all([1, 2, 3, 4].map(() => run(async () => undefined)))
    expect(call.meter.throttledMs).toBeGreaterThanOrEqual(10_000)
    expect(call.meter.throttledMs).toBeLessThan(12_000)
    expect(call.meter.waitingUntil).toBeNull()
  })

  test('too long for anybody to sit out end at once and say when to come back', async () => {
    const { clock, limiter, run } = setUp()
    const until = clock.now() + 3_600_000
    limiter.hold('directory', until)
    await expect(run(async () => undefined)).rejects.toMatchObject({ code: 'throttled', retryAt: until })
    expect(clock.slept).toEqual([])
  })

  test('of one request have a limit together', async () => {
    const { call, clock, waitBudgetFor } = setUp()
    const waitBudget = waitBudgetFor(call)
    for (let round = 0; round < 3; round += 1) await waitBudget.until(clock.now() + 590_000, 'throttled')
    await expect(waitBudget.until(clock.now() + 590_000, 'throttled')).rejects.toMatchObject({
      code: 'throttled',
    })
  })
})
