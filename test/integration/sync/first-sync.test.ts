import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { type ConnectedEngine, connectEngine } from '../../support/connected-engine.ts'
import { expectTruth } from '../../support/tenant-truth.ts'

const daily = 'daily.email_activity_counts'
const only = ['users', 'licenses', 'usage.email_activity', daily]

let connected: ConnectedEngine
let told: { dataset: string; state: string }[]
let stop: () => void

beforeEach(async () => {
  connected = await connectEngine({ people: 60 })
  told = []
  stop = connected.engine.on('sync.progress', ({ dataset, state }) => {
    told.push({ dataset, state })
  })
})
afterEach(async () => {
  stop()
  await connected.close()
})

const momentOf = (dataset: string, state: string) =>
  told.findIndex(one => one.dataset === dataset && one.state === state)

describe('figures by day that arrive slowly', () => {
  test('do not keep the first sync from showing people and their activity', async () => {
    const release = connected.tenant.faults.add({ kind: 'held', match: { report: 'getEmailActivityCounts' } })
    const run = connected.sync({ only })
    await expect.poll(() => momentOf('usage.email_activity', 'succeeded')).toBeGreaterThanOrEqual(0)
    expectTruth(connected, ['exchange'])
    expect(momentOf(daily, 'publishing')).toBe(-1)
    expect(connected.query('select count(*) as days from v_usage_daily')).toEqual([{ days: 0 }])
    release()
    expect((await run).status).toBe('succeeded')
    expect(connected.query('select count(*) as days from v_usage_daily')).not.toEqual([{ days: 0 }])
  })

  test('are waited for by every later sync, which changes everything at once', async () => {
    await connected.sync({ only })
    connected.tenant.change({ percent: 10, days: 1 })
    told = []
    const release = connected.tenant.faults.add({ kind: 'held', match: { report: 'getEmailActivityCounts' } })
    const run = connected.sync({ only, mode: 'full' })
    await expect.poll(() => momentOf('usage.email_activity', 'publishing')).toBeGreaterThanOrEqual(0)
    release()
    expect((await run).status).toBe('succeeded')
    expect(momentOf(daily, 'publishing')).toBeGreaterThan(0)
    expect(momentOf('users', 'succeeded')).toBeGreaterThan(momentOf(daily, 'publishing'))
    expectTruth(connected, ['exchange'])
  })
})
