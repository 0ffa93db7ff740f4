import { type Sql, sql } from '../../database/sql.ts'

/** Seats that came back within so many days count as never given up. */
const returnDays = 60

const isHeld = sql`exists (select 1 from assigned_license as held
  where held.user_id = decided.user_id and held.sku_id = decided.sku_id)`

const goneAt = sql`(select min(at) from change where change.user_id = decided.user_id and change.at > decided.decided_at and (
  kind = 'user_removed' or kind = 'license_removed' and sku_id = decided.sku_id
  or kind = 'license_swapped' and detail = decided.sku_id))`

const backAt = sql`(select min(at) from change where change.user_id = decided.user_id and change.at > decided.decided_at
  and kind in ('license_assigned', 'license_swapped') and sku_id = decided.sku_id)`

const isSwapped = sql`exists (select 1 from change where change.user_id = decided.user_id and change.at > decided.decided_at
  and kind = 'license_swapped' and detail = decided.sku_id
  and (decided.target_sku_id is null or sku_id = decided.target_sku_id))`

const isUsedSince = sql`(coalesce((select last_activity_date > substr(decided.decided_at, 1, 10) from user_summary
    where user_summary.user_id = decided.user_id), 0)
  or coalesce((select last_successful_at > decided.decided_at from sign_in
    where sign_in.user_id = decided.user_id), 0))`

/**
 * What the syncs after a decision saw of it, as SQL over `decision as decided`. Whoever gets the license
 * again after a longer time has a new need of it.
 */
export const outcomeOfDecision: Sql = sql`case
  when decided.withdrawn_at is not null then 'withdrawn'
  when decided.decision = 'keep' then 'kept'
  when not ${isHeld} then iif(decided.decision = 'downgrade' and ${isSwapped}, 'downgraded', 'reclaimed')
  when ${goneAt} is not null and ${backAt} is not null then
    iif(substr(${backAt}, 1, 10) <= date(substr(${goneAt}, 1, 10), ${`+${returnDays} days`}), 'returned', 'reclaimed')
  when ${isUsedSince} then 'reactivated'
  else 'open' end`

/** The day on which the seat was seen gone, null while it is held. */
export const goneDayOfDecision: Sql = sql`iif(${isHeld}, null, substr(${goneAt}, 1, 10))`
