// @vitest-environment jsdom
import { cleanup, fireEvent, screen, waitFor, within } from '@testing-library/react'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { WireError } from '../../electron/contract/errors.ts'
import type { ActivityCoverage } from '../../electron/contract/insight/daily-activity.ts'
import type { DatasetResult, SyncRun } from '../../electron/contract/sync.ts'
import { defaultSettings } from '../../electron/core/settings/defaults.ts'
import {
  backgroundState,
  connectorId,
  connectorStatus,
  createTestBridge,
  prepareWindow,
  renderApp,
  syncRun,
} from './support.tsx'

const notGranted: WireError = {
  code: 'consentMissing',
  message: 'Reports.Read.All is not granted.',
  fix: 'Grant it.',
  step: 'permissions',
  detail: { status: '403' },
}

function skipped(dataset: string, error: WireError): DatasetResult {
  return {
    dataset,
    status: 'skipped',
    rows: 0,
    inserted: 0,
    updated: 0,
    removed: 0,
    requests: 1,
    bytes: 0,
    throttledMs: 0,
    durationMs: 10,
    error,
  }
}

const reports = ['a', 'b', 'c', 'd', 'e'].map(name => skipped(`usage.${name}`, notGranted))
const fabrikam = 'd3a00000-0000-4000-8000-000000000002'

type Changes = { running?: boolean; other?: string | null; coverage?: Partial<ActivityCoverage> }

function bridgeWith(run: SyncRun, changes: Changes = {}) {
  const { running = false, other = null, coverage = {} } = changes
  const status = connectorStatus({ lastRun: run, running })
  const second = { ...status.connector, id: fabrikam, name: 'Fabrikam' }
  return createTestBridge({
    'connectors.status': () => [status, connectorStatus({ connector: second })],
    'background.state': () => backgroundState({ running: other }),
    'sync.runs': () => [run],
    'sync.start': () => new Promise<SyncRun>(() => undefined),
    'sync.cancel': () => ({ cancelled: true }),
    'activity.coverage': () => ({
      enabled: false,
      phase: 'idle',
      resumesAt: null,
      reports: [],
      ...coverage,
    }),
    'activity.retrieve': () => ({ phase: 'running', resumesAt: null }),
    'activity.stop': () => ({ stopped: true }),
    'settings.change': () => defaultSettings,
  })
}

beforeEach(() => {
  prepareWindow()
  window.location.hash = '#/sync'
})
afterEach(cleanup)

describe('the last sync', () => {
  test('says when the next sync comes', async () => {
    await renderApp(bridgeWith(syncRun()))
    const last = (await screen.findByRole('heading', { name: 'Last sync succeeded' })).parentElement
    expect(last?.textContent).toMatch(/ · Not scheduled/)
  })

  test('says each cause once, with its datasets, its codes and the way to the cure', async () => {
    await renderApp(bridgeWith(syncRun({ status: 'partial', datasets: reports })))
    await screen.findByText('A, B, C and 2 more')
    expect(screen.getAllByText('Reports.Read.All is not granted. Grant it.')).toHaveLength(1)
    expect(screen.getByText('Details: status 403')).toBeTruthy()
    const link = screen.getByRole('link', { name: 'Fix in setup' })
    expect(link.getAttribute('href')).toBe(`#/setup/application?connector=${connectorId}`)
  })

  test('tells what is not granted from what is not offered', async () => {
    const noLicense = { ...notGranted, code: 'licenseMissing' as const, message: 'No Entra ID P1.' }
    const datasets = [...reports, skipped('sign_in_activity', noLicense)]
    await renderApp(bridgeWith(syncRun({ status: 'partial', datasets })))
    await screen.findByRole('heading', { level: 2, name: 'Last sync was partial' })
    await screen.findByText(/· 5 not granted · 1 not offered$/)
    expect(screen.getAllByRole('img', { name: 'Not granted' })).toHaveLength(1)
    expect(screen.getAllByRole('img', { name: 'Not offered' })).toHaveLength(1)
  })

  test('tells an answer that was set aside once, with what was and what came, and folds what is explained', async () => {
    const setAside = {
      ...skipped('usage.teams_user_activity_d30', {
        ...notGranted,
        code: 'invalidAnswer' as const,
        message: 'The answer was set aside.',
        detail: { kind: 'emptied', rowsBefore: '1204', rowsCame: '0' },
      }),
      status: 'failed' as const,
    }
    const explanation =
      'There were 1204 rows of 2026-11-21, and none came. The data of 2026-11-21 stays until a good answer comes.'
    const rows = { subject: 'rows', expected: 10, actual: 9, verdict: 'explained' as const }
    const run = syncRun({
      status: 'partial',
      datasets: [setAside],
      balance: [
        { ...rows, dataset: 'usage.a', explanation: 'Deleted users are kept.' },
        { ...rows, dataset: 'usage.b', explanation: 'Deleted users are kept.' },
        { ...rows, dataset: 'users', subject: 'people', verdict: 'flagged', explanation: 'Look.' },
        {
          dataset: 'usage.teams_user_activity_d30',
          subject: 'rows received',
          expected: 1204,
          actual: 0,
          verdict: 'flagged',
          explanation,
        },
      ],
    })
    await renderApp(bridgeWith(run))
    const block = within(
      (await screen.findByRole('heading', { level: 3, name: 'Data checks' })).closest('section') ??
        document.body,
    )
    const marks = block.getAllByRole('img', { name: 'Needs a look' })
    expect(marks.map(mark => mark.closest('li')?.textContent)).toEqual([
      `Teams user activity (30 days): was 1,204 rows, now 0${explanation}`,
      'Users, people: 9 instead of 10Look.',
    ])
    expect(screen.queryByText('The answer was set aside.', { exact: false })).toBeNull()
    fireEvent.click(block.getByRole('button', { name: '2 differences with an explanation' }))
    await block.findByText('A, rows: 9 instead of 10 · B, rows: 9 instead of 10')
    expect(block.getAllByText('Deleted users are kept.')).toHaveLength(1)
  })

  test('that ended before any dataset says why, and offers no full sync', async () => {
    const error: WireError = {
      ...notGranted,
      code: 'tlsUntrusted',
      message: 'TLS is inspected.',
      step: 'network',
    }
    await renderApp(bridgeWith(syncRun({ status: 'failed', error })))
    await screen.findByText('TLS is inspected.')
    const link = screen.getByRole('link', { name: 'Open the network settings' })
    expect(link.getAttribute('href')).toBe('#/settings/network')
    expect(screen.queryByRole('button', { name: 'Full sync' })).toBeNull()
  })

  test('can be followed by one that reads everything anew', async () => {
    const bridge = bridgeWith(syncRun())
    await renderApp(bridge)
    fireEvent.click(await screen.findByRole('button', { name: 'Full sync' }))
    await waitFor(() =>
      expect(bridge.calls).toContainEqual({
        method: 'sync.start',
        input: { connector: connectorId, mode: 'full' },
      }),
    )
  })
})

