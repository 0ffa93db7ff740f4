import { raw, type Sql, sql } from '../../database/sql.ts'
import { assignmentCount, countAssignments } from '../../publish/derive/assignment-count.ts'
import {
  describe,
  flag,
  integer,
  lastActivity,
  personColumns,
  type ReportDefinition,
  text,
} from '../definition.ts'
import { activeUser, recentActivity } from '../query/active-user.ts'
import { partNumber, productKinds, productName, productTable } from '../query/products.ts'
import type { Branch, SourceFactory } from '../query/source.ts'
import { byName, everybody, userColumns, withSummary } from './people.ts'

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
 * What the view `v_license_assignments` shows: what people hold, with each way in which they got it, and
 * the ways that are in trouble although nothing is held. The latter are few and have an index of their
 * own.
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

const assignmentsSource: SourceFactory = ({ activityDay }) => ({
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
  storedBy: 0,
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

export const assignments: ReportDefinition = {
  description: describe({
    name: 'assignments',
    title: 'Assignments',
    about:
      'Who holds which product, directly or through a group. Held both ways, a product has a row for each.',
    columns: [
      ...personColumns,
      text('product_name', 'Product'),
      text('assigned_by', 'Assigned by'),
      text('state', 'State'),
      text('error', 'Error'),
      integer('disabled_plan_count', 'Service plans switched off'),
      text('department', 'Department'),
      flag('account_enabled', 'Account enabled'),
      lastActivity,
      text('sku_part_number', 'Part number'),
      text('group_id', 'Group ID'),
      text('sku_id', 'Product ID'),
      text('user_id', 'User ID'),
      flag('active_30d', 'Active (30 days)'),
    ],
    rowKey: ['user_id', 'sku_id', 'group_id'],
    defaultSort: { column: 'display_name', direction: 'asc' },
  }),
  sources: [
    { source: 'users', must: true },
    { source: 'licenses', must: false, columns: ['product_name', 'sku_part_number'] },
    { source: 'activity', must: false, columns: ['last_activity_date', 'active_30d'] },
  ],
  whenEmpty: 'Every assigned license would be here. Nobody holds one, or no sync has run yet.',
  rows: assignmentsSource,
}

const withUser = 'left join user u on u.user_id = s.user_id'

/** A product that the tenant does not list (any more) has no kind. */
const kindOf = (skuId: Sql): Sql => sql`(select kind_of.kind from kind_of where kind_of.sku_id = ${skuId})`

/** Both tables are in the order of the users. */
const everySeat: Branch = {
  from: raw('user_summary s cross join assigned_license a on a.user_id = s.user_id'),
  joins: { u: withUser },
  key: [raw('s.user_id'), raw('a.sku_id')],
}

const seatsOfProduct: Branch = {
  from: raw('assigned_license a'),
  joins: {
    s: 'left join user_summary s on s.user_id = a.user_id',
    u: 'left join user u on u.user_id = a.user_id',
  },
  key: [raw('a.user_id'), raw('a.sku_id')],
}

const seatsSource: SourceFactory = ({ reader, activityDay }) => ({
  with: [productTable, productKinds(reader)],
  scanned: [everySeat],
  ordered: { columns: ['display_name'], branches: [everySeat] },
  focused: { columns: ['sku_id', 'product_name', 'sku_part_number'], branches: [seatsOfProduct] },
  filled: raw(`cross join user_summary s cross join assigned_license a ${withUser}
    where s.user_id = page.k0 and a.user_id = page.k0 and a.sku_id = page.k1`),
  columns: {
    display_name: raw('u.display_name'),
    user_principal_name: raw('u.user_principal_name'),
    active_30d: activeUser('s'),
    last_activity_date: raw('s.last_activity_date'),
    department: raw('u.department'),
    account_enabled: raw('s.account_enabled'),
    user_type: raw('s.user_type'),
    sku_id: raw('a.sku_id'),
    user_id: raw('a.user_id'),
    country: raw('u.country'),
    company_name: raw('u.company_name'),
    office_location: raw('u.office_location'),
  },
  named: {
    product_name: { by: 'sku_id', as: productName },
    sku_part_number: { by: 'sku_id', as: partNumber },
    kind: { by: 'sku_id', as: kindOf },
  },
  sortBy: { display_name: raw('s.sort_name') },
  recent: recentActivity(activityDay),
  exact: ['user_id', 'sku_id'],
  total: sql`select count(*) as amount from assigned_license`,
})

export const seats: ReportDefinition = {
  description: describe({
    name: 'seats',
    title: 'Assigned seats',
    about:
      'One product held by one user, however many ways it came. Active is a seat whose user was active in any application lately.',
    columns: [
      ...personColumns,
      text('product_name', 'Product'),
      flag('active_30d', 'Active (30 days)'),
      lastActivity,
      text('department', 'Department'),
      flag('account_enabled', 'Account enabled'),
      text('user_type', 'Type'),
      text('kind', 'Kind'),
      text('sku_part_number', 'Part number'),
      text('sku_id', 'Product ID'),
      text('user_id', 'User ID'),
      text('country', 'Country'),
      text('company_name', 'Company'),
      text('office_location', 'Office'),
    ],
    rowKey: ['user_id', 'sku_id'],
    defaultSort: { column: 'display_name', direction: 'asc' },
  }),
  sources: [
    { source: 'users', must: true },
    { source: 'licenses', must: false, columns: ['product_name', 'sku_part_number', 'kind'] },
    { source: 'activity', must: false, columns: ['active_30d', 'last_activity_date'] },
  ],
  whenEmpty: 'Every assigned seat would be here. Nobody holds one, or no sync has run yet.',
  rows: seatsSource,
}
