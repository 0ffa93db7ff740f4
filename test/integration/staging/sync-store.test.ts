import { readdirSync } from 'node:fs'
import { dirname } from 'node:path'
import Database from 'better-sqlite3'
import { expect, test } from 'vitest'
import {
  bytesOf,
  calm,
  mailHeader,
  mailRows,
  openStore,
  peoplePage,
  scratchDatabase,
  stagedRows,
  streamOf,
} from './support.ts'

const mail = 'usage.email_activity'
const report = { mode: 'full' as const, chains: [], notes: {} }
const oneChain = {
  mode: 'full' as const,
  chains: [{ chain: 'all', firstLink: 'https://graph/1' }],
  notes: {},
}

test('pages of people are staged with their links', async () => {
  const file = scratchDatabase()
  const store = await openStore(file)
  await store.begin('users', oneChain)
  const first = await store.page('users', 'all', 'users', peoplePage(['a', 'b'], 'https://graph/2'))
  expect(first).toEqual({ rows: 2, dropped: 0, nextLink: 'https://graph/2', deltaLink: null, count: null })
  await store.page('users', 'all', 'users', peoplePage(['c']))
  expect(await store.distinctRows('users')).toBe(3)
  expect(stagedRows(file, 'users').map(({ key }) => key)).toEqual(['a', 'b', 'c'])
  expect(await store.recover()).toMatchObject([
    { dataset: 'users', rows: 3, chains: [{ nextLink: null, done: true }] },
  ])
})

test('a buffer is handed over, a part of a buffer stays with its owner', async () => {
  const store = await openStore(scratchDatabase())
  await store.begin('users', oneChain)
  const page = peoplePage(['a'])
  const whole = new Uint8Array(page)
  const part = new Uint8Array(page.length + 10)
  part.set(page, 5)
  await store.page('users', 'all', 'users', part.subarray(5, 5 + page.length))
  expect(part.length).toBe(page.length + 10)
  await store.page('users', 'all', 'users', whole)
  expect(whole.length).toBe(0)
})

test('a page that is none is refused and changes nothing; the same chain goes on', async () => {
  const file = scratchDatabase()
  const store = await openStore(file)
  await store.begin('users', oneChain)
  await expect(store.page('users', 'all', 'users', bytesOf({ error: {} }))).rejects.toMatchObject({
    code: 'invalidAnswer',
    fix: expect.stringContaining('Sync again'),
    detail: { kind: 'shape' },
  })
  await store.page('users', 'all', 'users', peoplePage(['a']))
  expect(stagedRows(file, 'users')).toHaveLength(1)
})

test('a report is staged as it streams in', async () => {
  const file = scratchDatabase()
  const store = await openStore(file)
  await store.begin(mail, report)
  const summary = await store.report(mail, streamOf(`\uFEFF${mailHeader}\r\n`, mailRows(5000)), calm())
  expect(summary).toMatchObject({
    rows: 5000,
    refreshDate: '2026-11-21',
    concealed: false,
    dropped: 0,
    ragged: 0,
  })
  expect(summary.missingColumns).toContain('Receive Count')
  const rows = stagedRows(file, mail)
  expect(rows).toHaveLength(5000)
  expect(rows[4999]).toMatchObject({
    key: 'p4999@contoso.com',
    row: { last_activity_date: '2026-11-20', send_count: 4999, receive_count: null, flags_known: 0 },
  })
})

test('a report that comes a second time replaces the first', async () => {
  const file = scratchDatabase()
  const store = await openStore(file)
  await store.begin(mail, report)
  await store.report(mail, streamOf(`${mailHeader}\n`, mailRows(30)), calm())
  await store.report(mail, streamOf(`${mailHeader}\n`, mailRows(2)), calm())
  expect(stagedRows(file, mail)).toHaveLength(2)
})

