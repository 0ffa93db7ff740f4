import { spawnSync } from 'node:child_process'
import {
  chmodSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  statSync,
  truncateSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { describe, expect, test } from 'vitest'
import { z } from 'zod'
import { raw, sql } from '../../../electron/core/database/sql.ts'
import { AppError } from '../../../electron/core/errors.ts'
import { createConnection } from '../../../electron/platform/sqlite/connection.ts'
import { currentVersion, openReader, openWriter } from '../../../electron/platform/sqlite/open.ts'
import { openTenantDatabase } from '../../../electron/platform/sqlite/tenant.ts'
import { people } from './support/people.ts'
import { stageDatasets } from './support/staged.ts'
import { fewNames, openTestTenant, readRows, temporaryFolder } from './support/tenant.ts'

const now = () => Date.parse('2026-11-23T08:00:00Z')
const open = (file: string, options = {}) =>
  openTenantDatabase(file, { namesFile: fewNames, now, ...options })

function failureOf(work: () => unknown): AppError {
  try {
    work()
  } catch (error) {
    if (error instanceof AppError) return error
    throw error
  }
  throw new Error('It did not fail.')
}

describe('a new database', () => {
  test('is made together with its folder and is in write-ahead mode', () => {
    const file = join(temporaryFolder(), 'data', 'deeper', 'tenant.sqlite')
    open(file).close()
    expect(readRows(file, 'pragma journal_mode')).toEqual([{ journal_mode: 'wal' }])
    expect(readRows(file, 'pragma user_version')).toEqual([{ user_version: currentVersion() }])
  })

  test('is also begun in an empty file', () => {
    const file = join(temporaryFolder(), 'tenant.sqlite')
    writeFileSync(file, '')
    open(file).close()
    expect(readRows(file, 'select * from v_users')).toEqual([])
  })
})

describe('a reader', () => {
  const Anything = z.record(z.string(), z.unknown())

  test('cannot change anything, not even by accident', () => {
    const tenant = openTestTenant()
    const reader = openReader(tenant.file)
    expect(failureOf(() => reader.all(Anything, raw('delete from user returning user_id'))).code).toBe(
      'readOnly',
    )
    reader.close()
  })

  test('sees what was published while it was open, and is not held up by a writer', () => {
    const tenant = openTestTenant()
    const reader = openReader(tenant.file)
    const users = () => reader.all(Anything, sql`select user_id from v_users`)
    expect(users()).toEqual([])
    const writer = openWriter(tenant.file)
    writer.transaction(() => {
      writer.run(sql`insert into user (user_id) values ('half')`)
      expect(users()).toEqual([])
    })
    expect(users()).toEqual([{ user_id: 'half' }])
    writer.close()
    reader.close()
  })

  test('says that there is nothing yet when there is no database', () => {
    const failure = failureOf(() => openReader(join(temporaryFolder(), 'none.sqlite')))
    expect(failure).toMatchObject({ code: 'notFound', fix: expect.stringContaining('sync') })
  })
})

describe('a damaged database', () => {
  const contents = (folder: string) =>
    readdirSync(folder)
      .filter(name => name.includes('damaged'))
      .sort()

  test.each([
    ['text', 'This is no database at all, but it is longer than a header. '.repeat(9)],
    ['a short file', 'short'],
  ])('that is %s is set aside, not overwritten, and said so', (_, text) => {
    const folder = temporaryFolder()
    const file = join(folder, 'tenant.sqlite')
    writeFileSync(file, text)
    writeFileSync(`${file}-wal`, 'log')
    const failure = failureOf(() => open(file))
    expect(failure.code).toBe('databaseDamaged')
    expect(failure.message).toContain('tenant.sqlite.damaged-2026-11-23T08-00-00-000Z')
    expect(failure.fix).not.toBe('')
    expect(contents(folder)).toEqual([
      'tenant.sqlite.damaged-2026-11-23T08-00-00-000Z',
      'tenant.sqlite.damaged-2026-11-23T08-00-00-000Z-wal',
    ])
    expect(readFileSync(join(folder, contents(folder)[0] ?? ''), 'utf8')).toBe(text)
    open(file).close()
    expect(readRows(file, 'select * from v_users')).toEqual([])
  })

  test('that was cut short is set aside, and a new one is begun at once when asked', () => {
    const folder = temporaryFolder()
    const file = join(folder, 'tenant.sqlite')
    open(file).close()
    truncateSync(file, 8192 + 100)
    const writer = open(file, { whenDamaged: 'startAnew' })
    expect(writer.setAside).toContain('.damaged-')
    writer.close()
    expect(contents(folder)).toHaveLength(1)
    expect(readRows(file, 'select * from v_users')).toEqual([])
  })

  test('never takes the name of one that was set aside before', () => {
    const folder = temporaryFolder()
    const file = join(folder, 'tenant.sqlite')
    for (const text of ['first', 'second']) {
      writeFileSync(file, text)
      expect(() => open(file)).toThrow()
    }
    expect(contents(folder).map(name => readFileSync(join(folder, name), 'utf8'))).toEqual([
      'first',
      'second',
    ])
  })

  test('whose damage shows only in the middle of the work is looked through at the next opening', () => {
    const folder = temporaryFolder()
    const file = join(folder, 'tenant.sqlite')
    const writer = open(file)
    stageDatasets(writer.staging, [
      people(...Array.from({ length: 2000 }, (_, id) => ({ user_id: `user-${id}`, holds: ['e3'] }))),
    ])
    const publication = { runId: 1, at: '2026-11-23T07:00:00Z' }
    const users = [{ dataset: 'users', mode: 'full' as const, state: {} }]
    writer.publish({ ...publication, datasets: users })
    writer.close()
    destroyRootOf(file, 'user')
    const reader = openReader(file)
    const Anything = z.record(z.string(), z.unknown())
    expect(failureOf(() => reader.all(Anything, sql`select mail from user`)).code).toBe('databaseDamaged')
    reader.close()
    expect(failureOf(() => open(file)).code).toBe('databaseDamaged')
    expect(contents(folder)).toHaveLength(1)
    open(file).close()
  })

  /** Writes nonsense over the first page of a table, behind SQLite's back. */
  function destroyRootOf(file: string, table: string): void {
    const [row] = readRows(file, 'select rootpage from sqlite_schema where name = ?', table)
    const bytes = readFileSync(file)
    bytes.fill(0xa5, (Number(row?.['rootpage']) - 1) * 8192, Number(row?.['rootpage']) * 8192)
    writeFileSync(file, bytes)
  }

  test('that was suspected wrongly stays where it is', () => {
    const tenant = openTestTenant()
    tenant.publish([people({ user_id: 'u1' })])
    tenant.writer.close()
    writeFileSync(`${tenant.file}.suspect`, '')
    open(tenant.file).close()
    expect(existsSync(`${tenant.file}.suspect`)).toBe(false)
    expect(tenant.read('select user_id from v_users')).toEqual([{ user_id: 'u1' }])
  })
})

describe('a database of a newer version', () => {
  test('is refused and left exactly as it is', () => {
    const folder = temporaryFolder()
    const file = join(folder, 'tenant.sqlite')
    const newer = new Database(file)
    newer.exec(`create table future (x); pragma user_version = ${currentVersion() + 10}`)
    newer.close()
    const before = readFileSync(file)
    for (const attempt of [() => open(file), () => openReader(file)]) {
      expect(failureOf(attempt)).toMatchObject({
        code: 'databaseNewer',
        fix: expect.stringContaining('Update'),
      })
    }
    expect(readFileSync(file).equals(before)).toBe(true)
    expect(readdirSync(folder)).toEqual(['tenant.sqlite'])
  })
})

describe('a disk without room', () => {
  test('fails the publication as a whole and keeps what was there', () => {
    const tenant = openTestTenant()
    tenant.publish([people({ user_id: 'u1', display_name: 'Before' })])
    tenant.writer.close()
    const database = new Database(tenant.file)
    const pages = Number(database.pragma('page_count', { simple: true }))
    database.pragma(`max_page_count = ${pages + 4}`)
    const writer = createConnection(database, tenant.file)
    const failure = failureOf(() =>
      writer.transaction(() => {
        writer.run(sql`update user set display_name = 'After'`)
        writer.run(sql`
          with recursive counted (n) as (values (1) union all select n + 1 from counted where n < 5000)
          insert into user (user_id, display_name) select 'user-' || n, hex(randomblob(100)) from counted`)
      }),
    )
    expect(failure).toMatchObject({ code: 'diskFull', fix: expect.stringContaining('space') })
    writer.close()
    expect(tenant.read('select user_id, display_name from v_users')).toEqual([
      { user_id: 'u1', display_name: 'Before' },
    ])
  })

  test('is told apart on a real full disk', context => {
    const folder = temporaryFolder()
    const mounted = spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=1m', 'tmpfs', folder])
    if (mounted.status !== 0) context.skip('Mounting a small disk needs rights that this user does not have.')
    try {
      writeFileSync(join(folder, 'ballast'), Buffer.alloc(900 * 1024))
      expect(failureOf(() => open(join(folder, 'tenant.sqlite'))).code).toBe('diskFull')
    } finally {
      spawnSync('umount', ['-l', folder])
    }
  })
})

describe('a place that cannot be written', () => {
  test('is said to be read-only', context => {
    const folder = temporaryFolder()
    const file = join(folder, 'data', 'tenant.sqlite')
    mkdirSync(join(folder, 'data'))
    if (process.getuid?.() === 0) {
      const mounted = spawnSync('mount', ['-t', 'tmpfs', '-o', 'ro,size=1m', 'tmpfs', join(folder, 'data')])
      if (mounted.status !== 0)
        context.skip('An administrator may write everywhere, and mounting is not allowed.')
    } else chmodSync(join(folder, 'data'), 0o500)
    try {
      expect(failureOf(() => open(file))).toMatchObject({
        code: 'readOnly',
        fix: expect.stringContaining('right to write'),
      })
    } finally {
      spawnSync('umount', ['-l', join(folder, 'data')])
    }
  })

  test('is found even when only a file stands where the folder should be', () => {
    const folder = temporaryFolder()
    writeFileSync(join(folder, 'data'), '')
    expect(() => open(join(folder, 'data', 'tenant.sqlite'))).toThrow()
    expect(statSync(join(folder, 'data')).size).toBe(0)
  })
})

describe('a database that another program is writing to', () => {
  test('is waited for, but not for ever', () => {
    const tenant = openTestTenant()
    const other = new Database(tenant.file)
    other.exec('begin immediate')
    const writer = openWriter(tenant.file, { busyTimeoutMs: 50 })
    const failure = failureOf(() => writer.transaction(() => writer.run(sql`delete from user`)))
    expect(failure).toMatchObject({ code: 'syncRunning', fix: expect.stringContaining('other') })
    other.exec('rollback')
    expect(writer.transaction(() => writer.run(sql`delete from user`))).toBe(0)
    writer.close()
    other.close()
  })
})
