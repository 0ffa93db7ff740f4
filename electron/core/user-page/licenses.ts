import { z } from 'zod'
import { LicenseWay, UserLicense } from '../../contract/pages/user.ts'
import type { Reader } from '../database/ports.ts'
import { sql } from '../database/sql.ts'

/** A way to a license beside the license itself, as one row of the view. */
const Way = LicenseWay.extend({
  ...UserLicense.pick({ skuId: true, partNumber: true, productName: true }).shape,
  isHeld: z.int(),
})

const PlanOff = z.object({ skuId: z.string(), name: z.string() })

/** The user's products by name, each with every way in which it came or failed to come. */
export function readUserLicenses(reader: Reader, userId: string): UserLicense[] {
  const ways = reader.all(
    Way,
    sql`
    select
      way.sku_id as skuId, way.sku_part_number as partNumber, way.product_name as productName,
      exists (select 1 from assigned_license as held
        where held.user_id = ${userId} and held.sku_id = way.sku_id) as isHeld,
      way.group_id as groupId, way.state, nullif(way.error, 'None') as error,
      (select updated_at from license_state as state
        where state.user_id = ${userId} and state.sku_id = way.sku_id
          and state.group_id = ifnull(way.group_id, '')) as updatedAt
    from v_license_assignments as way
    where way.user_id = ${userId}
    order by way.product_name, way.sku_id, way.group_id`,
  )
  const plansOff = readPlansOff(reader, userId)
  return [...Map.groupBy(ways, way => way.skuId).values()].flatMap(([first, ...others]) => {
    if (first === undefined) return []
    const { skuId, partNumber, productName, isHeld } = first
    return {
      skuId,
      partNumber,
      productName,
      isHeld: isHeld === 1,
      ways: [first, ...others].map(({ groupId, state, error, updatedAt }) => ({
        groupId,
        state,
        error,
        updatedAt,
      })),
      plansOff: plansOff.filter(plan => plan.skuId === skuId).map(({ name }) => name),
    }
  })
}

function readPlansOff(reader: Reader, userId: string): z.infer<typeof PlanOff>[] {
  return reader.all(
    PlanOff,
    sql`
    select held.sku_id as skuId,
      coalesce((
        select plan.friendly_name from product_plan as plan
        where plan.sku_id = held.sku_id and plan.service_plan_id = off.value
      ), (
        select plan.service_plan_name from license_plan as plan
        where plan.sku_id = held.sku_id and plan.service_plan_id = off.value
      ), off.value) as name
    from assigned_license as held cross join json_each(held.disabled_plans) as off
    where held.user_id = ${userId}
    order by name`,
  )
}
