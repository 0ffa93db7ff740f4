import { readFile } from 'node:fs/promises'
import { afterAll, describe, expect, test } from 'vitest'
import type { SimulatorOptions } from '../../../electron/simulator/index.ts'
import { type ConnectedEngine, connectEngine, connectorName } from '../../support/connected-engine.ts'
import { linkedFigures, openFigure } from './linked-figures.ts'

const everyRole = ['Directory.Read.All', 'Reports.Read.All', 'AuditLog.Read.All']
const opened: ConnectedEngine[] = []
afterAll(() => Promise.all(opened.map(one => one.close())))

async function syncedTenant(options: SimulatorOptions): Promise<ConnectedEngine> {
  const connected = await connectEngine({ people: 150, ...options })
  opened.push(connected)
  await connected.sync({ mode: 'full' })
  return connected
}

async function overviewOf({ engine }: ConnectedEngine) {
  const answer = await engine.call('insight.overview', { connector: connectorName })
  if (!answer.ok) throw new Error(answer.error.message)
  return answer.value
}

const asking =
  ({ engine }: ConnectedEngine) =>
  async (request: { report: string }) => {
    const answer = await engine.call('reports.page', { connector: connectorName, ...request })
    if (!answer.ok) throw new Error(answer.error.message)
    return answer.value
  }

const number = ({ query }: ConnectedEngine, sql: string) => Number(Object.values(query(sql)[0] ?? {})[0])

const seats = `(select distinct user_id, sku_id from v_license_assignments
  where state is null or state in ('Active', 'ActiveWithError'))`

/** What a person would ask the public views, to compare each number with. */
const plainSql = {
  bought: `select sum(enabled_units + warning_units) from v_licenses where kind = 'paid'`,
  warning: `select sum(warning_units) from v_licenses where kind = 'paid'`,
  held: `select count(*) from ${seats} join v_licenses using (sku_id) where kind = 'paid'`,
  active: `select sum(active_users_30d) from v_licenses where kind = 'paid'`,
  notMeasured: `select count(*) from ${seats}
    join v_licenses using (sku_id) join v_users using (user_id)
    where kind = 'paid' and user_type = 'Guest' and last_activity_date is null`,
  unassigned: `select sum(available_units) from v_licenses where kind = 'paid' and available_units > 0`,
  overAssigned: `select ifnull(-sum(available_units), 0) from v_licenses where kind = 'paid' and available_units < 0`,
  free: `select count(*) from v_licenses where kind = 'free'`,
  trial: `select count(*) from v_licenses where kind = 'trial'`,
  device: `select count(*) from v_licenses where kind = 'device'`,
  capacity: `select count(*) from v_licenses where kind = 'capacity'`,
  licensed: `select count(*) from v_users where license_count > 0`,
  activeUsers: `with d as (select app, max(report_refresh_date) as day from v_app_activity group by app)
    select count(*) from v_users u where license_count > 0 and exists (
      select 1 from v_app_activity a join d using (app)
      where a.user_id = u.user_id and a.last_activity_date >= date(d.day, '-29 days'))`,
  silentGuests: `select count(*) from v_users
    where license_count > 0 and user_type = 'Guest' and last_activity_date is null`,
  flagged: `select count(*) from v_sync_balance
    where run_id = (select max(run_id) from v_sync_runs) and verdict = 'flagged'`,
  disabled: `select count(*) from v_users where license_count > 0 and account_enabled = 0`,
} as const

