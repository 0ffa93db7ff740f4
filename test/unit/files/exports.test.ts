import { mkdtemp, readdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { reserveExport, safeFileName } from '../../../electron/platform/files/exports.ts'

test.each([
  [['Contoso', 'overview'], 'Contoso-overview.csv'],
  [['../../etc', 'passwd'], 'etc-passwd.csv'],
  [['a<b>c:d"e/f\\g|h?i*j'], 'a-b-c-d-e-f-g-h-i-j.csv'],
  [['CON'], '_CON.csv'],
  [['  '], 'export.csv'],
  [['Größe 東京'], 'Größe-東京.csv'],
])('the parts %j make the name %s', (parts, name) => {
  expect(safeFileName(parts, 'csv')).toBe(name)
})

test('any text makes a name that stays in its folder', () => {
  fc.assert(
    fc.property(fc.array(fc.string({ unit: 'binary' })), parts => {
      const name = safeFileName(parts, 'xlsx')
      expect(basename(join('/exports', name))).toBe(name)
      expect(name).toMatch(/^[^\s.<>:"/\\|?*-][^\s<>:"/\\|?*]*\.xlsx$/u)
      expect([...name].length).toBeLessThanOrEqual(101)
    }),
  )
})

test('an earlier export is never overwritten', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'm365-connector-'))
  const taken = await Promise.all(
    Array.from({ length: 5 }, () => reserveExport(folder, 'contoso.overview.csv')),
  )
  expect(new Set(taken).size).toBe(5)
  expect((await readdir(folder)).sort()).toEqual([
    'contoso.overview-2.csv',
    'contoso.overview-3.csv',
    'contoso.overview-4.csv',
    'contoso.overview-5.csv',
    'contoso.overview.csv',
  ])
  await rm(folder, { recursive: true })
})
