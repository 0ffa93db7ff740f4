import { describe, expect, test } from 'vitest'
import { decide, nextRunOf } from '../../../electron/core/schedule/decide.ts'
import { dueAt } from '../../../electron/core/schedule/due.ts'
import { defaultSettings } from '../../../electron/core/settings/defaults.ts'
import { at, connector, connectorId, iso, look, runAt, wireError } from './support.ts'

const { schedule } = defaultSettings
const zone = 'Europe/Berlin'
const morning = at('2026-11-24T05:00:00Z')
const tenMinutes = 600_000
const afterDue = at('2026-11-24T05:10:00Z')

describe('a connector is due', () => {
  test('at the first time of the schedule after its last sync, give or take ten minutes', () => {
    const due = dueAt(schedule, zone, connector({ runs: [runAt('2026-11-23T12:00:00Z')] }))
    expect(due).toBeGreaterThanOrEqual(morning)
    expect(due).toBeLessThan(morning + tenMinutes)
  })

  test('when it was never synced, at the first time after it was added', () => {
    const due = dueAt(schedule, zone, connector({ createdAt: at('2026-11-23T12:00:00Z') }))
    expect(due).toBeLessThan(morning + tenMinutes)
    expect(due).toBeGreaterThanOrEqual(morning)
  })

  test('when Microsoft said so, where it asked to come back later', () => {
    const retryAt = '2026-11-23T13:30:00.000Z'
    const runs = [runAt('2026-11-23T12:00:00Z', { status: 'partial', retryAt })]
    expect(iso(dueAt(schedule, zone, connector({ runs })))).toBe(retryAt)
  })

  test('soon again after a failure that passes by itself, with growing pauses', () => {
    const failed = (time: string) => runAt(time, { status: 'failed', error: wireError('offline') })
    const once = [failed('2026-11-23T12:00:00Z')]
    const twice = [failed('2026-11-23T12:20:00Z'), ...once]
    expect(iso(dueAt(schedule, zone, connector({ runs: once })))).toBe('2026-11-23T12:15:10.000Z')
    expect(iso(dueAt(schedule, zone, connector({ runs: twice })))).toBe('2026-11-23T12:50:10.000Z')
  })

  test('at its regular time after refused credentials', () => {
    const runs = [runAt('2026-11-23T12:00:00Z', { status: 'failed', error: wireError('signInRefused') })]
    expect(dueAt(schedule, zone, connector({ runs }))).toBeGreaterThanOrEqual(morning)
  })

  test('a quarter of an hour after an attempt that left no run', () => {
    const attempt = { at: at('2026-11-24T05:06:00Z'), inARow: 1, refusal: null }
    const due = dueAt(schedule, zone, connector({ runs: [runAt('2026-11-23T05:00:00Z')], attempt }))
    expect(iso(due)).toBe('2026-11-24T05:21:00.000Z')
  })

  test('not at once again after a sync of which nothing can be read', () => {
    const attempt = { at: at('2026-11-23T12:00:00Z'), inARow: 0, refusal: null }
    expect(dueAt(schedule, zone, connector({ attempt }))).toBeGreaterThanOrEqual(morning)
  })
})

