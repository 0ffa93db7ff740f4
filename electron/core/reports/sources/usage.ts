import { identifier, join, raw, type Sql, sql } from '../../database/sql.ts'
import { usageReports } from '../../usage/catalogue/index.ts'
import { dayColumn } from '../../usage/storing/activity.ts'
import { cellSql, usageTables } from '../../usage/storing/tables.ts'
import { activationPlatforms, activityApps, activityColumn, appTitles } from '../definitions/usage.ts'
import { type Branch, type ReportSource, type SourceFactory, smallSource } from '../query/source.ts'
import { recentActivity } from './people.ts'

const appDate = (app: string) => raw(`p.${dayColumn(app)}`)

/** How many applications a person used within the 30 days that end with each application's own newest day. */
function appsInUse(activityDay: string | null): Sql {
  if (activityDay === null) return raw('null')
  const since = (app: string) =>
    sql`(select date(d.as_of, '-29 days') from app_summary d where d.app = ${app})`
  const used = activityApps.map(app => sql`ifnull(${appDate(app)} >= ${since(app)}, 0)`)
  return sql`(${join(used, ' + ')})`
}

/** The last days of an application end with its own newest day, those of the last activity of all are aligned. */
const recentDays = (activityDay: string | null): NonNullable<ReportSource['recent']> => ({
  ...recentActivity(activityDay),
  ...Object.fromEntries(
    activityApps.map(app => [
      activityColumn(app),
      (column: Sql, days: number) => sql`${column} >= (select date(d.as_of, ${`-${days - 1} days`})
        from app_summary d where d.app = ${app})`,
    ]),
  ),
})

const peopleActivity = {
  s: 'left join user_summary s on s.user_id = u.user_id',
  n: 'left join person n on n.person_key = u.upn_key and n.user_id = u.user_id',
  p: 'left join person_activity p on p.person_id = n.person_id',
}

/**
 * People's activity is stored in another order than the users: whoever has any is met there, and the others
 * are those without a last activity. That is quicker than to look up everybody's.
 */
const withActivity: Branch = {
  from: raw('person_activity p cross join person n on n.person_id = p.person_id'),
  joins: {
    s: 'left join user_summary s on s.user_id = n.user_id',
    u: 'left join user u on u.user_id = n.user_id',
  },
  key: [raw('n.user_id')],
  where: [
    raw(
      'n.user_id is not null and n.user_id not in (select nameless.user_id from user nameless where nameless.upn_key is null)',
    ),
  ],
}
const withoutActivity: Branch = {
  from: raw('user_summary s'),
  joins: { u: 'left join user u on u.user_id = s.user_id' },
  key: [raw('s.user_id')],
  where: [raw('s.last_activity_date is null')],
  columns: {
    active_apps_30d: raw('0'),
    ...Object.fromEntries(activityApps.map(app => [activityColumn(app), raw('null')])),
  },
}

export const appActivitySource: SourceFactory = ({ activityDay }) => ({
  with: [],
  scanned: [
    {
      from: raw('user u indexed by sqlite_autoindex_user_1'),
      joins: peopleActivity,
      key: [raw('u.user_id')],
    },
  ],
  ordered: {
    columns: ['display_name'],
    branches: [{ from: raw('user_summary s'), key: [raw('s.user_id')] }],
  },
  focused: {
    columns: ['active_apps_30d', ...activityApps.map(activityColumn)],
    whenSorted: true,
    branches: [withActivity, withoutActivity],
  },
  filled: raw(`cross join user u ${Object.values(peopleActivity).join(' ')} where u.user_id = page.k0`),
  columns: {
    display_name: raw('u.display_name'),
    user_principal_name: raw('u.user_principal_name'),
    department: raw('u.department'),
    account_enabled: raw('u.account_enabled'),
    license_count: raw('ifnull(s.license_count, 0)'),
    last_activity_date: raw('s.last_activity_date'),
    active_apps_30d: appsInUse(activityDay),
    ...Object.fromEntries(activityApps.map(app => [activityColumn(app), appDate(app)])),
    user_id: raw('u.user_id'),
  },
  sortBy: { display_name: raw('s.sort_name') },
  recent: recentDays(activityDay),
  exact: ['user_id'],
  total: sql`select count(*) as amount from user`,
})

const activationTable = usageTables(usageReports).find(({ report }) => report.activations.length > 0)

function activationCell(name: string): Sql {
  return raw(activationTable === undefined ? 'null' : cellSql(activationTable, name, 'r'))
}

const activationPeople = {
  p: 'left join person p on p.person_id = r.person_id',
  u: 'left join user u on u.user_id = p.user_id',
}

export const activationsSource: SourceFactory = () => {
  const table = identifier(activationTable?.name ?? '')
  const cells = activationTable?.report.activations ?? []
  const key = [raw('r.person_id'), raw('r.item')]
  return {
    with: [],
    scanned: [{ from: sql`${table} r`, joins: activationPeople, key }],
    ordered: {
      columns: ['user_principal_name'],
      branches: [{ from: sql`person p cross join ${table} r on r.person_id = p.person_id`, key }],
    },
    filled: sql`cross join ${table} r ${raw(`${activationPeople.p} ${activationPeople.u}`)}
      where r.person_id = page.k0 and r.item = page.k1`,
    columns: {
      display_name: raw('u.display_name'),
      user_principal_name: raw('p.user_principal_name'),
      product_type: raw(`nullif(r.item, '')`),
      last_activated_date: activationCell('last_activated_date'),
      ...Object.fromEntries(
        activationPlatforms.map(platform => [
          platform,
          activationCell(cells.find(cell => cell.platform === platform)?.cell ?? platform),
        ]),
      ),
      department: raw('u.department'),
      account_enabled: raw('u.account_enabled'),
      user_id: raw('u.user_id'),
    },
    sortBy: { user_principal_name: raw('p.person_key') },
    exact: ['user_id'],
    total: sql`select count(*) as amount from ${table}`,
  }
}

export const appsSource: SourceFactory = () =>
  smallSource({
    from: raw('app_summary d'),
    key: [raw('d.app')],
    columns: {
      app_name: appName(),
      active_30d: raw('d.active_30d'),
      people: raw('d.people'),
      as_of: raw('d.as_of'),
      app: raw('d.app'),
    },
    exact: ['app'],
  })

/** The title of the application in `d.app`; one that the program does not know is made readable. */
function appName(): Sql {
  const cases = Object.entries(appTitles).map(([app, title]) => sql`when ${app} then ${title}`)
  return sql`case d.app ${join(cases, ' ')} else upper(substr(d.app, 1, 1)) || replace(substr(d.app, 2), '_', ' ') end`
}

export const usageDailySource: SourceFactory = () =>
  smallSource({
    from: raw('usage_day d'),
    key: [raw('d.app'), raw('d.measure'), raw('d.date')],
    columns: {
      date: raw('d.date'),
      app_name: appName(),
      app: raw('d.app'),
      measure: raw('d.measure'),
      value: raw('d.value'),
    },
    exact: ['app', 'measure'],
    total: sql`select count(*) as amount from usage_day`,
  })
