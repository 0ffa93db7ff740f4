import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import { isAt, type KillPoint, readJournal } from '../../support/kill/point.ts'
import { openStore, scratchDatabase, stagedRows } from './support.ts'

const program = fileURLToPath(new URL('./stage-pages.ts', import.meta.url))
const mail = 'usage.email_activity'
const mailRows = 5000

/** What must be staged when the program was killed at the point. */
type Staged = { pages: number; report: 'none' | 'begun' | 'read' | 'complete' }

const points: readonly [name: string, point: KillPoint, staged: Staged][] = [
  ['when people are begun', at('begin users', 1, 'end'), { pages: 0, report: 'none' }],
  ['in the middle of a page', at('page users', 3, 25), { pages: 2, report: 'none' }],
  ['before a page is kept', at('page users', 3, { commit: 1 }), { pages: 2, report: 'none' }],
  ['behind a page', at('page users', 3, 'end'), { pages: 3, report: 'none' }],
  ['when a report begins', at(`reportStart ${mail}`, 1, 'end'), { pages: 4, report: 'begun' }],
  ['in the middle of a block of a report', at(`reportBlock ${mail}`, 1, 500), { pages: 4, report: 'begun' }],
  ['between two blocks of a report', at(`reportBlock ${mail}`, 1, 'end'), { pages: 4, report: 'begun' }],
  ['before a report is read', at(`reportEnd ${mail}`, 1, { commit: 1 }), { pages: 4, report: 'begun' }],
  ['before a report is whole', at(`complete ${mail}`, 1, { commit: 1 }), { pages: 4, report: 'read' }],
  ['when a report is whole', at(`complete ${mail}`, 1, 'end'), { pages: 4, report: 'complete' }],
]

function at(call: string, nth: number, place: KillPoint['at']): KillPoint {
  return { call, nth, at: place }
}

async function killAt(file: string, point: KillPoint): Promise<void> {
  const journal = join(dirname(file), 'journal')
  const child = spawn(process.execPath, [program, file, JSON.stringify({ journal, point })], {
    stdio: ['ignore', 'ignore', 'inherit'],
  })
  expect(await once(child, 'exit')).toEqual([null, 'SIGKILL'])
  expect(readJournal(journal).some(reached => isAt(point, reached))).toBe(true)
}

test.each(points)(
  'killed %s, staging has every page that was committed and never half of one',
  async (_, point, staged) => {
    const file = scratchDatabase()
    await killAt(file, point)
    const store = await openStore(file)
    const recovered = await store.recover()
    const { pages, report } = staged
    const people = recovered.find(({ dataset }) => dataset === 'users')
    const count = pages * 50
    const chain = { chain: 'all', nextLink: `page:${pages}`, done: false, rows: count }
    expect(people?.chains).toEqual([chain])
    expect(stagedRows(file, 'users').map(({ key }) => key)).toEqual(
      Array.from({ length: count }, (_, index) => `person-${index}`),
    )
    const found = recovered.find(({ dataset }) => dataset === mail)
    expect(found?.complete ?? null).toBe(report === 'none' ? null : report === 'complete')
    const isRead = report === 'read' || report === 'complete'
    if (report !== 'begun') expect(stagedRows(file, mail)).toHaveLength(isRead ? mailRows : 0)
  },
)
