import { describe, expect, test } from 'vitest'
import { AppError } from '../../../electron/core/errors.ts'
import { databaseError } from '../../../electron/platform/sqlite/errors.ts'

const failing = (code: string) => Object.assign(new Error('disk I/O error near secret'), { code })

describe('a failure of SQLite', () => {
  test.each([
    ['SQLITE_FULL', 'diskFull'],
    ['ENOSPC', 'diskFull'],
    ['SQLITE_IOERR_SHMSIZE', 'diskFull'],
    ['SQLITE_READONLY_DIRECTORY', 'readOnly'],
    ['SQLITE_READONLY', 'readOnly'],
    ['SQLITE_CANTOPEN', 'readOnly'],
    ['EACCES', 'readOnly'],
    ['EROFS', 'readOnly'],
    ['SQLITE_CORRUPT', 'databaseDamaged'],
    ['SQLITE_CORRUPT_INDEX', 'databaseDamaged'],
    ['SQLITE_NOTADB', 'databaseDamaged'],
    ['SQLITE_BUSY', 'syncRunning'],
    ['SQLITE_BUSY_SNAPSHOT', 'syncRunning'],
    ['SQLITE_IOERR_READ', 'unexpected'],
  ])('%s means %s, with a next step and the code', (code, meaning) => {
    const error = databaseError(failing(code), 'tenant.sqlite')
    expect(error).toBeInstanceOf(AppError)
    expect(error).toMatchObject({ code: meaning, detail: { code } })
    expect((error as AppError).fix).toMatch(/\.$/)
    expect((error as AppError).message).toContain('tenant.sqlite')
  })

  test('that is a fault of the program comes through as it is', () => {
    for (const fault of [
      failing('SQLITE_CONSTRAINT_UNIQUE'),
      failing('SQLITE_ERROR'),
      new TypeError('x'),
      'text',
    ]) {
      expect(databaseError(fault, 'tenant.sqlite')).toBe(fault)
    }
  })

  test('that was translated already stays as it is', () => {
    const known = new AppError('databaseNewer', 'Newer.', { fix: 'Update.' })
    expect(databaseError(known, 'tenant.sqlite')).toBe(known)
  })
})
