// @vitest-environment jsdom
import { cleanup, fireEvent, screen, within } from '@testing-library/react'
import { afterEach, beforeEach, expect, test } from 'vitest'
import type { AppsUse, AppUse } from '../../../electron/contract/insight/apps.ts'
import { smallGroups } from '../../../electron/contract/reports.ts'
import type { Input } from '../../../electron/contract/schemas.ts'
import { adoptionStep } from '../../../renderer/features/apps/adoption-cell.tsx'
import { blankReason, daysAgo, heatStep, namedApps } from '../../../renderer/features/apps/heat.ts'
import {
  connectorStatus,
  createTestBridge,
  prepareWindow,
  renderApp,
  syncRun,
  usersPage,
  usersReport,
} from '../support.tsx'

beforeEach(prepareWindow)
afterEach(cleanup)

const app = (changes: Partial<AppUse>): AppUse => ({
  app: 'teams',
  title: 'Teams',
  asOf: '2026-11-21',
  sharesDay: false,
  atMost: { d7: false, d30: false, d90: false, d180: false },
  base: 5,
  active: { d7: 1, d30: 3, d90: 4, d180: 4 },
  neverUsed: {
    value: 1,
    behind: { report: 'app-activity', filters: [], parameters: {}, rows: 1, sumOf: null },
  },
  others: 1,
  othersAre: null,
  trend: null,
  ...changes,
})

const column = (key: string, label: string, type: 'text' | 'date' | 'integer' | 'percent') =>
  ({ key, label, type, personal: false, sums: false, blank: 'none' }) as const
const matrix = {
  ...usersReport,
  name: 'app-activity',
  columns: [
    ...usersReport.columns,
    column('teams_last_activity_date', 'Teams', 'date'),
    column('word_app_last_activity_date', 'Word', 'date'),
    ...['never_used', 'plan_off', 'not_measured', 'too_new', 'has_app'].map(key => column(key, key, 'text')),
  ],
}
/** Users by name, each with the day of Teams and the column that names it. */
const matrixRows = [
  ['Ann', '2026-11-20', null, null, null, null],
  ['Ben', null, 'Teams;', null, null, null],
  ['Cyd', null, null, 'Teams;', null, null],
  ['Dan', null, null, null, 'Teams;', null],
  ['Eva', null, null, null, null, 'Teams;'],
].map(([name = null, day = null, ...cells]) => [name, 'Sales', 1, 1, day, null, ...cells, null])

const departments = {
  ...usersReport,
  name: 'app-adoption',
  columns: [
    column('department', 'Department', 'text'),
    column('lost', 'Lost users', 'integer'),
    column('users', 'Users', 'integer'),
    column('teams_share', 'Teams', 'percent'),
    ...['teams_active', 'teams_users', 'teams_lost'].map(key => column(key, key, 'integer')),
    column('at_most', 'At most', 'text'),
  ],
  parameters: [{ key: 'days', label: 'Within (days)', default: 30, min: 7, max: 180 }],
  rowKey: ['department'],
  defaultSort: { column: 'lost', direction: 'desc' as const },
}
const departmentRows = [
  ['Sales', 2, 9, 60, 3, 5, 2, null],
  [null, 1, 4, 25, 1, 4, 1, null],
  [smallGroups, 0, 6, 0, 0, 6, 0, null],
]

/** Rows of one of the two reports, and what was asked of them. */
const asked: Input<'reports.page'>[] = []

async function show(use: Partial<AppsUse>, hash = '#/apps', rows = departmentRows): Promise<void> {
  window.location.hash = hash
  asked.length = 0
  const bridge = createTestBridge({
    'connectors.status': () => [connectorStatus({ lastRun: syncRun() })],
    'reports.list': () => [matrix, departments],
    'reports.page': input => {
      asked.push(input)
      const isMatrix = input.report === matrix.name
      const [report, cells] = isMatrix ? [matrix, matrixRows] : [departments, rows]
      return {
        ...usersPage(input, 0),
        report: report.name,
        columns: report.columns,
        rows: cells,
        filtered: cells.length,
        total: cells.length,
      }
    },
    'insight.apps': () => ({
      usage: 'known',
      activityAsOf: '2026-11-21',
      daysApart: 0,
      watchedSince: '2026-06-02',
      unmeasured: [],
      apps: [],
      ...use,
    }),
    'insight.app': () => ({
      platforms: [{ platform: 'windows', users: 3 }],
      platformDays: 30,
      departments: [{ department: null, base: 5, active: 3, lost: 1, neverUsed: 1 }],
    }),
    'insight.daily': () => ({ from: null, until: null, completeUntil: null, lines: [] }),
  })
  await renderApp(bridge)
  await screen.findByRole('heading', { level: 1, name: 'App usage' })
}

