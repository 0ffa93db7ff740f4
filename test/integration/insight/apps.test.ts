import { afterAll, expect, test } from 'vitest'
import {
  hasAnyApp,
  ofDepartment,
  whoElseUsed,
  whoHas,
  whoLost,
  whoUsed,
} from '../../../electron/contract/insight/app-rows.ts'
import type { ReportFilter } from '../../../electron/contract/reports.ts'
import { type ConnectedEngine, connectEngine, connectorName } from '../../support/connected-engine.ts'
import { linkedFigures, openFigure } from './linked-figures.ts'

const everyRole = ['Directory.Read.All', 'Reports.Read.All', 'AuditLog.Read.All']
const opened: ConnectedEngine[] = []
afterAll(() => Promise.all(opened.map(one => one.close())))

async function syncedTenant(options: Parameters<typeof connectEngine>[0]): Promise<ConnectedEngine> {
  const connected = await connectEngine({ people: 150, ...options })
  opened.push(connected)
  await connected.sync({ mode: 'full' })
  return connected
}

async function appsOf({ engine }: ConnectedEngine) {
  const answer = await engine.call('insight.apps', { connector: connectorName })
  if (!answer.ok) throw new Error(answer.error.message)
  return answer.value
}

const asking =
  ({ engine }: ConnectedEngine) =>
  async (request: { report: string; filters?: ReportFilter[]; parameters?: Record<string, number> }) => {
    const answer = await engine.call('reports.page', { connector: connectorName, ...request })
    if (!answer.ok) throw new Error(answer.error.message)
    return answer.value
  }

/**
 * The base of an app as the public views tell it: enabled members with a plan that is on, named in its
 * report.
 */
const baseOf = (app: string) => `
  select state.state, users.user_id, users.department, used.used_7d, used.used_30d, used.used_90d, used.used_180d
  from v_app_state as state join v_users as users on users.user_id = state.user_id
  left join v_app_windows as used on used.user_id = state.user_id and used.app = state.app
  where state.app = '${app}' and users.account_enabled = 1 and users.user_type = 'Member'
    and state.state in ('date', 'none_on_record', 'newcomer')
    and exists (
      select 1 from v_seats as seat join v_witnesses as shown on shown.sku_id = seat.sku_id and shown.app = state.app
      where seat.user_id = users.user_id
        and shown.service_plan_id not in (select value from json_each(seat.plans_off)))`

test('the use of each app is what the public views say, and who never used it is listed', async () => {
  const tenant = await syncedTenant({ grantedRoles: everyRole })
  const use = await appsOf(tenant)
  expect(use.usage).toBe('known')
  expect(use.apps.map(({ app }) => app)).toEqual(expect.arrayContaining(['exchange', 'teams', 'word_app']))
  expect(use.unmeasured).toEqual([])
  expect(use.watchedSince).toMatch(/^\d{4}-\d{2}-\d{2}$/)
  expect(use.apps.find(({ app }) => app === 'teams')?.trend).not.toBeNull()
  const windows = await asking(tenant)({
    report: 'app-activity',
    filters: [{ column: 'platforms', operator: 'contains', value: 'Windows' }],
  })
  const [onWindows] = tenant.query(`
    select count(distinct used.user_principal_name) as users from v_app_platforms as used
    join v_users as users on lower(users.user_principal_name) = lower(used.user_principal_name)
    where used.app like '%\\_app' escape '\\' and used.platform = 'windows' and used.used = 1`)
  expect(windows.filtered).toBe(onWindows?.['users'])
  const value = ['Mobile', 'Web', 'Mobile + Web']
  const elsewhere = await asking(tenant)({
    report: 'app-activity',
    filters: [{ column: 'platforms', operator: 'in', value }],
  })
  const any = await asking(tenant)({
    report: 'app-activity',
    filters: [{ column: 'platforms', operator: 'present', value: null }],
  })
  expect(elsewhere.filtered).toBeGreaterThan(0)
  expect(elsewhere.filtered).toBeLessThanOrEqual(any.filtered - windows.filtered)
  for (const { app, title, base, active, atMost, neverUsed, others, othersAre } of use.apps) {
    const [else30] = tenant.query(`
      select ifnull(sum(user_type = 'Guest'), 0) as guests,
        ifnull(sum(user_type <> 'Guest' and account_enabled = 0), 0) as disabled,
        ifnull(sum(user_type <> 'Guest' and account_enabled = 1), 0) as withoutPlan
      from v_app_state as state join v_users as users on users.user_id = state.user_id
      where state.app = '${app}'
        and users.user_id not in (select user_id from (${baseOf(app)}))
        and exists (select 1 from v_app_windows as used
          where used.user_id = users.user_id and used.app = state.app and used.used_30d = 1)`)
    expect([app, { ...othersAre, unmatched: 0 }]).toEqual([app, { ...else30, unmatched: 0 }])
    expect(others).toBe((othersAre?.guests ?? 0) + (othersAre?.disabled ?? 0) + (othersAre?.withoutPlan ?? 0))
    const [plain] = tenant.query(`
      select count(*) as base, ifnull(sum(used_7d), 0) as d7, ifnull(sum(used_30d), 0) as d30,
        ifnull(sum(used_90d), 0) as d90, ifnull(sum(used_180d), 0) as d180,
        ifnull(sum(state = 'none_on_record'), 0) as never
      from (${baseOf(app)})`)
    expect([app, { base, ...active, never: neverUsed.value }]).toEqual([app, plain])
    for (const why of ['withoutPlan', 'guests', 'disabled'] as const) {
      const { filtered } = await asking(tenant)({ report: 'app-activity', filters: whoElseUsed(title, why) })
      expect([app, why, filtered]).toEqual([app, why, othersAre?.[why]])
    }
    expect([app, atMost]).toEqual([app, { d7: false, d30: false, d90: false, d180: false }])
    // Each window holds the shorter ones.
    expect([active.d7, active.d30, active.d90, active.d180, base]).toEqual(
      [active.d7, active.d30, active.d90, active.d180, base].toSorted((one, other) => one - other),
    )
  }
  for (const { path, figure } of linkedFigures(use)) {
    const { rows } = await openFigure(asking(tenant), figure.behind)
    expect([path, rows]).toEqual([path, figure.value])
  }
})

