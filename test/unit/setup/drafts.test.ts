import { randomUUID } from 'node:crypto'
import { mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { recommendedChoice } from '../../../electron/contract/setup/names.ts'
import { DraftInput } from '../../../electron/contract/setup/setup.ts'
import { createDraftService, type DraftService } from '../../../electron/core/setup/drafts.ts'
import { createDataFolder, type DataFolder } from '../../../electron/platform/files/data-folder.ts'
import { createDraftStore } from '../../../electron/platform/files/store/draft-store.ts'

const secret = 'abc8Q~dEfGhIjKlMnOpQrStUvWxYz0123456789'
let folder: DataFolder
let drafts: DraftService
let warnings: string[]
let now = Date.parse('2026-11-23T15:00:00Z')
const clock = { now: () => now }

const draft = (changes: Partial<DraftInput> = {}): DraftInput => ({
  id: randomUUID(),
  connector: null,
  name: 'Contoso',
  tenantId: '6f1c2d3e-4a5b-4c6d-8e7f-9a0b1c2d3e4f',
  clientId: '',
  cloud: 'global',
  permissions: recommendedChoice,
  credential: 'secret',
  secretExpiresOn: null,
  made: null,
  way: 'guide',
  step: 'application',
  done: ['before', 'signIn', 'register'],
  ...changes,
})
const anew = () =>
  createDraftService(createDraftStore(folder, { log: { warn: event => warnings.push(event) }, clock }), clock)
const file = () => join(folder.home, 'setup.json')

beforeEach(async () => {
  folder = createDataFolder(join(await mkdtemp(join(tmpdir(), 'm365-connector-')), 'home'))
  warnings = []
  drafts = anew()
})
afterEach(() => rm(join(folder.home, '..'), { recursive: true, force: true }))

describe('an unfinished setup', () => {
  test('keeps the last of many changes that come at once, in whatever order the disk takes them', async () => {
    const typed = 'Contoso Deutschland'
    const first = draft({ name: '' })
    const saves = [...typed].map((_, end) => drafts.save({ ...first, name: typed.slice(0, end + 1) }))
    await Promise.all(saves)
    expect((await drafts.list()).map(({ name }) => name)).toEqual([typed])
  })

  test('is there again after a restart, on the step where it was left', async () => {
    const input = draft()
    await drafts.save(input)
    expect(await anew().list()).toEqual([{ ...input, savedAt: '2026-11-23T15:00:00.000Z' }])
    if (process.platform !== 'win32') expect((await stat(file())).mode & 0o777).toBe(0o600)
  })

  test('is saved over itself, and the newest comes first', async () => {
    const first = draft()
    await drafts.save(first)
    now += 1000
    await drafts.save(draft({ name: 'Fabrikam' }))
    now += 1000
    await drafts.save({ ...first, step: 'consent' })
    expect((await drafts.list()).map(({ name, step }) => [name, step])).toEqual([
      ['Contoso', 'consent'],
      ['Fabrikam', 'application'],
    ])
  })

  test('is gone once it is discarded', async () => {
    const { id } = await drafts.save(draft())
    expect(await drafts.discard(id)).toBe(true)
    expect(await drafts.discard(id)).toBe(false)
    expect(await drafts.list()).toEqual([])
  })

  test('of a connector goes with it', async () => {
    const connector = randomUUID()
    await drafts.save(draft({ connector }))
    const other = await drafts.save(draft())
    await drafts.discardOf(connector)
    expect(await drafts.list()).toEqual([other])
  })

  test.each(['tenantId', 'clientId', 'name'] as const)(
    'keeps no secret that was pasted as its %s',
    async field => {
      await drafts.save(draft({ [field]: secret }))
      expect(await readFile(file(), 'utf8')).not.toContain(secret)
      expect((await drafts.list())[0]?.[field]).toBe('')
    },
  )

  test('has no field for a secret', () => {
    expect(DraftInput.safeParse({ ...draft(), secret }).success).toBe(false)
  })

  test('of an earlier version, which knew one way only, is continued on that way', async () => {
    const { way: _way, made: _made, ...older } = draft()
    const value = [{ ...older, savedAt: '2026-11-23T15:00:00.000Z' }]
    await drafts.save(draft())
    await writeFile(file(), JSON.stringify({ version: 1, value }))
    expect(await drafts.list()).toMatchObject([{ id: older.id, way: 'guide' }])
  })

  test('that was damaged is set aside, and holds nobody up', async () => {
    await drafts.save(draft())
    await writeFile(file(), '{"version":1,"value":[{"id":')
    expect(await drafts.list()).toEqual([])
    expect(warnings).toEqual(['setup.draftsDamaged'])
    expect((await readdir(folder.home)).some(name => name.startsWith('setup.json.damaged'))).toBe(true)
    await drafts.save(draft())
    expect(await drafts.list()).toHaveLength(1)
  })

  test('of a newer version is refused and never changed', async () => {
    await drafts.save(draft())
    const newer = '{"version":2,"value":[]}'
    await writeFile(file(), newer)
    await expect(drafts.save(draft())).rejects.toMatchObject({ code: 'databaseNewer' })
    expect(await readFile(file(), 'utf8')).toBe(newer)
  })
})
