// @vitest-environment jsdom
import { cleanup, fireEvent, screen, within } from '@testing-library/react'
import { afterEach, beforeEach, expect, test } from 'vitest'
import type { AppsUse, AppUse } from '../../../electron/contract/insight/apps.ts'
import { heatStep, neverUsedApps } from '../../../renderer/features/apps/heat.ts'
import { connectorStatus, createTestBridge, prepareWindow, renderApp, syncRun } from '../support.tsx'

beforeEach(prepareWindow)
afterEach(cleanup)

const app = (changes: Partial<AppUse>): AppUse => ({
  app: 'teams',
  title: 'Teams',
  asOf: '2026-11-21',
  isAtMost: false,
  base: 5,
  active: { d7: 1, d30: 3, d90: 4, d180: 4 },
  neverUsed: {
    value: 1,
    behind: { report: 'app-activity', filters: [], parameters: {}, rows: 1, sumOf: null },
  },
  others: 1,
  ...changes,
})

async function show(use: Partial<AppsUse>): Promise<void> {
  window.location.hash = '#/apps'
  const bridge = createTestBridge({
    'connectors.status': () => [connectorStatus({ lastRun: syncRun() })],
    'reports.list': () => [],
    'insight.apps': () => ({ usage: 'known', activityAsOf: '2026-11-21', daysApart: 0, apps: [], ...use }),
    'insight.app': () => ({
      platforms: [{ platform: 'windows', users: 3 }],
      platformDays: 30,
      departments: [{ department: null, base: 5, active: 3, neverUsed: 1 }],
    }),
    'insight.daily': () => ({ from: null, until: null, completeUntil: null, lines: [] }),
  })
  await renderApp(bridge)
  await screen.findByRole('heading', { level: 1, name: 'App usage' })
}

test('each app says how many of those who have it use it, in the chosen window, with its own day', async () => {
  await show({
    apps: [app({}), app({ app: 'word_app', title: 'Word', isAtMost: true, asOf: '2026-11-14', others: 0 })],
    daysApart: 7,
  })
  const bars = await screen.findByRole('figure', { name: 'Active in 30 days' })
  expect(within(bars).getByText('3 of 5')).toBeTruthy()
  expect(within(bars).getByText('at most 3 of 5')).toBeTruthy()
  expect(within(bars).getByText(/up to Nov 14, 2026/)).toBeTruthy()
  expect(screen.getByText(/end up to 7 days apart/)).toBeTruthy()
  fireEvent.click(within(bars).getByRole('button', { name: 'View as table' }))
  const cells = within(bars)
    .getAllByRole('cell')
    .map(({ textContent }) => textContent)
  expect(cells.slice(0, 5)).toEqual(['3', '5', '60 %', '1', 'Nov 21, 2026'])
  fireEvent.click(screen.getByRole('button', { name: '7 days' }))
  await screen.findByRole('figure', { name: 'Active in 7 days' })
  expect(screen.getByText(/1 more is active: a guest/)).toBeTruthy()
})

test('where nothing is known of the use, that is said and no number is shown', async () => {
  await show({ usage: 'concealed', activityAsOf: null })
  expect(await screen.findByText(/conceal/)).toBeTruthy()
  expect(screen.queryByText(/ of 0/)).toBeNull()
})

test('a last use within N days is at most N − 1 days ago', () => {
  expect([6, 7, 29, 30, 89, 90, 179, 180].map(heatStep)).toEqual([
    'week',
    'month',
    'month',
    'quarter',
    'quarter',
    'halfYear',
    'halfYear',
    'older',
  ])
  expect([...neverUsedApps('Teams; Word;')]).toEqual(['Teams', 'Word'])
})