test('bytes that are no UTF-8 do not reach the database as such', async () => {
  const file = scratchDatabase()
  const store = await openStore(file)
  const yammer = 'usage.yammer_activity'
  await store.begin(yammer, report)
  const latin1 = Buffer.from('2026-11-21,m\u00fcller@contoso.com,aktiv \u00e4\n', 'latin1')
  await store.report(yammer, streamOf('Report Refresh Date,User Principal Name,User State\n', latin1), calm())
  expect(stagedRows(file, yammer)[0]?.row).toMatchObject({ user_state: 'aktiv \uFFFD' })
})

test('a web page instead of a report is refused and nothing of it is kept', async () => {
  const file = scratchDatabase()
  const store = await openStore(file)
  await store.begin(mail, report)
  await expect(
    store.report(mail, streamOf('<html>', 'x'.repeat(400_000), 'y'.repeat(400_000)), calm()),
  ).rejects.toMatchObject({ code: 'invalidAnswer', detail: { kind: 'html' } })
  expect(stagedRows(file, mail)).toEqual([])
  expect(await store.report(mail, streamOf(`${mailHeader}\n`, mailRows(3)), calm())).toMatchObject({
    rows: 3,
  })
})

test('a report whose download breaks leaves nothing staged', async () => {
  const file = scratchDatabase()
  const store = await openStore(file)
  await store.begin(mail, report)
  async function* broken() {
    yield* streamOf(`${mailHeader}\n`, mailRows(20_000))
    throw new Error('the connection broke')
  }
  await expect(store.report(mail, broken(), calm())).rejects.toThrow('the connection broke')
  expect(stagedRows(file, mail)).toEqual([])
  expect(await store.recover()).toMatchObject([{ dataset: mail, complete: false, rows: 0 }])
})

test('cancelling ends a report that is silent', async () => {
  const store = await openStore(scratchDatabase())
  await store.begin(mail, report)
  const abort = new AbortController()
  async function* silent(): AsyncGenerator<Uint8Array> {
    yield* streamOf(`${mailHeader}\n`)
    await new Promise(() => undefined)
  }
  const reading = store.report(mail, silent(), abort.signal)
  setTimeout(() => abort.abort(), 20)
  await expect(reading).rejects.toMatchObject({ code: 'cancelled' })
})

test('many reports at a time keep apart', async () => {
  const file = scratchDatabase()
  const store = await openStore(file)
  const datasets = ['email_activity', 'yammer_activity', 'teams_user_activity', 'one_drive_activity'].map(
    name => `usage.${name}`,
  )
  await Promise.all(
    datasets.map(async (dataset, index) => {
      await store.begin(dataset, report)
      const pieces = Array.from({ length: 10 }, (_, part) => mailRows(1000 + index, part * 2000))
      const summary = await store.report(dataset, streamOf(`${mailHeader}\n`, ...pieces), calm())
      expect(summary.rows).toBe(10 * (1000 + index))
    }),
  )
  for (const [index, dataset] of datasets.entries()) {
    expect(new Set(stagedRows(file, dataset).map(({ key }) => key)).size).toBe(10 * (1000 + index))
  }
})

test('counts by day are staged beside reports about people', async () => {
  const file = scratchDatabase()
  const store = await openStore(file)
  const counts = 'daily.email_activity_user_counts'
  await store.begin(counts, report)
  const days = 'Report Refresh Date,Send,Receive,Report Date\n2026-11-21,3,4,2026-11-20\n'
  expect(await store.report(counts, streamOf(days), calm())).toMatchObject({ rows: 1 })
  expect(stagedRows(file, counts)).toMatchObject([{ key: '2026-11-20\t' }])
  expect(await store.distinctRows(counts)).toBe(1)
})

