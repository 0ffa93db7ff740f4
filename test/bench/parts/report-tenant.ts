import type BetterSqlite3 from 'better-sqlite3'

/**
 * Fills a database that has the tables of a tenant with people, licenses, activity and a journal, by SQL alone, so that 200,000 people
 * take seconds. The same number of people gives the same data. Everything is made up.
 */
export function fillReportTenant(database: BetterSqlite3.Database, people: number): void {
  const steps = [
    numbers,
    products,
    users(people),
    assignments,
    summaries,
    overlaps,
    activations,
    usageDays,
    changes,
    journal,
  ]
  database.exec(`begin;\n${steps.join('\n')}\ncommit;\nanalyze;`)
}

/** The newest day of usage, and the day before the sync. */
export const newestUsageDay = '2026-11-21'

/** A number from 0 to `below - 1` that looks random and follows from the row's number and a salt. */
const dice = (below: number, salt: number, row = 'n') =>
  `((((${row} * 2654435761 + ${salt} * 40503) % 4294967296) * 48271 % 2147483647) % ${below})`

const guid = (row: string) =>
  `printf('%08x-%04x-4000-8000-%012x', (${row} * 2654435761) % 4294967296, ${dice(65536, 7, row)}, ${row})`

const numbers = `
create temp table generate_numbers as with recursive counter (value) as (select 0 union all select value + 1 from counter where value < 999) select value from counter;`

const products = `
insert into license
select printf('%08x-0000-4000-8000-000000000000', value * 7919), 'PRODUCT_' || value, 'User', 'Enabled', 20000 * (1 + value % 9), 0, 0, 0, 15000
from generate_numbers where value < 12;
insert into product_name select sku_id, sku_part_number, 'Product ' || substr(sku_part_number, 9) from license where sku_part_number < 'PRODUCT_8';
insert into product_setting select sku_id, null, 4 + length(sku_part_number), 'EUR' from license where sku_part_number < 'PRODUCT_5';`

const users = (people: number) => `
create temp table generate_person as
with recursive counter (n) as (select 1 union all select n + 1 from counter where n < ${people}) select n, ${guid('n')} as user_id from counter order by 2;
insert into user
select user_id, 'Person.' || n || '@contoso.example', 'person.' || n || '@contoso.example', substr('ÁBCDEFGHIJKLMNOPQRSTUVWXYZ', 1 + ${dice(26, 1)}, 1) || 'nna ' || char(65 + ${dice(26, 2)}) || 'erson ' || n,
  'person.' || n || '@contoso.example', ${dice(100, 3)} >= 6, iif(${dice(100, 4)} < 12, 'Guest', 'Member'),
  iif(${dice(100, 5)} < 8, null, 'Department ' || (${dice(20, 6)} * ${dice(20, 7)})), 'Engineer', 'Company ' || ${dice(25, 8)},
  'Office ' || ${dice(300, 9)}, 'City ' || ${dice(300, 10)}, 'Country ' || ${dice(40, 11)}, 'DE', '2021-03-04T05:06:07Z', n, 1, 0
from generate_person;`

const assignments = `
insert into assigned_license
select p.user_id, l.sku_id, 0, '[]' from generate_person p, license l
where ${dice(12, 20, '(p.n * 13 + length(l.sku_part_number) + unicode(substr(l.sku_part_number, -1)))')} < iif(${dice(100, 4, 'p.n')} < 12, ${dice(40, 21, 'p.n')} = 0, 3);
insert into license_state
select user_id, sku_id, '', 'Active', 'None', 0, '2026-01-01T00:00:00Z' from assigned_license where unicode(substr(user_id, 3)) % 3 = 0
union all
select user_id, sku_id, 'aaaaaaaa-0000-4000-8000-00000000000' || (unicode(substr(user_id, 4)) % 10), 'Active', 'None', 0, '2026-01-01T00:00:00Z'
from assigned_license where unicode(substr(user_id, 3)) % 3 <> 0 or unicode(substr(user_id, 5)) % 9 = 0;
insert into sign_in select user_id, '2026-11-' || printf('%02d', 1 + ${dice(20, 30)}) || 'T08:00:00Z', null, null from generate_person where ${dice(10, 31)} < 8;`