describe.each<[string, SimulatorOptions]>([
  ['with everything granted', { grantedRoles: everyRole }],
  ['without Reports.Read.All', { grantedRoles: ['Directory.Read.All', 'AuditLog.Read.All'] }],
  ['with concealed names', { grantedRoles: everyRole, concealNames: true }],
])('the overview of a tenant %s', (name, options) => {
  const usage =
    { 'without Reports.Read.All': 'notGranted', 'with concealed names': 'concealed' }[name] ?? 'known'

  test('says what plain SQL on the public views says, and each figure leads to exactly its rows', async () => {
    const tenant = await syncedTenant(options)
    const overview = await overviewOf(tenant)
    expect(overview.usage).toBe(usage)
    expectSeats(overview, key => number(tenant, plainSql[key]))
    expectUsers(overview, key => number(tenant, plainSql[key]))
    expectSum(overview)
    const figures = linkedFigures(overview)
    expect(figures.length).toBeGreaterThan(10)
    const page = await tenant.engine.call('insight.exportOverview', { connector: connectorName })
    const text = page.ok ? await readFile(page.value.file, 'utf8') : page.error.message
    expect(text).toContain(`<h1>Licenses of ${connectorName}</h1>`)
    expect(text).toContain(`<td>Seats bought</td><td class="number">${number(tenant, plainSql.bought)}</td>`)
    expect(text.includes('not known')).toBe(usage !== 'known')
    for (const { path, figure } of figures) {
      const { rows, sum } = await openFigure(asking(tenant), figure.behind)
      expect([path, rows, sum ?? rows]).toEqual([path, figure.behind.rows, figure.value])
    }
  })
})

type Answers = (key: keyof typeof plainSql) => number
type Told = Awaited<ReturnType<typeof overviewOf>>

const figureOf = (figure: { value: number } | null | undefined) => figure?.value ?? null

function expectSeats({ seats, usage }: Told, sql: Answers): void {
  const whenKnown = (value: number) => (usage === 'known' ? value : null)
  expect({
    bought: figureOf(seats?.bought),
    warning: seats?.warning,
    held: figureOf(seats?.held),
    active: figureOf(seats?.active),
    inactive: figureOf(seats?.inactive),
    notMeasured: figureOf(seats?.notMeasured),
    unassigned: figureOf(seats?.unassigned),
    overAssigned: figureOf(seats?.overAssigned),
    free: figureOf(seats?.free),
    trial: figureOf(seats?.trial),
    device: figureOf(seats?.device),
    capacity: figureOf(seats?.capacity),
  }).toEqual({
    bought: sql('bought'),
    warning: sql('warning'),
    held: sql('held'),
    active: whenKnown(sql('active')),
    inactive: whenKnown(sql('held') - sql('active') - sql('notMeasured')),
    notMeasured: whenKnown(sql('notMeasured')),
    unassigned: sql('unassigned'),
    overAssigned: sql('overAssigned'),
    free: sql('free'),
    trial: sql('trial'),
    device: sql('device'),
    capacity: sql('capacity'),
  })
}

function expectUsers({ users, usage, health, findings }: Told, sql: Answers): void {
  const whenKnown = (value: number) => (usage === 'known' ? value : null)
  expect(figureOf(users?.licensed)).toBe(sql('licensed'))
  expect(figureOf(users?.active)).toBe(whenKnown(sql('activeUsers')))
  expect(figureOf(users?.inactive)).toBe(
    whenKnown(sql('licensed') - sql('activeUsers') - sql('silentGuests')),
  )
  expect(figureOf(health.dataChecks)).toBe(sql('flagged'))
  const disabled = findings.find(({ kind }) => kind === 'disabledWithLicenses')
  if (disabled !== undefined) expect(figureOf(disabled.figure)).toBe(sql('disabled'))
}

/** The seats add up, or the difference is named. */
function expectSum({ seats }: Told): void {
  if (seats === null) throw new Error('The tenant has no seats.')
  const { bought, held, unassigned, overAssigned, difference } = seats
  expect(bought.value + overAssigned.value).toBe(held.value + unassigned.value + difference)
  if (seats.active === null) return
  const parts = [seats.active, seats.inactive, seats.notMeasured]
  expect(parts.reduce((sum, part) => sum + (part?.value ?? 0), 0)).toBe(held.value)
}
