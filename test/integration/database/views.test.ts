import { expect, test } from 'vitest'
import { openTestTenant } from './support/tenant.ts'

/** The views that others build on: names, columns and their order are promised. */
const promised = `
v_organization: tenant_id, display_name, country, default_domain
v_licenses: sku_id, sku_part_number, product_name, enabled_units, suspended_units, warning_units, consumed_units, available_units, assigned_users, active_users_30d, inactive_users_30d, capability_status, unit_price, currency, applies_to, locked_out_units, kind
v_license_plans: sku_id, service_plan_id, service_plan_name, friendly_name, provisioning_status, applies_to
v_users: user_id, user_principal_name, display_name, mail, account_enabled, user_type, department, job_title, company_name, office_location, city, country, usage_location, created_at, last_sign_in_at, last_activity_date, license_count, on_premises_sync, is_resource_account, last_interactive_sign_in_at, last_non_interactive_sign_in_at, last_successful_sign_in_at, disabled_since
v_license_assignments: user_id, user_principal_name, sku_id, sku_part_number, product_name, assigned_by, group_id, state, error, disabled_plan_count, assigned_at
v_app_activity: user_principal_name, user_id, app, last_activity_date, report_refresh_date, report_period_days
v_app_platforms: user_principal_name, app, platform, used
v_app_windows: user_principal_name, user_id, app, used_7d, used_30d, used_90d, used_180d
v_usage_metrics: user_principal_name, report, metric, value, report_period_days, report_refresh_date
v_usage_daily: date, app, measure, value
v_license_history: date, sku_id, sku_part_number, enabled_units, consumed_units, warning_units
v_changes: run_id, at, kind, user_id, user_principal_name, sku_id, detail
v_renewals: subscription_id, sku_id, sku_part_number, product_name, status, total_licenses, is_trial, next_lifecycle_at, created_at, term, channel, min_licenses
v_activations: user_principal_name, user_id, product_type, platform, activations, last_activated_date
v_activity_days: user_principal_name, user_id, app, date
v_activity_coverage: report, date, state, active_users, retrieved_at, problem
v_seats: user_id, sku_id, ways, has_direct, group_count, since, watched_since, plans_on, plans_off
v_covers: sku_id, covered_by_sku_id, how
v_witnesses: sku_id, service_plan_id, app
v_reports: report, refresh_date, period_days, status
v_app_state: user_id, app, state, last_activity_date, refresh_date, idle_days
v_mailboxes: user_id, user_principal_name, recipient_type, storage_used_byte, has_archive, refresh_date
v_claims: user_id, sku_id, class, rule, grade, also, reason, target_sku_id, cost_year, currency, use_band
v_savings: sku_id, rule, grade, seats, cost_year, currency
v_prices: sku_id, subscription_id, amount, currency, per, valid_from, valid_to, note, entered_at
v_exclusions: exclusion_id, user_id, upn_pattern, department, group_id, sku_id, rule, reason, note, made_by, made_at, valid_from, valid_until, review_on, ended_at
v_decisions: decision_id, user_id, sku_id, decision, target_sku_id, note, decided_by, decided_at, exported_at, withdrawn_at
v_seat_months: month, user_id, sku_id, account_enabled, since, last_activity_date, last_sign_in_at, measured, refresh_date
v_sync_runs: run_id, status, mode, started_at, finished_at, error_code, error_message, error_fix, retry_at
v_sync_dataset_runs: run_id, dataset, status, rows, inserted, updated, removed, requests, bytes, throttled_ms, duration_ms, error_code, error_message, error_fix
v_sync_balance: run_id, dataset, subject, expected, actual, verdict, explanation
`

const views = promised
  .trim()
  .split('\n')
  .map(line => {
    const [name = '', columns = ''] = line.split(': ')
    return { name, columns: columns.split(', ') }
  })

test.each(views)('$name has the promised columns in the promised order', ({ name, columns }) => {
  const tenant = openTestTenant()
  expect(tenant.read('select name from pragma_table_info(?)', name).map(row => row['name'])).toEqual(columns)
})

test('there is no view that is not promised', () => {
  const tenant = openTestTenant()
  const found = tenant.read("select name from sqlite_schema where type = 'view' order by name")
  expect(found.map(row => row['name'])).toEqual(views.map(({ name }) => name).sort())
})

test.each(views)('$name answers in an empty database', ({ name }) => {
  expect(openTestTenant().read(`select * from ${name}`)).toEqual([])
})

test('every table keeps to its types', () => {
  const tenant = openTestTenant()
  const loose = tenant.read(
    "select name from pragma_table_list where type = 'table' and schema = 'main' and strict = 0 and name not like 'sqlite_%'",
  )
  expect(loose).toEqual([])
})
