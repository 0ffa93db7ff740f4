import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type KillPoint, nameOf, pointsWanted, type Reached, spread } from '../../support/kill/point.ts'
import { type KillRoom, startRoom } from './support/kill-room.ts'

/** Two pages of people, so that there is a checkpoint between them. */
const people = 1010
/** A guard for each point. */
const longMs = 60_000

/** What follows from where a program was killed. */
type Outcome = {
  /** Which state of the tenant the views show. */
  shown: 'before' | 'now'
  /** Pages of people that the next sync still asks for: none, where all of them are staged. */
  pages: 0 | 1 | 2
  /** Whether a run was left open, which the next sync closes as interrupted. */
  open: boolean
}

const untouched = { shown: 'before', pages: 2 } as const
const published = { shown: 'now', open: true } as const

/** Each with what it must lead to. The publication commits once. */
const points: readonly [name: string, point: KillPoint, outcome: Outcome][] = [
  ['while the database is opened', at('open', 1, 5), { ...untouched, open: false }],
  ['when people are begun', at('begin users', 1, 'end'), { ...untouched, open: true }],
  ['in the middle of the first page', at('page users', 1, 500), { ...untouched, open: true }],
  ['before the first page is kept', at('page users', 1, { commit: 1 }), { ...untouched, open: true }],
  [
    'between its checkpoint and the next page',
    at('page users', 1, 'end'),
    { shown: 'before', pages: 1, open: true },
  ],
  ['in the middle of the second page', at('page users', 2, 5), { shown: 'before', pages: 1, open: true }],
  ['behind the last page', at('page users', 2, 'end'), { shown: 'before', pages: 0, open: true }],
  [
    'before people are whole',
    at('complete users', 1, { commit: 1 }),
    { shown: 'before', pages: 0, open: true },
  ],
  ['before the publication', at('publish', 1, 0), { shown: 'before', pages: 0, open: true }],
  ['in the middle of the publication', at('publish', 1, 60), { shown: 'before', pages: 0, open: true }],
  [
    'before a shadow takes the name of a table',
    at('publish', 1, { statement: 'alter table' }),
    { shown: 'before', pages: 0, open: true },
  ],
  [
    'between that and the delta link',
    at('publish', 1, { statement: 'update dataset_state' }),
    { shown: 'before', pages: 0, open: true },
  ],
  ['before it commits', at('publish', 1, { commit: 1 }), { shown: 'before', pages: 0, open: true }],
  ['between commit and clean-up', at('publish', 1, 'end'), { ...published, pages: 2 }],
  ['within the clean-up', at('dropLeftovers', 1, { commit: 1 }), { ...published, pages: 2 }],
  ['behind the clean-up', at('dropLeftovers', 1, 'end'), { ...published, pages: 2 }],
  ['while the books are balanced', at('balance', 1, 5), { ...published, pages: 2 }],
  ['after its end', at('close', 1, 'end'), { shown: 'now', pages: 2, open: false }],
]

function at(call: string, nth: number, place: KillPoint['at']): KillPoint {
  return { call, nth, at: place }
}

let cache: string
let room: KillRoom
beforeAll(() => {
  cache = mkdtempSync(join(tmpdir(), 'm365-connector-cache-'))
})
afterAll(() => rmSync(cache, { recursive: true }))

/** Every statement and every end of a call, so that a spread of them is one of the whole work. */
const pointOf = ({ call, nth, at }: Reached): KillPoint => ({ call, nth, at })

/** What is published and noted, as the journal of the thread that does so tells it. */
function outcomeOf(journal: readonly Reached[], commits: number): Omit<Outcome, 'pages'> {
  const has = (call: string, is: (reached: Reached) => boolean) =>
    journal.some(reached => reached.call === call && is(reached))
  const committed = journal.findIndex(({ call, commit }) => call === 'publish' && commit === commits)
  const behind = journal.slice(committed + 1).some(({ call }) => call === 'publish')
  const closed = has('finishRun', ({ at }) => at !== 0)
  return {
    shown: committed >= 0 && behind ? 'now' : 'before',
    open: has('startRun', ({ at }) => at === 'end') && !closed,
  }
}

/** Commits of the publication. */
const commitsOf = (reached: readonly Reached[]): number =>
  Math.max(...reached.filter(({ call }) => call === 'publish').map(({ commit }) => commit))

describe('a sync that is killed', () => {
  let reached: readonly Reached[]
  beforeAll(async () => {
    room = await startRoom(people, cache)
    // The one that comes to its end leaves compiled code behind, from which the others start quicker.
    await room.syncToItsEnd()
    room.change()
    room.keep()
    reached = await room.syncToItsEnd()
  })
  afterAll(() => room.close())

  test.each(points)('%s leaves what was or what is, and the next one resumes', async (_, point, outcome) => {
    const { shown, pages, open } = outcome
    room.restore()
    await room.killAt(point)
    room.expectShown(shown)
    expect(room.openRuns()).toBe(open ? 1 : 0)
    expect(await room.finish()).toEqual({ pages, interrupted: open ? 1 : 0 })
  })

  const several = pointsWanted(3)
  test(`at ${several} points spread over all of its statements does the same`, {
    timeout: several * longMs,
  }, async () => {
    const commits = commitsOf(reached)
    for (const point of spread(reached.map(pointOf), several)) {
      room.restore()
      const { shown, open } = outcomeOf(await room.killAt(point), commits)
      room.expectShown(shown)
      expect(room.openRuns(), nameOf(point)).toBe(open ? 1 : 0)
      const pages = room.pagesLeft()
      expect(await room.finish(), nameOf(point)).toEqual({ pages, interrupted: open ? 1 : 0 })
    }
  })

  test.each([
    ['its sign-in', '/oauth2/v2.0/token'],
    ['a page of people', 'users\\?.*skiptoken'],
  ])('while it waits for %s does the same', async (_, path) => {
    room.restore()
    await room.killWhileHeld(path)
    room.expectShown('before')
    const pages = room.pagesLeft()
    expect(await room.finish()).toEqual({ pages, interrupted: 1 })
  })

  // The last ones, because the tenant moves on from what the data directory was kept with.
  test.each([at('page users', 1, 'end'), at('publish', 1, 40), at('publish', 1, 'end')])(
    'and met by another tenant mixes no two times: %o',
    async point => {
      room.restore()
      await room.killAt(point)
      room.change()
      await room.finish()
    },
  )
})

describe('a connector’s first sync that is killed', () => {
  beforeAll(async () => {
    room = await startRoom(60, cache)
    room.keep()
  })
  afterAll(() => room.close())

  const several = pointsWanted(3)
  test(`at ${several} points leaves nothing or everything`, { timeout: several * longMs }, async () => {
    const reached = (await room.syncToItsEnd()).filter(({ call }) => !/^(page|report)/.test(call))
    const commits = commitsOf(reached)
    for (const point of spread(reached.map(pointOf), several)) {
      room.restore()
      const { shown, open } = outcomeOf(await room.killAt(point), commits)
      room.expectShown(shown)
      expect(await room.finish(), nameOf(point)).toMatchObject({ interrupted: open ? 1 : 0 })
    }
  })
})
