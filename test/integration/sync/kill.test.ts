import { existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { type ConnectedEngine, connectEngine } from '../../support/connected-engine.ts'
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
} from '../../support/tenant-truth.ts'
import { type Program, startSync } from './support/program.ts'

/** Two pages of people, so that there is a checkpoint between them. */
const people = 1010
const kills = 50
const seed = 20261123
const only = ['users', 'licenses', 'usage.email_activity', 'usage.teams_user_activity']
const apps = ['exchange', 'teams'] as const

type Snapshot = { users: string[]; assignments: string[]; activity: string[] }

/** When a program is killed: once it has told enough, and how much later at most, in milliseconds. */
type Moment = { name: string; hasCome: (lines: readonly string[]) => boolean; longestMs: number }

const tells = (beginning: string) => (lines: readonly string[]) =>
  lines.some(line => line.startsWith(beginning))
const moments: readonly Moment[] = [
  { name: 'while it starts', hasCome: () => true, longestMs: 900 },
  { name: 'while it retrieves', hasCome: tells('state licenses running'), longestMs: 300 },
  { name: 'between two pages', hasCome: tells('state users running 999'), longestMs: 30 },
  {
    name: 'while it publishes',
    hasCome: lines => lines.filter(line => line.includes(' publishing ')).length >= only.length,
    longestMs: 300,
  },
  { name: 'after it has published', hasCome: tells('state users succeeded'), longestMs: 10 },
]

let connected: ConnectedEngine
let cache: string

beforeAll(() => {
  cache = mkdtempSync(join(tmpdir(), 'm365-connector-cache-'))
})
afterAll(() => rmSync(cache, { recursive: true }))
afterEach(() => connected.close())

async function connect(size: number): Promise<void> {
  connected = await connectEngine({ people: size })
  Object.assign(connected.environment, { NODE_COMPILE_CACHE: cache })
  connected.tenant.set({ latencyMs: 15 })
}

/** Always the same numbers from 0 to 1: how far into its moment each program is killed. */
function createRandom(start: number): () => number {
  let state = start
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    return state / 2 ** 32
  }
}

const truth = (): Snapshot => {
  const { tenant } = connected
  return {
    users: trueUsers(tenant),
    assignments: trueAssignments(tenant),
    activity: trueActivity(tenant, apps),
  }
}
const stored = (): Snapshot => {
  const { query, tenant } = connected
  return {
    users: storedUsers(query),
    assignments: storedAssignments(query),
    activity: storedActivity(query, tenant, apps),
  }
}

/** Only people who never changed can be compared with reports, and their number shrinks with every change. */
function comparable(snapshot: Snapshot): Snapshot {
  const known = comparablePeople(connected.tenant)
  return { ...snapshot, activity: snapshot.activity.filter(line => known.has(line.split('|')[0] ?? '')) }
}

function change(): void {
  connected.tenant.change({ percent: 2, days: 1 })
  connected.tenant.clearRequests()
}

async function killAt(program: Program, moment: Moment, share: number): Promise<void> {
  // A program that was quicker than its moment has ended well, which is one of the outcomes.
  await program.until(moment.hasCome).catch(() => undefined)
  await wait(share * moment.longestMs)
  program.child.kill('SIGKILL')
  await program.ended
}

const peoplePages = () =>
  connected.tenant.requests.filter(({ path }) => /\/users\?.*assignedLicenses/.test(path))

/** Whether the views show one of the two, whole, and the file is sound. */
function expectOneOf(before: Snapshot, now: Snapshot, what: string): 'before' | 'now' {
  expect(connected.query('pragma integrity_check'), what).toEqual([{ integrity_check: 'ok' }])
  const found = stored()
  const isBefore = found.users.join() === before.users.join()
  const expected = isBefore ? before : now
  for (const part of ['users', 'assignments', 'activity'] as const) {
    expect(differences(found[part], expected[part]), `${what}: ${part}`).toEqual(noDifference)
  }
  return isBefore ? 'before' : 'now'
}

/** Lets a sync come to its end, and tells whether it went on with people that were there already. */
async function finishSync(): Promise<'resumed' | 'anew'> {
  connected.tenant.clearRequests()
  expect((await connected.sync({ mode: 'full', only })).status).toBe('succeeded')
  expectTruth(connected, apps)
  return peoplePages().length < 2 ? 'resumed' : 'anew'
}

test(`${kills} syncs killed at any moment leave what was before or what is now, and the next one goes on`, async () => {
  await connect(people)
  const random = createRandom(seed)
  const outcomes = { before: 0, now: 0, resumed: 0, anew: 0 }
  // The one that comes to its end leaves compiled code behind, from which the others start quicker.
  expect(await startSync(connected, 'full', only).lastLine()).toBe('end succeeded')
  expectTruth(connected, apps)
  let published = truth()
  change()

  for (let kill = 0; kill < kills; kill += 1) {
    const moment = moments[kill % moments.length] ?? moments[0]
    if (moment === undefined) throw new Error('There is no moment.')
    const program = startSync(connected, 'full', only)
    await killAt(program, moment, random())
    const shown = expectOneOf(comparable(published), truth(), `${kill}, ${moment.name}`)
    outcomes[shown] += 1
    const goesOn = shown === 'before' && (moment.name === 'between two pages' || random() < 0.1)
    if (goesOn) outcomes[await finishSync()] += 1
    if (goesOn || shown === 'now') published = truth()
    // Sometimes what is staged meets another tenant when the next program goes on with it.
    if (goesOn || shown === 'now' || random() < 0.3) change()
  }

  await finishSync()
  expect(outcomes.before).toBeGreaterThan(kills / 4)
  expect(outcomes.now).toBeGreaterThan(kills / 10)
  expect(outcomes.resumed).toBeGreaterThan(2)
  expectJournalClosed()
}, 600_000)

function expectJournalClosed(): void {
  expect(connected.query("select count(*) as open from v_sync_runs where status = 'running'")).toEqual([
    { open: 0 },
  ])
  const [interrupted] = connected.query(
    "select count(*) as runs from v_sync_runs where status = 'cancelled' and error_message like '%interrupted%'",
  )
  expect(Number(interrupted?.['runs'])).toBeGreaterThan(kills / 4)
  const left = readdirSync(dirname(connected.databaseFile)).filter(name => /staging|\.lock$/.test(name))
  expect(left).toEqual([])
}

test('programs killed within a connector’s first sync leave nothing or everything, and a sound file', async () => {
  await connect(60)
  const random = createRandom(seed)
  for (let kill = 0; kill < 6; kill += 1) {
    const program = startSync(connected, 'full', only)
    if (kill % 2 === 1) await program.until(tells('state licenses running')).catch(() => undefined)
    await wait(random() * 1200)
    program.child.kill('SIGKILL')
    await program.ended
    if (!existsSync(connected.databaseFile)) continue
    expect(connected.query('pragma integrity_check')).toEqual([{ integrity_check: 'ok' }])
    const [views] = connected.query("select count(*) as known from sqlite_schema where name = 'v_users'")
    if (views?.['known'] === 0) continue
    const people = storedUsers(connected.query)
    expect([0, connected.tenant.truth().people()]).toContain(people.length)
  }
  expect((await connected.sync({ only })).status).toBe('succeeded')
  expectTruth(connected, apps)
}, 120_000)
