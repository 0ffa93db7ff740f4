import { usageReports } from '../../../../core/graph/catalogue/index.ts'
import {
  activationPlatforms,
  activityApps,
  activityColumn,
  appTitles,
} from '../../../../core/reports/definitions/usage.ts'
import { join, raw, type Sql, sql } from '../../sql.ts'
import { cellPosition, activityApps as storedActivityApps } from '../../views/apps.ts'
import { activityDate } from '../../views/usage-person.ts'
import { type SourceFactory, smallSource } from '../source.ts'

const storedApps = storedActivityApps(usageReports)
const appDate = (app: string) => raw(activityDate(storedApps.indexOf(app), 'p'))

/** How many applications a person used within the 30 days that end with each application's own newest day. */
function appsInUse(activityDay: string | null): Sql {
  if (activityDay === null) return raw('null')
  const since = (app: string) =>
    sql`(select date(d.as_of, '-29 days') from app_summary d where d.app = ${app})`
  const used = activityApps.map(app => sql`ifnull(${appDate(app)} >= ${since(app)}, 0)`)
  return sql`(${join(used, ' + ')})`
}

/** A person has one row of the usage reports at most. */
export const appActivitySource: SourceFactory = ({ activityDay }) => ({
  with: [],
  scanned: [
    {
      from: raw('user u indexed by sqlite_autoindex_user_1'),
      joins: {
        s: 'left join user_summary s on s.user_id = u.user_id',
        p: 'left join usage_person p on p.person_key = u.upn_key and p.user_id = u.user_id',
      },
      key: [raw('u.user_id')],
    },
  ],
  ordered: {
    columns: ['display_name'],
    branches: [{ from: raw('user_summary s'), key: [raw('s.user_id')] }],
  },
  filled: raw(`cross join user u left join user_summary s on s.user_id = u.user_id
    left join usage_person p on p.person_key = u.upn_key and p.user_id = u.user_id where u.user_id = page.k0`),
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
  exact: ['user_id'],
  total: sql`select count(*) as amount from user`,
})

const activationReport = usageReports.find(({ activations }) => activations.length > 0)

/** The element of a stored row that a cell of the report of activations is. */
function activationCell(name: string): Sql {
  if (activationReport === undefined) return raw('null')
  return raw(`(r.cells ->> ${cellPosition(activationReport, name)})`)
}

const activationPeople = {
  p: 'left join usage_person p on p.person_key = r.person_key',
  u: 'left join user u on u.user_id = p.user_id',
}

export const activationsSource: SourceFactory = () => {
  const reportId = sql`(select min(report_id) from usage_report where report = ${activationReport?.name ?? ''})`
  const cells = activationReport?.activations ?? []
  return {
    with: [],
    scanned: [
      {
        from: raw('usage_row r'),
        joins: activationPeople,
        key: [raw('r.person_key'), raw('r.item')],
        where: [sql`r.report_id = ${reportId}`],
      },
    ],
    filled: sql`cross join usage_row r ${raw(`${activationPeople.p} ${activationPeople.u}`)}
      where r.report_id = ${reportId} and r.person_key = page.k0 and r.item = page.k1`,
    columns: {
      display_name: raw('u.display_name'),
      user_principal_name: raw('ifnull(p.user_principal_name, r.person_key)'),
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
    sortBy: { user_principal_name: raw('r.person_key') },
    exact: ['user_id'],
    total: sql`select count(*) as amount from usage_row where report_id = ${reportId}`,
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
