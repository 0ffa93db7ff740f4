import { cpSync, existsSync, rmSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { expect } from 'vitest'
import { type ConnectedEngine, connectEngine, queryFile } from '../../../support/connected-engine.ts'
import { type KillPoint, nameOf, type Reached, readJournal } from '../../../support/kill/point.ts'
import {
  comparablePeople,
  differences,
  expectTruth,
  noDifference,
  storedActivity,
  storedAssignments,
  storedUsers,
  trueActivity,
  trueAssignments,
  trueUsers,
} from '../../../support/tenant-truth.ts'
import { leftovers } from './leftovers.ts'
import { startSync } from './program.ts'

const only = ['users', 'licenses', 'usage.email_activity', 'usage.teams_user_activity']
const apps = ['exchange', 'teams'] as const

type Snapshot = { users: string[]; assignments: string[]; activity: string[] }

/**
 * A tenant, a data directory that can be put back to where it was, and programs that are killed while they
 * sync.
 */
export type KillRoom = {
  connected: ConnectedEngine
  /** Lets a program come to its end and tells everything that its threads have reached. */
  syncToItsEnd(): Promise<Reached[]>
  /** Moves the tenant on. */
  change(): void
  /**
   * What the data directory holds now, and what its views show, is what every program begins with from here
   * on.
   */
  keep(): void
  restore(): void
  /** Starts a program that kills itself at the point, and tells what its threads had reached. */
  killAt(point: KillPoint): Promise<Reached[]>
  /** Starts a program and kills it while it waits for an answer of this path. */
  killWhileHeld(path: string): Promise<void>
  /** Expects a sound file that shows one of the two states of the tenant, whole. */
  expectShown(state: 'before' | 'now'): void
  /** Runs that are not closed. */
  openRuns(): number
  /** Pages of people that are not staged. */
  pagesLeft(): number
  /**
   * Syncs again, expects the truth and nothing left over, and tells how many pages of people that took and
   * how many runs it closed.
   */
  finish(): Promise<{ pages: number; interrupted: number }>
  close(): Promise<void>
}

/** @param cache where the programs keep compiled code */
export async function startRoom(people: number, cache: string): Promise<KillRoom> {
  const connected = await connectEngine({ people })
  const { tenant, home, databaseFile } = connected
  Object.assign(connected.environment, { NODE_COMPILE_CACHE: cache })
  const data = dirname(databaseFile)
  const kept = join(home, 'kept')
  let before: Snapshot = { users: [], assignments: [], activity: [] }
  let programs = 0

  const start = (point: KillPoint | null) => {
    programs += 1
    const journal = join(home, `journal-${programs}`)
    return { journal, program: startSync(connected, 'full', only, { journal, point }) }
  }
  const interrupted = () => countOf(connected, "status = 'cancelled' and error_message like '%interrupted%'")
  return {
    connected,
    syncToItsEnd: async () => {
      const { journal, program } = start(null)
      expect(await program.lastLine()).toBe('end succeeded')
      expectTruth(connected, apps)
      return readJournal(journal)
    },
    change: () => tenant.change({ percent: 2, days: 1 }),
    keep: () => {
      rmSync(kept, { recursive: true, force: true })
      cpSync(data, kept, { recursive: true })
      if (existsSync(databaseFile)) before = stored(connected)
    },
    restore: () => {
      rmSync(data, { recursive: true, force: true })
      cpSync(kept, data, { recursive: true })
    },
    killAt: async point => {
      const { journal, program } = start(point)
      await program.ended
      expect(program.child.signalCode, `${nameOf(point)}: ${program.lines.at(-1)}`).toBe('SIGKILL')
      return readJournal(journal)
    },
    killWhileHeld: async path => {
      tenant.clearRequests()
      const release = tenant.faults.add({ kind: 'held', match: { path } })
      const { program } = start(null)
      await expect.poll(() => tenant.requests.some(request => new RegExp(path).test(request.path))).toBe(true)
      program.child.kill('SIGKILL')
      await program.ended
      release()
    },
    expectShown: state => {
      if (!existsSync(databaseFile)) expect(state).toBe('before')
      else expectState(connected, state === 'now' ? truth(connected) : before)
    },
    openRuns: () => countOf(connected, "status = 'running'"),
    pagesLeft: () => pagesLeft(databaseFile, Math.ceil(people / 999)),
    finish: async () => {
      tenant.clearRequests()
      const closed = interrupted()
      expect((await connected.sync({ mode: 'full', only })).status).toBe('succeeded')
      expectTruth(connected, apps)
      expect(countOf(connected, "status = 'running'")).toBe(0)
      expect(leftovers(databaseFile)).toEqual([])
      const pages = tenant.requests.filter(({ path }) => /\/users\?.*assignedLicenses/.test(path))
      return { pages: pages.length, interrupted: interrupted() - closed }
    },
    close: () => connected.close(),
  }
}

function truth({ tenant }: ConnectedEngine): Snapshot {
  return {
    users: trueUsers(tenant),
    assignments: trueAssignments(tenant),
    activity: trueActivity(tenant, apps),
  }
}

function stored({ query, tenant }: ConnectedEngine): Snapshot {
  return {
    users: storedUsers(query),
    assignments: storedAssignments(query),
    activity: storedActivity(query, tenant, apps),
  }
}

/**
 * Only people who never changed can be compared with reports, and their number shrinks with every change of
 * the tenant.
 */
function expectState(connected: ConnectedEngine, expected: Snapshot): void {
  expect(connected.query('pragma integrity_check')).toEqual([{ integrity_check: 'ok' }])
  const known = comparablePeople(connected.tenant)
  const comparable = {
    ...expected,
    activity: expected.activity.filter(line => known.has(line.split('|')[0] ?? '')),
  }
  const found = hasViews(connected) ? stored(connected) : { users: [], assignments: [], activity: [] }
  for (const part of ['users', 'assignments', 'activity'] as const) {
    expect(differences(found[part], comparable[part]), part).toEqual(noDifference)
  }
}

/** A program that was killed while it made the database may have left it without views. */
function hasViews({ query }: ConnectedEngine): boolean {
  return query("select 1 from sqlite_schema where name = 'v_sync_runs'").length > 0
}

function countOf(connected: ConnectedEngine, condition: string): number {
  if (!existsSync(connected.databaseFile) || !hasViews(connected)) return 0
  const [row] = connected.query(`select count(*) as runs from v_sync_runs where ${condition}`)
  return Number(row?.['runs'])
}

function pagesLeft(databaseFile: string, all: number): number {
  if (!existsSync(databaseFile)) return all
  const tables = "select 1 from sqlite_schema where name = 'staged_chain'"
  if (queryFile(databaseFile, tables).length === 0) return all
  const [chain] = queryFile(
    databaseFile,
    `select chain.rows, done, complete from staged_chain as chain join staged_dataset using (dataset_id)
      where dataset = 'users' and chain = 'all'`,
  )
  if (chain === undefined) return all
  // What is staged and its checkpoint are kept together; once people are whole a row may be added for
  // somebody who came twice.
  const [arrived] =
    chain['complete'] === 1 ? [] : queryFile(databaseFile, 'select count(*) as rows from arriving_user')
  if (arrived !== undefined) expect(arrived['rows']).toBe(chain['rows'])
  return chain['done'] === 1 ? 0 : all - Number(chain['rows']) / 999
}