describe('the decision', () => {
  test('before the time is to wait for it', () => {
    const decision = decide(look())
    expect(decision).toMatchObject({ start: null, waitingFor: null })
    expect(decision.nextRunAt).toBeGreaterThanOrEqual(morning)
    expect(decision.lookAgainAt).toBe(decision.nextRunAt)
  })

  test('at the time is to begin', () => {
    expect(decide(look({ now: afterDue })).start).toBe(connectorId)
  })

  test('after a sleep of three days is to catch up once', () => {
    const now = at('2026-11-26T14:00:00Z')
    expect(decide(look({ now })).start).toBe(connectorId)
    const caughtUp = [connector({ runs: [runAt('2026-11-26T14:00:00Z')] })]
    const next = decide(look({ now: now + 60_000, connectors: caughtUp })).nextRunAt
    expect(iso(next)).toMatch(/^2026-11-27T05:0/)
  })

  test('while any sync runs is to wait until it has ended', () => {
    expect(decide(look({ now: afterDue, busy: true })).start).toBeNull()
  })

  test('of two connectors that are due takes the one that waits longest', () => {
    const other = '6f9b7c1e-0000-4000-8000-000000000002'
    const connectors = [
      connector({ runs: [runAt('2026-11-23T05:04:00Z')] }),
      connector({ id: other, runs: [runAt('2026-11-20T05:04:00Z')] }),
    ]
    expect(decide(look({ now: afterDue, connectors })).start).toBe(other)
  })

  test.each([
    ['the network', { online: false }, 'network'],
    ['mains power, if so chosen', { onBattery: true }, 'power'],
    ['a network that is not metered, if so chosen', { metered: true }, 'unmetered'],
  ])('waits for %s', (_what, change, reason) => {
    const machine = { ...look().machine, ...change }
    const waiting = { ...schedule, onBattery: 'wait', onMetered: 'wait' } as const
    const decision = decide(look({ now: afterDue, machine, schedule: waiting }))
    expect(decision).toMatchObject({ start: null, waitingFor: reason, nextRunAt: null })
  })

  test('syncs the demo tenant without a network, and whoever needs one later', () => {
    const demo = '6f9b7c1e-0000-4000-8000-000000000003'
    const runs = [runAt('2026-11-23T05:04:00Z')]
    const connectors = [connector({ runs }), connector({ id: demo, needsNetwork: false, runs })]
    const machine = { ...look().machine, online: false }
    expect(decide(look({ now: afterDue, connectors, machine })).start).toBe(demo)
  })

  test('syncs on battery and metered networks where that was chosen', () => {
    const machine = { ...look().machine, onBattery: true, metered: true }
    const willing = { ...schedule, onBattery: 'sync', onMetered: 'sync' } as const
    expect(decide(look({ now: afterDue, machine, schedule: willing })).start).toBe(connectorId)
  })

  test('begins nothing while the machine goes to sleep, nor right after it woke', () => {
    const asleep = { ...look().machine, suspended: true }
    expect(decide(look({ now: afterDue, machine: asleep })).start).toBeNull()
    const woken = decide(look({ now: afterDue, notBefore: afterDue + 20_000 }))
    expect(woken).toMatchObject({ start: null, lookAgainAt: afterDue + 20_000 })
  })

  test('in quiet hours is to wait for their end, and says so', () => {
    const quiet = { ...schedule, quietHours: { from: '22:00', to: '07:00' } }
    const decision = decide(look({ now: afterDue, schedule: quiet }))
    expect(decision).toMatchObject({ start: null, waitingFor: 'quietHours' })
    expect(iso(decision.nextRunAt)).toBe('2026-11-24T06:00:00.000Z')
    const before = decide(look({ schedule: quiet }))
    expect(before.waitingFor).toBeNull()
    expect(iso(before.nextRunAt)).toBe('2026-11-24T06:00:00.000Z')
  })

  test('during a pause is to begin nothing before it ends', () => {
    const until = at('2026-11-25T09:00:00Z')
    const decision = decide(look({ now: afterDue, pause: { until } }))
    expect(decision).toMatchObject({ start: null, nextRunAt: until, lookAgainAt: until })
    expect(decide(look({ now: until, pause: { until } })).start).toBe(connectorId)
  })

  test('during a pause without an end is to wait for a person', () => {
    const decision = decide(look({ now: afterDue, pause: { until: null } }))
    expect(decision).toMatchObject({ start: null, nextRunAt: null, lookAgainAt: null })
  })

  test('with the schedule turned off is to do nothing', () => {
    const off = { ...schedule, enabled: false }
    expect(decide(look({ now: afterDue, schedule: off }))).toMatchObject({ start: null, nextRunAt: null })
    expect(nextRunOf(look({ schedule: off }), connector())).toBeNull()
  })

  test('without a connector is to do nothing', () => {
    expect(decide(look({ connectors: [] }))).toMatchObject({ start: null, nextRunAt: null })
  })
})

test('in a year of daily syncs there is one each day, whenever the clocks are changed', () => {
  let now = at('2026-01-01T00:00:00Z')
  const end = at('2027-01-01T00:00:00Z')
  let facts = connector({ createdAt: now - 1 })
  const days: string[] = []
  const night = { ...schedule, at: '02:30', quietHours: { from: '23:00', to: '01:00' } }
  while (now < end) {
    const decision = decide(look({ now, schedule: night, connectors: [facts] }))
    if (decision.start !== null) {
      days.push(new Intl.DateTimeFormat('sv-SE', { timeZone: zone }).format(now))
      facts = connector({ createdAt: 0, runs: [runAt(new Date(now).toISOString())] })
    }
    now = Math.max(now + 1000, decision.lookAgainAt ?? now)
  }
  expect(days.length).toBe(365)
  expect(new Set(days).size).toBe(365)
})
