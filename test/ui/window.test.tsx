// @vitest-environment jsdom
import { cleanup, fireEvent, screen, waitFor, within } from '@testing-library/react'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { ConnectorStatus } from '../../electron/contract/schemas.ts'
import type { DatasetProgress, SyncRun } from '../../electron/contract/sync.ts'
import { screens as titles } from '../../renderer/i18n/en/screens.ts'
import { screenNames, screens } from '../../renderer/screens.tsx'
import { overviewAnswer } from './insight/answers.ts'
import {
  connectorId,
  connectorStatus,
  createTestBridge,
  prepareWindow,
  renderApp,
  syncRun,
  usersPage,
  usersReport,
} from './support.tsx'

function progress(dataset: string, changes: Partial<DatasetProgress> = {}): DatasetProgress {
  return {
    connector: connectorId,
    dataset,
    state: 'running',
    rows: 0,
    expectedRows: null,
    bytes: 0,
    throttledMs: 0,
    waitingMs: 0,
    elapsedMs: 0,
    ...changes,
  }
}

const inRail = screenNames.filter(name => screens[name].place !== 'hidden')

beforeEach(prepareWindow)
afterEach(cleanup)

describe('the first run', () => {
  test('says what the app does, and offers to connect a tenant or to explore the demo', async () => {
    const bridge = createTestBridge({ 'connectors.status': () => [], 'setup.drafts': () => [] })
    await renderApp(bridge)
    await screen.findByRole('heading', { level: 1, name: 'See who uses what you pay for' })
    expect(screen.getByText(/Your data stays on this computer/)).toBeTruthy()
    expect(screen.getByRole('button', { name: 'Connect a tenant' })).toBeTruthy()
    expect(screen.getByRole('button', { name: 'Explore with a demo tenant' })).toBeTruthy()
  })

  test('starts the demo tenant with its first sync', async () => {
    const demo = connectorStatus({ demo: true, lastRun: null })
    let known: ConnectorStatus[] = []
    const bridge = createTestBridge({
      'connectors.status': () => known,
      'setup.drafts': () => [],
      'demo.start': () => {
        known = [demo]
        return demo.connector
      },
      'sync.start': () => new Promise<SyncRun>(() => undefined),
    })
    await renderApp(bridge)
    fireEvent.click(await screen.findByRole('button', { name: 'Explore with a demo tenant' }))
    await waitFor(() => expect(bridge.calls.map(({ method }) => method)).toContain('sync.start'))
    bridge.tell('connectors.changed', {})
    await screen.findByRole('heading', { name: 'Overview' })
    expect(screen.getByText('Demo')).toBeTruthy()
  })
})

describe('a sync', () => {
  const answers = {
    'reports.list': () => [usersReport],
    'reports.page': () => usersPage({ connector: connectorId, report: 'users' }, 0),
    'sync.runs': () => [] as SyncRun[],
  }

  test('shows its progress in the button and is stopped beside it', async () => {
    let finish: (run: SyncRun) => void = () => undefined
    const bridge = createTestBridge({
      ...answers,
      'connectors.status': () => [connectorStatus()],
      'sync.start': () =>
        new Promise<SyncRun>(resolve => {
          finish = resolve
        }),
      'sync.cancel': () => ({ cancelled: true }),
    })
    await renderApp(bridge)
    fireEvent.click(await screen.findByRole('button', { name: /^Sync: Synced/ }))
    fireEvent.click(await screen.findByRole('menuitem', { name: 'Sync now' }))
    bridge.tell('sync.progress', progress('licenses', { state: 'succeeded', rows: 12 }))
    bridge.tell('sync.progress', progress('users', { rows: 40, expectedRows: 100 }))
    await screen.findByRole('button', { name: /^Sync: Syncing \d+%/ })
    fireEvent.click(screen.getByRole('button', { name: 'Cancel the sync' }))
    await waitFor(() => expect(bridge.calls.at(-1)?.method).toBe('sync.cancel'))
    const run = syncRun({ id: 2, status: 'cancelled' })
    bridge.tell('sync.finished', run)
    finish(run)
    await screen.findByRole('button', { name: /^Sync: Synced/ })
  })

  test('shows each dataset, and the wait that Microsoft asked for', async () => {
    window.location.hash = '#/sync'
    const bridge = createTestBridge({
      ...answers,
      'connectors.status': () => [connectorStatus({ running: true })],
    })
    await renderApp(bridge)
    await screen.findByRole('heading', { name: 'Running now' })
    bridge.tell('sync.progress', progress('users', { rows: 400, expectedRows: 1000 }))
    bridge.tell('sync.progress', progress('usage.teams', { waitingMs: 12_000 }))
    await screen.findByText('400 of 1,000 rows')
    expect(screen.getByText('asked to wait 12 s')).toBeTruthy()
    expect(screen.getByText('0 of 2 datasets received')).toBeTruthy()
  })

  test('is kept in the history with what went wrong and what to do', async () => {
    window.location.hash = '#/sync'
    const failed = syncRun({
      status: 'partial',
      datasets: [
        {
          dataset: 'usage.teams_user_activity_d180',
          status: 'failed',
          rows: 0,
          inserted: 0,
          updated: 0,
          removed: 0,
          requests: 3,
          bytes: 0,
          throttledMs: 0,
          durationMs: 900,
          error: {
            code: 'throttled',
            message: 'Microsoft asked to wait for too long.',
            fix: 'Try later.',
            step: null,
            detail: {},
          },
        },
      ],
    })
    const bridge = createTestBridge({
      ...answers,
      'connectors.status': () => [connectorStatus({ lastRun: failed })],
      'sync.runs': () => [failed],
    })
    await renderApp(bridge)
    // The last run says so above the history, and its entry within the table of its datasets.
    await screen.findByRole('heading', { level: 2, name: 'Last sync was partial' })
    expect(screen.getByText('Teams user activity (180 days)')).toBeTruthy()
    fireEvent.click(screen.getByRole('button', { name: /Partial/ }))
    const table = within(await screen.findByRole('table'))
    expect(table.getByText('Teams user activity (180 days)')).toBeTruthy()
    expect(table.getByText('Microsoft asked to wait for too long. Try later.')).toBeTruthy()
  })
})

