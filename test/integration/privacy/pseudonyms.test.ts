import { readFile } from 'node:fs/promises'
import { afterAll, describe, expect, test } from 'vitest'
import type { Method } from '../../../electron/contract/methods.ts'
import { type ReportDescription, smallGroups } from '../../../electron/contract/reports.ts'
import type { Input, Output } from '../../../electron/contract/schemas.ts'
import type { SimulatorOptions } from '../../../electron/simulator/index.ts'
import { type ConnectedEngine, connectEngine, connectorName } from '../../support/connected-engine.ts'
import { readZip } from '../../unit/export/zip-reader.ts'

const everyRole = ['Directory.Read.All', 'Reports.Read.All', 'AuditLog.Read.All']
const opened: ConnectedEngine[] = []
afterAll(() => Promise.all(opened.map(one => one.close())))

const ask =
  ({ engine }: ConnectedEngine) =>
  async <M extends Method>(method: M, input: Input<M>): Promise<Output<M>> => {
    const reply = await engine.call(method, input)
    if (!reply.ok) throw new Error(`${method}: ${reply.error.message}`)
    return reply.value
  }

const switchTo = (tenant: ConnectedEngine, pseudonyms: boolean) =>
  ask(tenant)('settings.change', { privacy: { pseudonyms } })

/** Two syncs with changes between them, prices, and everything that a person can write about users. */
async function busyTenant(options: SimulatorOptions): Promise<ConnectedEngine> {
  const tenant = await connectEngine({ people: 30, ...options })
  opened.push(tenant)
  const call = ask(tenant)
  await tenant.sync({ mode: 'full' })
  tenant.tenant.change({ percent: 30 })
  await tenant.sync()
  const connector = connectorName
  await call('products.setPrice', { connector, product: 'SPE_E5', price: { amount: 50, currency: 'EUR' } })
  const [claim] = tenant.query("select user_id, sku_id from v_claims where class = 'claimed' limit 1")
  const [someone] = tenant.query('select display_name from v_users where display_name is not null limit 1')
  const note = `Ask ${someone?.['display_name']}`
  if (claim !== undefined) {
    const seats = [{ userId: String(claim['user_id']), skuId: String(claim['sku_id']) }]
    await call('savings.decide', { connector, seats, decision: 'remove', note })
  }
  return tenant
}

/** Every name that the database has of a user, in lower case. */
function realNames(tenant: ConnectedEngine): string[] {
  const names = tenant.query(`
    select display_name as name from v_users union select user_principal_name from v_users
    union select mail from v_users union select user_principal_name from v_changes
    union select user_principal_name from v_app_activity`)
  return names.flatMap(({ name }) => (name === null ? [] : [String(name).toLowerCase()]))
}

type Call = ReturnType<typeof ask>

/** A report as the window shows it, copies it and offers its values, and in every kind of file. */
async function keepReport(
  call: Call,
  { name: report, columns }: ReportDescription,
  leaving: Map<string, string>,
): Promise<void> {
  const connector = connectorName
  const shown: unknown[] = [
    await call('reports.copy', { connector, report, columns: null }),
    await call('reports.page', { connector, report, limit: 1000 }),
  ]
  for (const { key, personal } of columns) {
    if (personal) shown.push(await call('reports.values', { connector, report, column: key }))
  }
  leaving.set(report, JSON.stringify(shown))
  for (const format of ['csv', 'json', 'xlsx'] as const) {
    const { file } = await call('reports.export', { connector, report, format })
    const bytes = await readFile(file)
    const text = format === 'xlsx' ? Object.values(readZip(bytes)).join('\n') : bytes.toString('utf8')
    leaving.set(`${report} as ${format}`, `${file}\n${text}`)
  }
}

/** Everything that the window can ask about a tenant, and everything that leaves as a file. */
async function everythingThatLeaves(tenant: ConnectedEngine): Promise<Map<string, string>> {
  const call = ask(tenant)
  const connector = connectorName
  const leaving = new Map<string, string>()
  const keep = async (name: string, answer: Promise<unknown>) =>
    void leaving.set(name, JSON.stringify(await answer))
  for (const description of await call('reports.list', {})) await keepReport(call, description, leaving)
  const ids = (sql: string) => tenant.query(sql).map(row => String(Object.values(row)[0]))
  for (const user of ids('select user_id from v_users limit 12'))
    await keep(`user ${user}`, call('users.get', { connector, user }))
  for (const product of ids('select sku_id from v_licenses')) {
    await keep(`product ${product}`, call('licenses.get', { connector, product }))
  }
  for (const { user_id, sku_id } of tenant.query('select user_id, sku_id from v_claims limit 12')) {
    const seat = { userId: String(user_id), skuId: String(sku_id) }
    await keep(`evidence ${user_id}`, call('savings.evidence', { connector, ...seat }))
  }
  for (const app of ids('select distinct app from v_app_activity')) {
    await keep(`app ${app}`, call('insight.app', { connector, app }))
  }
  await keep('changes', call('changes.between', { connector }))
  for (const method of [
    ...(['insight.overview', 'insight.daily', 'insight.apps', 'renewals.list', 'savings.summary'] as const),
    ...([
      'savings.workList',
      'savings.exclusions',
      'savings.renewals',
      'savings.prices',
      'sync.runs',
    ] as const),
  ]) {
    await keep(method, call(method, { connector }))
  }
  return leaving
}

function namesIn(leaving: ReadonlyMap<string, string>, names: readonly string[]): string[] {
  const found = [...leaving].flatMap(([what, text]) => {
    const lower = text.toLowerCase()
    const name = names.find(known => lower.includes(known))
    return name === undefined ? [] : [`${what} has ${name}`]
  })
  return found.slice(0, 20)
}

