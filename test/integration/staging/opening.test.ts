import { readdirSync, rmSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'
import Database from 'better-sqlite3'
import { expect, test } from 'vitest'
import { openSyncStore } from '../../../electron/platform/sqlite/worker/index.ts'
import { openStore, scratchDatabase } from './support.ts'

const oneChain = {
  mode: 'full' as const,
  chains: [{ chain: 'all', firstLink: 'https://graph/1' }],
  notes: {},
}

test('files in which earlier versions staged are removed, and no others', async () => {
  const file = scratchDatabase()
  const stem = file.replace(/\.sqlite$/, '')
  const earlier = ['.staging-0.sqlite', '.staging-1.sqlite', '.staging-1.sqlite-wal', '.staging-1.sqlite-shm']
  const others = ['x.staging-0.sqlite', '.staging-notes.txt']
  for (const ending of [...earlier, ...others]) writeFileSync(stem + ending, 'earlier')
  const store = await openStore(file)
  await store.close()
  expect(readdirSync(dirname(file)).map(name => name.replace('3f6b', ''))).toEqual(
    ['.sqlite', ...others].sort(),
  )
})

test('what was staged for a database that is gone is not published into a new one', async () => {
  const file = scratchDatabase()
  const store = await openStore(file)
  await store.begin('users', oneChain)
  await store.close()
  for (const ending of ['', '-wal', '-shm']) rmSync(file + ending, { force: true })
  expect(await (await openStore(file)).recover()).toEqual([])
})

test('closing twice, and asking afterwards', async () => {
  const store = await openStore(scratchDatabase())
  await Promise.all([store.close(), store.close()])
  await expect(store.states()).rejects.toMatchObject({ code: 'engineStopped' })
  await expect(store.begin('users', oneChain)).rejects.toMatchObject({ code: 'engineStopped' })
})

test('a database that cannot be opened is said, and nothing stays open or is changed', async () => {
  const file = scratchDatabase()
  const newer = new Database(file)
  newer.pragma('user_version = 9999')
  newer.close()
  await expect(openSyncStore({ file })).rejects.toMatchObject({ code: 'databaseNewer' })
  expect(readdirSync(dirname(file))).toEqual(['3f6b.sqlite'])
})
