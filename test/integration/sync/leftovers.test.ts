import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import type { Fault } from '../../../electron/simulator/index.ts'
import { type ConnectedEngine, connectEngine, resultOf } from '../../support/connected-engine.ts'
import { expectTruth } from '../../support/tenant-truth.ts'
import { filesBeside, leftovers } from './support/leftovers.ts'

/** Two pages of people. */
const people = 1010
const only = ['users', 'licenses', 'sign_in_activity', 'usage.email_activity', 'usage.teams_user_activity']
const secondPage = 'users\\?.*assignedLicenses.*skiptoken|users\\?.*skiptoken.*assignedLicenses'
const teams = 'getTeamsUserActivityUserDetail'

let connected: ConnectedEngine
beforeAll(async () => {
  connected = await connectEngine({ people })
})
afterAll(() => connected.close())
beforeEach(() => connected.tenant.faults.clear())

type Left = { dataset: string; rows: number; complete: boolean }

/** What is staged; nothing else of a sync may be there. */
function left(): Left[] {
  const staged = connected.query('select dataset, rows, complete from staged_dataset')
  const shadows = "select name from sqlite_schema where name glob 'shadow_*'"
  const reports = staged.filter(({ dataset }) => String(dataset).startsWith('usage.'))
  expect(connected.query(shadows)).toHaveLength(reports.length)
  expect(
    connected.query('select dataset_id from staged_row except select dataset_id from staged_dataset'),
  ).toEqual([])
  const hasPeople = connected.query("select 1 from sqlite_schema where name = 'arriving_user'").length > 0
  expect(hasPeople).toBe(staged.some(({ dataset }) => dataset === 'users'))
  expect(filesBeside(connected.databaseFile)).toEqual([])
  return staged.map(({ dataset, rows, complete }) => ({
    dataset: String(dataset),
    rows: Number(rows),
    complete: complete === 1,
  }))
}

const named = (entries: readonly Left[]) => entries.map(({ dataset }) => dataset).sort()

/** Cancels a sync once the requests have come that its fault keeps. */
async function cancelWhileHeld(path: string) {
  const stop = new AbortController()
  const release = connected.tenant.faults.add({ kind: 'held', match: { path, times: 0 } })
  const heldReport = connected.tenant.faults.add({ kind: 'held', match: { report: teams, times: 0 } })
  connected.tenant.clearRequests()
  const running = connected.sync({ mode: 'full', only, signal: stop.signal })
  const isHeld = () => connected.tenant.requests.some(request => new RegExp(path).test(request.path))
  await expect.poll(isHeld).toBe(true)
  await expect.poll(() => whole('usage.email_activity')).toBe(true)
  stop.abort()
  release()
  heldReport()
  return running
}

/** Whether a dataset is whole in staging while a sync runs. */
function whole(dataset: string): boolean {
  return (
    connected.query(`select 1 from staged_dataset where dataset = '${dataset}' and complete = 1`).length > 0
  )
}

async function finish(): Promise<void> {
  connected.tenant.faults.clear()
  expect((await connected.sync({ mode: 'full', only })).status).toBe('succeeded')
  expect(left()).toEqual([])
  expectTruth(connected, ['exchange', 'teams'])
}

describe('what a sync leaves staged when it', () => {
  test('succeeded, in full and by changes: nothing', async () => {
    await finish()
    connected.tenant.change({ percent: 2, days: 1 })
    expect((await connected.sync({ only })).status).toBe('succeeded')
    expect(left()).toEqual([])
  })

  test.each<[string, Fault, string]>([
    ['a report failed', { kind: 'status', status: 500, match: { report: teams, times: 0 } }, 'partial'],
    [
      'a report was unreadable',
      { kind: 'html', match: { report: teams, origin: 'reports', times: 0 } },
      'partial',
    ],
    [
      'sign-ins were refused',
      {
        kind: 'status',
        status: 403,
        code: 'Authentication_RequestFromNonPremiumTenantOrB2CTenant',
        match: { path: 'signInActivity', times: 0 },
      },
      'succeeded',
    ],
    [
      'people ran in a circle',
      { kind: 'repeatedNextLink', match: { path: 'users\\?.*assignedLicenses', times: 0 } },
      'partial',
    ],
    [
      'products were not answered',
      { kind: 'throttle', seconds: 3600, match: { path: 'subscribedSkus', times: 0 } },
      'partial',
    ],
  ])('ended while %s: nothing', async (_, fault, status) => {
    connected.tenant.faults.add(fault)
    expect((await connected.sync({ mode: 'full', only })).status).toBe(status)
    expect(left()).toEqual([])
    await finish()
  })

  test('ended while people’s second page was not answered: their first page, which the next one resumes', async () => {
    connected.tenant.faults.add({ kind: 'throttle', seconds: 3600, match: { path: secondPage, times: 0 } })
    const run = await connected.sync({ mode: 'full', only })
    expect(resultOf(run, 'users')).toMatchObject({ status: 'failed', error: { code: 'throttled' } })
    expect(left()).toEqual([{ dataset: 'users', rows: 999, complete: false }])
    connected.tenant.clearRequests()
    await finish()
    expect(pagesAsked()).toBe(1)
  })

  test('was cancelled: pages of people and whole reports, which the next one does not ask for again', async () => {
    connected.tenant.change({ percent: 1, days: 1 })
    expect((await cancelWhileHeld(secondPage)).status).toBe('cancelled')
    expect(named(left())).toEqual(['sign_in_activity', 'usage.email_activity', 'users'])
    connected.tenant.clearRequests()
    await finish()
    expect(pagesAsked()).toBe(1)
  })

  test('was refused at the sign-in: what was there for the next one', async () => {
    await cancelWhileHeld(secondPage)
    const before = left()
    connected.tenant.faults.add({ kind: 'status', status: 401, match: { origin: 'login', times: 0 } })
    expect((await connected.sync({ mode: 'full', only })).status).toBe('failed')
    expect(left()).toEqual(before)
    await finish()
  })

  test('came half a day after one that was interrupted: nothing, although it does not read these people', async () => {
    await cancelWhileHeld(secondPage)
    connected.execute("update staged_dataset set started_at = '2020-01-01T00:00:00.000Z'")
    expect((await connected.sync({ mode: 'full', only: ['licenses'] })).status).toBe('succeeded')
    expect(left()).toEqual([])
    await finish()
  })
})

test('a tenant without Entra ID P1 has nothing staged after its second sync either', async () => {
  const without = await connectEngine({ people: 60, premium: false })
  try {
    for (const mode of ['full', 'incremental', 'full'] as const) {
      await without.sync({ mode })
      expect(leftovers(without.databaseFile)).toEqual([])
    }
  } finally {
    await without.close()
  }
})

const pagesAsked = (): number =>
  connected.tenant.requests.filter(({ path }) => /\/users\?.*assignedLicenses/.test(path)).length