test('each app says how many of those who have it use it, in the chosen window, with its own day', async () => {
  await show({
    apps: [
      app({ trend: { now: 3, before: 4 } }),
      app({
        app: 'word_app',
        title: 'Word',
        sharesDay: true,
        atMost: { d7: false, d30: true, d90: false, d180: false },
        asOf: '2026-11-14',
        trend: { now: 1001, before: 1000 },
        othersAre: { withoutPlan: 1, guests: 2, disabled: 0, unmatched: 3 },
      }),
    ],
    daysApart: 7,
    unmeasured: [{ app: 'copilot', title: 'Copilot', gap: 'report_missing', until: '2026-11-12' }],
  })
  const bars = await screen.findByRole('figure', { name: 'Active in 30 days' })
  expect(within(bars).getByText('3 of 5')).toBeTruthy()
  expect(within(bars).getByText('at most 3 of 5')).toBeTruthy()
  expect(within(bars).getByText(/up to Nov 14, 2026/)).toBeTruthy()
  expect(screen.getByText(/end up to 7 days apart/)).toBeTruthy()
  expect(within(bars).getByText('▼ 25%').getAttribute('title')).toMatch(/^3 users a day .*, 4 on/)
  expect(within(bars).getByText('=')).toBeTruthy()
  expect(screen.getByText(/^Use is on record since Jun 2, 2026;/)).toBeTruthy()
  expect(screen.getByText(/counts each Microsoft 365 app over 30 days/)).toBeTruthy()
  expect(screen.getByText('Copilot: the report is missing since Nov 12, 2026.')).toBeTruthy()
  fireEvent.click(screen.getByRole('button', { name: 'Word' }))
  for (const words of [
    '1 user without the plan is active',
    '2 guests are active',
    '3 active names are not in the directory',
  ])
    expect(await screen.findByText(words)).toBeTruthy()
  expect(screen.queryByText(/disabled account/)).toBeNull()
  fireEvent.click(screen.getByRole('button', { name: 'Teams' }))
  const drawn = await screen.findByRole('figure', { name: 'Active in 30 days' })
  fireEvent.click(within(drawn).getByRole('button', { name: 'View as table' }))
  const cells = within(drawn)
    .getAllByRole('cell')
    .map(({ textContent }) => textContent)
  expect(cells.slice(0, 5)).toEqual(['3', '5', '60%', '1', 'Nov 21, 2026'])
  expect(cells).toContain('at most 3')
  fireEvent.click(screen.getByRole('button', { name: '7 days' }))
  const inWeek = await screen.findByRole('figure', { name: 'Active in 7 days' })
  // The report of this window has come.
  expect(within(inWeek).queryByText(/at most/)).toBeNull()
  expect(screen.queryByText(/counts each Microsoft 365 app/)).toBeNull()
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
  expect([...namedApps('Teams; Word;')]).toEqual(['Teams', 'Word'])
  const row: Readonly<Record<string, string>> = {
    plan_off: 'Teams;',
    not_measured: 'Teams app;',
    too_new: 'Word;',
  }
  const reasonOf = (title: string) => blankReason(title, column => row[column] ?? null)
  expect(['Teams', 'Teams app', 'Word', 'Exchange'].map(reasonOf)).toEqual([
    'planOff',
    'notMeasured',
    'tooNew',
    null,
  ])
})

test('of an app that shares its day with others a cell says between which days it was used last', () => {
  const word = app({ sharesDay: true })
  const ago = (day: string, windows: readonly number[], use = word, isCounted = true) =>
    daysAgo(use, day, { isCounted, isUsed: days => windows.includes(days) })
  expect(ago('2026-11-21', [7, 30, 90, 180])).toEqual({ from: 0, to: 6 })
  expect(ago('2026-11-21', [30, 90, 180])).toEqual({ from: 7, to: 29 })
  expect(ago('2026-10-30', [90, 180])).toEqual({ from: 30, to: 89 })
  expect(ago('2026-11-07', [30, 90, 180])).toEqual({ from: 14, to: 29 })
  expect(ago('2026-11-20', [180])).toEqual({ from: 90, to: 179 })
  // What no report of the window says is open, but for what a longer one rules out.
  const open = app({ sharesDay: true, atMost: { d7: true, d30: true, d90: false, d180: false } })
  expect(ago('2026-11-20', [7, 30, 90, 180], open)).toEqual({ from: 1, to: 89 })
  expect(ago('2026-11-20', [7, 30, 90, 180], word, false)).toEqual({ from: 1, to: null })
  // The day of any other app is its own.
  expect(ago('2026-11-19', [7, 30, 90, 180], app({}))).toEqual({ from: 2, to: 2 })
})

