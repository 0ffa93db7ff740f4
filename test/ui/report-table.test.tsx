// @vitest-environment jsdom
import { cleanup, fireEvent, screen, waitFor, within } from '@testing-library/react'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { ReportPage } from '../../electron/contract/reports.ts'
import type { Input } from '../../electron/contract/schemas.ts'
import { CallFailure } from '../../renderer/bridge/bridge.ts'
import {
  connectorStatus,
  createTestBridge,
  prepareWindow,
  renderApp,
  usersPage,
  usersReport,
} from './support.tsx'

const people = 184_213

function usersBridge(count = people) {
  return createTestBridge({
    'connectors.status': () => [connectorStatus()],
    'reports.list': () => [usersReport],
    'reports.page': input => usersPage(input, count),
  })
}

const pagesAsked = (bridge: ReturnType<typeof usersBridge>) =>
  bridge.calls
    .filter(({ method }) => method === 'reports.page')
    .map(({ input }) => input as Input<'reports.page'>)

beforeEach(() => {
  prepareWindow()
  window.location.hash = '#/users'
})
afterEach(cleanup)

describe('the table of users', () => {
  test('draws the rows in sight only, and tells how many there are', async () => {
    const bridge = usersBridge()
    await renderApp(bridge)
    await screen.findByText('Person 1')
    const table = screen.getByRole('grid', { name: 'Users' })
    expect(table.getAttribute('aria-rowcount')).toBe(String(people + 1))
    expect(screen.getAllByRole('row').length).toBeLessThan(60)
    expect(screen.getByText(/^1–\d+ of 184,213$/)).toBeTruthy()
    expect(pagesAsked(bridge).every(({ limit }) => limit === 100)).toBe(true)
  })

  test('draws a row once, however far it is scrolled within sight', async () => {
    let drawn = 0
    const page = usersPage({ connector: 'Contoso', report: 'users' }, 100)
    const [first = []] = page.rows
    const watched = Object.defineProperty([...first], 0, {
      get: () => {
        drawn += 1
        return 'Person 1'
      },
    })
    const bridge = createTestBridge({
      'connectors.status': () => [connectorStatus()],
      'reports.list': () => [usersReport],
      'reports.page': () => ({ ...page, rows: [watched, ...page.rows.slice(1)] }),
    })
    await renderApp(bridge)
    await screen.findByText('Person 1')
    const before = drawn
    expect(screen.queryByText('Person 40')).toBeNull()
    const scroller = screen.getByRole('grid').parentElement ?? document.body
    for (const top of [100, 200, 300, 400]) {
      scroller.scrollTop = top
      fireEvent.scroll(scroller)
    }
    expect(screen.getByText('Person 40')).toBeTruthy()
    expect(screen.getByText('Person 1')).toBeTruthy()
    expect(drawn).toBe(before)
  })

  test('shows empty cells where rows are still being read', async () => {
    const bridge = createTestBridge({
      'connectors.status': () => [connectorStatus()],
      'reports.list': () => [usersReport],
      'reports.page': input =>
        (input.offset ?? 0) === 0 ? usersPage(input, people) : new Promise<ReportPage>(() => undefined),
    })
    await renderApp(bridge)
    await screen.findByText('Person 1')
    const scroller = screen.getByRole('grid').parentElement ?? document.body
    scroller.scrollTop = 32 * 150
    fireEvent.scroll(scroller)
    const row = screen.getAllByRole('row').find(one => one.getAttribute('aria-rowindex') === '152')
    expect(row?.textContent).toBe('')
    expect(within(row ?? document.body).getAllByRole('gridcell')).toHaveLength(5)
  })

  test('lets the database sort, and keeps the order in the address', async () => {
    const bridge = usersBridge()
    await renderApp(bridge)
    await screen.findByText('Person 1')
    const table = within(screen.getByRole('grid'))
    fireEvent.click(table.getByRole('button', { name: 'Licenses' }))
    await waitFor(() =>
      expect(pagesAsked(bridge).at(-1)?.sort).toEqual({ column: 'license_count', direction: 'desc' }),
    )
    expect(window.location.hash).toBe('#/users?sort=-license_count')
    expect(screen.getByRole('columnheader', { name: 'Licenses' }).getAttribute('aria-sort')).toBe(
      'descending',
    )
  })

  test('lets the database search, and says from how many it was filtered', async () => {
    const bridge = usersBridge(2000)
    await renderApp(bridge)
    await screen.findByText('Person 1')
    fireEvent.change(screen.getByRole('searchbox', { name: 'Search' }), {
      target: { value: 'Person 19' },
    })
    await screen.findByText(/of 111, filtered from 2,000$/)
    expect(window.location.hash).toBe('#/users?search=Person+19')
  })

  test('offers to clear a search that finds nothing', async () => {
    window.location.hash = '#/users?search=nobody'
    const bridge = usersBridge()
    await renderApp(bridge)
    await screen.findByText('Nothing matches')
    fireEvent.click(screen.getByRole('button', { name: 'Clear search and filters' }))
    await screen.findByText('Person 1')
    expect(window.location.hash).toBe('#/users')
  })

  test('shows filters of the address as chips that can be removed', async () => {
    window.location.hash = '#/users?filter=department|%3D|Sales'
    const bridge = usersBridge()
    await renderApp(bridge)
    await screen.findByText('Person 1')
    expect(pagesAsked(bridge)[0]?.filters).toEqual([{ column: 'department', operator: '=', value: 'Sales' }])
    fireEvent.click(screen.getByRole('button', { name: 'Department is Sales Remove the filter' }))
    await waitFor(() => expect(pagesAsked(bridge).at(-1)?.filters).toEqual([]))
  })

  test('hands the parameters of a report to the database', async () => {
    window.location.hash = '#/reports/inactive?days=60'
    const inactive = {
      ...usersReport,
      name: 'inactive',
      title: 'Inactive people',
      parameters: [{ key: 'days', label: 'No activity for (days)', default: 30, min: 1, max: 3650 }],
    }
    const bridge = createTestBridge({
      'connectors.status': () => [connectorStatus()],
      'reports.list': () => [inactive],
      'reports.page': input => usersPage(input, 10),
    })
    await renderApp(bridge)
    await screen.findByRole('heading', { level: 1, name: 'Inactive people' })
    expect(pagesAsked(bridge)[0]).toMatchObject({ report: 'inactive', parameters: { days: 60 } })
    const days = screen.getByRole('spinbutton', { name: 'No activity for (days)' })
    fireEvent.keyDown(days, { key: 'ArrowUp' })
    await waitFor(() => expect(pagesAsked(bridge).at(-1)?.parameters).toEqual({ days: 61 }))
    expect(window.location.hash).toBe('#/reports/inactive?days=61')
  })

  test('shows and hides columns', async () => {
    await renderApp(usersBridge())
    await screen.findByText('Person 1')
    expect(screen.getByRole('columnheader', { name: 'Department' })).toBeTruthy()
    fireEvent.click(screen.getByRole('button', { name: 'Columns' }))
    fireEvent.click(await screen.findByRole('menuitemcheckbox', { name: 'Department' }))
    await waitFor(() => expect(screen.queryByRole('columnheader', { name: 'Department' })).toBeNull())
  })

  test('tells what failed and what to do, and tries again', async () => {
    let isBroken = true
    const bridge = createTestBridge({
      'connectors.status': () => [connectorStatus()],
      'reports.list': () => [usersReport],
      'reports.page': input => {
        if (!isBroken) return usersPage(input, 10)
        throw new CallFailure({
          code: 'databaseDamaged',
          message: 'The database cannot be read.',
          fix: 'Sync in full.',
          step: null,
          detail: { code: 'SQLITE_CORRUPT' },
        })
      },
    })
    await renderApp(bridge)
    const alert = await screen.findByRole('alert')
    expect(alert.textContent).toContain('The database cannot be read.')
    expect(alert.textContent).toContain('Sync in full.')
    expect(alert.textContent).toContain('SQLITE_CORRUPT')
    isBroken = false
    fireEvent.click(screen.getByRole('button', { name: 'Try again' }))
    await screen.findByText('Person 1')
  })
})
