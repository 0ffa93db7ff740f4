import { z } from 'zod'
import { Renewal, type RenewalsAnswer } from '../../contract/pages/renewals.ts'
import { sql } from '../database/sql.ts'
import type { InsightContext } from '../reports/ports.ts'
import { freeProducts, productKinds } from '../reports/query/products.ts'
import type { DatasetFact } from '../reports/trust.ts'

const Row = Renewal.omit({ state: true, daysLeft: true }).extend({ isTrial: z.int(), isFree: z.int() })

const dayMs = 86_400_000

/** The tenant's subscriptions by the date on which each renews or ends. Deleted ones are left out. */
export function readRenewals({ reader, facts, now }: InsightContext): RenewalsAnswer {
  const today = new Date(now).toISOString().slice(0, 10)
  const rows = reader.all(
    Row,
    sql`with ${productKinds(reader)}
    select
      renewal.subscription_id as subscriptionId, renewal.sku_id as skuId,
      renewal.sku_part_number as partNumber,
      coalesce(renewal.product_name, renewal.sku_part_number, renewal.subscription_id) as productName,
      renewal.status, renewal.total_licenses as seats, ifnull(renewal.is_trial, 0) as isTrial,
      ifnull(renewal.sku_id in ${freeProducts(reader).ids}, 0) as isFree,
      substr(renewal.next_lifecycle_at, 1, 10) as date,
      product.enabled_units + product.warning_units as productSeats,
      product.consumed_units as productAssigned,
      iif(kind_of.kind = 'device', null, product.active_users_30d) as productActive,
      iif(kind_of.kind = 'device', null, product.inactive_users_30d) as productInactive
    from v_renewals as renewal left join v_licenses as product on product.sku_id = renewal.sku_id
    left join kind_of on kind_of.sku_id = renewal.sku_id
    where ifnull(renewal.status, '') <> 'Deleted'
    order by date is null, date, productName, subscriptionId`,
  )
  return {
    today,
    gap: gapOf(facts.find(({ dataset }) => dataset === 'renewals')),
    renewals: rows.map(row => ({
      ...row,
      isTrial: row.isTrial === 1,
      isFree: row.isFree === 1,
      ...placeInTime(row.date, today),
    })),
  }
}

/** A list that was never read is not an empty one. */
function gapOf(fact: DatasetFact | undefined): RenewalsAnswer['gap'] {
  if (fact === undefined) return 'notYet'
  if (fact.succeededAt !== null) return null
  if (fact.problem === null) return 'notYet'
  if (fact.problem === 'notGranted' || fact.problem === 'failed') return fact.problem
  return 'notOffered'
}

function placeInTime(date: string | null, today: string): Pick<Renewal, 'state' | 'daysLeft'> {
  if (date === null) return { state: 'undated', daysLeft: null }
  const daysLeft = Math.round((Date.parse(date) - Date.parse(today)) / dayMs)
  return { state: daysLeft < 0 ? 'overdue' : 'dated', daysLeft }
}
