import { z } from 'zod'
import { ProductPage } from '../../contract/pages/product.ts'
import type { Reader } from '../database/ports.ts'
import { join, raw, sql } from '../database/sql.ts'
import { usageState } from '../insight/usage-state.ts'
import type { InsightContext } from '../reports/ports.ts'
import { leadingApp } from '../savings/products/plan-kinds.ts'
import { usageReports } from '../usage/catalogue/index.ts'
import { appsOf, usedColumn } from '../usage/storing/activity.ts'

const Plan = ProductPage.shape.plans.element.omit({ app: true, activeUsers: true })

/** The service plans of a product by name, with the holders who use what shows their use. */
export function readPlans(context: InsightContext, skuId: string): ProductPage['plans'] {
  const { reader, facts, activityDay, now } = context
  const plans = reader.all(
    Plan,
    sql`
    with off as materialized (
      select plan.value as service_plan_id, count(*) as users
      from assigned_license as held cross join json_each(held.disabled_plans) as plan
      where held.sku_id = ${skuId} and held.disabled_plan_count > 0
      group by plan.value
    )
    select
      plan.service_plan_id as servicePlanId, plan.friendly_name as name,
      plan.service_plan_name as servicePlanName, plan.provisioning_status as status,
      ifnull((select users from off where off.service_plan_id = plan.service_plan_id), 0) as switchedOff
    from v_license_plans as plan where plan.sku_id = ${skuId}
    order by plan.friendly_name collate nocase`,
  )
  const isKnown = usageState(facts, activityDay, now) === 'known'
  const apps = [...new Set(plans.flatMap(plan => appOf(plan) ?? []))]
  const active = isKnown && apps.length > 0 ? countActive(reader, skuId, apps) : new Map<string, number>()
  return plans.map(plan => {
    const app = appOf(plan)
    return { ...plan, app, activeUsers: app === null ? null : (active.get(app) ?? null) }
  })
}

function appOf({ servicePlanId, servicePlanName, name }: z.infer<typeof Plan>): string | null {
  return leadingApp({ id: servicePlanId, name: servicePlanName, friendlyName: name })
}

const Count = z.record(z.string(), z.int().nullable())

/** How many holders used each app within the 30 days that end with the app's own day, in one pass. */
function countActive(reader: Reader, skuId: string, apps: readonly string[]): Map<string, number> {
  const all = appsOf(usageReports)
  const counts = apps.map((app, place) =>
    raw(`sum(activity.${usedColumn(30)} >> ${all.indexOf(app)} & 1) as app${place}`),
  )
  const found = reader.first(
    Count,
    sql`
    select ${join(counts, ', ')}
    from assigned_license as held
    join person on person.user_id = held.user_id
    join person_activity as activity on activity.person_id = person.person_id
    where held.sku_id = ${skuId}`,
  )
  return new Map(apps.map((app, place) => [app, found?.[`app${place}`] ?? 0]))
}
