import type { Writer } from '../../database/ports.ts'
import type { Scope } from '../../database/scope.ts'
import { raw } from '../../database/sql.ts'

/**
 * Finds the people who hold a product beside another one that gives them all of it. Plans that are switched
 * off for a person do not count: neither is one needed that is off in the smaller product, nor is one given
 * that is off in the larger.
 */
export function deriveOverlaps(writer: Writer, scope: Scope): void {
  const people =
    scope === 'all'
      ? 'from assigned_license as small'
      : `from temp.touched_user as touched
        cross join assigned_license as small on small.user_id = touched.user_id`
  if (scope === 'all') writer.script('delete from overlap')
  else writer.script('delete from overlap where user_id in (select user_id from temp.touched_user)')
  writer.run(
    raw(`
    insert into overlap (user_id, sku_id, covered_by_sku_id)
    select small.user_id, small.sku_id, large.sku_id
    ${people}
    cross join product_cover as cover on cover.sku_id = small.sku_id
    cross join assigned_license as large on large.user_id = small.user_id and large.sku_id = cover.covered_by_sku_id
    where large.disabled_plan_count = 0 or not exists (
      select 1 from json_each(large.disabled_plans) as off
      join license_plan as plan on plan.sku_id = small.sku_id and plan.service_plan_id = off.value
      where coalesce(plan.applies_to, 'User') = 'User' and coalesce(plan.provisioning_status, '') <> 'Disabled'
        and off.value not in (select value from json_each(small.disabled_plans)))`),
  )
}