test('one app by department adds up to the app, and is told by platform where its report says so', async () => {
  const [tenant] = opened
  if (tenant === undefined) throw new Error('No tenant was opened.')
  const ask = async (app: string, days: 30 | 180 = 30) => {
    const answer = await tenant.engine.call('insight.app', { connector: connectorName, app, days })
    if (!answer.ok) throw new Error(answer.error.message)
    return answer.value
  }
  const { apps } = await appsOf(tenant)
  for (const app of apps.filter(({ base }) => base > 0)) {
    const { departments } = await ask(app.app)
    const sum = (key: 'base' | 'active' | 'neverUsed') =>
      departments.reduce((total, department) => total + department[key], 0)
    expect([app.app, sum('base'), sum('active'), sum('neverUsed')]).toEqual([
      app.app,
      app.base,
      app.active.d30,
      app.neverUsed.value,
    ])
  }
  const lately = await ask('word_app')
  const { platforms, platformDays } = await ask('word_app', 180)
  expect([lately.platformDays, platformDays]).toEqual([30, 180])
  expect(platforms.map(({ platform }) => platform)).toEqual(['windows', 'mac', 'mobile', 'web'])
  for (const [place, { users }] of lately.platforms.entries())
    expect(users).toBeLessThanOrEqual(platforms[place]?.users ?? 0)
  const used = (from: readonly { users: number }[]) => from.reduce((sum, { users }) => sum + users, 0)
  expect(used(lately.platforms)).toBeLessThan(used(platforms))
  for (const { platform, users } of platforms) {
    const [plain] = tenant.query(
      `select sum(used) as users from v_app_platforms where app = 'word_app' and platform = '${platform}'`,
    )
    expect(users).toBe(plain?.['users'])
  }
  expect(await ask('nothing')).toEqual({ platforms: [], platformDays: null, departments: [] })
})

type Days = 7 | 30 | 90 | 180

/** What a row of departments says, and what the rows behind it come to, by the keys of its columns. */
async function bothWays(
  ask: ReturnType<typeof asking>,
  cellOf: (key: string) => unknown,
  apps: readonly { app: string; title: string }[],
  days: Days,
) {
  const department = cellOf('department')
  const of = ofDepartment(department === null ? null : String(department))
  const behind = async (filters: ReportFilter[]) =>
    (await ask({ report: 'app-activity', filters: [of, ...filters] })).filtered
  const lost = async (title: string | null) => (days === 180 ? null : behind(whoLost(title, days)))
  const found: [key: string, rows: number | null][] = [
    ['users', await behind([hasAnyApp])],
    ['lost', await lost(null)],
  ]
  for (const { app, title } of apps) {
    const [base, active] = [await behind(whoHas(title)), await behind(whoUsed(title, days))]
    // Nobody of the department has it: there is no cell.
    if (base === 0) continue
    found.push([`${app}_users`, base], [`${app}_active`, active], [`${app}_lost`, await lost(title)])
    found.push([`${app}_share`, Math.round((1000 * active) / base) / 10])
  }
  return { told: found.map(([key]) => [key, cellOf(key)]), found }
}

