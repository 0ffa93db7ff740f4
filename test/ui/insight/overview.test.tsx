// @vitest-environment jsdom
import { cleanup, fireEvent, screen, waitFor, within } from '@testing-library/react'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { Overview } from '../../../electron/contract/insight/overview.ts'
import { savingsSummary } from '../savings-answers.ts'
import {
  connectorId,
  connectorStatus,
  createTestBridge,
  prepareWindow,
  renderApp,
  usersPage,
  usersReport,
} from '../support.tsx'
import { overviewAnswer } from './answers.ts'

beforeEach(prepareWindow)
afterEach(cleanup)

async function showOverview(answer: Overview = overviewAnswer()) {
  const bridge = createTestBridge({
    'connectors.status': () => [connectorStatus()],
    'reports.list': () => [usersReport],
    'reports.page': input => usersPage(input, 10),
    'insight.overview': () => answer,
    'savings.summary': () => savingsSummary(),
    'host.savePdf': () => ({ file: '/home/me/Contoso overview.pdf' }),
    'insight.exportOverview': () => ({ file: '/data/exports/Contoso-overview.html' }),
    'insight.daily': () => ({ from: null, until: null, completeUntil: null, lines: [] }),
  })
  await renderApp(bridge)
  await screen.findByRole('heading', { level: 2, name: 'What to do next' })
  return bridge
}

const hrefOf = (name: string | RegExp) => screen.getByRole('link', { name }).getAttribute('href') ?? ''

describe('the overview', () => {
  test('names every part of the seats, with a way to its rows', async () => {
    await showOverview()
    const seats = within(screen.getByRole('region', { name: 'Seats' }))
    for (const name of [
      '1,300',
      '900 active',
      '270 inactive',
      '10 not measured',
      '130 unassigned',
      '10 over-assigned',
      '3 free products',
      '1 trial',
      '2 products for rooms and devices',
      '1 product for the whole company',
    ]) {
      expect(seats.getByRole('link', { name })).toBeTruthy()
    }
    expect(seats.getByText(/22 in warning/)).toBeTruthy()
    expect(decodeURIComponent(hrefOf('270 inactive'))).toBe(
      '#/reports/seats?filter=kind|=|paid&filter=active_30d|=|0',
    )
    expect(screen.getByText('Activity as of Nov 21, 2026')).toBeTruthy()
  })

  test('is handed on as a PDF where the host writes one, and as a web page', async () => {
    const bridge = await showOverview()
    fireEvent.click(screen.getByRole('button', { name: 'Export' }))
    fireEvent.click(await screen.findByRole('menuitem', { name: 'PDF' }))
    await screen.findByText('Saved as Contoso overview.pdf.')
    fireEvent.click(screen.getByRole('button', { name: 'Export' }))
    fireEvent.click(await screen.findByRole('menuitem', { name: 'Web page, also for Word' }))
    await screen.findByText('Saved as Contoso-overview.html.')
    expect(bridge.calls.map(({ method }) => method)).toContain('insight.exportOverview')
  })

  test('shows the money of the savings, with the way to them and to missing prices', async () => {
    await showOverview()
    const tile = within(screen.getByRole('region', { name: 'Possible savings' }))
    expect(await tile.findByRole('link', { name: '€23,328' })).toBeTruthy()
    expect(tile.getByText('a year for 54 seats that nobody seems to need')).toBeTruthy()
    expect(tile.getByText('1 of 2 products have a price.')).toBeTruthy()
    expect(tile.getByRole('button', { name: 'Add prices' })).toBeTruthy()
  })

  test('opens the rows of a figure', async () => {
    const bridge = await showOverview()
    fireEvent.click(screen.getByRole('link', { name: '836' }))
    await screen.findByRole('heading', { level: 1, name: 'Users' })
    await waitFor(() =>
      expect(bridge.calls.findLast(({ method }) => method === 'reports.page')?.input).toMatchObject({
        report: 'users',
        filters: [{ column: 'license_count', operator: '>', value: '0' }],
      }),
    )
  })

  test.each(['notGranted', 'concealed'] as const)(
    'says once that use is %s, and calls nobody inactive',
    async usage => {
      const known = overviewAnswer()
      const unknown = { active: null, inactive: null, notMeasured: null }
      await showOverview(
        overviewAnswer({
          usage,
          activityAsOf: null,
          seats: known.seats === null ? null : { ...known.seats, ...unknown },
          users: known.users === null ? null : { ...known.users, active: null, inactive: null },
        }),
      )
      expect(screen.queryByText(/inactive$/)).toBeNull()
      expect(screen.getByRole('link', { name: '1,180 assigned' })).toBeTruthy()
      expect(
        screen.getAllByText(usage === 'concealed' ? /conceals the names/ : /Reports.Read.All/),
      ).toHaveLength(1)
      expect(screen.queryAllByRole('button', { name: 'Open setup' })).toHaveLength(
        usage === 'notGranted' ? 1 : 0,
      )
    },
  )

  test('offers a button for each finding, which leads to its rows', async () => {
    await showOverview()
    expect(screen.getByText('€1,296 a year')).toBeTruthy()
    fireEvent.click(screen.getByRole('button', { name: 'Review: 21 disabled accounts hold 44 licenses' }))
    await waitFor(() => expect(window.location.hash).toBe('#/reports/disabled-with-licenses'))
  })

  test('says one of anything as one', async () => {
    const answer = overviewAnswer()
    const ones = answer.findings.map(finding => ({
      ...finding,
      seats: 1,
      figure: finding.figure && { ...finding.figure, value: 1 },
    }))
    await showOverview({ ...answer, findings: ones })
    expect(screen.getByText('1 disabled account holds 1 license')).toBeTruthy()
  })

  test('shows the products as a table too, overuse in words', async () => {
    await showOverview()
    expect(screen.getByText('30 of 20 · 10 over')).toBeTruthy()
    const products = within(screen.getByRole('figure', { name: 'Products' }))
    fireEvent.click(products.getByRole('button', { name: 'View as table' }))
    const rows = within(products.getByRole('table', { name: 'Products' })).getAllByRole('row')
    expect(rows.map(row => row.textContent)).toEqual([
      'ProductAssignedBoughtOver-assigned',
      'Microsoft 365 E36507000',
      'Visio Plan 2302010',
    ])
  })

  test('leads from a credential that ends soon to its rotation', async () => {
    await showOverview(overviewAnswer({ health: { lastRun: null, dataChecks: null, credentialDays: 9 } }))
    const link = screen.getByRole('link', { name: 'Credential expires in 9 days' })
    expect(link.getAttribute('href')).toBe(`#/tenants?rotate=${connectorId}`)
  })

  test('never says zero of a health that nobody knows', async () => {
    await showOverview(overviewAnswer({ health: { lastRun: null, dataChecks: null, credentialDays: null } }))
    const health = within(screen.getByRole('region', { name: 'Health' }))
    expect(health.getByText('Credential expiry unknown')).toBeTruthy()
    expect(health.getByText('Data not checked yet')).toBeTruthy()
  })
})
