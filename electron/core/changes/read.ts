import { z } from 'zod'
import {
  type ChangeGroup,
  ChangeRow,
  type ChangesAnswer,
  changeGroups,
  ProductChange,
} from '../../contract/pages/changes.ts'
import type { Reader } from '../database/ports.ts'
import { raw, type Sql, sql } from '../database/sql.ts'
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
  return {
    days,
    ...span,
    groups: changeGroups.map(group => readGroup(reader, span, group, asked.limit)),
    products: readProducts(reader, span),
  }
}

const Row = ChangeRow.extend({ total: z.int() })

function readGroup(
  reader: Reader,
  span: Span,
  group: ChangeGroup,
  limit: number,
): ChangesAnswer['groups'][number] {
  const { tables, from, product, fromProduct } = groupSources[group](span)
  const rows = reader.all(
    Row,
    sql`
    with ${productTable}, ${tables}
    select
      net.user_id as userId,
      coalesce(user.user_principal_name, net.user_principal_name) as userPrincipalName,
      user.display_name as displayName,
      ${product} as skuId,
      ${product === none ? none : productName(product)} as productName,
      ${fromProduct === none ? none : productName(fromProduct)} as fromProductName,
      net.at,
      count(*) over () as total
    from ${from} left join user on user.user_id = net.user_id
    where ${groupCondition[group]}
    order by lower(coalesce(user.display_name, net.user_principal_name, net.user_id)), net.user_id, skuId
    limit ${limit}`,
  )
  return { group, count: rows[0]?.total ?? 0, rows: rows.map(({ total: _total, ...row }) => row) }
}

const none = raw('null')
type GroupSource = { tables: Sql; from: Sql; product: Sql; fromProduct: Sql }

const ofUsers = (span: Span): GroupSource => ({
  tables: netUsers(span),
  from: raw('net_user as net'),
  product: none,
  fromProduct: none,
})
const ofLicenses = (span: Span): GroupSource => ({
  tables: netLicenses(span),
  from: raw('net_license as net'),
  product: raw('net.sku_id'),
  fromProduct: none,
})
const ofAccounts = (span: Span): GroupSource => ({
  tables: netAccounts(span),
  from: raw('net_account as net'),
  product: none,
  fromProduct: none,
})

const groupSources: Readonly<Record<ChangeGroup, (span: Span) => GroupSource>> = {
  came: ofUsers,
  left: ofUsers,
  gained: ofLicenses,
  lost: ofLicenses,
  swapped: span => ({
    tables: netLicenses(span),
    from: raw('net_swap as net'),
    product: raw('net.sku_id'),
    fromProduct: raw('net.from_sku_id'),
  }),
  disabled: ofAccounts,
  enabled: ofAccounts,
}

/** What was swapped is told as that, and neither as gained nor as lost. */
const groupCondition: Readonly<Record<ChangeGroup, Sql>> = {
  came: raw('net.net > 0'),
  left: raw('net.net < 0'),
  gained: raw(`net.net > 0 and not exists (
    select 1 from net_swap where net_swap.user_id = net.user_id and net_swap.sku_id = net.sku_id)`),
  lost: raw(`net.net < 0 and not exists (
    select 1 from net_swap where net_swap.user_id = net.user_id and net_swap.from_sku_id = net.sku_id)`),
  swapped: raw('true'),
  disabled: raw('net.enabled = 0'),
  enabled: raw('net.enabled = 1'),
}

const Product = ProductChange.extend({ isFree: z.int() })

function readProducts(reader: Reader, span: Span): ProductChange[] {
  const bought = (day: string) => sql`(
    select enabled_units from license_day
    where license_day.sku_id = known.sku_id and date <= ${day} order by date desc limit 1)`
  return reader
    .all(
      Product,
      sql`
      with ${productTable}, ${netLicenses(span)}, known as (
        select sku_id, sum(net > 0) as gained, sum(net < 0) as lost from (
          select sku_id, net from net_license union all select distinct sku_id, 0 from license_day
        ) group by sku_id
      )
      select sku_id as skuId, ${productName(raw('known.sku_id'))} as productName,
        known.sku_id in ${freeProducts(reader).ids} as isFree, gained, lost,
        ${bought(span.from)} as boughtBefore, ${bought(span.to)} as boughtAfter
      from known
      where gained > 0 or lost > 0 or boughtBefore is not boughtAfter
      order by isFree, abs(gained - lost) desc, gained + lost desc, productName`,
    )
    .map(product => ({ ...product, isFree: product.isFree === 1 }))
}
