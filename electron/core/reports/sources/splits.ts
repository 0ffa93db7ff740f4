import { identifier, raw, type Sql, sql } from '../../database/sql.ts'
import { productTable, seatCost } from '../query/products.ts'
import { type SourceFactory, smallSource } from '../query/source.ts'

type SplitColumn = 'department' | 'country' | 'company_name'

/** Adds up the counts per combination of department, country and company that are kept ready. */
function figures(column: SplitColumn): Sql {
  const value = sql`split.${identifier(column)}`
  return sql`figures as materialized (
    select ${value} as value, sum(people) as people, sum(licensed) as licensed,
      sum(licensed_active_30d) as active, sum(licenses) as licenses
    from split_summary join split using (split_id) group by 1)`
}

/** What the assigned licenses cost; a value whose prices come in several currencies has no cost but all of them as its currency. */
function costs(column: SplitColumn): Sql {
  return sql`costs as materialized (
    select split.${identifier(column)} as value, group_concat(distinct product.currency order by product.currency) as currency,
      iif(count(distinct product.currency) = 1, ${seatCost(raw('1'), raw('sum(assigned_users * product.unit_price)'))}, null) as cost_year
    from product cross join split_license using (sku_id) join split using (split_id)
    where product.unit_price is not null group by 1)`
}

function splitSource(column: SplitColumn): SourceFactory {
  return ({ activityDay }) => ({
    ...smallSource({
      with: [productTable, figures(column), costs(column)],
      from: raw('figures f left join costs c on c.value = f.value'),
      key: [raw('f.value')],
      columns: {
        [column]: raw(`nullif(f.value, '')`),
        people: raw('f.people'),
        licensed_people: raw('f.licensed'),
        assigned_licenses: raw('f.licenses'),
        active_people_30d: activityDay === null ? raw('null') : raw('f.active'),
        inactive_people_30d: activityDay === null ? raw('null') : raw('f.licensed - f.active'),
        cost_year: raw('c.cost_year'),
        currency: raw('c.currency'),
      },
    }),
  })
}

export const departmentsSource = splitSource('department')
export const countriesSource = splitSource('country')
export const companiesSource = splitSource('company_name')
