import type { Cell, ReportColumn, ReportPage } from '../../contract/reports.ts'
import type { ConnectorStatus } from '../../contract/schemas.ts'

const column = (key: string, label: string, more: Partial<ReportColumn> = {}): ReportColumn => ({
  ...{ key, label, type: 'text', personal: false, sums: false, blank: 'unknown' },
  ...more,
})
const amount = (key: string, label: string) => column(key, label, { type: 'integer', sums: true })

/** The table over all tenants as a file has it: one row per tenant, without the sums of the window. */
export const tenantColumns: readonly ReportColumn[] = [
  column('tenant', 'Tenant'),
  column('domain', 'Domain'),
  amount('users', 'Licensed users'),
  amount('bought', 'Seats bought'),
  amount('assigned', 'Seats assigned'),
  amount('unassigned', 'Unassigned seats'),
  column('last_sync', 'Last sync', { type: 'time', blank: 'never' }),
  column('credential_ends', 'Credential ends', { type: 'date' }),
]

const figures = ['licensed_people', 'seats_bought', 'seats_assigned', 'seats_free'] as const

/**
 * The row of a tenant, in the order of `tenantColumns`; what is not known is null. The secret of the demo
 * tenant is made at every start and never ends.
 *
 * @param overview the report `overview`; null for a tenant that has never been synced
 */
export function tenantRow(status: ConnectorStatus, overview: ReportPage | null): Cell[] {
  const { connector, domain, lastRun, secretExpiresOn, demo } = status
  const amounts = figures.map(figure => (overview === null ? null : figureOf(overview, figure)))
  return [connector.name, domain, ...amounts, lastRun?.finishedAt ?? null, demo ? null : secretExpiresOn]
}

function figureOf({ columns, rows }: ReportPage, name: string): Cell {
  const place = (key: string) => columns.findIndex(one => one.key === key)
  const cell = rows.find(row => row[place('figure')] === name)?.[place('value')]
  return typeof cell === 'number' ? cell : null
}
