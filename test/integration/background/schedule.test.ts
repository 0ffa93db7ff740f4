import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import {
  addConnector,
  answerOf,
  dayMs,
  hourMs,
  openRoom,
  pause,
  type Room,
  stateOf,
  until,
  type Watched,
} from './support.ts'

/** Long enough for a sync to begin that should not. */
const noSyncMs = 400
const awake = { online: true, onBattery: false, metered: false, suspended: false }

let room: Room
let app: Watched

beforeEach(async () => {
  room = await openRoom()
  app = await room.start()
})

afterEach(async () => {
  await app.close()
  await room.close()
})

const nextRunAt = async () => Date.parse((await stateOf(app.engine)).nextRunAt ?? '')

describe('the schedule', () => {
  test('syncs each day by itself, and tells how far it is', async () => {
    const id = await addConnector(app.engine, room.tenant, 'Contoso')
    for (const day of [1, 2, 3]) {
      room.clock.advance(dayMs)
      await until(`sync ${day} has ended`, () => app.runs.length === day)
    }
    expect(app.runs.map(({ status }) => status)).toEqual(['succeeded', 'succeeded', 'succeeded'])
    await until('nothing runs any more', async () => (await stateOf(app.engine)).phase === 'idle')
    const [last] = app.runs.slice(-1)
    expect((await stateOf(app.engine)).lastResult).toEqual({
      connector: id,
      status: 'succeeded',
      finishedAt: last?.finishedAt,
    })
    const syncing = app.states.filter(({ phase }) => phase === 'syncing')
    expect(syncing.every(({ running }) => running === id)).toBe(true)
    expect(Math.max(...syncing.map(({ percent }) => percent ?? 0))).toBeGreaterThan(0)
    expect(app.raised).toEqual([])
  })

  test('says the same next time to windows, connectors and the command line', async () => {
    const id = await addConnector(app.engine, room.tenant, 'Contoso')
    const next = await nextRunAt()
    expect(next - room.clock.now()).toBeLessThan(dayMs)
    const command = await room.start({ background: false })
    const [status] = await answerOf(command.engine.call('connectors.status', { connector: id }))
    await command.close()
    expect(Date.parse(status?.nextRunAt ?? '')).toBe(next)
  })

  test('catches up once after days of sleep', async () => {
    await addConnector(app.engine, room.tenant, 'Contoso')
    await answerOf(app.engine.call('background.environment', { ...awake, suspended: true }))
    room.clock.advance(5 * dayMs)
    await pause(noSyncMs)
    expect(app.runs).toEqual([])
    await answerOf(app.engine.call('background.environment', awake))
    room.clock.advance(25_000)
    await until('it has caught up', () => app.runs.length === 1)
    await pause(noSyncMs)
    expect(app.runs).toHaveLength(1)
  })

  test.each([
    ['the network', { ...awake, online: false }, 'network'],
    ['a network that is not metered', { ...awake, metered: true }, 'unmetered'],
  ] as const)('waits for %s and then begins at once', async (_what, machine, reason) => {
    await addConnector(app.engine, room.tenant, 'Contoso')
    await answerOf(app.engine.call('background.environment', machine))
    room.clock.advance(dayMs)
    await until('it says what it waits for', async () => (await stateOf(app.engine)).waitingFor === reason)
    await pause(noSyncMs)
    expect(app.runs).toEqual([])
    await answerOf(app.engine.call('background.environment', awake))
    await until('it has synced', () => app.runs.length === 1)
  })

  test('asks the system whether the connection is metered before it begins', async () => {
    room.setMetered(true)
    await addConnector(app.engine, room.tenant, 'Contoso')
    room.clock.advance(dayMs)
    await until('it waits', async () => (await stateOf(app.engine)).waitingFor === 'unmetered')
    await pause(noSyncMs)
    expect(app.runs).toEqual([])
    room.setMetered(false)
    room.clock.advance(5 * 60_000)
    await until('it has synced', () => app.runs.length === 1)
  })

  test('comes back soon after a sync that nobody answered', async () => {
    await addConnector(app.engine, room.tenant, 'Contoso')
    await room.silence()
    room.clock.advance(dayMs)
    await until('the sync has failed', () => app.runs.length === 1)
    expect(app.runs[0]?.status).toBe('failed')
    expect((await nextRunAt()) - room.clock.now()).toBeLessThan(hourMs)
    expect(app.raised).toEqual([])
  })

  test('that is turned off, or changed, holds at once', async () => {
    await addConnector(app.engine, room.tenant, 'Contoso')
    await answerOf(app.engine.call('settings.change', { schedule: { enabled: false } }))
    expect((await stateOf(app.engine)).nextRunAt).toBeNull()
    room.clock.advance(2 * dayMs)
    await pause(noSyncMs)
    expect(app.runs).toEqual([])
    await answerOf(app.engine.call('settings.change', { schedule: { enabled: true } }))
    await until('it has caught up', () => app.runs.length === 1)
  })
})

