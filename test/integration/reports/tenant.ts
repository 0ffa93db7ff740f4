import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { onTestFinished } from 'vitest'
import { ReportRequest } from '../../../electron/contract/reports.ts'
import type { Clock } from '../../../electron/core/ports.ts'
import { deriveCovers } from '../../../electron/core/publish/derive/cover.ts'
import { derive } from '../../../electron/core/publish/derive/effects.ts'
import type { ReportReader } from '../../../electron/core/reports/ports.ts'
import { createReportReader } from '../../../electron/core/reports/reader.ts'
import { usageReports } from '../../../electron/core/usage/catalogue/index.ts'
import { openReader, openWriter } from '../../../electron/platform/sqlite/open.ts'
import { openTenantDatabase } from '../../../electron/platform/sqlite/tenant.ts'
import type { ReportCells } from '../../support/report-csv.ts'
import { storeReport } from '../../support/stored-report.ts'

export const activityDay = '2026-11-21'
/** The first of the 30 days that end with {@link activityDay}. */
export const firstActiveDay = '2026-10-23'

export const clock: Clock = {
  now: () => Date.parse('2026-11-23T12:00:00Z'),
  sleep: () => Promise.resolve(),
}

export const sku = {
  e5: '06ebc4ee-1bb5-47dd-8120-11324bc54e06',
  e3: '05e9a617-0261-4cee-bb44-138d3ef5d965',
  tool: '11111111-1111-4111-8111-111111111111',
  company: '22222222-2222-4222-8222-222222222222',
  free: 'f30db892-07e9-47e9-837c-80727f46fd3d',
}

const products = `
insert into license values
  ('${sku.e5}', 'SPE_E5', 'User', 'Enabled', 5, 1, 0, 0, 3),
  ('${sku.e3}', 'SPE_E3', 'User', 'Enabled', 3, 0, 2, 0, 4),
  ('${sku.tool}', 'CONTOSO_SPECIAL_TOOL', 'User', 'Enabled', 10, 0, 0, 0, 2),
  ('${sku.company}', 'WHOLE_COMPANY', 'Company', 'Enabled', 500, 0, 0, 0, 0),
  ('${sku.free}', 'FLOW_FREE', 'User', 'Enabled', 10000, 0, 0, 0, 0);
insert into license_plan values
  ('${sku.e5}', 'plan-1', 'MAIL', 'Success', 'User'), ('${sku.e5}', 'plan-2', 'VOICE', 'Success', 'User'),
  ('${sku.e3}', 'plan-1', 'MAIL', 'Success', 'User'), ('${sku.tool}', 'plan-3', 'TOOL', 'Success', 'User');
insert into product_setting values
  ('${sku.e5}', null, 50, 'EUR'), ('${sku.e3}', null, 30, 'EUR'), ('${sku.tool}', null, 2, 'USD');
insert into product_kind (sku_id, kind) values
  ('${sku.e5}', 'paid'), ('${sku.e3}', 'paid'), ('${sku.tool}', 'paid'), ('${sku.company}', 'paid'), ('${sku.free}', 'free');
insert into subscription values
  ('sub-1', '${sku.e5}', 'SPE_E5', 'Enabled', 6, 0, '2024-01-01T00:00:00Z', '2027-01-01T00:00:00Z'),
  ('sub-2', null, 'OLD_TOOL', 'Suspended', 4, 1, null, null);`

