import { randomUUID } from 'node:crypto'
import { mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { Connector } from '../../../electron/contract/connectors.ts'
import type { ConnectorStore } from '../../../electron/core/ports.ts'
import { createDataFolder, type DataFolder } from '../../../electron/platform/files/data-folder.ts'
import { createConnectorStore } from '../../../electron/platform/files/store/connector-store.ts'

const now = Date.parse('2026-11-23T15:00:00Z')
let folder: DataFolder
let store: ConnectorStore

const connector = (name: string): Connector => ({
  id: randomUUID(),
  name,
  tenantId: randomUUID(),
  clientId: randomUUID(),
  cloud: 'global',
  credential: 'secret',
  certificate: null,
  secretExpiresOn: null,
  createdAt: '2026-11-23T15:00:00.000Z',
})

beforeEach(async () => {
  folder = createDataFolder(join(await mkdtemp(join(tmpdir(), 'm365-connector-')), 'home'))
  store = createConnectorStore(folder, { now: () => now })
})
afterEach(() => rm(join(folder.home, '..'), { recursive: true, force: true }))

describe('the list of connectors', () => {
  test('is empty before anything was saved', async () => {
    expect(await store.list()).toEqual([])
  })

  test('comes back as it was saved, in a file for its owner only', async () => {
    const saved = [connector('Contoso'), connector('Fabrikam')]
    await store.replace(saved)
    expect(await store.list()).toEqual(saved)
    if (process.platform === 'win32') return
    expect((await stat(folder.connectorsFile)).mode & 0o777).toBe(0o600)
    expect((await stat(folder.home)).mode & 0o777).toBe(0o700)
  })

  test('leaves no temporary files or locks behind', async () => {
    await store.replace([connector('Contoso')])
    expect((await readdir(folder.home)).sort()).toEqual(['connectors.json', 'data', 'exports', 'logs'])
  })

  test('loses no connector when many are added at the same time', async () => {
    const names = Array.from({ length: 12 }, (_, index) => `Tenant ${index}`)
    await Promise.all(names.map(name => store.update(current => [...current, connector(name)])))
    expect((await store.list()).map(({ name }) => name).sort()).toEqual(names.sort())
  })

  test('stays as it was when a change is refused', async () => {
    await store.replace([connector('Contoso')])
    const before = await readFile(folder.connectorsFile, 'utf8')
    await expect(
      store.update(() => {
        throw new TypeError('no')
      }),
    ).rejects.toThrow()
    expect(await readFile(folder.connectorsFile, 'utf8')).toBe(before)
    await store.replace([])
  })
})

describe('a list that was read before', () => {
  test('is not read again, until this process or another one has changed it', async () => {
    const other = createConnectorStore(folder, { now: () => now })
    await store.replace([connector('Contoso')])
    const [first] = await store.list()
    expect((await store.list())[0]).toBe(first)
    await store.update(current => current.map(one => ({ ...one, name: 'Here' })))
    expect(await store.list()).toMatchObject([{ name: 'Here' }])
    await other.update(current => current.map(one => ({ ...one, name: 'There' })))
    expect(await store.list()).toMatchObject([{ name: 'There' }])
    await other.replace([])
    expect(await store.list()).toEqual([])
    await rm(folder.connectorsFile)
    expect(await store.list()).toEqual([])
  })

  test('is as it was for the next one who asks, whatever was done with the answer', async () => {
    await store.replace([connector('Contoso')])
    const list = await store.list()
    list.pop()
    expect(await store.list()).toHaveLength(1)
  })

  test('is read again after a person has edited the file in place', async () => {
    await store.replace([connector('Contoso')])
    await store.list()
    const text = await readFile(folder.connectorsFile, 'utf8')
    await writeFile(folder.connectorsFile, text.replace('Contoso', 'Adatums'))
    expect(await store.list()).toMatchObject([{ name: 'Adatums' }])
  })
})

describe('a file that does not fit', () => {
  test.each([['{"version":2,"connectors":[],"groups":[]}'], ['{"version":9}']])(
    'of a newer version is refused and never changed: %s',
    async text => {
      await folder.ensure()
      await writeFile(folder.connectorsFile, text)
      for (const work of [() => store.list(), () => store.replace([]), () => store.update(list => list)]) {
        await expect(work()).rejects.toMatchObject({ code: 'databaseNewer' })
      }
      expect(await readFile(folder.connectorsFile, 'utf8')).toBe(text)
    },
  )

  test.each([
    ['nothing', ''],
    ['half of itself', '{"version":1,"connectors":[{"id":"'],
    ['something else', '[1,2,3]'],
    ['a connector without a tenant', '{"version":1,"connectors":[{"id":"x","name":"y"}]}'],
  ])('because it holds %s is set aside, and that is said', async (_what, text) => {
    await folder.ensure()
    await writeFile(folder.connectorsFile, text)
    const failure = await store.list().catch((error: unknown) => error)
    expect(failure).toMatchObject({ code: 'databaseDamaged', fix: expect.stringContaining('damaged-') })
    const aside = (await readdir(folder.home)).find(name => name.includes('damaged'))
    expect(await readFile(join(folder.home, aside ?? ''), 'utf8')).toBe(text)
    expect(await store.list()).toEqual([])
  })
})

test('an id that is no UUID never becomes a path', () => {
  for (const id of ['../evil', 'a/b', '', 'CON']) {
    expect(() => folder.database(id)).toThrow(expect.objectContaining({ code: 'badRequest' }))
  }
})
