import { createHash, randomBytes } from 'node:crypto'
import {
  closeSync,
  existsSync,
  openSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  truncateSync,
  writeSync,
} from 'node:fs'
import { dirname, join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { type ConnectedEngine, connectEngine, connectorName } from '../../../support/connected-engine.ts'
import { expectTruth } from '../../../support/tenant-truth.ts'

const only = ['users', 'licenses', 'usage.email_activity']

let connected: ConnectedEngine

beforeEach(async () => {
  connected = await connectEngine({ people: 60 })
  await connected.sync({ only })
})
afterEach(() => connected.close())

const digest = (file: string) => createHash('sha256').update(readFileSync(file)).digest('hex')
const folder = () => dirname(connected.databaseFile)
const setAside = () =>
  readdirSync(folder())
    .filter(name => /\.damaged-[^/]*Z$/.test(name))
    .map(name => join(folder(), name))

function overwrite(file: string, at: number, bytes: Buffer): void {
  const handle = openSync(file, 'r+')
  writeSync(handle, bytes, 0, bytes.length, at)
  closeSync(handle)
}

/** Syncs until one succeeds and tells what the others said. */
async function syncUntilWell(most: number): Promise<string[]> {
  const said: string[] = []
  for (let attempt = 0; attempt <= most; attempt += 1) {
    const reply = await connected.engine.call('sync.start', { connector: connectorName, mode: 'full', only })
    if (reply.ok && reply.value.status === 'succeeded') return said
    if (!reply.ok) said.push(reply.error.code)
    else
      said.push(...new Set(reply.value.datasets.flatMap(({ error }) => (error === null ? [] : [error.code]))))
  }
  return [...said, 'still not well']
}

describe('a damaged database', () => {
  test('is set aside as it was, said so, and the next sync begins a new one', async () => {
    await connected.report('users')
    overwrite(connected.databaseFile, 0, randomBytes(4096))
    const damaged = digest(connected.databaseFile)
    connected.tenant.change({ percent: 5, days: 1 })
    const error = await connected.refusedSync({ only })
    const [aside = ''] = setAside()
    expect(error).toMatchObject({ code: 'databaseDamaged', fix: expect.stringContaining('Sync again') })
    expect(error.message).toContain(aside)
    expect(digest(aside)).toBe(damaged)
    expect(existsSync(connected.databaseFile)).toBe(false)
    expect((await connected.sync({ only })).mode).toBe('full')
    expectTruth(connected, ['exchange'])
    expect(digest(aside)).toBe(damaged)
    expect((await connected.report('users')).total).toBe(connected.tenant.truth().people())
  })

  test.each<[string, (file: string, size: number) => void]>([
    ['whose end is missing', (file, size) => truncateSync(file, Math.floor(size / 2))],
    ['with pages of rubbish', (file, size) => overwrite(file, 16_384, randomBytes(size - 16_384))],
    ['that is another kind of file', file => overwrite(file, 0, Buffer.from('PK\u0003\u0004 no database'))],
  ])('%s is never overwritten: a few syncs later all is well', async (_what, damage) => {
    damage(connected.databaseFile, statSync(connected.databaseFile).size)
    const said = await syncUntilWell(2)
    expect(new Set(said)).toEqual(new Set(['databaseDamaged']))
    expect(setAside()).toHaveLength(1)
    expectTruth(connected, ['exchange'])
    expect((await connected.report('users')).total).toBe(connected.tenant.truth().people())
  })

  test('is named by the reports, too, until then', async () => {
    overwrite(connected.databaseFile, 0, randomBytes(4096))
    const page = await connected.engine.call('reports.page', { connector: connectorName, report: 'users' })
    expect(page).toMatchObject({
      ok: false,
      error: { code: 'databaseDamaged', fix: expect.stringContaining('sync') },
    })
  })

  test('that a person deleted is begun anew, and the reports follow', async () => {
    await connected.report('users')
    for (const ending of ['', '-wal', '-shm']) rmSync(connected.databaseFile + ending, { force: true })
    connected.tenant.change({ percent: 20, days: 1 })
    expect(await connected.sync({ only })).toMatchObject({ status: 'succeeded', mode: 'full' })
    expectTruth(connected, ['exchange'])
    expect((await connected.report('users')).total).toBe(connected.tenant.truth().people())
  })
})

describe('a database that is damaged while something is staged in it', () => {
  test('is set aside with that, and everything is downloaded', async () => {
    const stop = new AbortController()
    const off = connected.engine.on('sync.progress', ({ dataset, state }) => {
      if (dataset === 'users' && state === 'publishing') stop.abort()
    })
    connected.tenant.change({ percent: 5, days: 1 })
    // A report that is still to come keeps the people waiting in staging.
    connected.tenant.faults.add({
      kind: 'throttle',
      seconds: 300,
      match: { report: 'getEmailActivityUserDetail' },
    })
    const run = await connected.sync({ mode: 'full', only, signal: stop.signal })
    off()
    connected.tenant.faults.clear()
    expect(run.status).toBe('cancelled')
    expect(connected.query('select dataset from staged_dataset')).toContainEqual({ dataset: 'users' })
    const size = statSync(connected.databaseFile).size
    overwrite(connected.databaseFile, 8192, randomBytes(size - 8192))
    expect(new Set(await syncUntilWell(2))).toEqual(new Set(['databaseDamaged']))
    expectTruth(connected, ['exchange'])
    expect(setAside()).toHaveLength(1)
    expect(connected.query('select dataset from staged_dataset')).toEqual([])
  })
})

describe('a database of a newer version of the app', () => {
  test('is refused by syncs and reports, and not touched', async () => {
    connected.execute('pragma user_version = 9000')
    const before = digest(connected.databaseFile)
    expect(await connected.refusedSync({ only })).toMatchObject({
      code: 'databaseNewer',
      fix: expect.stringContaining('Update the app'),
    })
    expect(digest(connected.databaseFile)).toBe(before)
    expect(setAside()).toEqual([])
  })
})
