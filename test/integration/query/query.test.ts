import { readFile } from 'node:fs/promises'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { WireError } from '../../../electron/contract/errors.ts'
import type { QueryAnswer } from '../../../electron/contract/query.ts'
import { samples } from '../../../renderer/features/query/samples.ts'
import { type ConnectedEngine, connectEngine, connectorName } from '../../support/connected-engine.ts'
import { readZip } from '../../unit/export/zip-reader.ts'

let tenant: ConnectedEngine
beforeAll(async () => {
  tenant = await connectEngine({ people: 60 })
  await tenant.sync({ mode: 'full', only: ['directory'] })
})
afterAll(() => tenant.close())

async function run(sql: string): Promise<QueryAnswer> {
  const reply = await tenant.engine.call('query.run', { connector: connectorName, sql })
  if (!reply.ok) throw new Error(reply.error.message)
  return reply.value
}

async function refusal(sql: string, signal?: AbortSignal): Promise<WireError> {
  const reply = await tenant.engine.call('query.run', { connector: connectorName, sql }, signal)
  if (reply.ok) throw new Error('It was answered.')
  return reply.error
}

/** The rest of the statement from the place that an error names. */
async function placeIn(sql: string): Promise<string> {
  const { code, detail } = await refusal(sql)
  expect(code).toBe('badRequest')
  return sql.slice(Number(detail['position'] ?? Number.NaN))
}

test('a select over the views is answered as any SQLite client answers it', async () => {
  const sql = `select department, count(*) as users from v_users -- "everybody"
    where user_principal_name like '%@%' group by department order by 2 desc, 1;`
  const { columns, rows, more } = await run(sql)
  expect(columns).toEqual([
    { name: 'department', isNumber: false },
    { name: 'users', isNumber: true },
  ])
  expect(rows).toEqual(tenant.query(sql).map(row => Object.values(row)))
  expect(more).toBe(false)
  expect(
    (await run('select user_id, user_id, 1 from v_users limit 1')).columns.map(({ name }) => name),
  ).toEqual(['user_id', 'user_id (2)', '1'])
  const names = tenant.query("select name from sqlite_schema where type = 'view' order by name")
  const views = await tenant.engine.call('query.views', { connector: connectorName })
  if (!views.ok) throw new Error(views.error.message)
  expect(
    views.value.map(({ name }) => ({ name })).sort((one, other) => (one.name < other.name ? -1 : 1)),
  ).toEqual(names)
  for (const { example } of views.value) await run(example)
  for (const { sql } of samples) await run(sql)
})

test('what comes of all views is what is in them, and more rows than a window shows are said to be there', async () => {
  const { rows, more } = await run('select a.user_id from v_users a join v_users b join v_users c')
  expect([rows.length, more]).toEqual([5000, true])
  const [count] = tenant.query('select count(*) as n from v_license_assignments')
  expect((await run('select count(*) from v_license_assignments')).rows).toEqual([[count?.['n']]])
})

test('nothing but a select runs, and only over the views', async () => {
  const before = tenant.query('select count(*) as users from v_users')
  for (const sql of [
    'delete from user',
    "insert into user (user_id) values ('x')",
    'pragma user_version = 1',
    "attach 'x.sqlite' as x",
    'explain select 1',
    'drop view v_users',
    'vacuum',
  ]) {
    expect((await refusal(sql)).message).toBe('Only a SELECT can be run here.')
  }
  expect(await placeIn('select 1; delete from user')).toBe('delete from user')
  expect(await placeIn('select * from user')).toBe('user')
  expect(await placeIn('select * from "user"')).toBe('"user"')
  expect(
    await placeIn('select * from v_users where user_id in (select user_id from [assigned_license])'),
  ).toBe('[assigned_license])')
  expect(await placeIn('select * from main.v_users')).toBe('main.v_users')
  expect(await placeIn('select * from sqlite_schema')).toBe('sqlite_schema')
  expect(
    (await refusal('with n as (select 1 as i union all select i + 1 from n) select count(*) from n')).message,
  ).toMatch(/recursive/)
  expect(await placeIn('select 1 from v_users a, (v_licenses join license)')).toBe('license)')
  expect(await run("select count(*) as user, 'delete from user' from v_users")).toBeTruthy()
  expect(tenant.query('select count(*) as users from v_users')).toEqual(before)
})

