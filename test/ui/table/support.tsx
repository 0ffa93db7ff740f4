import { screen } from '@testing-library/react'
import type { Cell, ReportDescription, ReportFilter, ReportPage } from '../../../electron/contract/reports.ts'
import type { Input } from '../../../electron/contract/schemas.ts'
import type { Settings, SettingsChange } from '../../../electron/contract/settings.ts'
import { changeSettings } from '../../../electron/core/settings/change.ts'
import { defaultSettings } from '../../../electron/core/settings/defaults.ts'
import { formatRoute, parseRoute } from '../../../renderer/routing/route.ts'
import { useRoute } from '../../../renderer/routing/use-route.ts'
import { ReportTable } from '../../../renderer/ui/table/report-table.tsx'
import type { ReportTableProps } from '../../../renderer/ui/table/table-props.ts'
import { connectorId, createTestBridge, renderPart, type TestBridge } from '../support.tsx'

const column = (
  key: string,
  label: string,
  type: ReportDescription['columns'][number]['type'] = 'text',
  sums = false,
) => ({ key, label, type, sums, personal: false, blank: 'none' as const })

/** A report with a column of every kind. */
export const people: ReportDescription = {
  name: 'people',
  title: 'Users',
  about: 'Everybody.',
  columns: [
    column('display_name', 'Name'),
    column('user_principal_name', 'User principal name'),
    column('department', 'Department'),
    column('last_activity_date', 'Last activity', 'date'),
    column('created_at', 'Created', 'time'),
    column('license_count', 'Licenses', 'integer', true),
    column('storage', 'Mailbox', 'bytes'),
    column('took', 'Time', 'milliseconds'),
    column('share', 'Active (%)', 'percent'),
    column('cost', 'Cost (per year)', 'money'),
    column('account_enabled', 'Account enabled', 'flag'),
    column('assigned_by', 'Assigned by'),
    column('user_id', 'User ID'),
  ],
  rowKey: ['user_id'],
  parameters: [{ key: 'days', label: 'No activity for (days)', default: 30, min: 1, max: 3650 }],
  defaultSort: { column: 'display_name', direction: 'asc' },
}

const departments = ['Sales', 'Finance', null]

/** So many people, of which each third has no department and no activity. */
export function rowsOf(count: number): Cell[][] {
  return Array.from({ length: count }, (_, index) => [
    `Person ${index + 1}`,
    `person${index + 1}@contoso.example`,
    departments[index % 3] ?? null,
    index % 3 === 2 ? null : '2026-11-26',
    '2026-11-26T17:15:00Z',
    index % 4,
    1.5 * 1024 ** 2,
    90_000,
    index % 2 === 0 ? 92 : 85.1,
    index % 2 === 0 ? 426 : 388.25,
    index % 2,
    index % 2 === 0 ? 'direct' : 'a way of tomorrow',
    `id-${index + 1}`,
  ])
}

function matches(row: readonly Cell[], { column: key, operator, value }: ReportFilter): boolean {
  const cell = row[people.columns.findIndex(one => one.key === key)] ?? null
  const values = Array.isArray(value) ? value : [value]
  if (operator === '=' || operator === 'in') return values.some(one => String(one) === String(cell))
  return operator === 'empty' ? cell === null : cell !== null
}

export type TableOptions = Partial<ReportTableProps> & {
  count?: number
  page?: Partial<ReportPage>
  answers?: Parameters<typeof createTestBridge>[0]
}

export type ShownTable = {
  bridge: TestBridge
  pages: () => Input<'reports.page'>[]
  settings: () => Settings
}

/** A screen with nothing but the table, over an engine that filters and remembers as the real one does. */
export async function showTable(hash: string, options: TableOptions = {}): Promise<ShownTable> {
  const { count = 30, page, answers, ...props } = options
  window.location.hash = hash
  let settings = defaultSettings
  const all = rowsOf(count)
  const bridge = createTestBridge({
    'reports.list': () => [people],
    'settings.get': () => settings,
    'settings.change': (change: SettingsChange) => {
      settings = changeSettings(settings, change)
      return settings
    },
    'host.info': () => desktop,
    'reports.page': ({ filters = [], search = '', offset = 0, limit = 100 }) => {
      const found = all.filter(
        row => filters.every(filter => matches(row, filter)) && String(row[0]).includes(search),
      )
      return {
        report: 'people',
        columns: people.columns,
        rows: found.slice(offset, offset + limit),
        offset,
        filtered: found.length,
        total: count,
        activityAsOf: null,
        notes: [],
        missing: {},
        ...page,
      }
    },
    'reports.values': () => ({
      values: [
        { value: 'Sales', rows: 10 },
        { value: 'Finance', rows: 10 },
        { value: null, rows: 10 },
      ],
      more: false,
    }),
    'reports.totals': () => ({ totals: { license_count: 1234 }, unknown: {}, currency: null }),
    ...answers,
  })
  await renderPart(bridge, <Screen {...props} />)
  return {
    bridge,
    pages: () =>
      bridge.calls.flatMap(({ method, input }) =>
        method === 'reports.page' ? [input as Input<'reports.page'>] : [],
      ),
    settings: () => settings,
  }
}

const desktop = {
  kind: 'desktop',
  platform: 'linux',
  canTray: false,
  canStartAtLogin: false,
  canShowFiles: true,
  canChooseFiles: false,
} as const

function Screen(props: Partial<ReportTableProps>) {
  const { route, navigate } = useRoute()
  return (
    <ReportTable
      report="people"
      columns={usualColumns}
      {...props}
      connector={connectorId}
      view={route}
      onView={(changes, options) => navigate({ ...route, ...changes }, options)}
    />
  )
}

const usualColumns = ['display_name', 'department', 'last_activity_date', 'license_count'] as const

/** The address as it is now, read. */
export const route = () => parseRoute(window.location.hash)
export const address = () => formatRoute(route())

/** The row of a person by their name. */
export function rowOf(name: string): HTMLElement {
  const row = screen.getByText(name, { selector: 'span' }).closest('[role="row"]')
  if (!(row instanceof HTMLElement)) throw new Error(`There is no row of ${name}.`)
  return row
}