test('a cell of users and apps says when it was, or why there is no day', async () => {
  await show(
    { apps: [app({}), app({ app: 'copilot', title: 'Copilot', asOf: '2026-11-19' })] },
    '#/apps/users',
  )
  expect(await screen.findByRole('columnheader', { name: /Teams/ })).toBeTruthy()
  for (const words of ['1 day', 'no record', 'no plan', 'not in report', 'too new'])
    expect(await screen.findByText(words)).toBeTruthy()
  expect(screen.getByText('Teams up to Nov 21, 2026 · Copilot up to Nov 19, 2026')).toBeTruthy()
  fireEvent.click(screen.getByRole('button', { name: 'Web and mobile only' }))
  expect(decodeURIComponent(window.location.hash)).toMatch(/platforms\|in\|Mobile/)
})

test('a cell of departments and apps is a shade with its base, and leads to the users it counts', async () => {
  await show({ apps: [app({}), app({ app: 'word_app', title: 'Word', base: 0 })] }, '#/apps/departments')
  const cell = await screen.findByRole('link', { name: /^60%/ })
  expect(cell.textContent).toBe('60% Teams: 3 of 5 use it, 2 users lost')
  expect(cell.parentElement?.title).toBe('Teams: 3 of 5 use it, 2 users lost')
  expect(screen.getByText('(No department)')).toBeTruthy()
  expect(
    screen.getByText(/Lost users used one of their apps within 90 days, but not within 30 days\./),
  ).toBeTruthy()
  // Those who share a row have no department to lead to.
  expect(screen.queryByRole('link', { name: /^0%/ })).toBeNull()
  expect(screen.getByText('0%')).toBeTruthy()
  expect(screen.queryByLabelText('Within (days)')).toBeNull()
  fireEvent.click(cell)
  expect(decodeURIComponent(window.location.hash).replaceAll('+', ' ')).toBe(
    '#/apps/users?filter=department|=|Sales&filter=has_app|contains|Teams;&filter=used_30d|contains|Teams;',
  )
})

test('the window of departments is that of the screen, and the longest one calls nobody lost', async () => {
  await show({ apps: [app({})] }, '#/apps/departments?days=7')
  const lost = await screen.findByRole('link', { name: '2' })
  expect(asked.at(-1)?.parameters).toEqual({ days: 7 })
  fireEvent.click(lost)
  expect(decodeURIComponent(window.location.hash)).toBe(
    '#/apps/users?filter=department|=|Sales&filter=lost_7d|present',
  )
  cleanup()
  await show({ apps: [app({})] }, '#/apps/departments?days=180', [
    ['Sales', null, 9, 60, 3, 5, null, 'Teams;'],
  ])
  expect((await screen.findByRole('link', { name: /^≤ 60%/ })).textContent).toBe(
    '≤ 60% Teams: at most 3 of 5 use it',
  )
  expect(screen.queryByRole('columnheader', { name: /Lost/ })).toBeNull()
  expect(screen.queryByText(/Lost users/)).toBeNull()
  expect(asked.at(-1)?.sort).toEqual({ column: 'users', direction: 'desc' })
})

test('the cells of an app of which nothing is known say why', async () => {
  const unmeasured = [{ app: 'word_app', title: 'Word', gap: 'concealed' as const, until: null }]
  await show({ apps: [app({})], unmeasured }, '#/apps/users')
  expect(await screen.findByRole('columnheader', { name: /Word/ })).toBeTruthy()
  expect(screen.getAllByText('concealed')).toHaveLength(matrixRows.length)
})

test('the users of an app have its column first', async () => {
  const use = [app({ app: 'exchange', title: 'Exchange' }), app({})]
  await show({ apps: use }, '#/apps/users?filter=has_app|contains|Teams;')
  await screen.findByRole('columnheader', { name: /Teams/ })
  const heads = screen.getAllByRole('columnheader').map(({ textContent }) => textContent)
  expect(heads.findIndex(text => text.includes('Teams'))).toBe(2)
  expect(screen.getByText('has_app contains Teams')).toBeTruthy()
})

test('a share of those who have an app is one of four shades, or none', () => {
  const steps = [75, 74, 50, 49, 25, 24, 1, 0].map(active => adoptionStep(active, 100))
  expect(steps).toEqual(['first', 'second', 'second', 'third', 'third', 'fourth', 'fourth', 'none'])
})