describe('the running sync', () => {
  test('is stopped on its screen', async () => {
    const bridge = bridgeWith(syncRun(), { running: true, other: connectorId })
    await renderApp(bridge)
    fireEvent.click(await screen.findByRole('button', { name: 'Stop' }))
    await screen.findByRole('button', { name: 'Stopping' })
    expect(bridge.calls).toContainEqual({ method: 'sync.cancel', input: { connector: connectorId } })
  })

  test('that waits for another connector says for which', async () => {
    await renderApp(bridgeWith(syncRun(), { running: true, other: fabrikam }))
    await screen.findByText('Starts when the sync of Fabrikam has finished.')
  })
})

describe('daily activity', () => {
  const day = (date: string, state: 'held' | 'late' | 'waiting' | 'lost', more = {}) => ({
    date,
    state,
    activeUsers: state === 'held' ? 1200 : null,
    problem: null,
    ...more,
  })
  const days = [
    day('2026-10-24', 'lost'),
    day('2026-11-20', 'held'),
    day('2026-11-21', 'late', { problem: 'emptied' }),
    day('2026-11-22', 'waiting'),
  ]
  const report = { report: 'office365_active', newestDay: '2026-11-22', concealed: false, days }

  test('is off until it is turned on here', async () => {
    const bridge = bridgeWith(syncRun())
    await renderApp(bridge)
    fireEvent.click(await screen.findByRole('button', { name: 'Turn on' }))
    await waitFor(() =>
      expect(bridge.calls).toContainEqual({
        method: 'settings.change',
        input: { data: { retrieveDailyActivity: true } },
      }),
    )
    await waitFor(() =>
      expect(bridge.calls).toContainEqual({ method: 'activity.retrieve', input: { connector: connectorId } }),
    )
  })

  test('shows each day with its state in words, and says until when it waits', async () => {
    const resumesAt = '2026-11-23T09:10:00Z'
    const bridge = bridgeWith(syncRun(), {
      coverage: { enabled: true, phase: 'waiting', resumesAt, reports: [report] },
    })
    await renderApp(bridge)
    const calendar = await screen.findByRole('table', { name: /Days of Exchange/ })
    const cells = within(calendar)
      .getAllByRole('cell')
      .flatMap(({ textContent }) => textContent || [])
    expect(cells).toEqual([
      '24Lost. Microsoft offers it no longer.',
      '20Retrieved. 1,200 active users',
      '21Late. The answer was empty although other reports count users on this day. It was set aside.',
      '22Waiting. Offered by Microsoft and not retrieved yet.',
    ])
    for (const text of ['1 retrieved', '1 late', '1 waiting', '1 lost', /^Offered up to/]) {
      expect(screen.getByText(text)).toBeTruthy()
    }
    expect(screen.getByText(/^Microsoft allows a few days every ten minutes\. Resumes at /)).toBeTruthy()
    fireEvent.click(screen.getByRole('button', { name: 'Stop' }))
    await waitFor(() =>
      expect(bridge.calls).toContainEqual({ method: 'activity.stop', input: { connector: connectorId } }),
    )
  })
})
