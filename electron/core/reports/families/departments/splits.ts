import type { Reader } from '../../../database/ports.ts'
import { identifier, raw, type Sql, sql } from '../../../database/sql.ts'
import {
  costColumns,
  count,
  describe,
  money,
  percent,
  type ReportDefinition,
  text,
} from '../../definition.ts'
import { unmeasuredGuests } from '../../query/active-user.ts'
import { officeTables, peopleOfOffices } from '../../query/office-tables.ts'
import { pricesOf, productKinds, productTable, seatCost } from '../../query/products.ts'
import { type SourceFactory, smallSource } from '../../query/source.ts'
import { groupNames, oneName, shownGroups, spelled } from '../../query/split-value.ts'

type SplitColumn = 'department' | 'country' | 'company_name'

/** Adds up the counts per combination of department, country and company that are kept ready. */
function figures(column: SplitColumn): Sql {
  const value = sql`split.${identifier(column)}`
  return sql`figures as materialized (
    select ${spelled(value)} as value, sum(people) as people, sum(licensed) as licensed,
      sum(licensed_active_30d) as active, sum(licenses) as licenses
    from split_summary join split using (split_id) group by ${oneName(value)})`
}

/** Seats of paid products alone: pools of free ones would hide them. */
function paidSeats(column: SplitColumn): Sql {
  const value = sql`split.${identifier(column)}`
  return sql`seats as materialized (
    select ${spelled(value)} as value, sum(held.assigned_users) as seats, sum(held.active_users_30d) as active
    from kind_of paid cross join split_license held on held.sku_id = paid.sku_id join split using (split_id)
    where paid.kind = 'paid' group by ${oneName(value)})`
}

/** Guests whom no usage report names: nobody knows whether they are active. */
function unmeasured(column: SplitColumn): Sql {
  const value = sql`split.${identifier(column)}`
  return sql`unmeasured as materialized (
    select ${spelled(value)} as value, count(*) as people, sum((
      select count(*) from assigned_license held join kind_of paid on paid.sku_id = held.sku_id
      where held.user_id = one.user_id and paid.kind = 'paid')) as seats, sum(${pricesOf(raw('one.user_id'))}) as prices
    from (select guest.user_id, guest.split_id from ${unmeasuredGuests}) one join split on split.split_id = one.split_id
    group by ${oneName(value)})`
}

/**
 * What the assigned licenses cost; a value whose prices come in several currencies has no cost but all of
 * them as its currency.
 */
function costs(column: SplitColumn): Sql {
  const value = sql`split.${identifier(column)}`
  return sql`costs as materialized (
    select ${spelled(value)} as value, group_concat(distinct product.currency order by product.currency) as currency,
      iif(count(distinct product.currency) = 1, ${seatCost(raw('1'), raw('sum(assigned_users * product.unit_price)'))}, null) as cost_year,
      sum((assigned_users - ifnull(active_users_30d, 0)) * product.unit_price) as inactive_prices
    from product cross join split_license using (sku_id) join split using (split_id)
    where product.unit_price is not null group by ${oneName(value)})`
}

/** What depends on activity is null while nobody's is known. */
const activityColumns = (isKnown: boolean): Readonly<Record<string, Sql>> => {
  const whenKnown = (expression: string) => raw(isKnown ? expression : 'null')
  const unmeasured = 'ifnull(n.people, 0)'
  const unmeasuredSeats = 'ifnull(n.seats, 0)'
  return {
    active_people_30d: whenKnown('f.active'),
    inactive_people_30d: whenKnown(`f.licensed - f.active - ${unmeasured}`),
    active_share: whenKnown(`round(100.0 * f.active / nullif(f.licensed - ${unmeasured}, 0), 1)`),
    active_seats_30d: whenKnown('ifnull(p.active, 0)'),
    inactive_seats_30d: whenKnown(`ifnull(p.seats, 0) - ifnull(p.active, 0) - ${unmeasuredSeats}`),
    inactive_cost_year: isKnown
      ? sql`iif(c.cost_year is null, null, ${seatCost(raw('1'), raw('(c.inactive_prices - ifnull(n.prices, 0))'))})`
      : raw('null'),
  }
}

