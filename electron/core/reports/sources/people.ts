import { raw, type Sql, sql } from '../../database/sql.ts'
import { assignmentCount, countAssignments } from '../../publish/derive/assignment-count.ts'
import { matchingUsers } from '../../search/match.ts'
import { activeUser } from '../query/active-user.ts'
import {
  partNumber,
  personCost,
  personCurrency,
  personProducts,
  productName,
  productTable,
} from '../query/products.ts'
import type { Branch, ReportContext, ReportSource, SourceFactory } from '../query/source.ts'
import { unheardGuests } from '../query/unheard-guests.ts'

/**
 * The primary key is named because the planner would otherwise scan by an index on names and jump from row to row, which is ten times as slow.
 */
const everybody = raw('user u indexed by sqlite_autoindex_user_1')
const withSummary = 'left join user_summary s on s.user_id = u.user_id'
const withUser = 'left join user u on u.user_id = s.user_id'

const userColumns: Readonly<Record<string, Sql>> = {
  display_name: raw('u.display_name'),
  user_principal_name: raw('u.user_principal_name'),
  mail: raw('u.mail'),
  account_enabled: raw('u.account_enabled'),
  user_type: raw('u.user_type'),
  department: raw('u.department'),
  job_title: raw('u.job_title'),
  company_name: raw('u.company_name'),
  office_location: raw('u.office_location'),
  city: raw('u.city'),
  country: raw('u.country'),
  usage_location: raw('u.usage_location'),
  created_at: raw('u.created_at'),
  last_sign_in_at: raw('s.last_sign_in_at'),
  last_activity_date: raw('s.last_activity_date'),
  license_count: raw('ifnull(s.license_count, 0)'),
  products: personProducts(raw('u.user_id')),
  cost_year: personCost(raw('u.user_id')),
  currency: personCurrency(raw('u.user_id')),
  user_id: raw('u.user_id'),
  active_30d: activeUser('s'),
}

/** Everybody's days end together, see `aligned_activity_date`: the days by which the views count the active ones. */
export const recentActivity = (activityDay: string | null): NonNullable<ReportSource['recent']> => ({
  last_activity_date: (_, days) => sql`s.aligned_activity_date >= ${firstOfDays(activityDay, days)}`,
})

const firstOfDays = (activityDay: string | null, days: number): Sql =>
  sql`date(${activityDay}, ${`-${days - 1} days`})`

const byName = { display_name: raw('s.sort_name') }
export const usersSource: SourceFactory = ({ reader, activityDay }) => ({
  with: [productTable],
  scanned: [{ from: everybody, joins: { s: withSummary }, key: [raw('u.user_id')] }],
  ordered: {
    columns: ['display_name'],
    branches: [{ from: raw('user_summary s'), key: [raw('s.user_id')] }],
  },
  filled: raw(`cross join user u ${withSummary} where u.user_id = page.k0`),
  columns: userColumns,
  sortBy: byName,
  recent: recentActivity(activityDay),
  exact: ['user_id'],
  findUsers: text => matchingUsers(reader, text),
  total: sql`select count(*) as amount from user`,
})

/** Licensed people for whom a condition on their summary holds; an index on the summary has them in the default order. */
function candidates({ reader, activityDay }: ReportContext, condition: Sql, indexed: string): ReportSource {
  const branch: Branch = {
    from: raw('user_summary s'),
    joins: { u: withUser },
    key: [raw('s.sort_name'), raw('s.user_id')],
    where: [raw('s.license_count > 0'), condition],
  }
  return {
    with: [productTable],
    scanned: [branch],
    ordered: { columns: [indexed], branches: [branch] },
    filled: raw(`cross join user u ${withSummary} where u.user_id = page.k1`),
    columns: userColumns,
    sortBy: byName,
    recent: recentActivity(activityDay),
    exact: ['user_id'],
    findUsers: text => matchingUsers(reader, text),
  }
}

export const disabledSource: SourceFactory = context =>
  candidates(context, raw('s.account_enabled = 0'), 'display_name')

export const guestsSource: SourceFactory = context =>
  candidates(context, raw(`s.user_type = 'Guest'`), 'display_name')

