import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { startConnectProxy } from '../../support/connect-proxy.ts'
import { queryFile } from '../../support/connected-engine.ts'
import { addConnector, answerOf, openRoom, type Room, type Watched } from './support.ts'

let room: Room
let app: Watched
let id: string

beforeEach(async () => {
  room = await openRoom()
  app = await room.start({ background: false })
  id = await addConnector(app.engine, room.tenant, 'Contoso Ltd')
})

afterEach(async () => {
  await app.close()
  await room.close()
})

const sync = (only: string[] | null = ['licenses']) =>
  answerOf(app.engine.call('sync.start', { connector: id, only }))
const change = (settings: Parameters<typeof app.engine.call<'settings.change'>>[1]) =>
  app.engine.call('settings.change', settings)

describe('the proxy of the settings', () => {
  test('carries every connection that is opened after it was chosen, and none after it was taken away', async () => {
    const proxy = await startConnectProxy()
    await answerOf(change({ network: { proxyUrl: proxy.url } }))
    await answerOf(change({ network: { proxy: 'manual' } }))
    expect((await sync()).status).toBe('succeeded')
    const hosts = new Set(proxy.tunnels)
    expect(hosts).toEqual(new Set([new URL(room.tenant.loginUrl).host, new URL(room.tenant.graphUrl).host]))
    const used = proxy.tunnels.length
    await answerOf(change({ network: { proxy: 'none' } }))
    expect((await sync()).status).toBe('succeeded')
    expect(proxy.tunnels).toHaveLength(used)
    await proxy.close()
  })
})

describe('the CA file of the settings', () => {
  test.each(['no certificate here', '-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----'])(
    'is refused at its field when it holds %j',
    async text => {
      const caFile = join(room.home, 'wrong.pem')
      await writeFile(caFile, text)
      expect(await change({ network: { caFile } })).toMatchObject({
        ok: false,
        error: { code: 'badRequest', detail: { field: 'network.caFile' } },
      })
    },
  )

  test('is refused at its field when it is not there or not a whole path', async () => {
    const missing = { ok: false, error: { code: 'fileMissing', detail: { field: 'network.caFile' } } }
    expect(await change({ network: { caFile: join(room.home, 'missing.pem') } })).toMatchObject(missing)
    expect(await change({ network: { caFile: 'ca.pem' } })).toMatchObject({
      ok: false,
      error: { code: 'badRequest', detail: { field: 'network.caFile' } },
    })
  })

  test('is trusted besides the one of the environment', async () => {
    const caFile = join(room.home, 'own.pem')
    await writeFile(caFile, room.tenant.caPem)
    expect((await answerOf(change({ network: { caFile } }))).network.caFile).toBe(caFile)
    expect((await sync()).status).toBe('succeeded')
  })
})

test('the log level holds at once', async () => {
  const log = () => readFile(join(room.home, 'logs', 'm365-connector.log'), 'utf8')
  await sync()
  await answerOf(change({ log: { level: 'error' } }))
  const before = await log()
  await sync()
  await app.close()
  expect(before).toContain('"level":"info"')
  expect(await log()).toBe(before)
  app = await room.start({ background: false })
})

describe('retention', () => {
  const database = () => join(room.home, 'data', `${id}.sqlite`)
  const oldRows = () =>
    queryFile(
      database(),
      `select (select count(*) from v_usage_daily where date < '2020-01-01') as daily,
        (select count(*) from v_license_history where date < '2020-01-01') as licenses,
        (select count(*) from v_changes where at < '2020-01-01') as changes`,
    )[0]
  const addOldRows = () => {
    const writer = new Database(database())
    writer.exec(`
      insert into usage_day values ('2019-05-01', 'teams', 'active_users', 5);
      insert into license_day values ('2019-05-01', 'a', 'E5', 10, 5, 0);
      insert into change (run_id, at, kind) values (1, '2019-05-01T00:00:00Z', 'user_added')`)
    writer.close()
  }

  test('of all keeps all', async () => {
    await sync()
    addOldRows()
    await sync()
    expect(oldRows()).toEqual({ daily: 1, licenses: 1, changes: 1 })
  })

  test('deletes older history after the next sync, and nothing that is true today', async () => {
    await sync(null)
    addOldRows()
    const before = queryFile(database(), 'select count(*) as n from v_users')
    await answerOf(change({ data: { retentionMonths: 12 } }))
    expect(oldRows()).toEqual({ daily: 1, licenses: 1, changes: 1 })
    await sync()
    expect(oldRows()).toEqual({ daily: 0, licenses: 0, changes: 0 })
    expect(queryFile(database(), 'select count(*) as n from v_users')).toEqual(before)
    expect(await answerOf(app.engine.call('sync.runs', { connector: id }))).toHaveLength(2)
  })
})

