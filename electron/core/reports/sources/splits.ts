import { identifier, raw, type Sql, sql } from '../../database/sql.ts'
import { productKinds } from '../query/product-kinds.ts'
import { productTable, seatCost } from '../query/products.ts'
import { type SourceFactory, smallSource } from '../query/source.ts'
import { unheardGuests } from '../query/unheard-guests.ts'

type SplitColumn = 'department' | 'country' | 'company_name'

/** Names that differ by the case of their letters are one, as they are to whoever filters by one of them. */
const oneName = (column: Sql): Sql => sql`${column} collate nocase`

/** Adds up the counts per combination of department, country and company that are kept ready. */
function figures(column: SplitColumn): Sql {
  const value = sql`split.${identifier(column)}`
  return sql`figures as materialized (
    select ${value} as value, sum(people) as people, sum(licensed) as licensed,
      sum(licensed_active_30d) as active, sum(licenses) as licenses
    from split_summary join split using (split_id) group by ${oneName(value)})`
}

/** Seats of paid products alone: pools of free ones would hide them. */
function paidSeats(column: SplitColumn): Sql {
  const value = sql`split.${identifier(column)}`
  return sql`seats as materialized (
    select ${value} as value, sum(held.assigned_users) as seats, sum(held.active_users_30d) as active
    from kind_of paid cross join split_license held on held.sku_id = paid.sku_id join split using (split_id)
    where paid.kind = 'paid' group by ${oneName(value)})`
}

/** Guests whom no usage report names: nobody knows whether they are active. */
function unheard(column: SplitColumn): Sql {
  const value = sql`split.${identifier(column)}`
  return sql`unheard as materialized (
    select ${value} as value, count(*) as people, sum((
      select count(*) from assigned_license held join kind_of paid on paid.sku_id = held.sku_id
      where held.user_id = one.user_id and paid.kind = 'paid')) as seats
    from (select guest.user_id, guest.split_id from ${unheardGuests}) one join split on split.split_id = one.split_id
    group by ${oneName(value)})`
}

/** What the assigned licenses cost; a value whose prices come in several currencies has no cost but all of them as its currency. */
function costs(column: SplitColumn): Sql {
  const value = sql`split.${identifier(column)}`
  return sql`costs as materialized (
    select ${value} as value, group_concat(distinct product.currency order by product.currency) as currency,
      iif(count(distinct product.currency) = 1, ${seatCost(raw('1'), raw('sum(assigned_users * product.unit_price)'))}, null) as cost_year
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
  }
}

function splitSource(column: SplitColumn): SourceFactory {
  return ({ reader, activityDay }) => ({
    ...smallSource({
      with: [
        productTable,
        productKinds(reader),
        figures(column),
        paidSeats(column),
        unheard(column),
        costs(column),
      ],
      from: raw(`figures f left join costs c on c.value = f.value collate nocase
        left join seats p on p.value = f.value collate nocase
        left join unheard n on n.value = f.value collate nocase`),
      key: [raw('f.value')],
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
      },
    }),
  })
}

export const departmentsSource = splitSource('department')
export const countriesSource = splitSource('country')
export const companiesSource = splitSource('company_name')
