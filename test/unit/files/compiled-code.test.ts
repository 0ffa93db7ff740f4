import {
  chmodSync,
  chownSync,
  mkdirSync,
  mkdtempSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { ownFolder } from '../../../electron/platform/files/compiled-code.ts'

let home: string
beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), 'compiled-code-'))
})
afterEach(() => rmSync(home, { recursive: true, force: true }))

describe.skipIf(process.platform === 'win32')('compiled code is kept in a folder', () => {
  test('of the data directory that only its owner reads and writes', () => {
    const folder = join(home, 'new', 'compiled')
    expect(ownFolder(folder)).toBe(folder)
    expect(statSync(folder).mode & 0o777).toBe(0o700)
  })

  test('that is closed to others when an older one was open', () => {
    const folder = join(home, 'compiled')
    mkdirSync(folder)
    chmodSync(folder, 0o777)
    expect(ownFolder(folder)).toBe(folder)
    expect(statSync(folder).mode & 0o777).toBe(0o700)
  })

  test('and never through a link, which could lead to somebody else’s code', () => {
    const elsewhere = join(home, 'elsewhere')
    mkdirSync(elsewhere)
    symlinkSync(elsewhere, join(home, 'compiled'))
    expect(ownFolder(join(home, 'compiled'))).toBeNull()
  })

  test.skipIf(process.getuid?.() !== 0)('and never in one that belongs to another user', () => {
    const folder = join(home, 'compiled')
    mkdirSync(folder)
    chownSync(folder, 65_534, 65_534)
    expect(ownFolder(folder)).toBeNull()
  })

  test('or nowhere when it cannot be made', () => {
    writeFileSync(join(home, 'file'), '')
    expect(ownFolder(join(home, 'file', 'compiled'))).toBeNull()
  })
})
