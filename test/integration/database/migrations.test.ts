import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { migrate } from '../../../electron/core/database/migrate.ts'
import { migrations } from '../../../electron/core/database/migrations/index.ts'
import { usageReports } from '../../../electron/core/usage/catalogue/index.ts'
import { openWriter } from '../../../electron/platform/sqlite/open.ts'
import { bringUpToDate, openTenantDatabase } from '../../../electron/platform/sqlite/tenant.ts'
import { people } from './support/people.ts'
import { report } from './support/reports.ts'
import { fewNames, openTestTenant, readRows, temporaryFolder } from './support/tenant.ts'

const versionOf = (file: string) => readRows(file, 'pragma user_version')[0]?.['user_version']
const tables = (file: string) =>
  readRows(file, "select name from sqlite_schema where type = 'table' and name not like 'sqlite_%'").map(
    row => String(row['name']),
  )

const added: Record<number, string[]> = {
  10: [
    'organization',
    'license',
    'license_plan',
    'user',
    'assigned_license',
    'license_state',
    'sign_in',
    'subscription',
    'registration',
  ],
  20: [
    'usage_report',
    'usage_row',
    'usage_generation',
    'usage_garbage',
    'usage_metric',
    'usage_platform',
    'usage_activation',
    'usage_day',
    'license_day',
    'change',
  ],
  30: ['sync_run', 'sync_dataset_run', 'dataset_state', 'balance_finding'],
  40: [
    'meta',
    'product_name',
    'product_plan',
    'product_fallback',
    'product_setting',
    'product_cover',
    'split',
    'user_summary',
    'split_summary',
    'split_license',
    'license_summary',
    'app_summary',
    'overlap',
  ],
  50: ['usage_chunk'],
  60: ['former_name'],
  70: [],
  80: [],
  90: 'person person_platform platform_bit activity_day staged_dataset staged_chain staged_row'.split(' '),
  100: ['activity_app', 'day_bit'],
  110: ['user_text', 'user_search', 'user_search_data', 'user_search_idx', 'user_search_config'],
  120: [
    'price',
    'subscription_fact',
    'exclusion',
    'postponement',
    'decision',
    'plan_statement',
    'frontline_mark',
    'claim',
    'claim_pool',
    'product_kind',
    'product_coverage',
    'plan_witness',
    'report_state',
    'judged_app',
    'seat_month',
  ],
  130: ['user_app', 'app_use'],
  140: ['activity_coverage'],
  150: [],
  160: ['saved_plan', 'renewal_decision'],
  170: [],
  180: ['renewal_day'],
  190: ['seat_use'],
  200: [],
  210: ['plan_rung'],
  220: [],
  230: [],
  240: [],
  250: ['split_app_use'],
}

describe.each(migrations.map((step, index) => ({ step, before: migrations.slice(0, index) })))(
  'migration $step.version ($step.name)',
  ({ step, before }) => {
    test('leads from the version before to its own and adds its tables', () => {
      const file = join(temporaryFolder(), 'tenant.sqlite')
      const writer = openWriter(file)
      migrate(writer, before)
      const earlier = tables(file)
      expect(versionOf(file)).toBe(before.at(-1)?.version ?? 0)
      expect(migrate(writer, [...before, step])).toEqual([step.version])
      expect(versionOf(file)).toBe(step.version)
      expect(tables(file).filter(name => !earlier.includes(name))).toEqual(added[step.version])
      writer.close()
    })
  },
)

test('a step that fails leaves the version and the schema as they were', () => {
  const file = join(temporaryFolder(), 'tenant.sqlite')
  const writer = openWriter(file)
  const first = { version: 10, name: 'first', up: 'create table one (x integer) strict;' }
  const broken = { version: 20, name: 'broken', up: 'create table two (x integer) strict; select nonsense;' }
  expect(() => migrate(writer, [first, broken])).toThrow('nonsense')
  expect(versionOf(file)).toBe(10)
  expect(tables(file)).toEqual(['one'])
  expect(migrate(writer, [first, { ...broken, up: 'create table two (x integer) strict;' }])).toEqual([20])
  writer.close()
})

test('steps that do not ascend are refused before anything is done', () => {
  const file = join(temporaryFolder(), 'tenant.sqlite')
  const writer = openWriter(file)
  const step = { version: 10, name: 'one', up: 'create table one (x integer) strict;' }
  expect(() => migrate(writer, [step, { ...step, name: 'two' }])).toThrow('not above')
  expect(tables(file)).toEqual([])
  writer.close()
})

test('opening goes through all steps once', () => {
  const file = join(temporaryFolder(), 'tenant.sqlite')
  const open = () => openTenantDatabase(file, { namesFile: fewNames }).close()
  open()
  const schema = readRows(file, 'select name, sql from sqlite_schema order by name')
  open()
  expect(readRows(file, 'select name, sql from sqlite_schema order by name')).toEqual(schema)
})

describe('bringing a database up to date', () => {
  test('does what opening would, and only when it is needed', () => {
    const file = join(temporaryFolder(), 'tenant.sqlite')
    const options = { namesFile: fewNames }
    expect(bringUpToDate(file, options)).toBe(false)
    const writer = openWriter(file)
    migrate(writer, migrations.slice(0, 2))
    writer.close()
    expect(bringUpToDate(file, options)).toBe(true)
    expect(readRows(file, 'select * from v_users')).toEqual([])
    expect(bringUpToDate(file, options)).toBe(false)
  })

  test('makes views anew that another version of the program has made', () => {
    const file = join(temporaryFolder(), 'tenant.sqlite')
    const options = { namesFile: fewNames }
    openTenantDatabase(file, options).close()
    const writer = openWriter(file)
    writer.script(`
      drop view v_users;
      create view v_users as select 1 as old;
      create view v_forgotten as select 1 as old;
      update meta set value = 'another' where name = 'views'`)
    writer.close()
    expect(bringUpToDate(file, options)).toBe(true)
    expect(readRows(file, 'select * from v_users')).toEqual([])
    expect(readRows(file, "select name from sqlite_schema where name = 'v_forgotten'")).toEqual([])
  })

  test('gives up rows of reports whose cells were others, so that they are retrieved anew', () => {
    const tenant = openTestTenant()
    const row = { key: 'u1@contoso.example', last_activity_date: '2026-11-01', meeting_count: 3 }
    tenant.publish([people({ user_id: 'u1' }), report('usage.teams_user_activity', [row])], {
      state: { fingerprint: 'same' },
    })
    tenant.publish([report('usage.email_activity', [{ key: 'u1@contoso.example', send_count: 2 }])])
    tenant.publish([report('usage.m365_app_d30', [{ key: 'u1@contoso.example', word_mac: 1 }])])
    tenant.writer.close()
    const otherCells = usageReports.map(entry =>
      ['teams_user_activity', 'm365_app'].includes(entry.name)
        ? { ...entry, cells: [...entry.cells].reverse() }
        : entry,
    )
    expect(bringUpToDate(tenant.file, { namesFile: fewNames, catalogue: otherCells })).toBe(true)
    expect(tenant.read('select report from v_usage_metrics')).toEqual([{ report: 'email_activity' }])
    expect(tenant.read('select * from v_app_platforms')).toEqual([])
    expect(tenant.read('select last_activity_date from v_users')).toEqual([{ last_activity_date: null }])
    expect(
      tenant.read("select fingerprint from dataset_state where dataset = 'usage.teams_user_activity'"),
    ).toEqual([{ fingerprint: null }])
  })
})
