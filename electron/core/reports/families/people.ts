import { raw, type Sql, sql } from '../../database/sql.ts'
import { matchingUsers } from '../../search/match.ts'
import {
  costColumns,
  count,
  describe,
  flag,
  lastActivity,
  lastSignIn,
  name,
  personColumns,
  type ReportDefinition,
  text,
  time,
} from '../definition.ts'
import { activeUser, firstOfDays, recentActivity, unmeasuredGuests } from '../query/active-user.ts'
import { heldProducts } from '../query/lists.ts'
import { namedProducts, personCost, personCurrency, personProducts, productTable } from '../query/products.ts'
import type { Branch, ReportContext, ReportSource, SourceFactory } from '../query/source.ts'

/**
 * The primary key is named because the planner would otherwise scan by an index on names and jump from row
 * to row, which is ten times as slow.
 */
export const everybody = raw('user u indexed by sqlite_autoindex_user_1')

export const withSummary = 'left join user_summary s on s.user_id = u.user_id'

const withUser = 'left join user u on u.user_id = s.user_id'

export const userColumns: Readonly<Record<string, Sql>> = {
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
  is_resource_account: raw('u.is_resource_account'),
}

const userLists = { products: heldProducts }

export const byName = { display_name: raw('s.sort_name') }

const accountColumns = [
  flag('account_enabled', 'Account enabled'),
  text('user_type', 'Type'),
  text('department', 'Department'),
] as const

/** What the summary says of a user by itself, one fifth of the size of the table of users. */
const summaryColumns: Readonly<Record<string, Sql>> = {
  user_id: raw('s.user_id'),
  account_enabled: raw('s.account_enabled'),
  user_type: raw('s.user_type'),
  products: personProducts(raw('s.user_id')),
}

const summarized = [
  ...Object.keys(summaryColumns),
  ...['last_sign_in_at', 'last_activity_date', 'license_count', 'active_30d'],
]

const usersSource: SourceFactory = ({ reader, activityDay }) => ({
  with: [productTable],
  scanned: [{ from: everybody, joins: { s: withSummary }, key: [raw('u.user_id')] }],
  ordered: {
    columns: ['display_name'],
    branches: [{ from: raw('user_summary s'), key: [raw('s.user_id')] }],
  },
  narrow: {
    columns: summarized,
    orders: ['display_name'],
    branches: [{ from: raw('user_summary s'), key: [raw('s.user_id')], columns: summaryColumns }],
  },
  filled: raw(`cross join user u ${withSummary} where u.user_id = page.k0`),
  columns: userColumns,
  made: { products: namedProducts(reader, raw('u.user_id')) },
  storedBy: 0,
  sortBy: byName,
  lists: userLists,
  recent: recentActivity(activityDay),
  exact: ['user_id'],
  findUsers: text => matchingUsers(reader, text),
  total: sql`select count(*) as amount from user`,
})

export const users: ReportDefinition = {
  description: describe({
    name: 'users',
    title: 'Users',
    about: 'Every user of the tenant, with products, last sign-in and last activity.',
    columns: [
      ...personColumns,
      name('mail', 'Mail'),
      ...accountColumns,
      text('job_title', 'Job title'),
      text('company_name', 'Company'),
      text('office_location', 'Office'),
      text('city', 'City'),
      text('country', 'Country'),
      text('usage_location', 'Usage location'),
      time('created_at', 'Created', { blank: 'unknown' }),
      lastSignIn,
      lastActivity,
      count('license_count', 'Licenses'),
      text('products', 'Products'),
      text('user_id', 'User ID'),
      flag('active_30d', 'Active (30 days)'),
      flag('is_resource_account', 'Resource account'),
    ],
    rowKey: ['user_id'],
    defaultSort: { column: 'display_name', direction: 'asc' },
  }),
  sources: [
    { source: 'users', must: true },
    { source: 'activity', must: false, columns: ['last_activity_date', 'active_30d'] },
    { source: 'signIn', must: false, columns: ['last_sign_in_at'] },
  ],
  whenEmpty: 'Every user of the tenant would be here. Run a sync to retrieve them.',
  rows: usersSource,
}

