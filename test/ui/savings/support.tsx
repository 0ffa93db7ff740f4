import { screen } from '@testing-library/react'
import type { Cell, ReportPage } from '../../../electron/contract/reports.ts'
import { findReport } from '../../../electron/core/reports/index.ts'
import { defaultSettings } from '../../../electron/core/settings/defaults.ts'
import { savingsSummary } from '../savings-answers.ts'
import { connectorStatus, createTestBridge, renderApp, type TestBridge } from '../support.tsx'

export type Row = Readonly<Record<string, Cell>>

/** A page of one of the product's reports, with rows of which only some cells are told. */
export function reportPage(report: string, rows: readonly Row[]): ReportPage {
  const { columns } = findReport(report).description
  return {
    report,
    columns,
    rows: rows.map(row => columns.map(({ key }) => row[key] ?? null)),
    offset: 0,
    filtered: rows.length,
    total: rows.length,
    activityAsOf: null,
    notes: [],
    missing: {},
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

/** The screen of savings over a tenant that has the given rows and answers. */
export async function showSavings(
  hash: string,
  answers: Parameters<typeof createTestBridge>[0],
  rows: Readonly<Record<string, readonly Row[]>> = {},
): Promise<TestBridge> {
  window.location.hash = hash
  const bridge = createTestBridge({
    'connectors.status': () => [connectorStatus()],
    'reports.list': () => ['savings', 'decisions', 'exclusions'].map(name => findReport(name).description),
    'reports.page': ({ report }) => reportPage(report, rows[report] ?? []),
    'reports.totals': () => ({ totals: {}, unknown: {}, currency: null }),
    'settings.get': () => defaultSettings,
    'settings.change': () => defaultSettings,
    'host.info': () => desktop,
    'savings.summary': () => savingsSummary(),
    ...answers,
  })
  await renderApp(bridge)
  await screen.findByRole('heading', { level: 1, name: 'Savings' })
  return bridge
}

/** The input of the last call of a method. */
export function lastInput(bridge: TestBridge, method: string): unknown {
  return bridge.calls.findLast(call => call.method === method)?.input
}