/** Eight accounts, among them every kind of mess that Microsoft sends. */
const people = `
insert into user (user_id, user_principal_name, upn_key, display_name, mail, account_enabled, user_type, department, country, company_name, created_at) values
  ('id-ann', 'Ann.Alvarez@contoso.com', 'ann.alvarez@contoso.com', 'Ann Álvarez', 'ann@contoso.com', 1, 'Member', 'Sales', 'DE', 'Contoso', '2020-01-01T00:00:00Z'),
  ('id-bob', 'bob@contoso.com', 'bob@contoso.com', '=HYPERLINK("http://evil.example")', null, 1, 'Member', 'Sales', 'DE', 'Contoso', '2021-06-30T23:59:59Z'),
  ('id-celik', 'celik@contoso.com', 'celik@contoso.com', 'Çelik Öztürk', null, 1, 'Member', null, 'TR', null, null),
  ('id-dora', 'dora@contoso.com', 'dora@contoso.com', 'Dora "D" O''Neil, Jr.', null, 0, 'Member', 'Sales', 'DE', 'Contoso', null),
  ('id-guest', 'guest_partner.example#EXT#@contoso.com', 'guest_partner.example#ext#@contoso.com', 'Guest' || char(10) || 'Partner', null, 1, 'Guest', null, null, null, null),
  ('id-li', 'li.lei@contoso.com', 'li.lei@contoso.com', '李雷', null, 1, 'Member', 'Engineering', 'CN', 'Contoso', null),
  ('id-null', null, null, null, null, null, null, null, null, null, null),
  ('id-eve', 'eve@contoso.com', 'eve@contoso.com', 'Eve', '00123', 1, 'Member', 'Engineering', 'DE', 'Contoso', null);
insert into assigned_license values
  ('id-ann', '${sku.e5}', 0, '[]'), ('id-ann', '${sku.e3}', 1, '[]'), ('id-bob', '${sku.e3}', 0, '[]'),
  ('id-celik', '${sku.e3}', 0, '[]'), ('id-dora', '${sku.e5}', 0, '[]'), ('id-eve', '${sku.e5}', 0, '[]'),
  ('id-guest', '${sku.e3}', 0, '[]'), ('id-guest', '${sku.tool}', 0, '[]');
insert into license_state values
  ('id-ann', '${sku.e5}', '', 'Active', 'None', 0, null), ('id-ann', '${sku.e3}', 'group-1', 'Active', 'None', 1, null),
  ('id-bob', '${sku.e3}', '', 'Active', 'None', 0, null), ('id-bob', '${sku.e3}', 'group-1', 'Active', 'None', 0, null),
  ('id-celik', '${sku.e3}', '', 'Active', 'None', 0, null), ('id-eve', '${sku.e5}', '', 'Active', 'None', 0, null),
  ('id-guest', '${sku.e3}', '', 'Active', 'None', 0, null), ('id-guest', '${sku.tool}', '', 'Active', 'None', 0, null),
  ('id-eve', '${sku.tool}', 'group-2', 'Error', 'CountViolation', 0, null), ('id-li', '${sku.e5}', '', 'Active', 'None', 0, null);
insert into sign_in values
  ('id-ann', '2026-11-22T08:00:00Z', '2026-11-23T01:00:00Z', null), ('id-dora', '2025-01-01T00:00:00Z', null, null);`

const exchange = 'exchange_last_activity_date'
const teams = 'teams_last_activity_date'

const activePeople: [key: string, cells: ReportCells][] = [
  ['ann.alvarez@contoso.com', { [exchange]: '2026-11-20', [teams]: activityDay }],
  ['bob@contoso.com', { [exchange]: firstActiveDay }],
  ['celik@contoso.com', { [teams]: '2026-10-22' }],
  ['eve@contoso.com', { [teams]: '2026-11-01' }],
  ['li.lei@contoso.com', { [exchange]: '2026-11-19' }],
  ['gone@contoso.com', { [exchange]: '2026-11-18' }],
]

const usage = `
insert into usage_day values
  ('${activityDay}', 'teams', 'active_users', 120), ('2026-10-24', 'teams', 'active_users', 80), ('${activityDay}', 'new_app', 'odd', 1);`

const consentError = {
  code: 'consentMissing',
  message: 'Not granted.',
  fix: 'Grant it.',
  step: null,
  detail: {},
}

