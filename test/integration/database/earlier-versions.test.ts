import { join } from 'node:path'
import { expect, test } from 'vitest'
import { migrate } from '../../../electron/core/database/migrate.ts'
import { migrations } from '../../../electron/core/database/migrations/index.ts'
import { openWriter } from '../../../electron/platform/sqlite/open.ts'
import { bringUpToDate, openTenantDatabase } from '../../../electron/platform/sqlite/tenant.ts'
import { fewNames, readRows, temporaryFolder } from './support/tenant.ts'

test('usage that was stored a row each is given up and retrieved anew; history and people stay', () => {
  const file = join(temporaryFolder(), 'tenant.sqlite')
  const writer = openWriter(file)
  migrate(
    writer,
    migrations.filter(({ version }) => version < 50),
  )
  writer.script(`
    insert into user (user_id, user_principal_name, upn_key) values ('u1', 'u1@x.y', 'u1@x.y');
    insert into usage_report values (1, 'email_activity', 30, '2026-11-21', 0, 1, '[]', 1, '2026-11-23T06:00:00Z');
    insert into usage_row values (1, 'u1@x.y', '', null, '[null]');
    insert into usage_day values ('2026-11-20', 'teams', 'active_users', 5);
    insert into dataset_state (dataset, fingerprint, refresh_date) values
      ('usage.email_activity', 'same', '2026-11-21'), ('daily.teams', 'same', '2026-11-21')`)
  writer.close()
  expect(bringUpToDate(file, { namesFile: fewNames })).toBe(true)
  expect(readRows(file, 'select user_id, last_activity_date from v_users')).toEqual([
    { user_id: 'u1', last_activity_date: null },
  ])
  expect(readRows(file, 'select count(*) as rows from v_app_activity')).toEqual([{ rows: 0 }])
  expect(readRows(file, 'select date, value from v_usage_daily')).toEqual([{ date: '2026-11-20', value: 5 }])
  expect(
    readRows(file, 'select dataset, fingerprint, refresh_date from dataset_state order by dataset'),
  ).toEqual([
    { dataset: 'daily.teams', fingerprint: 'same', refresh_date: '2026-11-21' },
    { dataset: 'usage.email_activity', fingerprint: null, refresh_date: null },
  ])
})

test('usage that was stored in chunks is given up and said so; people, history, runs and prices stay', () => {
  const file = join(temporaryFolder(), 'tenant.sqlite')
  const writer = openWriter(file)
  migrate(
    writer,
    migrations.filter(({ version }) => version < 90),
  )
  writer.script(`
    insert into user (user_id, user_principal_name, upn_key) values ('u1', 'u1@x.y', 'u1@x.y');
    insert into usage_report (
      report_id, report, period_days, refresh_date, concealed, has_activity, layout, row_count, retrieved_at)
    values (1, 'email_activity', 30, '2026-11-21', 0, 1, '[]', 1, '2026-11-23T06:00:00Z');
    insert into usage_chunk (report_id, rows, people, cells) values (1, 1, 'u1@x.y', '[["u1@x.y"]]');
    insert into usage_day values ('2026-11-20', 'teams', 'active_users', 5);
    insert into license_day values ('2026-11-20', 'e3', 'SPE_E3', 10, 7);
    insert into product_setting values ('e3', null, 30, 'EUR');
    insert into change (run_id, at, kind, user_id, user_principal_name) values
      (1, '2026-11-01T06:00:00Z', 'user_added', 'u1', 'u1@x.y');
    insert into sync_run (run_id, mode, started_at, status) values (1, 'full', '2026-11-01T06:00:00Z', 'succeeded');
    insert into dataset_state (dataset, delta_link, fingerprint) values
      ('users', 'https://graph.example/delta', null), ('usage.email_activity', null, 'same'),
      ('daily.teams', null, 'same')`)
  writer.close()
  expect(bringUpToDate(file, { namesFile: fewNames })).toBe(true)
  const kept = [
    'select count(*) as rows from v_users',
    'select count(*) as rows from v_usage_daily',
    'select count(*) as rows from v_license_history',
    'select count(*) as rows from v_changes',
    'select count(*) as rows from v_sync_runs',
    "select count(*) as rows from product_setting where unit_price = 30 and currency = 'EUR'",
    "select count(*) as rows from dataset_state where fingerprint = 'same' and dataset = 'daily.teams'",
    "select count(*) as rows from dataset_state where delta_link is not null and dataset = 'users'",
    "select count(*) as rows from meta where name = 'usage_stored_again'",
  ]
  for (const query of kept) expect([query, ...readRows(file, query)]).toEqual([query, { rows: 1 }])
  const gone = ['v_app_activity', 'v_usage_metrics', 'v_app_platforms', 'usage_report']
  for (const name of gone)
    expect(readRows(file, `select count(*) as rows from ${name}`)).toEqual([{ rows: 0 }])
  expect(
    readRows(file, "select fingerprint, refresh_date from dataset_state where dataset like 'usage.%'"),
  ).toEqual([{ fingerprint: null, refresh_date: null }])
})