const day = (salt: number) => `date('${newestUsageDay}', '-' || (${dice(14, salt)} * ${dice(14, salt + 1)}) || ' days')`
const apps = ['exchange', 'onedrive', 'sharepoint', 'teams', 'outlook_app', 'word_app', 'excel_app', 'teams_app']

const summaries = `
create temp table generate_activity as
select n, user_id, ${dice(4, 40)} > 0 as used, ${apps.map((app, index) => `${day(50 + index)} as ${app}`).join(', ')} from generate_person;
insert into user_summary
select a.user_id, (select count(*) from assigned_license l where l.user_id = a.user_id),
  iif(a.used, max(${apps.map(app => `a.${app}`).join(', ')}), null), s.last_interactive_at,
  iif(a.used, json_object(${apps.map(app => `'${app}', a.${app}`).join(', ')}), '{}'), lower(u.display_name)
from generate_activity a join user u using (user_id) left join sign_in s using (user_id);
insert into license_summary
select sku_id, count(*), sum(s.last_activity_date >= date('${newestUsageDay}', '-29 days')), sum(ifnull(s.last_activity_date, '') < date('${newestUsageDay}', '-29 days'))
from assigned_license join user_summary s using (user_id) group by sku_id;
update license set consumed_units = (select assigned_users from license_summary s where s.sku_id = license.sku_id);`

const overlaps = `
insert into overlap
select a.user_id, a.sku_id, b.sku_id from assigned_license a join assigned_license b on b.user_id = a.user_id
where a.sku_id = (select sku_id from license where sku_part_number = 'PRODUCT_1') and b.sku_id = (select sku_id from license where sku_part_number = 'PRODUCT_2');`

const activations = `
insert into usage_row
select 'office365_activations', 0, 'person.' || n || '@contoso.example', 'Microsoft 365 Apps for enterprise', json_array('2026-05-05', 1, 0, 0, ${dice(3, 60)}, 0, 0)
from generate_person where ${dice(10, 61)} < 6;
insert into usage_report select 'office365_activations', 0, '${newestUsageDay}', 0, count(*), '2026-11-23T06:00:00Z' from usage_row;`

const usageDays = `
insert into usage_day
select date('${newestUsageDay}', '-' || d.value || ' days'), 'app' || (m.value / 16), 'measure' || (m.value % 16), 1000 + d.value
from generate_numbers d, generate_numbers m where d.value < 400 and m.value < 190;`

const changes = `
insert into change (run_id, at, kind, user_id, user_principal_name, sku_id, detail)
select 1 + n / 500, '2026-10-01T06:00:00Z', iif(n % 3, 'license_assigned', 'user_changed'), user_id, 'Person.' || n || '@contoso.example',
  iif(n % 3, printf('%08x-0000-4000-8000-000000000000', ${dice(12, 70)} * 7919), null), null
from generate_person where n % 2 = 0;`

const journal = `
insert into sync_run select value, 'incremental', 'succeeded', datetime('2025-10-01', '+' || value || ' days') || 'Z', datetime('2025-10-01', '+' || value || ' days', '+3 minutes') || 'Z', null, null
from generate_numbers where value between 1 and 400;
insert into sync_dataset_run select run_id, 'usage.report_' || value, 'succeeded', 1000, 1, 2, 3, 4, 5, 6, 7, null from sync_run, generate_numbers where value < 60;
insert into dataset_state (dataset, succeeded_at, refresh_date, rows) values
  ('licenses', '2026-11-23T06:00:00Z', null, 12), ('users', '2026-11-23T06:00:00Z', null, 1), ('sign_in_activity', '2026-11-23T06:00:00Z', null, 1),
  ('renewals', '2026-11-23T06:00:00Z', null, 1), ('usage.office365_active_d30', '2026-11-23T06:00:00Z', '${newestUsageDay}', 1),
  ('usage.office365_activations', '2026-11-23T06:00:00Z', '${newestUsageDay}', 1), ('daily.office365_active_user_counts', '2026-11-23T06:00:00Z', '${newestUsageDay}', 1);
insert into subscription select sku_part_number || '-' || value, sku_id, sku_part_number, 'Enabled', 100, 0, '2024-01-01T00:00:00Z', '2027-0' || (1 + value % 9) || '-01T00:00:00Z'
from license, generate_numbers where value < 3;
insert into balance_finding select run_id, 'users', 'people', 10, 10, 'explained', 'They agree.' from sync_run;`
