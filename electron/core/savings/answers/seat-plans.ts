import { z } from 'zod'
import type { Evidence } from '../../../contract/savings/answers.ts'
import type { Reader } from '../../database/ports.ts'
import { sql } from '../../database/sql.ts'

const Row = z.object({
  name: z.string(),
  is_on: z.int(),
  app: z.string().nullable(),
  last_use: z.string().nullable(),
})

/**
 * A seat's service plans for users by their readable names: whether each is on, and what shows that it is
 * used.
 */
export function plansOfSeat(reader: Reader, userId: string, skuId: string): Evidence['plans'] {
  const rows = reader.all(
    Row,
    sql`
    select plan.friendly_name as name,
      plan.service_plan_id not in (select value from json_each(held.disabled_plans)) as is_on,
      shown.app, state.last_activity_date as last_use
    from assigned_license as held
    join v_license_plans as plan on plan.sku_id = held.sku_id and coalesce(plan.applies_to, 'User') = 'User'
      and coalesce(plan.provisioning_status, '') <> 'Disabled'
    left join plan_witness as shown on shown.sku_id = plan.sku_id and shown.service_plan_id = plan.service_plan_id
    left join v_app_state as state on state.user_id = held.user_id and state.app = shown.app
    where held.user_id = ${userId} and held.sku_id = ${skuId}
    order by plan.friendly_name, shown.app`,
  )
  return [...Map.groupBy(rows, ({ name }) => name)].map(([name, own]) => ({
    name,
    isOn: own.some(({ is_on }) => is_on === 1),
    shownBy: own.flatMap(({ app }) => app ?? []),
    lastUse:
      own
        .flatMap(({ last_use }) => last_use ?? [])
        .toSorted()
        .at(-1) ?? null,
    isBlind: own.every(({ app }) => app === null),
  }))
}
