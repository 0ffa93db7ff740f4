import { z } from 'zod'
import {
  type ChangeGroup,
  ChangeRow,
  type ChangesAnswer,
  changeGroups,
  ProductChange,
} from '../../contract/pages/changes.ts'
import type { Money } from '../../contract/savings/answers.ts'
import type { Reader } from '../database/ports.ts'
import { join, raw, type Sql, sql } from '../database/sql.ts'
import type { InsightContext } from '../reports/ports.ts'
import { freeProducts, productName, productTable } from '../reports/query/products.ts'
import { chooseSpan, readSyncDays, type Span } from './days.ts'
import { netAccounts, netLicenses, netUsers } from './net.ts'

/**
 * What came of users, licenses and seats between two days with a sync.
 *
 * @param asked days as `YYYY-MM-DD`, null for the last sync and the one a month before it; `limit` rows of
 * each group at most
 */
export function readChanges(
  { reader }: InsightContext,
  asked: { from: string | null; to: string | null; limit: number },
): ChangesAnswer {
  const days = readSyncDays(reader)
  const span = chooseSpan(days, asked)
  if (span === null) return { days, from: null, to: null, groups: [], products: [] }
  const { groups, net } = readNet(reader, span, asked.limit)
  return { days, ...span, groups, products: readProducts(reader, span, net) }
}

/** Stands in the place of a group for what came of the licenses of one product. */
const perProduct = 'product'

const Found = z.object({ ...ChangeRow.shape, group: z.enum(changeGroups), total: z.int() })
const Net = z.object({ group: z.literal(perProduct), skuId: z.string(), gained: z.int(), lost: z.int() })
type Net = z.infer<typeof Net>

/**
 * The rows of every group, and what was gained and lost of each product: in one statement, so that what came
 * of each license between the days is worked out once.
 */
function readNet(
  reader: Reader,
  span: Span,
  limit: number,
): { groups: ChangesAnswer['groups']; net: readonly Net[] } {
  const groups = changeGroups.map(group => sql`select * from (${rowsOf(group, limit)})`)
  const rows = reader.all(
    z.discriminatedUnion('group', [Found, Net]),
    sql`
    with ${productTable}, ${netUsers(span)}, ${netLicenses(span)}, ${netAccounts(span)}
    ${join(groups, ' union all ')} union all
    select ${perProduct}, null, null, null, sku_id, null, null, null, null, 0, sum(net > 0), sum(net < 0)
    from net_license group by sku_id
    order by "group", name, userId, skuId`,
  )
  const found = Map.groupBy(
    rows.filter(row => row.group !== perProduct),
    ({ group }) => group,
  )
  return {
    groups: changeGroups.map(group => {
      const shown = found.get(group) ?? []
      const count = shown[0]?.total ?? 0
      return { group, count, rows: shown.map(({ group: _group, total: _total, ...row }) => row) }
    }),
    net: rows.filter(row => row.group === perProduct),
  }
}

/** The first rows of a group by name, with the number of all of them. */
function rowsOf(group: ChangeGroup, limit: number): Sql {
  const { table, where } = groups[group]
  const product = table === 'net_user' || table === 'net_account' ? none : raw('net.sku_id')
  const fromProduct = table === 'net_swap' ? raw('net.from_sku_id') : none
  const from = sql`${raw(table)} as net`
  return sql`
    select
      ${group} as "group",
      lower(coalesce(user.display_name, net.user_principal_name, net.user_id)) as name,
      net.user_id as userId,
      coalesce(user.user_principal_name, net.user_principal_name) as userPrincipalName,
      ${product} as skuId,
      user.display_name as displayName,
      ${product === none ? none : productName(product)} as productName,
      ${fromProduct === none ? none : productName(fromProduct)} as fromProductName,
      net.at,
      (select count(*) from ${from} where ${where}) as total,
      null as gained, null as lost
    from ${from} left join user on user.user_id = net.user_id
    where ${where}
    order by name, net.user_id, skuId
    limit ${limit}`
}

const none = raw('null')

type Group = { table: 'net_user' | 'net_license' | 'net_swap' | 'net_account'; where: Sql }

/** What was swapped is told as that, and neither as gained nor as lost. */
const groups: Readonly<Record<ChangeGroup, Group>> = {
  came: { table: 'net_user', where: raw('net.net > 0') },
  left: { table: 'net_user', where: raw('net.net < 0') },
  gained: {
    table: 'net_license',
    where: raw(`net.net > 0 and not exists (
      select 1 from net_swap where net_swap.user_id = net.user_id and net_swap.sku_id = net.sku_id)`),
  },
  lost: {
    table: 'net_license',
    where: raw(`net.net < 0 and not exists (
      select 1 from net_swap where net_swap.user_id = net.user_id and net_swap.from_sku_id = net.sku_id)`),
  },
  swapped: { table: 'net_swap', where: raw('true') },
  disabled: { table: 'net_account', where: raw('net.enabled = 0') },
  enabled: { table: 'net_account', where: raw('net.enabled = 1') },
}

const Product = ProductChange.omit({ boughtCost: true }).extend({
  isFree: z.int(),
  unitPrice: z.number().nullable(),
  currency: z.string().nullable(),
})
type Product = z.infer<typeof Product>

const monthsPerYear = 12

/** Free seats cost nothing, and of those that the history does not have nothing is known. */
function boughtCost({ isFree, boughtBefore, boughtAfter, unitPrice, currency }: Product): Money | null {
  if (isFree === 1 || boughtBefore === null || boughtAfter === null) return null
  if (unitPrice === null || currency === null || currency === '') return null
  return {
    currency,
    amount: Math.round((boughtAfter - boughtBefore) * unitPrice * monthsPerYear * 100) / 100,
  }
}

function readProducts(reader: Reader, span: Span, net: readonly Net[]): ProductChange[] {
  const onDay = (seats: string, day: string) => sql`(
    select ${raw(seats)} from license_day
    where license_day.sku_id = known.sku_id and date <= ${day} order by date desc limit 1)`
  const withGrace = (day: string) => onDay('enabled_units + warning_units', day)
  // Seats that are in grace on one day were bought on the other: a product is counted the same on both.
  const bought = (day: string) => sql`iif(
    ${withGrace(span.from)} is null or ${withGrace(span.to)} is null, ${onDay('enabled_units', day)}, ${withGrace(day)})`
  return reader
    .all(
      Product,
      sql`
      with ${productTable}, known as materialized (
        select sku_id, sum(gained) as gained, sum(lost) as lost from (
          select value ->> 'skuId' as sku_id, value ->> 'gained' as gained, value ->> 'lost' as lost
          from json_each(${JSON.stringify(net)})
          union all select distinct sku_id, 0, 0 from license_day
        ) group by sku_id
      )
      select sku_id as skuId, ${productName(raw('known.sku_id'))} as productName,
        known.sku_id in ${freeProducts(reader).ids} as isFree, gained, lost,
        ${bought(span.from)} as boughtBefore, ${bought(span.to)} as boughtAfter,
        product.unit_price as unitPrice, product.currency
      from known left join product using (sku_id)
      where gained > 0 or lost > 0 or boughtBefore is not boughtAfter
      order by isFree, abs(gained - lost) desc, gained + lost desc, productName`,
    )
    .map(product => {
      const { unitPrice: _price, currency: _currency, ...change } = product
      return { ...change, isFree: product.isFree === 1, boughtCost: boughtCost(product) }
    })
}