describe('a copy of the database', () => {
  test('is one whole file beside the exports that any program reads', async () => {
    await sync(null)
    const { file, bytes } = await answerOf(app.engine.call('database.copy', { connector: 'Contoso Ltd' }))
    expect(file.startsWith(join(room.home, 'exports', 'Contoso-Ltd-'))).toBe(true)
    expect(bytes).toBe((await readFile(file)).length)
    const people = 'select count(*) as n from v_users'
    expect(queryFile(file, people)).toEqual(queryFile(join(room.home, 'data', `${id}.sqlite`), people))
    expect(queryFile(file, 'pragma journal_mode')).toEqual([{ journal_mode: 'delete' }])
    expect(queryFile(file, 'pragma integrity_check')).toEqual([{ integrity_check: 'ok' }])
    const again = await answerOf(app.engine.call('database.copy', { connector: id }))
    expect(again.file).not.toBe(file)
  })

  test('is refused where nothing was retrieved, and leaves no file', async () => {
    expect(await app.engine.call('database.copy', { connector: id })).toMatchObject({
      ok: false,
      error: { code: 'notFound' },
    })
  })
})

test('the support bundle tells what a support case needs, and no secret, name or id', async () => {
  await answerOf(change({ network: { proxyUrl: 'http://proxy.example.com:8080' }, log: { level: 'debug' } }))
  // A view that somebody has saved can name people in its filters.
  const layout = { order: [], shown: [], pinned: [], widths: {}, density: 'compact' as const }
  const view = { name: 'Mine', search: 'Adele Vance', sort: null, filters: [], parameters: {}, layout }
  await answerOf(change({ window: { tables: { users: { layout: null, views: [view] } } } }))
  await sync(null)
  await app.close()
  app = await room.start({ background: false })
  const { file } = await answerOf(app.engine.call('diagnostics.bundle', {}))
  expect(file.startsWith(join(room.home, 'exports', 'support-bundle-'))).toBe(true)
  const text = await readFile(file, 'utf8')
  const bundle = JSON.parse(text)
  expect(bundle).toMatchObject({
    versions: { app: '1.2.3', node: process.versions.node },
    settings: { network: { proxyUrl: 'http://proxy.example.com:8080' } },
    connectors: [{ connector: `${id.slice(0, 8)}…`, runs: [{ status: 'succeeded' }] }],
  })
  expect(bundle.log.length).toBeGreaterThan(1)
  const people = queryFile(
    join(room.home, 'data', `${id}.sqlite`),
    'select user_id, user_principal_name, display_name from v_users',
  )
  const secrets = [
    room.tenant.clientSecret,
    room.tenant.tenantId,
    room.tenant.clientId,
    id,
    'Contoso',
    room.home,
    'Adele Vance',
    ...people.flatMap(person => Object.values(person).map(String)),
  ]
  expect(secrets.filter(secret => text.includes(secret))).toEqual([])
})

test('a support bundle is made of what can be read when the rest is broken', async () => {
  await sync()
  await app.close()
  await writeFile(join(room.home, 'settings.json'), '{"version":2,"value":{}}')
  await writeFile(join(room.home, 'data', `${id}.sqlite`), 'no database')
  app = await room.start({ background: false })
  const { file } = await answerOf(app.engine.call('diagnostics.bundle', {}))
  expect(JSON.parse(await readFile(file, 'utf8'))).toMatchObject({
    settings: null,
    background: null,
    connectors: [{ connector: `${id.slice(0, 8)}…`, runs: [] }],
    unreadable: expect.arrayContaining(['settings: databaseNewer', 'runs: databaseDamaged']),
  })
})

test('the notices name every package of the app with its version and license', async () => {
  const notices = await answerOf(app.engine.call('app.notices', {}))
  const manifest = JSON.parse(await readFile(join(import.meta.dirname, '../../../package.json'), 'utf8'))
  const names = new Set(notices.map(({ name }) => name))
  const direct = Object.keys(manifest.dependencies).map(name => (name === 'keytar' ? '@github/keytar' : name))
  expect(direct.filter(name => !names.has(name))).toEqual([])
  expect(notices.length).toBeGreaterThan(direct.length)
  expect(notices.filter(({ version, license }) => version === '' || license === 'not told')).toEqual([])
  expect(names.has('vitest')).toBe(false)
})
