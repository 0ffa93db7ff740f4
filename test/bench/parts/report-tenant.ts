import type { Writer } from '../../../electron/core/database/ports.ts'
import { identifier, raw, sql } from '../../../electron/core/database/sql.ts'
import { derive } from '../../../electron/core/publish/derive/effects.ts'
import { usageReports } from '../../../electron/core/usage/catalogue/index.ts'
import {
  createUsageTable,
  type UsageTable,
  usageTables,
} from '../../../electron/core/usage/storing/tables.ts'
import { openWriter } from '../../../electron/platform/sqlite/open.ts'
import { openTenantDatabase } from '../../../electron/platform/sqlite/tenant.ts'

/** The newest day of usage in the tenant that {@link fillReportTenant} makes. */
export const newestUsageDay = '2026-11-21'

/**
 * Makes a tenant's database and fills it with people, licenses, activity and a journal by SQL alone, so that
 * 200,000 people take seconds. The same number of people gives the same data. Everything is made up.
 */
export function fillReportTenant(file: string, people: number): void {
  openTenantDatabase(file).close()
  const writer = openWriter(file)
  try {
    writer.transaction(() => {
      for (const step of [numbers, products, persons(people), assignments, usageDays, journal]) {
        writer.script(step)
      }
      storeUsage(writer)
      derive(writer, { users: 'all', usage: true, covers: true, names: false }, usageReports)
    })
    writer.script('pragma wal_checkpoint(truncate)')
  } finally {
    writer.close()
  }
}

/** A number from 0 to `below - 1` that looks random and follows from the row's number and a salt. */
const dice = (below: number, salt: number, row = 'n') =>
  `((((${row} * 2654435761 + ${salt} * 40503) % 4294967296) * 48271 % 2147483647) % ${below})`

/** Ids as Microsoft's: their order has nothing to do with the order of names. */
const guid = (row: string) =>
  `printf('%08x-%04x-4000-8000-%012x', (${row} * 2654435761) % 4294967296, ${dice(65536, 7, row)}, ${row})`

const numbers = `
create temp table numbers as
with recursive counter (value) as (select 0 union all select value + 1 from counter where value < 999)
select value from counter;`

const products = `
insert into license
select printf('%08x-0000-4000-8000-000000000000', value * 7919), 'PRODUCT_' || value, 'User', 'Enabled',
  20000 * (1 + value % 9), 0, 0, 0, 15000
from numbers where value < 12;
insert into product_name select sku_id, sku_part_number, 'Product ' || substr(sku_part_number, 9) from license where sku_part_number < 'PRODUCT_8';
insert into product_setting select sku_id, null, 4 + length(sku_part_number), 'EUR' from license where sku_part_number < 'PRODUCT_5';
insert into product_cover
select small.sku_id, large.sku_id from license small, license large
where small.sku_part_number = 'PRODUCT_1' and large.sku_part_number = 'PRODUCT_2';
insert into subscription
select sku_part_number || '-' || value, sku_id, sku_part_number, 'Enabled', 100, 0, '2024-01-01T00:00:00Z',
  '2027-0' || (1 + value % 9) || '-01T00:00:00Z'
from license, numbers where value < 3;`

/** Country and company follow from the department, as they mostly do. */
const persons = (people: number) => `
create temp table somebody as
with recursive counter (n) as (select 1 union all select n + 1 from counter where n < ${people})
select n, ${guid('n')} as user_id, ${dice(20, 6)} * ${dice(20, 7)} as unit from counter order by 2;
insert into user
select user_id, 'Person.' || n || '@contoso.example', 'person.' || n || '@contoso.example',
  substr('ÁBCDEFGHIJKLMNOPQRSTUVWXYZ', 1 + ${dice(26, 1)}, 1) || 'nna ' || char(65 + ${dice(26, 2)}) || 'erson ' || n,
  'person.' || n || '@contoso.example', ${dice(100, 3)} >= 6, iif(${dice(100, 4)} < 12, 'Guest', 'Member'),
  iif(${dice(100, 5)} < 8, null, 'Department ' || unit), 'Engineer', 'Company ' || (unit % 25 + ${dice(2, 8)}),
  'Office ' || ${dice(300, 9)}, 'City ' || ${dice(300, 10)}, 'Country ' || (unit % 40 + ${dice(3, 11)}), 'DE',
  '2021-03-04T05:06:07Z', n, 1, 0
from somebody;
insert into sign_in
select user_id, '2026-11-' || printf('%02d', 1 + ${dice(20, 30)}) || 'T08:00:00Z', null, null from somebody where ${dice(10, 31)} < 8;`

