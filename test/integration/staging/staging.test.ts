import { closeSync, existsSync, openSync, writeFileSync, writeSync } from 'node:fs'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { expect, test } from 'vitest'
import { type PageRows, readPage } from '../../../electron/core/graph/rows/page.ts'
import { openStaging } from '../../../electron/platform/sqlite/staging/staging.ts'
import { peoplePage, scratchFolder } from './support.ts'

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

const scratchFile = () => join(scratchFolder(), 'x.staging-0.sqlite')

test('what was staged is found again after the file was closed: rows, links, notes', () => {
  const file = scratchFile()
  const first = openStaging(file, noon)
  first.begin('users', users)
  first.addPage('users', 'a', page(['one', 'two'], 'https://graph/a2'))
  first.addPage('users', 'b', page(['three']))
  first.close()
  const again = openStaging(file, noon)
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
  again.close()
})

test('the same person on two pages is one person', () => {
  const staging = openStaging(scratchFile(), noon)
  staging.begin('users', users)
  staging.addPage('users', 'a', page(['one', 'two', 'two']))
  staging.addPage('users', 'b', page(['two', 'three']))
  expect(staging.recover()[0]?.rows).toBe(5)
  expect(staging.distinctRows('users')).toBe(3)
  expect(staging.removedRows('users')).toBe(0)
  staging.close()
})

test('a page that does not reach the file moves no link', () => {
  const staging = openStaging(scratchFile(), noon)
  staging.begin('users', users)
  expect(() => staging.addPage('users', 'nowhere', page(['one'], 'https://graph/a2'))).toThrow()
  expect(staging.distinctRows('users')).toBe(0)
  expect(staging.recover()[0]).toMatchObject({
    rows: 0,
    chains: [{ nextLink: 'https://graph/a', rows: 0 }, {}],
  })
  staging.close()
})

test('to begin anew forgets what was there', () => {
  const staging = openStaging(scratchFile(), noon)
  staging.begin('users', users)
  staging.addPage('users', 'a', page(['one']))
  staging.complete('users', { x: 'y' })
  staging.begin('users', { mode: 'incremental', chains: [], notes: {} })
  expect(staging.recover()).toMatchObject([
    { mode: 'incremental', complete: false, notes: {}, chains: [], rows: 0 },
  ])
  expect(staging.distinctRows('users')).toBe(0)
  staging.close()
})

test('discarding one dataset leaves the others, and a file with nothing staged is deleted', () => {
  const file = scratchFile()
  const staging = openStaging(file, noon)
  staging.begin('users', users)
  staging.begin('licenses', { ...users, notes: {} })
  staging.addPage('users', 'a', page(['one']))
  staging.discard('licenses')
  staging.discard('nothing')
  expect(staging.recover()).toMatchObject([{ dataset: 'users', rows: 1 }])
  staging.close()
  expect(existsSync(file)).toBe(true)
  const again = openStaging(file, noon)
  again.discard('users')
  again.close()
  expect(existsSync(file)).toBe(false)
})

test.each([
  [
    'something else than a database',
    'not a database at all, but long enough to have a header of one hundred bytes. '.repeat(3),
  ],
  ['an empty file', ''],
])('%s in its place is thrown away', (_, content) => {
  const file = scratchFile()
  writeFileSync(file, content)
  const staging = openStaging(file, noon)
  staging.begin('users', users)
  expect(staging.recover()).toHaveLength(1)
  staging.close()
})

test('a file whose pages are damaged is thrown away', () => {
  const file = scratchFile()
  const staging = openStaging(file, noon)
  staging.begin('users', users)
  staging.addPage('users', 'a', page(Array.from({ length: 1500 }, (_, index) => `person-${index}`)))
  staging.close()
  const database = new Database(file)
  const pages = Number(database.pragma('page_count', { simple: true }))
  database.close()
  expect(pages).toBeGreaterThan(20)
  damage(file, 8192 * 8, 8192 * 6)
  const again = openStaging(file, noon)
  expect(again.recover()).toEqual([])
  again.close()
})

test('a file of another version of the app is thrown away', () => {
  const file = scratchFile()
  const database = new Database(file)
  database.exec('create table staged_dataset (dataset text); pragma user_version = 99')
  database.close()
  const staging = openStaging(file, noon)
  expect(staging.recover()).toEqual([])
  staging.close()
})

function damage(file: string, from: number, length: number): void {
  const handle = openSync(file, 'r+')
  writeSync(handle, Buffer.alloc(length, 0x5a), 0, length, from)
  closeSync(handle)
}
