import Database from 'better-sqlite3'
import { expect, onTestFinished, test } from 'vitest'
import type { PageRows } from '../../../electron/core/datasets/dataset.ts'
import { readPage } from '../../../electron/core/datasets/page.ts'
import { createStaging } from '../../../electron/core/staging/staging.ts'
import { createConnection } from '../../../electron/platform/sqlite/connection.ts'
import { openTenantDatabase } from '../../../electron/platform/sqlite/tenant.ts'
import { createReportSessions } from '../../../electron/platform/sqlite/worker/report-sessions.ts'
import { fewNames } from '../database/support/tenant.ts'
import { mailHeader, mailRows, peoplePage, scratchDatabase, stagedRows } from './support.ts'

const noon = () => Date.UTC(2026, 10, 23, 12)
const chains = [
  { chain: 'a', firstLink: 'https://graph/a' },
  { chain: 'b', firstLink: 'https://graph/b' },
]
const users = { mode: 'full' as const, chains, notes: { deltaLink: 'https://graph/delta' } }
const page =
  (ids: string[], next: string | null = null) =>
  (rows: PageRows) =>
    readPage('users', peoplePage(ids, next), rows)

function open(file = scratchDatabase()) {
  const writer = openTenantDatabase(file, { now: noon, namesFile: fewNames })
  onTestFinished(() => writer.close())
  return { file, writer, staging: writer.staging }
}

test('what was staged is found again after the file was closed: rows, links, notes', () => {
  const { file, writer, staging: first } = open()
  first.begin('users', users)
  first.addPage('users', 'a', page(['one', 'two'], 'https://graph/a2'))
  first.addPage('users', 'b', page(['three']))
  writer.close()
  const { staging: again } = open(file)
  expect(again.recover()).toEqual([
    {
      dataset: 'users',
      mode: 'full',
      startedAt: '2026-11-23T12:00:00.000Z',
      complete: false,
      notes: { deltaLink: 'https://graph/delta' },
      chains: [
        { chain: 'a', nextLink: 'https://graph/a2', done: false, rows: 2 },
        { chain: 'b', nextLink: null, done: true, rows: 1 },
      ],
      rows: 3,
    },
  ])
  again.complete('users', { peopleCount: '3' })
  expect(again.recover()[0]).toMatchObject({
    complete: true,
    notes: { deltaLink: 'https://graph/delta', peopleCount: '3' },
  })
})

test('the same person on two pages is one person', () => {
  const { staging } = open()
  staging.begin('users', users)
  staging.addPage('users', 'a', page(['one', 'two', 'two']))
  staging.addPage('users', 'b', page(['two', 'three']))
  expect(staging.recover()[0]?.rows).toBe(5)
  expect(staging.distinctRows('users')).toBe(3)
  expect(staging.removedRows('users')).toBe(0)
})

test('a page that is not kept moves no link', () => {
  const { staging } = open()
  staging.begin('users', users)
  expect(() => staging.addPage('users', 'nowhere', page(['one'], 'https://graph/a2'))).toThrow()
  expect(staging.distinctRows('users')).toBe(0)
  expect(staging.recover()[0]).toMatchObject({
    rows: 0,
    chains: [{ nextLink: 'https://graph/a', rows: 0 }, {}],
  })
})

test('to begin anew forgets what was there', () => {
  const { staging } = open()
  staging.begin('users', users)
  staging.addPage('users', 'a', page(['one']))
  staging.complete('users', { x: 'y' })
  staging.begin('users', { mode: 'incremental', chains: [], notes: {} })
  expect(staging.recover()).toMatchObject([
    { mode: 'incremental', complete: false, notes: {}, chains: [], rows: 0 },
  ])
  expect(staging.distinctRows('users')).toBe(0)
})

test('discarding one dataset leaves the others', () => {
  const { file, writer, staging } = open()
  staging.begin('users', users)
  staging.begin('licenses', { ...users, notes: {} })
  staging.begin('renewals', { ...users, notes: {} })
  staging.addPage('users', 'a', page(['one']))
  const row = { rows: 1, dropped: 0, nextLink: null, deltaLink: null, count: null }
  for (const dataset of ['licenses', 'renewals']) {
    staging.addPage(dataset, 'a', add => {
      add.row(dataset, '{}')
      return row
    })
  }
  staging.discard('licenses')
  staging.discard('nothing')
  expect(staging.recover()).toMatchObject([{ dataset: 'users', rows: 1 }, { dataset: 'renewals' }])
  expect(stagedRows(file, 'renewals')).toEqual([{ key: 'renewals', row: {} }])
  staging.begin('licenses', { ...users, notes: {} })
  expect(staging.distinctRows('licenses')).toBe(0)
  writer.close({ keepStaged: false })
  expect(open(file).staging.recover()).toEqual([])
})

const mail = 'usage.email_activity'
const teams = 'usage.teams_user_activity'
const csv = (rows: string) => Buffer.from(`${mailHeader}\n${rows}`)

test('rows of a report are committed together with more, or when nothing more comes', async () => {
  const { file, staging } = open()
  const reports = createReportSessions(staging)
  staging.begin(mail, { ...users, chains: [] })
  reports.start(mail, '2026-11-23')
  reports.push(mail, csv(mailRows(10)))
  expect(stagedRows(file, mail)).toEqual([])
  await expect.poll(() => stagedRows(file, mail).length).toBe(10)
  reports.push(mail, Buffer.from(mailRows(30_000, 10)))
  expect(stagedRows(file, mail)).toHaveLength(30_010)
  reports.push(mail, Buffer.from(mailRows(5, 30_010)))
  staging.begin('users', users)
  expect(stagedRows(file, mail)).toHaveLength(30_015)
  expect(reports.end(mail).rows).toBe(30_015)
})

test('a full disk that undoes the rows of several reports fails each of them', () => {
  const { file, writer } = open()
  writer.close()
  const database = new Database(file)
  onTestFinished(() => void database.close())
  const pages = Number(database.pragma('page_count', { simple: true }))
  database.pragma('cache_size = 10')
  database.pragma('cache_spill = 10')
  const staging = createStaging(createConnection(database, file), { now: noon })
  const reports = createReportSessions(staging)
  for (const dataset of [mail, teams]) {
    staging.begin(dataset, { ...users, chains: [] })
    reports.start(dataset, '2026-11-23')
  }
  database.pragma(`max_page_count = ${pages + 20}`)
  reports.push(teams, csv(mailRows(10)))
  expect(() => reports.push(mail, csv(mailRows(10_000)))).toThrow(
    expect.objectContaining({ code: 'diskFull' }),
  )
  database.pragma('max_page_count = 1000000')
  expect(() => reports.push(teams, Buffer.from(mailRows(10)))).toThrow(
    expect.objectContaining({ code: 'diskFull' }),
  )
  for (const dataset of [mail, teams]) reports.abort(dataset)
  reports.start(teams, '2026-11-23')
  reports.push(teams, csv(mailRows(10)))
  expect(reports.end(teams).rows).toBe(10)
  expect(stagedRows(file, teams)).toHaveLength(10)
})

test('a database of which hardly anything is in use is made smaller when it is closed', () => {
  const { file, writer, staging } = open()
  staging.begin('users', users)
  const ids = Array.from({ length: 20_000 }, (_, index) => `person-${index}`)
  staging.addPage('users', 'a', page(ids))
  staging.complete('users', {})
  staging.discard('users')
  writer.close()
  const database = new Database(file, { readonly: true })
  onTestFinished(() => void database.close())
  expect(database.pragma('freelist_count', { simple: true })).toBe(0)
})