describe('two connectors', () => {
  test('are never synced at once, neither on schedule nor by hand', async () => {
    const first = await addConnector(app.engine, room.tenant, 'Contoso')
    const second = await addConnector(app.engine, room.tenant, 'Fabrikam')
    const order: string[] = []
    app.engine.on('sync.progress', ({ connector }) => {
      if (order.at(-1) !== connector) order.push(connector)
    })
    room.clock.advance(dayMs)
    await until('one of them runs', () => order.length === 1)
    const other = order[0] === first ? second : first
    const byHand = answerOf(app.engine.call('sync.start', { connector: other }))
    const run = await byHand
    expect(run.status).toBe('succeeded')
    await until('both were synced', () => app.runs.length === 2)
    expect(order).toEqual([order[0], other])
  })

  test('a sync by hand that waits for its turn can be cancelled', async () => {
    const first = await addConnector(app.engine, room.tenant, 'Contoso')
    const second = await addConnector(app.engine, room.tenant, 'Fabrikam')
    const running = answerOf(app.engine.call('sync.start', { connector: first }))
    await until('the first has its turn', async () => (await stateOf(app.engine)).running === first)
    const waiting = app.engine.call('sync.start', { connector: second })
    const statuses = await answerOf(app.engine.call('connectors.status', { connector: null }))
    expect(statuses.map(status => status.running)).toEqual([true, true])
    await answerOf(app.engine.call('sync.cancel', { connector: second }))
    expect(await waiting).toMatchObject({ ok: false, error: { code: 'cancelled' } })
    expect((await running).status).toBe('succeeded')
  })
})

describe('a pause', () => {
  test('holds scheduled syncs back, over a restart as well, until it is ended', async () => {
    const secretOfAll = room.tenant.clientSecret
    await addConnector(app.engine, room.tenant, 'Contoso')
    const paused = await answerOf(app.engine.call('background.pause', { until: null }))
    expect(paused).toMatchObject({ phase: 'paused', paused: true, pausedUntil: null, nextRunAt: null })
    await app.close()
    app = await room.start({ secret: secretOfAll })
    room.clock.advance(dayMs)
    await pause(noSyncMs)
    expect(app.runs).toEqual([])
    expect((await stateOf(app.engine)).paused).toBe(true)
    await answerOf(app.engine.call('background.resume', {}))
    await until('it has caught up', () => app.runs.length === 1)
  })

  test('that has an end is over then', async () => {
    await addConnector(app.engine, room.tenant, 'Contoso')
    const end = new Date(room.clock.now() + 3 * 24 * hourMs).toISOString()
    const paused = await answerOf(app.engine.call('background.pause', { until: end }))
    expect(paused).toMatchObject({ phase: 'paused', pausedUntil: end, nextRunAt: end })
    room.clock.advance(2 * 24 * hourMs)
    await pause(noSyncMs)
    expect(app.runs).toEqual([])
    room.clock.advance(24 * hourMs)
    await until('it has caught up', () => app.runs.length === 1)
    expect((await stateOf(app.engine)).paused).toBe(false)
  })
})

test('an engine of a command does nothing by itself', async () => {
  await app.close()
  app = await room.start({ background: false })
  await addConnector(app.engine, room.tenant, 'Contoso')
  room.clock.advance(3 * dayMs)
  await pause(noSyncMs)
  expect(app.runs).toEqual([])
  expect(app.states).toEqual([])
})
