import { describe, expect, test } from 'vitest'
import { AppError } from '../../../electron/core/errors.ts'
import { databaseError, refuseLongPath } from '../../../electron/platform/sqlite/errors.ts'
import { openingError } from '../../../electron/platform/sqlite/folder-probe.ts'

const failing = (code: string) => Object.assign(new Error('locked'), { code })
const file = '/mnt/share/m365/data/tenant.sqlite'
const unsuitable = {
  code: 'readOnly',
  message: "This folder's file system cannot hold the database: /mnt/share/m365/data.",
  fix: expect.stringMatching(/^Choose a folder on this computer /),
}

describe('a folder that cannot hold a database', () => {
  test.each([
    'SQLITE_PROTOCOL',
    'SQLITE_IOERR_SHMOPEN',
    'SQLITE_IOERR_SHMMAP',
    'SQLITE_IOERR_SHMLOCK',
    'SQLITE_IOERR_LOCK',
  ])('is told by %s, and is no damage', code => {
    expect(databaseError(failing(code), file)).toMatchObject(unsuitable)
  })

  // better-sqlite3#1394: a database on a WSL path is locked at once although nobody uses it.
  test('is told from a database in use by trying another one beside it', () => {
    const cannot = () => false
    const can = () => true
    expect(openingError(failing('SQLITE_BUSY'), file, cannot)).toMatchObject(unsuitable)
    expect(openingError(failing('SQLITE_BUSY'), file, can)).toMatchObject({ code: 'syncRunning' })
    expect(openingError(failing('SQLITE_CORRUPT'), file, cannot)).toMatchObject({ code: 'databaseDamaged' })
  })

  test('leaves the room on a full disk its own reason', () => {
    expect(databaseError(failing('SQLITE_IOERR_SHMSIZE'), file)).toMatchObject({ code: 'diskFull' })
  })
})

describe('the place of a database', () => {
  test('that a folder has taken is named', () => {
    expect(databaseError(failing('EISDIR'), file)).toMatchObject({
      code: 'badRequest',
      message: `A folder stands in the place of the database ${file}.`,
    })
  })

  test('can be too long for SQLite', () => {
    refuseLongPath('/'.padEnd(504, 'a'))
    expect(() => refuseLongPath(`/${'ä'.repeat(252)}`)).toThrow(AppError)
    expect(() => refuseLongPath(`/${'a'.repeat(504)}`)).toThrow(/too long: it has 505 bytes/)
  })
})