test('names that renamed people had are taken over from the list of changes', () => {
  const file = join(temporaryFolder(), 'tenant.sqlite')
  const writer = openWriter(file)
  migrate(
    writer,
    migrations.filter(({ version }) => version < 60),
  )
  writer.script(`
    insert into user (user_id, user_principal_name, upn_key) values
      ('u1', 'ada.berg@x.y', 'ada.berg@x.y'), ('u2', 'bo@x.y', 'bo@x.y');
    insert into change (run_id, at, kind, user_id, user_principal_name) values
      (1, '2026-11-01T06:00:00Z', 'user_added', 'u1', 'Ada@x.y'),
      (2, '2026-11-09T06:00:00Z', 'user_changed', 'u1', 'ada.berg@x.y'),
      (2, '2026-11-09T06:00:00Z', 'license_assigned', 'u2', 'bo@x.y'),
      (3, '2026-11-10T06:00:00Z', 'user_removed', 'gone', 'cy@x.y')`)
  writer.close()
  openTenantDatabase(file, { namesFile: fewNames }).close()
  expect(readRows(file, 'select upn_key, user_id, until from former_name')).toEqual([
    { upn_key: 'ada@x.y', user_id: 'u1', until: '2026-11-01T06:00:00Z' },
  ])
})

test('seats that are stored stay when their columns may be empty, and the views read them', () => {
  const file = join(temporaryFolder(), 'tenant.sqlite')
  const writer = openWriter(file)
  migrate(
    writer,
    migrations.filter(({ version }) => version < 80),
  )
  writer.script("insert into license values ('e3', 'SPE_E3', 'User', 'Enabled', 10, 1, 0, 0, 7)")
  writer.close()
  bringUpToDate(file, { namesFile: fewNames })
  expect(readRows(file, 'select enabled_units, available_units from v_licenses')).toEqual([
    { enabled_units: 10, available_units: 4 },
  ])
})

test('users without a display name lose the name that they were sorted by', () => {
  const file = join(temporaryFolder(), 'tenant.sqlite')
  const writer = openWriter(file)
  migrate(
    writer,
    migrations.filter(({ version }) => version < 170),
  )
  writer.script(`
    insert into user (user_id, user_principal_name, upn_key, display_name) values
      ('u1', 'ada@x.y', 'ada@x.y', 'Ada Berg'), ('u2', 'bo@x.y', 'bo@x.y', null), ('u3', 'cy@x.y', 'cy@x.y', '');
    insert into user_summary (
      user_id, sort_name, split_id, license_count, last_activity_date, aligned_activity_date)
    values ('u1', 'ada berg', 1, 2, '2026-11-01', '2026-11-02'), ('u2', 'bo@x.y', 1, 0, null, null),
      ('u3', 'cy@x.y', 1, 0, null, null)`)
  migrate(writer, migrations)
  writer.close()
  const kept = 'user_id, sort_name, license_count, last_activity_date, aligned_activity_date'
  expect(readRows(file, `select ${kept} from user_summary`).map(row => Object.values(row))).toEqual([
    ['u1', 'ada berg', 2, '2026-11-01', '2026-11-02'],
    ['u2', null, 0, null, null],
    ['u3', null, 0, null, null],
  ])
})
