import { countOf } from '../../database/counts.ts'
import type { Writer } from '../../database/ports.ts'
import { raw, sql } from '../../database/sql.ts'
import { toldAll, toldBit, userColumns } from '../../datasets/staged-user.ts'
import type { SyncMode } from '../../sync/ports.ts'

/**
 * Where a row of the people who wait left something out, what is stored stands in for it, so that the
 * publication finds it unchanged. Call it within the publication's transaction, which undoes it when it
 * fails.
 */
export function completeIncomingUsers(writer: Writer, mode: SyncMode): void {
  const partial = sql`select count(*) as count from (
    select 1 from incoming_user where removed = 0 and told <> ${toldAll} limit 1)`
  if (countOf(writer, partial) === 0) return
  // A delta that knows nothing but the id of somebody who is not stored says nothing at all.
  if (mode === 'incremental') {
    writer.run(sql`
      delete from incoming_user
      where told = 0 and removed = 0 and user_id not in (select user_id from user)`)
  }
  writer.run(sql`
    update incoming_user set ${raw(completed)}
    from user as known
    where known.user_id = incoming_user.user_id and incoming_user.told <> ${toldAll}`)
  keepLicenses(writer)
  keepStates(writer)
}

const completed = userColumns
  .map(
    column =>
      `${column} = iif(incoming_user.told & ${toldBit(column)}, incoming_user.${column}, known.${column})`,
  )
  .join(', ')

function keepLicenses(writer: Writer): void {
  writer.run(sql`
    insert into incoming_license (user_id, sku_id, disabled_plan_count, disabled_plans)
    select held.user_id, held.sku_id, held.disabled_plan_count, held.disabled_plans
    from incoming_user as incoming cross join assigned_license as held on held.user_id = incoming.user_id
    where incoming.removed = 0 and not incoming.told & ${toldBit('licenses')}`)
}

/** Of a product that somebody lost, the stored states that once were good are out of date. */
function keepStates(writer: Writer): void {
  writer.run(sql`
    insert into incoming_state (user_id, sku_id, group_id, state, error, disabled_plan_count, updated_at)
    select known.user_id, known.sku_id, known.group_id, known.state, known.error, known.disabled_plan_count,
      known.updated_at
    from incoming_user as incoming cross join license_state as known on known.user_id = incoming.user_id
    where incoming.removed = 0 and not incoming.told & ${toldBit('states')}
      and (known.state <> 'Active' or exists (
        select 1 from incoming_license as held
        where held.user_id = known.user_id and held.sku_id = known.sku_id))`)
}