const groupReports = ['departments', 'countries', 'companies', 'offices', 'charge-back', 'app-adoption']

/** No group of fewer than five users has a row, a line of a file or a department of an app of its own. */
async function expectNoSmallGroups(
  tenant: ConnectedEngine,
  leaving: ReadonlyMap<string, string>,
): Promise<void> {
  const groups = tenant.query(`select department, count(*) as users from v_users
    where department is not null group by 1 order by 1`)
  const namesOf = (isSmall: boolean) =>
    groups.filter(({ users }) => Number(users) < 5 === isSmall).map(({ department }) => String(department))
  expect(namesOf(true).length).toBeGreaterThan(0)
  const texts = [...leaving].filter(([what]) => /^(departments|charge-back|app-adoption|app )/.test(what))
  expect(texts.length).toBeGreaterThan(7)
  for (const [, text] of texts)
    for (const name of namesOf(true)) expect(text).not.toMatch(new RegExp(`\\b${name}\\b`))
  const { columns, rows } = await ask(tenant)('reports.page', {
    connector: connectorName,
    report: 'departments',
    limit: 100,
  })
  const places = ['department', 'people'].map(key => columns.findIndex(one => one.key === key))
  const cells = rows.map(row => places.map(place => row[place]))
  for (const [, people] of cells) expect(people).toBeGreaterThanOrEqual(5)
  expect(cells.map(([department]) => department)).toEqual(
    expect.arrayContaining([...namesOf(false), smallGroups]),
  )
  const adoption = await ask(tenant)('reports.page', { connector: connectorName, report: 'app-adoption' })
  const bases = adoption.columns.flatMap(({ key }, place) => (key.endsWith('users') ? [place] : []))
  const told = adoption.rows.flatMap(row => bases.flatMap(place => row[place] ?? []))
  for (const users of told) expect(users).toBeGreaterThanOrEqual(5)
  const sum = cells.reduce((total, [, people]) => total + Number(people), 0)
  expect(tenant.query('select count(*) as users from v_users')).toEqual([{ users: sum }])
}

describe.each<[string, SimulatorOptions]>([
  ['with everything granted', { grantedRoles: everyRole }],
  ['without Reports.Read.All', { grantedRoles: ['Directory.Read.All', 'AuditLog.Read.All'] }],
  ['with concealed names', { grantedRoles: everyRole, concealNames: true }],
])('with made-up names, a tenant %s', (_name, options) => {
  test('lets no real name leave, keeps every number, and is as before once they are off', async () => {
    const tenant = await busyTenant(options)
    const call = ask(tenant)
    const connector = connectorName
    const names = realNames(tenant)
    expect(names.length).toBeGreaterThan(50)
    const numbers = async () => {
      const { health: _, ...figures } = await call('insight.overview', { connector })
      const counts: unknown[] = [figures]
      for (const { name: report } of await call('reports.list', {})) {
        const { filtered, total } = await call('reports.page', { connector, report, limit: 1 })
        counts.push([report, filtered, total])
      }
      return counts
    }
    const before = await numbers()
    const page = () => call('reports.page', { connector, report: 'users', limit: 1000 })
    const real = await page()
    const preview = async () => {
      const [someone] = tenant.query(
        'select user_principal_name as name from v_users order by 1 limit 1 offset 5',
      )
      const upnPattern = `${String(someone?.['name']).slice(0, 4)}*`
      const exclusion = { upnPattern, reason: 'other' as const, until: '2030-01-01' }
      return call('savings.previewExclusion', { connector, exclusion })
    }
    const previewed = await preview()
    expect(previewed.licensed).toBeGreaterThan(previewed.fits)

    await switchTo(tenant, true)
    const leaving = await everythingThatLeaves(tenant)
    expect(namesIn(leaving, names)).toEqual([])
    expect(leaving.get('users as csv')).toContain('made-up-names')
    // What is left out is decided by real names, so that a preview counts by them as well.
    expect(await preview()).toEqual(previewed)
    const together = await numbers()
    const isOfGroups = (one: unknown) => Array.isArray(one) && groupReports.includes(String(one[0]))
    expect(together.filter(one => !isOfGroups(one))).toEqual(before.filter(one => !isOfGroups(one)))
    await expectNoSmallGroups(tenant, leaving)

    // The same user has the same name everywhere, and is found by it and by nothing else.
    const [first] = tenant.query('select user_id, display_name from v_users where license_count > 0 limit 1')
    const user = String(first?.['user_id'])
    const { displayName, userPrincipalName } = await call('users.get', { connector, user })
    expect(displayName).toMatch(/^\w+ \w+ [2-9A-Z]{5}$/)
    expect(leaving.get('users')).toContain(String(userPrincipalName))
    expect(leaving.get('assignments')).toContain(String(userPrincipalName))
    for (const text of [String(displayName), String(userPrincipalName)]) {
      const found = await call('search.find', { connector, text })
      expect(found).toContainEqual(expect.objectContaining({ kind: 'user', id: user, name: displayName }))
    }
    const users = (await call('search.find', { connector, text: String(first?.['display_name']) })).filter(
      ({ kind }) => kind === 'user',
    )
    expect(users).toEqual([])
    const searched = await call('reports.page', { connector, report: 'users', search: String(displayName) })
    expect(searched.filtered).toBe(1)

    await switchTo(tenant, false)
    expect(await page()).toEqual(real)
  })
})
