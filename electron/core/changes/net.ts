import { type Sql, sql } from '../database/sql.ts'
import { runsOf, type Span } from './days.ts'

/**
 * What came of things between two days, as tables for a `with`. Whoever came and left in between, or gained
 * and lost, is in none of them: comings count 1 and goings −1, and only what does not add up to nothing has
 * changed.
 */

/** `net_user (user_id, user_principal_name, net, at)`: 1 for users who came, −1 for those who left. */
export function netUsers(span: Span): Sql {
  return sql`net_user as materialized (
    select user_id, max(user_principal_name) as user_principal_name,
      sum(iif(kind = 'user_added', 1, -1)) as net, max(at) as at
    from change where run_id ${runsOf(span)} and kind in ('user_added', 'user_removed')
    group by user_id having net <> 0)`
}

/**
 * `net_license (user_id, user_principal_name, sku_id, net, at)`: 1 for a license that was gained, −1 for one
 * that was lost.
 */
export function netLicenses(span: Span): Sql {
  return sql`license_change as materialized (
    select user_id, user_principal_name, kind, sku_id, detail, at
    from change where run_id ${runsOf(span)} and kind in ('license_assigned', 'license_removed', 'license_swapped')
  ), net_license as materialized (
    select user_id, max(user_principal_name) as user_principal_name, sku_id, sum(step) as net, max(at) as at
    from (
      select user_id, user_principal_name, sku_id, at, iif(kind = 'license_removed', -1, 1) as step from license_change
      union all
      select user_id, user_principal_name, detail, at, -1 from license_change where kind = 'license_swapped'
    ) group by user_id, sku_id having sum(step) <> 0
  ), net_swap as materialized (
    select gained.user_id, gained.user_principal_name, gained.sku_id, lost.sku_id as from_sku_id, max(swap.at) as at
    from license_change as swap
    join net_license as gained on gained.user_id = swap.user_id and gained.sku_id = swap.sku_id and gained.net > 0
    join net_license as lost on lost.user_id = swap.user_id and lost.sku_id = swap.detail and lost.net < 0
    where swap.kind = 'license_swapped'
    group by gained.user_id, gained.sku_id, lost.sku_id)`
}

const togglesAccount = sql`kind = 'user_changed' and detail like '%account_enabled%'`

/**
 * `net_account (user_id, user_principal_name, enabled, at)`: accounts that can sign in on the second day and
 * could not on the first, and the other way round. What is stored is today's state, from which the changes
 * since are taken back.
 */
export function netAccounts(span: Span): Sql {
  return sql`toggled as materialized (
    select user_id, max(user_principal_name) as user_principal_name, max(at) as at
    from change where run_id ${runsOf(span)} and ${togglesAccount}
    group by user_id having count(*) % 2 = 1
  ), net_account as materialized (
    select toggled.user_id, toggled.user_principal_name, toggled.at,
      (user.account_enabled + (
        select count(*) from change
        where change.user_id = toggled.user_id and ${togglesAccount}
          and run_id in (select run_id from sync_run where substr(started_at, 1, 10) > ${span.to})
      )) % 2 as enabled
    from toggled join user on user.user_id = toggled.user_id
    where user.account_enabled is not null)`
}
