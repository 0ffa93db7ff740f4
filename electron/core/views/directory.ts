import { productJoins, productName } from './names.ts'
import type { View } from './view.ts'

/** The last day that the figures of activity hold for; no row while nobody's activity is known. */
const activityKnown = `exists (select 1 from meta where name = 'activity_as_of')`

const organization = `
select tenant_id, display_name, country, default_domain from organization`

const licenses = `
select
  license.sku_id,
  license.sku_part_number,
  ${productName}license.sku_id) as product_name,
  license.enabled_units,
  license.suspended_units,
  license.warning_units,
  license.consumed_units,
  license.enabled_units + license.warning_units - license.consumed_units as available_units,
  coalesce(summary.assigned_users, 0) as assigned_users,
  case when ${activityKnown} then coalesce(summary.active_users_30d, 0) end as active_users_30d,
  case when ${activityKnown}
    then coalesce(summary.assigned_users - coalesce(summary.active_users_30d, 0), 0) end as inactive_users_30d,
  license.capability_status,
  product_setting.unit_price,
  product_setting.currency,
  license.applies_to,
  license.locked_out_units,
  kind.kind
from license
left join license_summary as summary on summary.sku_id = license.sku_id
left join product_kind as kind on kind.sku_id = license.sku_id${productJoins('license.sku_id')}`

const licensePlans = `
select
  plan.sku_id,
  plan.service_plan_id,
  plan.service_plan_name,
  coalesce(
    own.friendly_name,
    (select max(friendly_name) from product_plan where service_plan_id = plan.service_plan_id),
    plan.service_plan_name) as friendly_name,
  plan.provisioning_status,
  plan.applies_to
from license_plan as plan
left join product_plan as own on own.sku_id = plan.sku_id and own.service_plan_id = plan.service_plan_id`

/**
 * The condition is always true. It is on a column that no index has: without it, SQLite takes the join for a
 * reason to go through everybody by an index on names and from there to one row after the other, which takes
 * five times as long.
 */
const users = `
select
  user.user_id,
  user.user_principal_name,
  user.display_name,
  user.mail,
  user.account_enabled,
  user.user_type,
  user.department,
  user.job_title,
  user.company_name,
  user.office_location,
  user.city,
  user.country,
  user.usage_location,
  user.created_at,
  summary.last_sign_in_at,
  summary.last_activity_date,
  coalesce(summary.license_count, 0) as license_count,
  user.on_premises_sync,
  user.is_resource_account,
  sign_in.last_interactive_at as last_interactive_sign_in_at,
  sign_in.last_non_interactive_at as last_non_interactive_sign_in_at,
  sign_in.last_successful_at as last_successful_sign_in_at,
  case when user.account_enabled = 0 then coalesce(
    (select max(change.at) from change where change.user_id = user.user_id and change.kind = 'user_changed'
      and ', ' || change.detail || ',' like '%, account_enabled,%'),
    (select max(change.at) from change where change.user_id = user.user_id and change.kind = 'user_added'),
    (select min(started_at) from sync_run where status in ('succeeded', 'partial'))) end as disabled_since
from user
left join user_summary as summary on summary.user_id = user.user_id
left join sign_in on sign_in.user_id = user.user_id
where user.account_enabled is not 2`

/**
 * The columns of assignments and where they come from.
 *
 * @param holding whether these are held licenses or states that nobody holds a license for
 * @param disabledPlans what says how many plans are off, the first that is known
 */
const assignments = (holding: 'assigned' | 'state', disabledPlans: string, from: string) => `
select
  ${holding}.user_id,
  user.user_principal_name,
  ${holding}.sku_id,
  coalesce(license.sku_part_number, product_name.string_id) as sku_part_number,
  ${productName}${holding}.sku_id) as product_name,
  case when coalesce(state.group_id, '') = '' then 'direct' else 'group' end as assigned_by,
  nullif(state.group_id, '') as group_id,
  state.state,
  state.error,
  coalesce(${disabledPlans}, 0) as disabled_plan_count,
  state.updated_at as assigned_at
from ${from}
left join user on user.user_id = ${holding}.user_id
left join license on license.sku_id = ${holding}.sku_id${productJoins(`${holding}.sku_id`)}`

/**
 * `assignedLicenses` says who holds what, the states say by which way. A held license without a state counts
 * as a direct one; a state without a held license is shown only when it tells of trouble, for an active one
 * would be out of date.
 *
 * The count of disabled plans is never negative; it is asked for the same reason as the flag of the users.
 */
const licenseAssignments = `${assignments(
  'assigned',
  'state.disabled_plan_count, assigned.disabled_plan_count',
  `assigned_license as assigned
left join license_state as state on state.user_id = assigned.user_id and state.sku_id = assigned.sku_id`,
)}
where assigned.disabled_plan_count >= 0
union all${assignments('state', 'state.disabled_plan_count', 'license_state as state')}
where state.state <> 'Active'
  and not exists (
    select 1 from assigned_license as assigned
    where assigned.user_id = state.user_id and assigned.sku_id = state.sku_id)`

const renewals = `
select
  subscription.subscription_id,
  subscription.sku_id,
  coalesce(subscription.sku_part_number, license.sku_part_number, product_name.string_id) as sku_part_number,
  ${productName}subscription.sku_part_number, subscription.sku_id) as product_name,
  subscription.status,
  subscription.total_licenses,
  subscription.is_trial,
  subscription.next_lifecycle_at,
  subscription.created_at,
  fact.term,
  fact.channel,
  fact.min_licenses
from subscription
left join subscription_fact as fact on fact.subscription_id = subscription.subscription_id
left join license on license.sku_id = subscription.sku_id${productJoins('subscription.sku_id')}`

/** Views over what the directory says. */
export const directoryViews: readonly View[] = [
  { name: 'v_organization', select: organization },
  { name: 'v_licenses', select: licenses },
  { name: 'v_license_plans', select: licensePlans },
  { name: 'v_users', select: users },
  { name: 'v_license_assignments', select: licenseAssignments },
  { name: 'v_renewals', select: renewals },
]