type Tables = (reader: Reader) => readonly Sql[]

/**
 * @param tables SQL of `figures`, `seats`, `unmeasured` and `costs`, each with a row per value
 * @param people see {@link groupNames}
 */
function splitSource(column: string, tables: Tables, people: Sql): SourceFactory {
  return ({ reader, activityDay }) => ({
    ...smallSource({
      with: [productTable, productKinds(reader), ...groupNames(reader, people), ...tables(reader)],
      from: raw(`figures f left join costs c on c.value = f.value collate nocase
        left join seats p on p.value = f.value collate nocase
        left join unmeasured n on n.value = f.value collate nocase`),
      key: [raw('f.value')],
      where: shownGroups(reader, raw('f.value')),
      columns: {
        [column]: raw(`nullif(f.value, '')`),
        people: raw('f.people'),
        licensed_people: raw('f.licensed'),
        assigned_licenses: raw('f.licenses'),
        ...activityColumns(activityDay !== null),
        cost_year: raw('c.cost_year'),
        currency: raw('c.currency'),
        unlicensed_people: raw('f.people - f.licensed'),
        seats: raw('ifnull(p.seats, 0)'),
        cost_per_head: raw('round(c.cost_year / nullif(f.licensed, 0), 2)'),
      },
    }),
  })
}

const columnsOfActivity = [
  'active_people_30d',
  'inactive_people_30d',
  'active_share',
  'active_seats_30d',
  'inactive_seats_30d',
  'inactive_cost_year',
]

/** How many users have each value, as it is written. */
export function peopleOf(column: string): Sql {
  return sql`select split.${identifier(column)} as value, sum(people) as people
    from split_summary join split using (split_id) group by 1`
}

function split(
  report: { name: string; title: string; one: string },
  column: { key: string; label: string },
  tables: Tables,
  people: Sql = peopleOf(column.key),
): ReportDefinition {
  return {
    description: describe({
      name: report.name,
      title: report.title,
      about: `Users, licenses, use and cost, split by ${report.one}. Seats are those of paid products. Users without one share the row without a name.`,
      columns: [
        text(column.key, column.label),
        count('people', 'Users'),
        count('licensed_people', 'Licensed'),
        count('assigned_licenses', 'Assigned licenses'),
        count('active_people_30d', 'Active (30 days)'),
        count('inactive_people_30d', 'Inactive (30 days)'),
        ...costColumns,
        count('unlicensed_people', 'Unlicensed'),
        percent('active_share', 'Active (%)'),
        count('seats', 'Seats'),
        count('active_seats_30d', 'Active seats'),
        count('inactive_seats_30d', 'Inactive seats'),
        money('cost_per_head', 'Cost a year per licensed user'),
        money('inactive_cost_year', 'Cost of inactive seats a year', { sums: true }),
      ],
      rowKey: [column.key],
      defaultSort: { column: 'assigned_licenses', direction: 'desc' },
    }),
    sources: [
      { source: 'users', must: true },
      { source: 'activity', must: false, columns: columnsOfActivity },
    ],
    whenEmpty: `A row per ${report.one} would be here. Run a sync to retrieve the users.`,
    rows: splitSource(column.key, tables, people),
  }
}

const keptTables = (column: SplitColumn): Tables => {
  const tables = [figures(column), paidSeats(column), unmeasured(column), costs(column)]
  return () => tables
}

/** The same figures four times over; departments and so on are those of each user's account. */
export const splitReports: readonly ReportDefinition[] = [
  split(
    { name: 'departments', title: 'Departments', one: 'department' },
    { key: 'department', label: 'Department' },
    keptTables('department'),
  ),
  split(
    { name: 'countries', title: 'Countries', one: 'country' },
    { key: 'country', label: 'Country' },
    keptTables('country'),
  ),
  split(
    { name: 'companies', title: 'Companies', one: 'company' },
    { key: 'company_name', label: 'Company' },
    keptTables('company_name'),
  ),
  split(
    { name: 'offices', title: 'Offices', one: 'office' },
    { key: 'office_location', label: 'Office' },
    officeTables,
    peopleOfOffices,
  ),
]