/**
 * Licensed people for whom a condition on their summary holds; an index on the summary has them in the
 * default order.
 */
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
    made: { products: namedProducts(reader, raw('u.user_id')) },
    storedBy: 1,
    sortBy: byName,
    lists: userLists,
    recent: recentActivity(activityDay),
    exact: ['user_id'],
    findUsers: text => matchingUsers(reader, text),
  }
}

/** What the reports about people whose licenses could be saved have in common. */
const candidateColumns = [
  ...personColumns,
  ...accountColumns,
  time('created_at', 'Created', { blank: 'unknown' }),
  lastSignIn,
  lastActivity,
  count('license_count', 'Licenses'),
  text('products', 'Products'),
  ...costColumns,
  text('user_id', 'User ID'),
] as const

/**
 * N days without activity are the N days that end, for each application, with its own newest day:
 * `aligned_activity_date` is compared, by which all of them end together.
 */
const inactiveSource: SourceFactory = context => {
  const { activityDay, parameters } = context
  const firstDay = firstOfDays(activityDay, parameters['days'] ?? 1)
  const source = candidates(
    context,
    sql`(s.aligned_activity_date is null or s.aligned_activity_date < ${firstDay})
      and s.user_id not in (select guest.user_id from ${unmeasuredGuests})`,
    'last_activity_date',
  )
  return {
    ...source,
    // Two counts of one range each: as one condition they would be looked up row by row.
    total: sql`select
      (select count(*) from user_summary where license_count > 0 and aligned_activity_date is null) +
      (select count(*) from user_summary where license_count > 0 and aligned_activity_date < ${firstDay}) -
      (select count(*) from ${unmeasuredGuests}) as amount`,
  }
}

export const inactive: ReportDefinition = {
  description: describe({
    name: 'inactive',
    title: 'Inactive licensed users',
    about:
      'Users who hold a license and were not active in any application for a number of days, or never. ' +
      'The days are counted back from the latest day reported by Microsoft. Guests are in no usage reports: those whom none names are ' +
      'left out here and listed in “Guests with licenses”, with their last sign-in.',
    columns: [...candidateColumns],
    parameters: [{ key: 'days', label: 'No activity for (days)', default: 30, min: 1, max: 3650 }],
    rowKey: ['user_id'],
    defaultSort: { column: 'last_activity_date', direction: 'asc' },
  }),
  sources: [
    { source: 'users', must: true },
    { source: 'activity', must: true },
    { source: 'signIn', must: false, columns: ['last_sign_in_at'] },
  ],
  whenEmpty: 'Licensed users without activity would be here. Every user with a license was active.',
  rows: inactiveSource,
}

/** Of accounts that are candidates whatever is known of their activity. */
const candidateSources: ReportDefinition['sources'] = [
  { source: 'users', must: true },
  { source: 'activity', must: false, columns: ['last_activity_date'] },
  { source: 'signIn', must: false, columns: ['last_sign_in_at'] },
]

const disabledSource: SourceFactory = context =>
  candidates(context, raw('s.account_enabled = 0'), 'display_name')

export const disabledWithLicenses: ReportDefinition = {
  description: describe({
    name: 'disabled-with-licenses',
    title: 'Disabled accounts with licenses',
    about: 'Accounts that cannot sign in and still hold licenses.',
    columns: [...candidateColumns],
    rowKey: ['user_id'],
    defaultSort: { column: 'display_name', direction: 'asc' },
  }),
  sources: candidateSources,
  whenEmpty: 'Disabled accounts that hold licenses would be here. There are none.',
  rows: disabledSource,
}

const guestsSource: SourceFactory = context =>
  candidates(context, raw(`s.user_type = 'Guest'`), 'display_name')

export const guestsWithLicenses: ReportDefinition = {
  description: describe({
    name: 'guests-with-licenses',
    title: 'Guests with licenses',
    about: 'Guests of the tenant who hold licenses of it.',
    columns: [...candidateColumns],
    rowKey: ['user_id'],
    defaultSort: { column: 'display_name', direction: 'asc' },
  }),
  sources: candidateSources,
  whenEmpty: 'Guests who hold licenses would be here. There are none.',
  rows: guestsSource,
}
