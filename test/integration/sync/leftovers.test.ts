import { existsSync } from 'node:fs'
import Database from 'better-sqlite3'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { stagingFiles } from '../../../electron/platform/sqlite/worker/index.ts'
import type { Fault } from '../../../electron/simulator/index.ts'
import { type ConnectedEngine, connectEngine, resultOf } from '../../support/connected-engine.ts'
import { expectTruth } from '../../support/tenant-truth.ts'

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

/** What is staged, from whichever file; every file that stays holds nothing else. */
function left(): Left[] {
  const files = stagingFiles(connected.databaseFile)
  expect(files.flatMap(file => ['-wal', '-shm'].map(part => file + part)).filter(existsSync)).toEqual([])
  return files.filter(existsSync).flatMap(file => {
    const database = new Database(file, { readonly: true })
    try {
      expect(database.pragma('freelist_count', { simple: true })).toBe(0)
      const rows = database.prepare('select dataset, rows, complete from staged_dataset').all() as (Omit<
        Left,
        'complete'
      > & {
        complete: number
      })[]
      expect(rows).not.toEqual([])
      return rows.map(({ dataset, rows, complete }) => ({ dataset, rows, complete: complete === 1 }))
    } finally {
      database.close()
    }
  })
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
  return stagingFiles(connected.databaseFile)
    .filter(existsSync)
    .some(file => {
      const database = new Database(file, { readonly: true })
      try {
        const statement = database.prepare('select 1 from staged_dataset where dataset = ? and complete = 1')
        return statement.get(dataset) !== undefined
      } finally {
        database.close()
      }
    })
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
    for (const file of stagingFiles(connected.databaseFile).filter(existsSync)) {
      const database = new Database(file)
      database.exec("update staged_dataset set started_at = '2020-01-01T00:00:00.000Z'")
      database.close()
    }
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
      expect(stagingFiles(without.databaseFile).filter(existsSync)).toEqual([])
    }
  } finally {
    await without.close()
  }
})

const pagesAsked = (): number =>
  connected.tenant.requests.filter(({ path }) => /\/users\?.*assignedLicenses/.test(path)).length
