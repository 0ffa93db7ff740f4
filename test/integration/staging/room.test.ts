import { readdirSync, statfsSync } from 'node:fs'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { readPage } from '../../../electron/core/datasets/page.ts'
import { openReader } from '../../../electron/platform/sqlite/open.ts'
import { openTenantDatabase } from '../../../electron/platform/sqlite/tenant.ts'
import { fewNames } from '../database/support/tenant.ts'
import { mountSmallDisk, noDisk } from '../sync/support/small-disk.ts'
import { peoplePage } from './support.ts'

const pageOf = (number: number) =>
  peoplePage(
    Array.from({ length: 999 }, (_, index) => `person-${number}-${index}`),
    `page:${number + 1}`,
  )

test('a disk that fills up while people arrive is left with room, and with a database that can be read', context => {
  const disk = mountSmallDisk(8)
  if (disk === null) return context.skip(noDisk)
  onTestFinished(() => disk.remove())
  const free = () => {
    const { bavail, bsize } = statfsSync(disk.folder)
    return bavail * bsize
  }
  const file = join(disk.folder, 'tenant.sqlite')
  openTenantDatabase(file, { namesFile: fewNames }).close()

  const writer = openTenantDatabase(file, { namesFile: fewNames })
  const chains = [{ chain: 'all', firstLink: 'page:0' }]
  writer.staging.begin('users', { mode: 'full', chains, notes: {} })
  const fill = () => {
    for (let number = 0; ; number += 1) {
      writer.staging.addPage('users', 'all', rows => readPage('users', pageOf(number), rows))
    }
  }
  expect(fill).toThrow(expect.objectContaining({ code: 'diskFull' }))
  expect(free()).toBeGreaterThan(1024 * 1024)
  expect(writer.staging.recover()[0]?.rows).toBeGreaterThan(999)

  writer.close({ keepStaged: false })
  expect(readdirSync(disk.folder)).toEqual(['tenant.sqlite'])
  expect(free()).toBeGreaterThan(4 * 1024 * 1024)
  openReader(file).close()
  const again = openTenantDatabase(file, { namesFile: fewNames })
  expect(again.staging.recover()).toEqual([])
  again.close()
})
