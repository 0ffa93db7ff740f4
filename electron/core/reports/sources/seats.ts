import { raw, type Sql, sql } from '../../database/sql.ts'
import { activeUser } from '../query/active-user.ts'
import { productKinds } from '../query/product-kinds.ts'
import { partNumber, productName, productTable } from '../query/products.ts'
import type { Branch, SourceFactory } from '../query/source.ts'
import { recentActivity } from './people.ts'

/** A product that the tenant does not list (any more) has no kind. */
const kindOf = (skuId: Sql): Sql => sql`(select kind_of.kind from kind_of where kind_of.sku_id = ${skuId})`

const withUser = 'left join user u on u.user_id = s.user_id'

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

export const seatsSource: SourceFactory = ({ reader, activityDay }) => ({
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
