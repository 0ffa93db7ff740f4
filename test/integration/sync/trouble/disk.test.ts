import { randomBytes } from 'node:crypto'
import { readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { Engine } from '../../../../electron/contract/rpc/wire.ts'
import { createEngine } from '../../../../electron/engine/index.ts'
import { type ConnectedEngine, connectEngine, connectorName } from '../../../support/connected-engine.ts'
import { expectTruth } from '../../../support/tenant-truth.ts'
import { mountSmallDisk, noDisk, type SmallDisk } from '../support/small-disk.ts'

const only = ['users', 'licenses', 'usage.email_activity']

let disk: SmallDisk | null
let connected: ConnectedEngine

beforeEach(async ({ skip }) => {
  disk = mountSmallDisk(64)
  if (disk === null) return skip(noDisk)
  connected = await connectEngine({ people: 60 }, disk.folder)
})
afterEach(async () => {
  if (disk === null) return
  await connected.close()
  disk.remove()
})

const mounted = (): SmallDisk => {
  if (disk === null) throw new Error(noDisk)
  return disk
}

/** Every code with which a sync said what was wrong, wherever it said it. */
async function codesOfSync(mode: 'full' | 'incremental' = 'full'): Promise<Set<string>> {
  const reply = await connected.engine.call('sync.start', { connector: connectorName, mode, only })
  if (!reply.ok) return new Set([reply.error.code])
  expect(['partial', 'failed']).toContain(reply.value.status)
  return new Set(reply.value.datasets.flatMap(({ error }) => (error === null ? [] : [error.code])))
}

function fill(leaveBytes: number): string {
  const file = join(mounted().folder, 'filler')
  const block = 16_384
  let written = 0
  try {
    for (;;) {
      writeFileSync(file, randomBytes(block), { flag: 'a' })
      written += block
    }
  } catch {
    const keep = Math.max(0, written - leaveBytes)
    writeFileSync(file, Buffer.alloc(keep))
  }
  return file
}

/** Works with another engine on the same data directory, as an app does that is only started now. */
async function anew<T>(work: (engine: Engine) => Promise<T>): Promise<T> {
  const { home, environment } = connected
  const engine = await createEngine({ home, env: environment, version: '0.0.0' })
  try {
    return await work(engine)
  } finally {
    await engine.close()
  }
}

/** Even to read, the database needs a little room. */
const usersShownAnew = () =>
  anew(async engine => {
    const page = await engine.call('reports.page', { connector: connectorName, report: 'users' })
    if (!page.ok) throw new Error(`${page.error.code}: ${page.error.message}`)
    return page.value.rows.length
  })

const syncAnew = () => anew(engine => engine.call('sync.start', { connector: connectorName, only }))

describe('a disk without room', () => {
  test.each([0, 60_000, 90_000, 150_000, 400_000])(
    'leaves what was there; with %i bytes more to go the sync says what to do',
    async room => {
      await connected.sync({ mode: 'full', only })
      expectTruth(connected, ['exchange'])
      const before = connected.query('select user_id, display_name, license_count from v_users order by 1')
      connected.tenant.change({ percent: 20, days: 1 })
      const filler = fill(room)
      expect([...(await codesOfSync())]).toEqual(['diskFull'])
      expect(connected.query('select user_id, display_name, license_count from v_users order by 1')).toEqual(
        before,
      )
      expect(await usersShownAnew()).toBe(before.length)
      rmSync(filler)
      expect((await connected.sync({ mode: 'full', only })).status).toBe('succeeded')
      expectTruth(connected, ['exchange'])
      expect(connected.query("select count(*) as open from v_sync_runs where status = 'running'")).toEqual([
        { open: 0 },
      ])
    },
  )

  test('from the first moment is no obstacle once there is room', async () => {
    mounted().resize(1)
    const error = await connected.refusedSync({ only })
    expect(error).toMatchObject({ code: 'diskFull', fix: expect.stringContaining('Free some space') })
    mounted().resize(64)
    expect((await connected.sync({ only })).status).toBe('succeeded')
    expectTruth(connected, ['exchange'])
  })
})

describe('a data directory that may not be written', () => {
  test('is said as that, and nothing is lost', async () => {
    await connected.sync({ only })
    // An open log file would keep the file system from being locked.
    await connected.engine.close()
    const bytes = readFileSync(connected.databaseFile)
    mounted().setReadOnly(true)
    const refused = await syncAnew()
    mounted().setReadOnly(false)
    expect(refused).toMatchObject({
      ok: false,
      error: { code: 'readOnly', fix: expect.stringMatching(/write/) },
    })
    expect(readFileSync(connected.databaseFile).equals(bytes)).toBe(true)
    connected.tenant.change({ percent: 5, days: 1 })
    expect(await syncAnew()).toMatchObject({ ok: true, value: { status: 'succeeded' } })
    expectTruth(connected, ['exchange'])
  })

  test('from the beginning refuses a sync and the adding of connectors alike', async () => {
    const home = join(mounted().folder, 'new')
    mounted().setReadOnly(true)
    const engine = await createEngine({ home, env: connected.environment, version: '0.0.0' })
    const added = await engine.call('connectors.add', {
      name: 'Second',
      tenantId: connected.tenant.tenantId,
      clientId: connected.tenant.clientId,
      cloud: 'custom',
      credential: { kind: 'secret', secret: connected.tenant.clientSecret },
    })
    await engine.close()
    mounted().setReadOnly(false)
    expect(added).toMatchObject({ ok: false, error: { code: 'readOnly' } })
  })
})
