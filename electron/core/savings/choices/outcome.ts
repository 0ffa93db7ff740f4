import { type Sql, sql } from '../../database/sql.ts'
import { defaultSavingsSettings } from '../settings.ts'

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

const known = (field: string) => sql`json_extract(decided.baseline, ${`$.${field}`})`
const ruleThen = known('rule')

/** The first day of the idle days that ended with the decision, by the settings of that time. */
const watchedFrom = sql`date(substr(decided.decided_at, 1, 10), '-' || (
  coalesce(json_extract(${known('settings')}, '$.idleDays'), ${defaultSavingsSettings.idleDays}) - 1) || ' days')`

/** Whether somebody signed in at the time of the decision, so that signing in is nothing new. */
export const signedInThen: Sql = sql`coalesce(${known('last_successful_at')} >= ${watchedFrom}, 0)`
const wasActiveThen = sql`coalesce(${known('last_activity_date')} >= ${watchedFrom}, 0)`

/**
 * Whether what was seen since speaks against the decision: a use or a sign-in where there was none in the
 * days before it. A product that is covered by another one, or replaced with a smaller one, is used all the
 * time; and whoever does not use one product is known to use others.
 */
const isUsedSince = sql`case
  when decided.decision = 'downgrade' or ${ruleThen} in ('R2', 'R3', 'R8') then 0
  when exists (select 1 from claim where claim.user_id = decided.user_id and claim.sku_id = decided.sku_id
    and claim.class = 'in_use') and coalesce(${known('class')}, '') <> 'in_use' then 1
  when ${ruleThen} = 'R7' then 0
  else ${isUserActive()} end`

function isUserActive(): Sql {
  return sql`(not ${wasActiveThen} and coalesce((
    select last_activity_date > substr(decided.decided_at, 1, 10) from user_summary
    where user_summary.user_id = decided.user_id), 0)
  or not ${signedInThen} and coalesce((select last_successful_at > decided.decided_at from sign_in
    where sign_in.user_id = decided.user_id), 0))`
}

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