test('a report that fails takes nothing with it of one that arrives beside it', async () => {
  const file = scratchDatabase()
  const store = await openStore(file)
  const teams = 'usage.teams_user_activity'
  for (const dataset of [mail, teams]) await store.begin(dataset, report)
  async function* broken() {
    yield* streamOf(`${mailHeader}\n`, mailRows(20_000), '\n2026-11-21,"never closed')
  }
  const [one, other] = await Promise.allSettled([
    store.report(mail, broken(), calm()),
    store.report(teams, streamOf(`${mailHeader}\n`, mailRows(20_000)), calm()),
  ])
  expect(one).toMatchObject({ status: 'rejected', reason: { code: 'invalidAnswer' } })
  expect(other).toMatchObject({ status: 'fulfilled', value: { rows: 20_000 } })
  expect(stagedRows(file, mail)).toEqual([])
  expect(stagedRows(file, teams)).toHaveLength(20_000)
})

test('what is staged survives the program', async () => {
  const file = scratchDatabase()
  const store = await openStore(file)
  await store.begin('users', oneChain)
  await store.page('users', 'all', 'users', peoplePage(['a'], 'https://graph/2'))
  await store.begin(mail, report)
  await store.report(mail, streamOf(`${mailHeader}\n`, mailRows(3)), calm())
  await store.complete(mail, { fingerprint: 'x' })
  await store.close()
  const again = await openStore(file)
  const recovered = await again.recover()
  expect(recovered.toSorted((one, other) => one.dataset.localeCompare(other.dataset))).toMatchObject([
    { dataset: mail, complete: true, notes: { fingerprint: 'x' }, rows: 3 },
    { dataset: 'users', complete: false, chains: [{ nextLink: 'https://graph/2', done: false }] },
  ])
  await again.page('users', 'all', 'users', peoplePage(['b']))
  expect(stagedRows(file, 'users').map(({ key }) => key)).toEqual(['a', 'b'])
})

test('publishing empties staging, and closing leaves no log and no tables of it', async () => {
  const file = scratchDatabase()
  const store = await openStore(file)
  const runId = await store.startRun({ mode: 'full', startedAt: '2026-11-23T12:00:00.000Z' })
  await store.begin('users', oneChain)
  await store.page('users', 'all', 'users', peoplePage(['a', 'b']))
  await store.complete('users', {})
  await store.begin(mail, report)
  await store.report(mail, streamOf(`${mailHeader}\n`, mailRows(3)), calm())
  await store.complete(mail, {})
  const counts = await store.publish({
    runId,
    at: '2026-11-23T12:01:00.000Z',
    datasets: ['users', mail].map(dataset => ({ dataset, mode: 'full', state: { rows: 2 } })),
  })
  expect(counts).toEqual(
    expect.arrayContaining([
      { dataset: 'users', inserted: 2, updated: 0, removed: 0 },
      { dataset: mail, inserted: 3, updated: 0, removed: 0 },
    ]),
  )
  expect(await store.recover()).toEqual([])
  expect(await store.states()).toHaveLength(2)
  await store.close()
  expect(readdirSync(dirname(file))).toEqual(['3f6b.sqlite'])
  const database = new Database(file, { readonly: true })
  const left = "select name from sqlite_schema where name glob 'shadow_*' or name glob '*ing_user'"
  expect(database.prepare(left).all()).toEqual([])
  database.close()
})

test('staging goes on while everything else is published', async () => {
  const file = scratchDatabase()
  const store = await openStore(file)
  const runId = await store.startRun({ mode: 'full', startedAt: '2026-11-23T12:00:00.000Z' })
  await store.begin('users', oneChain)
  await store.begin(mail, report)
  await store.report(mail, streamOf(`${mailHeader}\n`, mailRows(20_000)), calm())
  await store.complete(mail, {})
  const pages = async () => {
    for (let page = 0; page < 30; page += 1) {
      const ids = Array.from({ length: 100 }, (_, index) => `p${page}-${index}`)
      await store.page('users', 'all', 'users', peoplePage(ids, `https://graph/${page}`))
    }
  }
  const datasets = [{ dataset: mail, mode: 'full' as const, state: {} }]
  const [counts] = await Promise.all([
    store.publish({ runId, at: '2026-11-23T12:01:00.000Z', datasets }),
    pages(),
  ])
  expect(counts).toMatchObject([{ inserted: 20_000 }])
  expect(await store.distinctRows('users')).toBe(3000)
})