test.each([7, 30, 90, 180] as const)(
  'within %i days each number of a department leads to its users',
  async days => {
    const [tenant] = opened
    if (tenant === undefined) throw new Error('No tenant was opened.')
    const { columns, rows } = await asking(tenant)({ report: 'app-adoption', parameters: { days } })
    const valueIn = (row: (typeof rows)[number]) => (key: string) =>
      row[columns.findIndex(column => column.key === key)]
    const sum = (key: string) => rows.reduce((total, row) => total + Number(valueIn(row)(key) ?? 0), 0)
    const apps = (await appsOf(tenant)).apps.filter(({ base }) => base > 0)
    expect(apps.map(({ app }) => [app, sum(`${app}_users`), sum(`${app}_active`)])).toEqual(
      apps.map(({ app, base, active }) => [app, base, active[`d${days}`]]),
    )
    // The most lost users first; how many were lost within the longest window no report can say.
    const lost = rows.map(row => valueIn(row)('lost'))
    expect(lost).toEqual(
      days === 180 ? rows.map(() => null) : lost.toSorted((one, other) => Number(other) - Number(one)),
    )
    for (const row of [...rows.slice(0, 2), ...rows.filter(one => valueIn(one)('department') === null)]) {
      const { told, found } = await bothWays(asking(tenant), valueIn(row), apps, days)
      expect(told).toEqual(found)
    }
  },
)

test('users that a department has lost are those of the next longer window, as the public views tell it', async () => {
  const [tenant] = opened
  if (tenant === undefined) throw new Error('No tenant was opened.')
  const { columns, rows } = await asking(tenant)({ report: 'app-adoption' })
  const place = (key: string) => columns.findIndex(column => column.key === key)
  const found = rows.map(row => ({
    department: row[place('department')],
    lost: row[place('excel_app_lost')],
  }))
  const plain = tenant.query(`select department, sum(used_90d = 1 and used_30d = 0) as lost
    from (${baseOf('excel_app')}) group by department order by department`)
  expect(
    found.toSorted((one, other) =>
      String(one.department ?? '').localeCompare(String(other.department ?? '')),
    ),
  ).toEqual(plain.map(({ department, lost }) => ({ department, lost: lost ?? 0 })))
  expect(found.some(({ lost }) => Number(lost) > 0)).toBe(true)
})

test.each([
  ['notGranted', { grantedRoles: ['Directory.Read.All'] }],
  ['concealed', { grantedRoles: everyRole, concealNames: true }],
])('where use is %s no app is said to be unused', async (usage, options) => {
  expect(await appsOf(await syncedTenant(options))).toEqual({
    usage,
    activityAsOf: null,
    daysApart: 0,
    watchedSince: null,
    unmeasured: [],
    apps: [],
  })
})

test('each window of the Microsoft 365 apps counts what its own report says', async () => {
  const [tenant] = opened
  if (tenant === undefined) throw new Error('No tenant was opened.')
  const { apps } = await appsOf(tenant)
  const word = apps.find(({ app }) => app === 'word_app')
  // By the day of the last use of any app it would be more.
  const [byDay] = tenant.query(`
    select count(*) as users from v_app_state as state join v_users as users using (user_id)
    where state.app = 'word_app' and state.idle_days <= 6 and users.account_enabled = 1 and users.user_type = 'Member'`)
  expect(word?.active.d7).toBeGreaterThan(0)
  expect(word?.active.d7).toBeLessThan(Number(byDay?.['users']))
})

test('columns that name apps are asked for one of them as their text is, quicker', async () => {
  const [tenant] = opened
  if (tenant === undefined) throw new Error('No tenant was opened.')
  const ask = asking(tenant)
  const { columns, total } = await ask({ report: 'app-activity' })
  const naming = columns.flatMap(({ key }) =>
    /^(never_used|plan_off|not_measured|too_new|has_app|used_|lost_)/.test(key) ? [key] : [],
  )
  expect(naming).toHaveLength(12)
  const count = async (column: string, operator: ReportFilter['operator'], value: string | null = null) =>
    (await ask({ report: 'app-activity', filters: [{ column, operator, value }] })).filtered
  for (const column of naming) {
    expect((await count(column, 'present')) + (await count(column, 'empty'))).toBe(total)
    for (const title of ['Teams', 'Teams app', 'Word']) {
      // In another case it is no name, so that the text of each row is looked at.
      const inText = await count(column, 'contains', `${title};`.toLowerCase())
      expect([column, title, await count(column, 'contains', `${title};`)]).toEqual([column, title, inText])
      expect(await count(column, 'not-contains', `${title};`)).toBe(total - inText)
    }
  }
})
