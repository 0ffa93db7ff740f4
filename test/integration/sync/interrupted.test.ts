import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import {
  type ConnectedEngine,
  connectEngine,
  connectorName,
  resultOf,
} from '../../support/connected-engine.ts'
import { expectTruth } from '../../support/tenant-truth.ts'
import { leftovers } from './support/leftovers.ts'
import { startSync } from './support/program.ts'

const people = 2100
const only = ['users', 'licenses', 'sign_in_activity', 'usage.email_activity']
const report = 'getEmailActivityUserDetail'

let connected: ConnectedEngine

beforeAll(async () => {
  connected = await connectEngine({ people })
})
afterAll(() => connected.close())
beforeEach(() => {
  connected.tenant.faults.clear()
  connected.tenant.clearRequests()
})

/** Requests for pages of people, without those that ask for changes or counts. */
const pages = () => connected.tenant.requests.filter(({ path }) => /\/users\?.*assignedLicenses/.test(path))
const openRuns = () => connected.query("select count(*) as open from v_sync_runs where status = 'running'")
const left = () => leftovers(connected.databaseFile)

/** Cancels a sync when its people have reached so many rows; a silent server keeps the rest from coming. */
async function cancelAfter(rows: number, mode: 'full' | 'incremental' = 'full') {
  const stop = new AbortController()
  const off = connected.engine.on('sync.progress', progress => {
    if (progress.dataset === 'users' && progress.rows >= rows) stop.abort()
  })
  const run = await connected.sync({ mode, only, signal: stop.signal })
  off()
  connected.tenant.faults.clear()
  return run
}

describe('a sync that is cancelled', () => {
  test('the very first time, stops at once and goes on later with fewer pages', async () => {
    connected.tenant.faults.add({
      kind: 'hang',
      match: { path: 'skiptoken.*assignedLicenses|assignedLicenses.*skiptoken' },
    })
    const run = await cancelAfter(999)
    expect(run.status).toBe('cancelled')
    expect(resultOf(run, 'users')).toMatchObject({ status: 'cancelled', error: { code: 'cancelled' } })
    expect(run.error).toBeNull()
    expect(connected.query(`select status from v_sync_runs where run_id = ${run.id}`)).toEqual([
      { status: 'cancelled' },
    ])
    expect(connected.query('select count(*) as people from v_users')).toEqual([{ people: 0 }])
    connected.tenant.clearRequests()
    const next = await connected.sync({ mode: 'full', only })
    expect(next.status).toBe('succeeded')
    expect(pages()).toHaveLength(2)
    expect(pages().every(({ path }) => path.includes('skiptoken'))).toBe(true)
    expect(resultOf(next, 'users').rows).toBe(people)
    expectTruth(connected, ['exchange'])
    expect(left()).toEqual([])
  })

  test('goes on with what has changed since: nobody is left as they were before', async () => {
    connected.tenant.faults.add({
      kind: 'hang',
      match: { path: 'skiptoken.*assignedLicenses|assignedLicenses.*skiptoken' },
    })
    expect((await cancelAfter(999)).status).toBe('cancelled')
    connected.tenant.change({ percent: 10, days: 1 })
    connected.tenant.clearRequests()
    expect((await connected.sync({ mode: 'full', only })).status).toBe('succeeded')
    expect(pages()).toHaveLength(2)
    expectTruth(connected, ['exchange'])
    connected.tenant.change({ percent: 1 })
    expect(await connected.sync({ only })).toMatchObject({ status: 'succeeded', mode: 'incremental' })
    expectTruth(connected, [])
  })

  test('with everybody there already does not ask for them again, but for what has changed', async () => {
    connected.tenant.change({ percent: 2, days: 1 })
    connected.tenant.faults.add({ kind: 'throttle', seconds: 300, match: { report } })
    const run = await cancelAfter(people - 100)
    expect(run.status).toBe('cancelled')
    connected.tenant.change({ percent: 2, days: 1 })
    connected.tenant.clearRequests()
    expect((await connected.sync({ mode: 'full', only })).status).toBe('succeeded')
    expect(pages()).toEqual([])
    expectTruth(connected, ['exchange'])
  })

  test('while it reads changes goes on with them', async () => {
    connected.tenant.change({ percent: 30, days: 1 })
    connected.tenant.faults.add({ kind: 'hang', match: { path: '/users/delta.*skiptoken', after: 1 } })
    expect((await cancelAfter(200, 'incremental')).status).toBe('cancelled')
    connected.tenant.change({ percent: 2 })
    connected.tenant.clearRequests()
    const next = await connected.sync({ only })
    expect(next).toMatchObject({ status: 'succeeded', mode: 'incremental' })
    expect(pages()).toEqual([])
    expectTruth(connected, ['exchange'])
  })

  test('is succeeded by one of the other kind as if it had not been', async () => {
    connected.tenant.faults.add({
      kind: 'hang',
      match: { path: 'skiptoken.*assignedLicenses|assignedLicenses.*skiptoken' },
    })
    expect((await cancelAfter(999)).status).toBe('cancelled')
    connected.tenant.change({ percent: 2, days: 1 })
    expect(await connected.sync({ only })).toMatchObject({ status: 'succeeded', mode: 'incremental' })
    expectTruth(connected, ['exchange'])
    expect(left()).toEqual([])
  })

  test('does not wait for a long Retry-After to end', async () => {
    connected.tenant.faults.add({ kind: 'throttle', seconds: 300, match: { origin: 'graph', times: 0 } })
    const stop = new AbortController()
    const off = connected.engine.on('sync.progress', ({ waitingMs }) => {
      if (waitingMs > 0) stop.abort()
    })
    // A wait of five minutes is longer than any test may be.
    const run = await connected.sync({ only, signal: stop.signal })
    off()
    expect(run.status).toBe('cancelled')
  })

  test('before it began does nothing', async () => {
    const stop = new AbortController()
    stop.abort()
    const reply = await connected.engine.call('sync.start', { connector: connectorName, only }, stop.signal)
    if (reply.ok) expect(reply.value.status).toBe('cancelled')
    else expect(reply.error.code).toBe('cancelled')
    expect(connected.tenant.requests).toEqual([])
    expectTruth(connected, ['exchange'])
  })

  test('through the engine, by whoever has it open, is the same', async () => {
    connected.tenant.faults.add({ kind: 'hang', match: { path: 'subscribedSkus' } })
    const syncing = connected.sync({ only })
    await expect
      .poll(() => connected.tenant.requests.some(({ path }) => path.includes('subscribedSkus')))
      .toBe(true)
    const cancelled = await connected.engine.call('sync.cancel', { connector: connectorName })
    expect(cancelled).toEqual({ ok: true, value: { cancelled: true } })
    expect((await syncing).status).toBe('cancelled')
    connected.tenant.faults.clear()
    expect((await connected.sync({ only })).status).toBe('succeeded')
    expectTruth(connected, ['exchange'])
  })
})

