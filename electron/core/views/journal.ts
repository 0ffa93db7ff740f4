import type { View } from './view.ts'

const licenseHistory = `
select date, sku_id, sku_part_number, enabled_units, consumed_units, warning_units from license_day`

const changes = `
select run_id, at, kind, user_id, user_principal_name, sku_id, detail from change`

const errorColumns = `
  json_extract(error, '$.code') as error_code,
  json_extract(error, '$.message') as error_message,
  json_extract(error, '$.fix') as error_fix`

const runs = `
select
  run_id,
  coalesce(status, 'running') as status,
  mode,
  started_at,
  finished_at,${errorColumns},
  retry_at
from sync_run`

const datasetRuns = `
select
  run_id, dataset, status, rows, inserted, updated, removed, requests, bytes, throttled_ms, duration_ms,${errorColumns}
from sync_dataset_run`

const balance = `
select run_id, dataset, subject, expected, actual, verdict, explanation from balance_finding`

/** Views over what the app did and what it found. */
export const journalViews: readonly View[] = [
  { name: 'v_license_history', select: licenseHistory },
  { name: 'v_changes', select: changes },
  { name: 'v_sync_runs', select: runs },
  { name: 'v_sync_dataset_runs', select: datasetRuns },
  { name: 'v_sync_balance', select: balance },
]
