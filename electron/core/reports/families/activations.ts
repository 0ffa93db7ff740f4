import { appTitle } from '../../../contract/insight/app-title.ts'
import type { ReportColumn } from '../../../contract/reports.ts'
import { identifier, raw, type Sql, sql } from '../../database/sql.ts'
import { usageReports } from '../../usage/catalogue/index.ts'
import { cellSql, usageTables } from '../../usage/storing/tables.ts'
import { count, date, describe, flag, personColumns, type ReportDefinition, text } from '../definition.ts'
import type { SourceFactory } from '../query/source.ts'

/** The platforms on which activations are counted, in the catalogue's order. */
const activationPlatforms: readonly string[] = [
  ...new Set(usageReports.flatMap(({ activations }) => activations.map(({ platform }) => platform))),
]

const platformTitles: Readonly<Record<string, string>> = {
  windows: 'Windows',
  mac: 'Mac',
  windows_10_mobile: 'Windows 10 Mobile',
  ios: 'iOS',
  android: 'Android',
}

function activationColumn(platform: string): ReportColumn {
  if (platform === 'shared_computer') return flag('shared_computer', 'Activated on a shared computer')
  return count(platform, `Activations on ${platformTitles[platform] ?? appTitle(platform)}`)
}

const activationTable = usageTables(usageReports).find(({ report }) => report.activations.length > 0)

function activationCell(name: string): Sql {
  return raw(activationTable === undefined ? 'null' : cellSql(activationTable, name, 'r'))
}

const activationPeople = {
  p: 'left join person p on p.person_id = r.person_id',
  u: 'left join user u on u.user_id = p.user_id',
}

const activationsSource: SourceFactory = () => {
  const table = identifier(activationTable?.name ?? '')
  const cells = activationTable?.report.activations ?? []
  const key = [raw('r.person_id'), raw('r.item')]
  return {
    with: [],
    scanned: [{ from: sql`${table} r`, joins: activationPeople, key }],
    ordered: {
      columns: ['user_principal_name'],
      branches: [{ from: sql`person p cross join ${table} r on r.person_id = p.person_id`, key }],
    },
    filled: sql`cross join ${table} r ${raw(`${activationPeople.p} ${activationPeople.u}`)}
      where r.person_id = page.k0 and r.item = page.k1`,
    columns: {
      display_name: raw('u.display_name'),
      user_principal_name: raw('p.user_principal_name'),
      product_type: raw(`nullif(r.item, '')`),
      last_activated_date: activationCell('last_activated_date'),
      ...Object.fromEntries(
        activationPlatforms.map(platform => [
          platform,
          activationCell(cells.find(cell => cell.platform === platform)?.cell ?? platform),
        ]),
      ),
      department: raw('u.department'),
      account_enabled: raw('u.account_enabled'),
      user_id: raw('u.user_id'),
    },
    sortBy: { user_principal_name: raw('p.person_key') },
    exact: ['user_id'],
    total: sql`select count(*) as amount from ${table}`,
  }
}

export const activations: ReportDefinition = {
  description: describe({
    name: 'activations',
    title: 'Activations',
    about: 'Who activated which Microsoft 365 desktop product, how often and on which platform.',
    columns: [
      ...personColumns,
      text('product_type', 'Product'),
      date('last_activated_date', 'Last activated', { blank: 'unknown' }),
      ...activationPlatforms.map(activationColumn),
      text('department', 'Department'),
      flag('account_enabled', 'Account enabled'),
      text('user_id', 'User ID'),
    ],
    rowKey: ['user_principal_name', 'product_type'],
    defaultSort: { column: 'user_principal_name', direction: 'asc' },
  }),
  sources: [
    { source: 'activations', must: true },
    { source: 'users', must: false },
  ],
  whenEmpty: 'Activations of Microsoft 365 desktop products would be here. Microsoft reports none.',
  rows: activationsSource,
}