const isGuest = `${dice(100, 4, 'p.n')} < 12`
const assignments = `
insert into assigned_license
select p.user_id, l.sku_id, 0, '[]' from somebody p, license l
where ${dice(12, 20, '(p.n * 13 + length(l.sku_part_number) + unicode(substr(l.sku_part_number, -1)))')}
  < iif(${isGuest}, ${dice(40, 21, 'p.n')} = 0, 3);
insert into license_state
select user_id, sku_id, '', 'Active', 'None', 0, '2026-01-01T00:00:00Z' from assigned_license where unicode(substr(user_id, 3)) % 3 = 0
union all
select user_id, sku_id, 'aaaaaaaa-0000-4000-8000-00000000000' || (unicode(substr(user_id, 4)) % 10), 'Active', 'None', 0, '2026-01-01T00:00:00Z'
from assigned_license where unicode(substr(user_id, 3)) % 3 <> 0 or unicode(substr(user_id, 5)) % 9 = 0;
insert into license_state
select p.user_id, l.sku_id, 'aaaaaaaa-0000-4000-8000-000000000000', 'Error', 'CountViolation', 0, '2026-01-01T00:00:00Z'
from somebody p, license l where l.sku_part_number = 'PRODUCT_3' and ${dice(200, 22, 'p.n')} = 0
on conflict do nothing;`

const day = (salt: number) =>
  `date('${newestUsageDay}', '-' || (${dice(14, salt)} * ${dice(14, salt + 1)}) || ' days')`

function tableOf(graphFunction: string): UsageTable {
  const table = usageTables(usageReports).find(({ report }) => report.graphFunction === graphFunction)
  if (table === undefined) throw new Error(`The catalogue has no report ${graphFunction}.`)
  return table
}

/** Who was last active when, as the report of active people would say it, and who activated the apps. */
function storeUsage(writer: Writer): void {
  writer.script(`
    insert into person (person_id, person_key, user_principal_name)
    select n, 'person.' || n || '@contoso.example', 'Person.' || n || '@contoso.example' from somebody order by n`)
  const active = tableOf('getOffice365ActiveUserDetail')
  const days = active.report.activity.map(({ dateCell }, index) => [dateCell, day(50 + index)] as const)
  store(writer, active, Object.fromEntries(days), `${dice(4, 40)} > 0`)
  const activations = tableOf('getOffice365ActivationsUserDetail')
  const cells = {
    item: "'Microsoft 365 Apps for enterprise'",
    last_activated_date: "'2026-05-05'",
    windows: '1',
    ios: dice(3, 60),
  }
  store(writer, activations, cells, `${dice(10, 61)} < 6`)
}

/** Fills a report's table; a column that is not given holds nothing. */
function store(
  writer: Writer,
  table: UsageTable,
  given: Readonly<Record<string, string>>,
  where: string,
): void {
  const name = identifier(table.name)
  const cells = { person_id: 'n', flags: '0', flags_known: '0', ...given }
  const columns = Object.entries(cells).filter(([column]) => table.columns.includes(column))
  writer.run(sql`drop table if exists ${name}`)
  writer.run(createUsageTable(table, table.name))
  const rows = writer.run(sql`
    insert into ${name} (${raw(columns.map(([column]) => column).join(', '))})
    select ${raw(columns.map(([, value]) => value).join(', '))} from somebody where ${raw(where)} order by n`)
  writer.run(sql`
    insert into usage_report (
      report, period_days, refresh_date, concealed, counts, row_count, nameless_rows, unreadable_rows, retrieved_at)
    values (${table.report.name}, ${table.periodDays}, ${newestUsageDay}, 0, 1, ${rows}, 0, 0, '2026-11-23T06:00:00Z')`)
}

const usageDays = `
insert into usage_day
select date('${newestUsageDay}', '-' || d.value || ' days'), 'app' || (m.value / 16), 'measure' || (m.value % 16), 1000 + d.value
from numbers d, numbers m where d.value < 400 and m.value < 190;
insert into usage_day
select date('${newestUsageDay}', '-' || value || ' days'), app, 'active_users', 1000 + value
from numbers, (select 'teams' as app union all select 'exchange') where value < 400;`

const datasets = ['licenses', 'users', 'sign_in_activity', 'renewals']
const usageDatasets = [
  'usage.office365_active_d30',
  'usage.office365_activations',
  'daily.office365_active_user_counts',
]

const journal = `
insert into change (run_id, at, kind, user_id, user_principal_name, sku_id, detail)
select 1 + n / 500, '2026-10-01T06:00:00Z', iif(n % 3, 'license_assigned', 'user_changed'), user_id, 'Person.' || n || '@contoso.example',
  iif(n % 3, printf('%08x-0000-4000-8000-000000000000', ${dice(12, 70)} * 7919), null), null
from somebody where n % 2 = 0;
insert into sync_run
select value, 'incremental', 'succeeded', datetime('2025-10-01', '+' || value || ' days') || 'Z',
  datetime('2025-10-01', '+' || value || ' days', '+3 minutes') || 'Z', null, null
from numbers where value between 1 and 400;
insert into sync_dataset_run
select run_id, 'usage.report_' || value, 'succeeded', 1000, 1, 2, 3, 4, 5, 6, 7, null from sync_run, numbers where value < 60;
insert into balance_finding select run_id, 'users', 'people', 10, 10, 'explained', 'They agree.' from sync_run;
insert into dataset_state (dataset, succeeded_at, refresh_date, rows) values
  ${[...datasets.map(name => `('${name}', '2026-11-23T06:00:00Z', null, 1)`), ...usageDatasets.map(name => `('${name}', '2026-11-23T06:00:00Z', '${newestUsageDay}', 1)`)].join(',\n  ')};`
