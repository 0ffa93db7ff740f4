import { appTitle, appTitles } from '../../../contract/insight/app-title.ts'
import { join, raw, type Sql, sql } from '../../database/sql.ts'
import { usageReports } from '../../usage/catalogue/index.ts'
import { dayColumn, longerWindow, usedColumn, windowDays } from '../../usage/storing/activity.ts'
import {
  count,
  date,
  describe,
  flag,
  integer,
  lastActivity,
  number,
  personColumns,
  type ReportDefinition,
  text,
} from '../definition.ts'
import { recentActivity } from '../query/active-user.ts'
import { type AppNames, appNames, isJudged, lostNames, platformNames, usedNames } from '../query/app-names.ts'
import { type Branch, type ReportSource, type SourceFactory, smallSource } from '../query/source.ts'

/** Every application of which a person's last activity is known, in the catalogue's order. */
export const activityApps: readonly string[] = [
  ...new Set(usageReports.flatMap(({ activity }) => activity.map(({ app }) => app))),
]

/** The column of an application's last activity. */
export const activityColumn = (app: string): string => `${app}_last_activity_date`

/** The title of the application in `d.app`; one that the program does not know is made readable. */
function appName(): Sql {
  const cases = Object.entries(appTitles).map(([app, title]) => sql`when ${app} then ${title}`)
  return sql`case d.app ${join(cases, ' ')} else upper(substr(d.app, 1, 1)) || replace(substr(d.app, 2), '_', ' ') end`
}

const appsSource: SourceFactory = () =>
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

export const apps: ReportDefinition = {
  description: describe({
    name: 'apps',
    title: 'Applications',
    about:
      'How many users used each application lately, counted back from the latest day reported by Microsoft.',
    columns: [
      text('app_name', 'Application'),
      integer('active_30d', 'Active users (30 days)'),
      integer('people', 'Users with any use on record'),
      date('as_of', 'As of'),
      text('app', 'Application ID'),
    ],
    rowKey: ['app'],
    defaultSort: { column: 'active_30d', direction: 'desc' },
  }),
  sources: [{ source: 'activity', must: true }],
  whenEmpty: 'A row per application would be here. Microsoft reports no use of any.',
  rows: appsSource,
}

const appDate = (app: string) => raw(`p.${dayColumn(app)}`)

/** How many applications a person used within the 30 days that end with each application's own newest day. */
function appsInUse(activityDay: string | null): Sql {
  if (activityDay === null) return raw('null')
  const used = activityApps.map((_, place) => raw(`(p.${usedColumn(30)} >> ${place} & 1)`))
  return sql`ifnull(${join(used, ' + ')}, 0)`
}

/**
 * Why a user has no date of an app: the plan is off or not held, no report measures it for them, the seat is
 * too new, or nothing is on record.
 */
function stateNames(hasNoDate: (app: string) => Sql): Readonly<Record<string, AppNames>> {
  const names = (bits: string, where?: (app: string) => Sql) =>
    appNames(raw(bits), activityApps, appTitle, where)
  return {
    never_used: names('o.never'),
    plan_off: names('~ifnull(o.plans, 0)', isJudged),
    not_measured: names('o.plans & ~o.measured'),
    too_new: names('o.base & ~o.never', hasNoDate),
    has_app: names('o.base'),
  }
}

/** Which apps a user used within each window, and which no longer. */
const windows: Readonly<Record<string, AppNames>> = {
  ...usedNames(activityApps, appTitle),
  ...lostNames(activityApps, appTitle),
}

const textsOf = (names: Readonly<Record<string, AppNames>>): Record<string, Sql> =>
  Object.fromEntries(Object.entries(names).map(([key, { text: made }]) => [key, made]))

/** The columns of {@link windows}. */
const windowColumns = windowDays.map(days => text(usedColumn(days), `Used within ${days} days`))
const lostColumns = windowDays.flatMap(days => {
  const longer = longerWindow(days)
  return longer === null ? [] : [text(`lost_${days}d`, `Used within ${longer} days, not within ${days}`)]
})

