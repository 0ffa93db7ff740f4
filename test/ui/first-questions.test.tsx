// @vitest-environment jsdom
import { cleanup, fireEvent, screen } from '@testing-library/react'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { ConnectorStatus } from '../../electron/contract/schemas.ts'
import { defaultSettings } from '../../electron/core/settings/defaults.ts'
import { queryKeys } from '../../renderer/queries.ts'
import { askAhead, askFirst, createQueryClient } from '../../renderer/query-client.ts'
import { plainRoute } from '../../renderer/routing/route.ts'
import { overviewAnswer } from './insight/answers.ts'
import { savingsSummary } from './savings-answers.ts'
import {
  backgroundState,
  connectorStatus,
  createTestBridge,
  prepareWindow,
  renderApp,
  usersPage,
  usersReport,
} from './support.tsx'

beforeEach(prepareWindow)
afterEach(cleanup)

const answers = {
  'settings.get': () => defaultSettings,
  'background.state': () => backgroundState(),
  'connectors.status': (): ConnectorStatus[] => [connectorStatus()],
  'reports.list': () => [usersReport],
  'insight.overview': () => overviewAnswer(),
  'savings.summary': () => savingsSummary(),
  'insight.daily': () => ({ from: null, until: null, completeUntil: null, lines: [] }),
}
const asked = [
  'settings.get',
  'background.state',
  'reports.list',
  'connectors.status',
  'insight.daily',
  'savings.summary',
  'insight.overview',
]

describe('what the first screen shows', () => {
  test('is asked for before anything is drawn, and only then', async () => {
    const bridge = createTestBridge(answers)
    const client = createQueryClient(bridge)
    await askFirst(client, bridge, plainRoute('overview'))
    expect(bridge.calls.map(({ method }) => method)).toEqual(asked)
    await renderApp(bridge, client)
    await screen.findByRole('heading', { level: 1, name: 'Overview' })
    // News of a consent and what the host can hand on are no figures: whatever needs them asks for them.
    expect(bridge.calls.map(({ method }) => method)).toEqual([...asked, 'consent.news', 'host.info'])
  })

  test('is no figure where the window begins on another screen or nothing was retrieved yet', async () => {
    const methodsOf = async (screen: 'overview' | 'users', status: ConnectorStatus) => {
      const bridge = createTestBridge({ ...answers, 'connectors.status': () => [status] })
      await askFirst(createQueryClient(bridge), bridge, plainRoute(screen))
      return bridge.calls.map(({ method }) => method)
    }
    expect(await methodsOf('users', connectorStatus())).not.toContain('insight.overview')
    expect(await methodsOf('overview', connectorStatus({ lastRun: null }))).not.toContain('insight.overview')
  })

  test('follows what the engine tells before anything is drawn', async () => {
    const bridge = createTestBridge(answers)
    const client = createQueryClient(bridge)
    await askFirst(client, bridge, plainRoute('overview'))
    const paused = backgroundState({ phase: 'paused', paused: true })
    bridge.tell('background.changed', paused)
    expect(client.getQueryData(queryKeys.background)).toEqual(paused)
  })

  test('is asked for again when it could not be had', async () => {
    let fails = true
    const bridge = createTestBridge({
      ...answers,
      'connectors.status': () => {
        if (fails) throw new Error('Not yet.')
        return [connectorStatus()]
      },
    })
    const client = createQueryClient(bridge)
    await askFirst(client, bridge, plainRoute('overview'))
    fails = false
    await renderApp(bridge, client)
    await screen.findByRole('heading', { level: 1, name: 'Overview' })
  })
})

describe('what is looked at next', () => {
  test('is there before the click', async () => {
    const bridge = createTestBridge({
      ...answers,
      'reports.list': () => [usersReport],
      'reports.page': input => usersPage(input, input.report === 'users' ? 10 : 0),
    })
    const client = createQueryClient(bridge)
    await askFirst(client, bridge, plainRoute('overview'))
    await askAhead(client, bridge)
    await renderApp(bridge, client)
    const before = bridge.calls.length
    fireEvent.click(await screen.findByRole('button', { name: 'Users' }))
    expect(screen.getByText('Person 1')).toBeTruthy()
    // The sums below the rows may come a moment later.
    const later = bridge.calls.slice(before).map(({ method }) => method)
    expect(later.filter(method => method === 'reports.page')).toEqual([])
  })

  test('is not asked for where nothing was retrieved yet', async () => {
    const bridge = createTestBridge({
      ...answers,
      'connectors.status': () => [connectorStatus({ lastRun: null })],
      'reports.list': () => [usersReport],
    })
    const client = createQueryClient(bridge)
    await askFirst(client, bridge, plainRoute('overview'))
    await askAhead(client, bridge)
    expect(bridge.calls.map(({ method }) => method)).not.toContain('insight.overview')
  })
})