describe('two syncs of one connector at once', () => {
  test('in one program: one of them is refused, the other is not disturbed', async () => {
    const order = { connector: connectorName, only }
    const replies = await Promise.all([
      connected.engine.call('sync.start', order),
      connected.engine.call('sync.start', order),
    ])
    const refused = replies.filter(({ ok }) => !ok)
    expect(refused).toMatchObject([{ error: { code: 'syncRunning', fix: expect.stringContaining('Wait') } }])
    expect(replies.filter(({ ok }) => ok)).toMatchObject([{ value: { status: 'succeeded' } }])
    expectTruth(connected, ['exchange'])
  })

  test('in two programs: the second is refused, whichever it is', async () => {
    const held = { kind: 'held', match: { path: 'subscribedSkus' } } as const
    const release = connected.tenant.faults.add(held)
    const program = startSync(connected, 'incremental', only)
    await program.until(lines => lines.includes('state licenses running 0'))
    expect(await connected.refusedSync({ only })).toMatchObject({ code: 'syncRunning' })
    release()
    expect(await program.lastLine()).toBe('end succeeded')
    const releaseMine = connected.tenant.faults.add(held)
    connected.tenant.clearRequests()
    const mine = connected.sync({ only })
    await expect.poll(() => connected.tenant.requests.length).toBeGreaterThan(0)
    const other = startSync(connected, 'incremental', only)
    expect(await other.lastLine()).toBe('end syncRunning')
    releaseMine()
    expect((await mine).status).toBe('succeeded')
    expect(openRuns()).toEqual([{ open: 0 }])
    expectTruth(connected, ['exchange'])
  })
})