/** On what the Microsoft 365 apps were used in the report's period; null where on nothing, or not known. */
const platforms = platformNames(raw('x.used'), ['Windows', 'Mac', 'Mobile', 'Web'])

/**
 * The last days of an application end with its own newest day, those of the last activity of all are
 * aligned.
 */
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
  o: 'left join user_app o on o.user_id = u.user_id',
  x: 'left join person_platform x on x.person_id = n.person_id',
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
    o: 'left join user_app o on o.user_id = n.user_id',
    x: 'left join person_platform x on x.person_id = n.person_id',
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
  joins: {
    u: 'left join user u on u.user_id = s.user_id',
    o: 'left join user_app o on o.user_id = s.user_id',
  },
  key: [raw('s.user_id')],
  where: [raw('s.last_activity_date is null')],
  columns: {
    active_apps_30d: raw('0'),
    platforms: raw('null'),
    ...textsOf(stateNames(() => raw('true'))),
    ...Object.fromEntries(Object.keys(windows).map(key => [key, raw('null')])),
    ...Object.fromEntries(activityApps.map(app => [activityColumn(app), raw('null')])),
  },
}

/** The columns of a user that name apps. */
const namedApps: Readonly<Record<string, AppNames>> = {
  ...stateNames(app => sql`${appDate(app)} is null`),
  ...windows,
}

const appActivitySource: SourceFactory = ({ activityDay }) => ({
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
    columns: ['active_apps_30d', ...activityApps.map(activityColumn), ...Object.keys(windows)],
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
    platforms,
    ...textsOf(namedApps),
    user_type: raw('u.user_type'),
  },
  sortBy: { display_name: raw('s.sort_name') },
  quick: Object.fromEntries(Object.entries(namedApps).map(([key, { quick }]) => [key, quick])),
  recent: recentDays(activityDay),
  exact: ['user_id'],
  total: sql`select count(*) as amount from user`,
})

export const appActivity: ReportDefinition = {
  description: describe({
    name: 'app-activity',
    title: 'Application usage',
    about: 'Every user of the tenant and the day of their last activity in each application.',
    columns: [
      ...personColumns,
      text('department', 'Department'),
      flag('account_enabled', 'Account enabled'),
      count('license_count', 'Licenses'),
      lastActivity,
      integer('active_apps_30d', 'Applications in use (30 days)'),
      ...activityApps.map(app => date(activityColumn(app), appTitle(app), { blank: 'never' })),
      text('user_id', 'User ID'),
      text('platforms', 'Platforms of Microsoft 365 apps'),
      text('never_used', 'Licensed and never used'),
      text('plan_off', 'Without the plan'),
      text('not_measured', 'Not measured'),
      text('too_new', 'Too new'),
      text('has_app', 'Apps they have'),
      ...windowColumns,
      ...lostColumns,
      text('user_type', 'User type'),
    ],
    rowKey: ['user_id'],
    defaultSort: { column: 'display_name', direction: 'asc' },
  }),
  sources: [
    { source: 'users', must: true },
    { source: 'activity', must: true },
  ],
  whenEmpty: 'The last activity of every user in each application would be here. Run a sync to retrieve it.',
  rows: appActivitySource,
}

const usageDailySource: SourceFactory = () =>
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

export const usageDaily: ReportDefinition = {
  description: describe({
    name: 'usage-daily',
    title: 'Usage per day',
    about: 'What the whole tenant did, per day, application and measure. The newest days are provisional.',
    columns: [
      date('date', 'Date'),
      text('app_name', 'Application'),
      text('app', 'Application ID'),
      text('measure', 'Measure'),
      number('value', 'Value'),
    ],
    rowKey: ['date', 'app', 'measure'],
    defaultSort: { column: 'date', direction: 'desc' },
  }),
  sources: [{ source: 'daily', must: true }],
  whenEmpty: 'Usage of the whole tenant per day would be here. Run a sync to retrieve it.',
  rows: usageDailySource,
}