/**
 * N days without activity are the N days that end, for each application, with its own newest day:
 * `aligned_activity_date` is compared, by which all of them end together.
 */
export const inactiveSource: SourceFactory = context => {
  const { activityDay, parameters } = context
  const firstDay = firstOfDays(activityDay, parameters['days'] ?? 1)
  const source = candidates(
    context,
    sql`(s.aligned_activity_date is null or s.aligned_activity_date < ${firstDay})
      and s.user_id not in (select guest.user_id from ${unheardGuests})`,
    'last_activity_date',
  )
  return {
    ...source,
    // Two counts of one range each: as one condition they would be looked up row by row.
    total: sql`select
      (select count(*) from user_summary where license_count > 0 and aligned_activity_date is null) +
      (select count(*) from user_summary where license_count > 0 and aligned_activity_date < ${firstDay}) -
      (select count(*) from ${unheardGuests}) as amount`,
  }
}

const assignmentColumns: Readonly<Record<string, Sql>> = {
  ...userColumns,
  assigned_by: raw(`iif(ifnull(t.group_id, '') = '', 'direct', 'group')`),
  state: raw('t.state'),
  error: raw('t.error'),
  disabled_plan_count: raw('coalesce(t.disabled_plan_count, a.disabled_plan_count)'),
  group_id: raw(`nullif(t.group_id, '')`),
  sku_id: raw('a.sku_id'),
  user_id: raw('a.user_id'),
}

const withStates = 'left join license_state t on t.user_id = a.user_id and t.sku_id = a.sku_id'

/**
 * What the view `v_license_assignments` shows: what people hold, with each way in which they got it, and the ways that tell of trouble
 * although nothing is held. The latter are few and have an index of their own.
 */
const troubled: Branch = {
  from: raw('license_state t left join assigned_license a on a.user_id = t.user_id and a.sku_id = t.sku_id'),
  joins: {
    s: 'left join user_summary s on s.user_id = t.user_id',
    u: 'left join user u on u.user_id = t.user_id',
  },
  key: [raw('t.user_id'), raw('t.sku_id'), raw('t.group_id')],
  where: [raw(`t.state <> 'Active'`), raw('a.user_id is null')],
  columns: { sku_id: raw('t.sku_id'), user_id: raw('t.user_id') },
}

export const assignmentsSource: SourceFactory = ({ activityDay }) => ({
  with: [productTable],
  scanned: [
    {
      from: sql`${everybody} cross join assigned_license a on a.user_id = u.user_id ${raw(withStates)}`,
      joins: { s: withSummary },
      key: [raw('u.user_id'), raw('a.sku_id'), raw('t.group_id')],
    },
    troubled,
  ],
  ordered: {
    columns: ['display_name'],
    branches: [
      {
        from: raw(`user_summary s cross join assigned_license a on a.user_id = s.user_id ${withStates}`),
        key: [raw('s.user_id'), raw('a.sku_id'), raw('t.group_id')],
      },
      troubled,
    ],
  },
  focused: {
    columns: ['sku_id', 'product_name', 'sku_part_number'],
    branches: [
      {
        from: raw(`assigned_license a ${withStates}`),
        joins: {
          s: 'left join user_summary s on s.user_id = a.user_id',
          u: 'left join user u on u.user_id = a.user_id',
        },
        key: [raw('a.user_id'), raw('a.sku_id'), raw('t.group_id')],
      },
      troubled,
    ],
  },
  filled: raw(`left join assigned_license a on a.user_id = page.k0 and a.sku_id = page.k1
    left join license_state t on t.user_id = page.k0 and t.sku_id = page.k1 and t.group_id = page.k2
    left join user u on u.user_id = page.k0 ${withSummary}`),
  columns: assignmentColumns,
  filledColumns: { sku_id: raw('page.k1'), user_id: raw('page.k0') },
  named: {
    product_name: { by: 'sku_id', as: productName },
    sku_part_number: { by: 'sku_id', as: partNumber },
  },
  sortBy: byName,
  recent: recentActivity(activityDay),
  exact: ['user_id', 'sku_id', 'group_id'],
  total: sql`select coalesce(
      (select cast(value as integer) from meta where name = ${assignmentCount}), (${raw(countAssignments)})) as amount`,
})