describe('the frame', () => {
  test.each(['#/nowhere', '#/reports/nonsense', '#/users/7c1/nonsense'])(
    'says that there is no page at %s, and leads back',
    async hash => {
      window.location.hash = hash
      const bridge = createTestBridge({
        'connectors.status': () => [connectorStatus({ lastRun: null })],
        'reports.list': () => [usersReport],
      })
      await renderApp(bridge)
      await screen.findByRole('heading', { level: 1, name: 'Page not found' })
      expect(screen.getByText(new RegExp(`no page at ${hash}`))).toBeTruthy()
      expect(within(screen.getByRole('main')).getByRole('button', { name: 'Back' })).toBeTruthy()
      fireEvent.click(screen.getByRole('button', { name: 'Go to Overview' }))
      await screen.findByRole('heading', { level: 1, name: 'Overview' })
    },
  )

  test('switches between tenants', async () => {
    const other = connectorStatus()
    const fabrikam = {
      ...other,
      connector: { ...other.connector, id: 'd3a00000-0000-4000-8000-000000000002', name: 'Fabrikam' },
    }
    const bridge = createTestBridge({
      'connectors.status': () => [other, fabrikam],
      'reports.list': () => [usersReport],
      'reports.page': input => usersPage(input, 10),
    })
    window.location.hash = '#/users'
    await renderApp(bridge)
    fireEvent.click(await screen.findByRole('button', { name: /Tenant: Contoso/ }))
    fireEvent.click(await screen.findByRole('menuitemradio', { name: /Fabrikam/ }))
    await screen.findByRole('button', { name: /Tenant: Fabrikam/ })
    await waitFor(() =>
      expect(bridge.calls).toContainEqual({
        method: 'reports.page',
        input: expect.objectContaining({ connector: fabrikam.connector.id }),
      }),
    )
  })

  test.each(inRail)('leads from the rail to %s and names it in the window title', async name => {
    const bridge = createTestBridge({
      'connectors.status': () => [connectorStatus()],
      'reports.list': () => [usersReport],
      'reports.page': input => usersPage(input, 10),
      'insight.overview': () => overviewAnswer(),
      'insight.daily': () => ({ from: null, until: null, completeUntil: null, lines: [] }),
      'sync.runs': () => [],
      'setup.drafts': () => [],
    })
    window.location.hash = name === 'users' ? '#/sync' : '#/users'
    await renderApp(bridge)
    const rail = within(await screen.findByRole('navigation', { name: 'Screens' }))
    fireEvent.click(rail.getByRole('button', { name: titles[name] }))
    await screen.findByRole('heading', { level: 1, name: titles[name] })
    expect(document.title).toBe(`${titles[name]} – M365 Connector`)
    expect(window.location.hash).toBe(`#/${name}`)
  })

  test('moves the focus to the heading of the screen that is come to', async () => {
    const bridge = createTestBridge({
      'connectors.status': () => [connectorStatus()],
      'reports.list': () => [usersReport],
      'reports.page': input => usersPage(input, 10),
    })
    await renderApp(bridge)
    fireEvent.click(await screen.findByRole('button', { name: 'Users' }))
    const heading = await screen.findByRole('heading', { level: 1, name: 'Users' })
    expect(document.activeElement).toBe(heading)
  })
})