test('a mistake is said with its place', async () => {
  expect(await placeIn('select user_id from v_users group from 1')).toBe('from 1')
  expect(await placeIn('select user_id fron v_users where 1')).toBe('v_users where 1')
  expect(await placeIn('select user_idd from v_users')).toBe('user_idd from v_users')
  expect(await placeIn('select u.nothing from v_users u')).toBe('nothing from v_users u')
  expect(await placeIn('select * from v_user')).toBe('v_user')
  expect(await placeIn('select uper(user_id) from v_users')).toBe('uper(user_id) from v_users')
  expect(await placeIn('select * from v_users where (1')).toBe('')
})

test('a query is stopped when nobody waits for it any more, and the next one is answered', async () => {
  const control = new AbortController()
  const endless = `select count(*) from v_users a, v_users b, v_users c, v_users d, v_users e
    where a.user_id || b.user_id || c.user_id || d.user_id = e.user_id`
  const stopped = refusal(endless, control.signal)
  setTimeout(() => control.abort(), 100)
  expect((await stopped).code).toBe('cancelled')
  expect((await run('select 1')).rows).toEqual([[1]])
})

test('an export has every row, and numbers stay numbers', async () => {
  const exportAs = async (sql: string, format: 'csv' | 'json' | 'xlsx') => {
    const reply = await tenant.engine.call('query.export', { connector: connectorName, sql, format })
    if (!reply.ok) throw new Error(reply.error.message)
    return reply.value
  }
  const sql = 'select sku_part_number, consumed_units from v_licenses order by 1'
  const json = await exportAs(sql, 'json')
  expect(JSON.parse(await readFile(json.file, 'utf8'))).toEqual(tenant.query(sql))
  const many = await exportAs('select a.user_id, b.user_id from v_users a join v_users b', 'csv')
  const text = await readFile(many.file, 'utf8')
  const [users] = tenant.query('select count(*) * count(*) as n from v_users')
  expect(many.rows).toBe(users?.['n'])
  expect(text.trimEnd().split('\r\n')).toHaveLength(many.rows + 1)
  await expect(exportAs('select 1; select 2', 'csv')).rejects.toThrow('more than one')
})

test('the table over all tenants is written in each format, with the figures of its tenants', async () => {
  const exportAs = async (format: 'csv' | 'json' | 'xlsx') => {
    const reply = await tenant.engine.call('connectors.export', { format })
    if (!reply.ok) throw new Error(reply.error.message)
    expect(reply.value.rows).toBe(1)
    return readFile(reply.value.file)
  }
  const overview = await tenant.report('overview')
  const place = (key: string) => overview.columns.findIndex(column => column.key === key)
  const figures = ['licensed_people', 'seats_bought', 'seats_assigned', 'seats_free'].map(
    name => overview.rows.find(row => row[place('figure')] === name)?.[place('value')],
  )
  expect(figures.every(figure => typeof figure === 'number')).toBe(true)
  const [row] = JSON.parse(String(await exportAs('json')))
  expect(row).toMatchObject({ tenant: connectorName })
  expect([row.users, row.bought, row.assigned, row.unassigned]).toEqual(figures)
  await tenant.engine.call('settings.change', { data: { csvSeparator: 'comma' } })
  const [titles, line] = String(await exportAs('csv')).split('\r\n')
  expect(titles).toBe(
    '\uFEFFTenant,Domain,Licensed users,Seats bought,Seats assigned,Unassigned seats,Last sync,Credential ends',
  )
  expect(line?.split(',')).toEqual(Object.values(row).map(cell => String(cell ?? '')))
  const sheet = readZip(await exportAs('xlsx'))['xl/worksheets/sheet1.xml'] ?? ''
  expect(sheet).toContain(`>${connectorName}</t>`)
  for (const figure of figures) expect(sheet).toContain(`<v>${figure}</v>`)
})

test('made-up names hold here, too', async () => {
  const names = tenant.query('select display_name from v_users where display_name is not null')
  await tenant.engine.call('settings.change', { privacy: { pseudonyms: true } })
  const { rows } =
    await run(`select display_name, user_principal_name, substr(display_name, 1, 3) from v_users
    union all select user_principal_name, user_principal_name, '' from v_license_assignments`)
  const text = JSON.stringify(rows)
  expect(names.filter(({ display_name }) => text.includes(String(display_name)))).toEqual([])
  expect(text).toContain('pseudonym.invalid')
  await tenant.engine.call('settings.change', { privacy: { pseudonyms: false } })
})
