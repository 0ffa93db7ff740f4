// @vitest-environment jsdom
import { cleanup, fireEvent, screen, within } from '@testing-library/react'
import { afterEach, beforeEach, expect, test } from 'vitest'
import type { Cell, ReportDescription, ReportPage } from '../../../electron/contract/reports.ts'
import { findReport } from '../../../electron/core/reports/index.ts'
import { connectorStatus, createTestBridge, prepareWindow, renderApp, syncRun } from '../support.tsx'

beforeEach(prepareWindow)
afterEach(cleanup)

const descriptionOf = (name: string): ReportDescription => findReport(name).description

function pageOf(name: string, rows: readonly Record<string, Cell>[]): ReportPage {
  const { columns } = descriptionOf(name)
  return {
    report: name,
    columns: [...columns],
    rows: rows.map(row => columns.map(({ key }) => row[key] ?? null)),
    offset: 0,
    filtered: rows.length,
    total: rows.length,
    activityAsOf: '2026-11-21',
    notes: [],
    missing: {},
  }
}

const split = (department: string | null, seats: number, inactive: number, cost: number | null) => ({
  department,
  people: seats,
  licensed_people: seats,
  unlicensed_people: 0,
  active_people_30d: seats - inactive,
  inactive_people_30d: inactive,
  active_share: 100 * (1 - inactive / seats),
  seats,
  active_seats_30d: seats - inactive,
  inactive_seats_30d: inactive,
  cost_year: cost,
  currency: cost === null ? null : 'EUR',
  cost_per_head: cost === null ? null : cost / seats,
  inactive_cost_year: cost === null ? null : (cost * inactive) / seats,
})

async function show(hash: string, rows: readonly Record<string, Cell>[]) {
  window.location.hash = hash
  const bridge = createTestBridge({
    'connectors.status': () => [connectorStatus({ lastRun: syncRun() })],
    'reports.list': () => [descriptionOf('departments'), descriptionOf('charge-back')],
    'reports.page': ({ report }) => pageOf(report, rows),
    'reports.totals': () => ({ totals: {}, unknown: {}, currency: null }),
  })
  await renderApp(bridge)
  await screen.findByRole('heading', { level: 1, name: 'Departments' })
  return bridge
}

test('departments are compared by seats or by cost, and each bar leads to its seats', async () => {
  await show('#/departments', [split('Sales', 40, 4, 17_280), split(null, 10, 10, 4_320)])
  const bars = await screen.findByRole('figure', { name: 'Seats by department' })
  expect(within(bars).getByText('4 of 40 inactive')).toBeTruthy()
  expect(within(bars).getByRole('link', { name: '(No department)' })).toBeTruthy()
  const address = within(bars).getByRole('link', { name: 'Sales' }).getAttribute('href') ?? ''
  expect(decodeURIComponent(address)).toContain('department')
  fireEvent.click(within(bars).getByRole('button', { name: 'Cost' }))
  const costs = await screen.findByRole('figure', { name: 'Cost a year by department' })
  expect(within(costs).getByText('€1,728 of €17,280 inactive')).toBeTruthy()
  fireEvent.click(within(costs).getByRole('button', { name: 'View as table' }))
  const cells = within(costs)
    .getAllByRole('cell')
    .map(({ textContent }) => textContent)
  expect(cells).toEqual(['€17,280', '€1,728', '€4,320', '€4,320'])
})

test('without prices, or with prices in several currencies, there are seats alone', async () => {
  await show('#/departments', [
    split('Sales', 40, 4, 17_280),
    { ...split('Research', 10, 1, 900), currency: 'USD' },
  ])
  await screen.findByRole('figure', { name: 'Seats by department' })
  expect(screen.queryByRole('button', { name: 'Cost' })).toBeNull()
})

test('charge-back is a table of its own, whose rows lead to their seats', async () => {
  await show('#/departments/charge-back', [
    {
      department: 'Sales',
      product_name: 'Microsoft 365 E3',
      seats: 40,
      price_year: 432,
      cost_year: 17_280,
      currency: 'EUR',
      sku_id: 'e3',
    },
    {
      department: null,
      product_name: 'Microsoft 365 E3',
      seats: 2,
      price_year: 432,
      cost_year: 864,
      currency: 'EUR',
      sku_id: 'e3',
    },
  ])
  expect(screen.getByRole('tab', { name: 'Charge-back', selected: true })).toBeTruthy()
  const link = await screen.findByRole('link', { name: 'Sales' })
  const address = decodeURIComponent(link.getAttribute('href') ?? '')
  expect(address).toMatch(/seats.*Sales.*e3/)
  expect(screen.getByRole('link', { name: '(No department)' })).toBeTruthy()
})