const journal = `
insert into sync_run values
  (1, 'full', 'succeeded', '2026-11-20T06:00:00Z', '2026-11-20T06:01:00Z', null, null),
  (2, 'incremental', null, '2026-11-21T06:00:00Z', null, null, null),
  (3, 'incremental', 'partial', '2026-11-23T05:59:00Z', '2026-11-23T06:00:00Z', null, null),
  (4, 'incremental', 'failed', '2026-11-23T07:00:00Z', '2026-11-23T07:00:01Z', '${JSON.stringify(consentError)}', null),
  (5, 'incremental', null, '2026-11-23T11:59:00Z', null, null, null);
insert into sync_dataset_run values
  (1, 'users', 'succeeded', 8, 8, 0, 0, 2, 1000, 0, 100, null),
  (3, 'users', 'succeeded', 8, 0, 1, 0, 1, 500, 250, 50, null),
  (3, 'renewals', 'failed', 0, 0, 0, 0, 1, 10, 0, 5, '${JSON.stringify({ ...consentError, code: 'timedOut' })}');
insert into balance_finding values
  (1, 'users', 'people', 9, 8, 'flagged', 'Old news.'),
  (3, 'licenses', 'SPE_E5', 3, 3, 'explained', 'They agree.'), (3, 'licenses', 'TOOL', 2, 1, 'flagged', 'One more is counted.');
insert into change (run_id, at, kind, user_id, user_principal_name, sku_id, detail) values
  (3, '2026-11-23T06:00:00Z', 'license_assigned', 'id-ann', 'Ann.Alvarez@contoso.com', '${sku.e5}', null),
  (3, '2026-11-23T06:00:00Z', 'license_removed', 'id-bob', 'bob@contoso.com', '${sku.e5}', null),
  (3, '2026-11-23T06:00:00Z', 'user_removed', 'id-gone', 'gone@contoso.com', null, 'Gone Person');
insert into license_day values ('2026-11-23', '${sku.e5}', 'SPE_E5', 6, 3, 0), ('2026-11-22', '${sku.e5}', 'SPE_E5', 6, 2, null);
insert into registration values ('application', '${JSON.stringify({
  id: 'application-object',
  passwordCredentials: [
    { hint: 'abc', endDateTime: '2026-12-31T23:59:59Z' },
    { hint: 'abc', endDateTime: '2027-03-15T10:00:00.123Z' },
    { hint: 'xyz', endDateTime: '2028-01-01T00:00:00Z' },
  ],
  keyCredentials: [{ customKeyIdentifier: 'AB12', endDateTime: '2027-06-01T00:00:00Z' }],
})}');
insert into dataset_state (dataset, succeeded_at, refresh_date) values
  ('licenses', '2026-11-23T06:00:00Z', null), ('users', '2026-11-23T06:00:00Z', null),
  ('sign_in_activity', '2026-11-23T06:00:00Z', null), ('renewals', '2026-11-23T06:00:00Z', null),
  ('usage.office365_active_d30', '2026-11-23T06:00:00Z', '${activityDay}'),
  ('usage.office365_activations', '2026-11-23T06:00:00Z', '${activityDay}'),
  ('daily.office365_active_user_counts', '2026-11-23T06:00:00Z', '${activityDay}');`

export type ReportTenant = {
  file: string
  reader: ReportReader
  /** Runs statements on the database as another program would. */
  change(statements: string): void
  page(report: string, request?: Partial<ReportRequest>): ReturnType<ReportReader['page']>
  /** The rows of a report, each as an object by column. */
  rows(report: string, request?: Partial<ReportRequest>): Record<string, string | number | null>[]
}

/**
 * A small tenant in a real database, filled by hand and derived as a publication does it. It is removed
 * after the test.
 */
export function makeReportTenant({ empty = false } = {}): ReportTenant {
  const folder = mkdtempSync(join(tmpdir(), 'm365-connector-reports-'))
  const file = join(folder, 'tenant.sqlite')
  openTenantDatabase(file).close()
  if (!empty) fill(file)
  const reader = createReportReader(() => openReader(file), clock)
  onTestFinished(() => {
    reader.close()
    rmSync(folder, { recursive: true, force: true })
  })
  const page: ReportTenant['page'] = (name, request = {}) => reader.page(requestOf(name, request))
  return {
    file,
    reader,
    page,
    change: statements => {
      const writer = openWriter(file)
      writer.script(statements)
      writer.close()
    },
    rows: (name, request) => {
      const { columns, rows } = page(name, { limit: 1000, ...request })
      return rows.map(row => Object.fromEntries(columns.map(({ key }, index) => [key, row[index] ?? null])))
    },
  }
}

export function requestOf(report: string, request: Partial<ReportRequest> = {}): ReportRequest {
  return ReportRequest.parse({ connector: 'connector', report, ...request })
}

function fill(file: string): void {
  const writer = openWriter(file)
  writer.transaction(() => {
    for (const step of [products, people, usage, journal]) writer.script(step)
    storeReport(writer, 'usage.office365_active_d30', activityDay, activePeople)
    storeReport(writer, 'usage.office365_activations', activityDay, [
      [
        'ann.alvarez@contoso.com',
        { last_activated_date: '2026-05-05', windows: 2, mac: 0 },
        'Microsoft 365 Apps',
      ],
    ])
    deriveCovers(writer)
    derive(writer, { users: 'all', usage: true, covers: true, names: true }, usageReports)
  })
  writer.close()
}
