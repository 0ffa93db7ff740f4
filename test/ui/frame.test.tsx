// @vitest-environment jsdom
import { cleanup, fireEvent, screen, waitFor, within } from '@testing-library/react'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { SearchResult } from '../../electron/contract/search.ts'
import type { SyncRun } from '../../electron/contract/sync.ts'
import { defaultSettings } from '../../electron/core/settings/defaults.ts'
import { type Entry, entriesFor, withRecent } from '../../renderer/features/search/entries.ts'
import { estimateSync } from '../../renderer/features/sync/time-left.ts'
import { trailAfter } from '../../renderer/routing/use-trail.ts'
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

beforeEach(prepareWindow)
afterEach(cleanup)

const abigail: SearchResult = {
  kind: 'user',
  id: 'u1',
  name: 'Abigail Baker',
  userPrincipalName: 'abigail@contoso.example',
  department: 'Sales',
}

function frameBridge() {
  return createTestBridge({
    'connectors.status': () => [connectorStatus()],
    'settings.get': () => defaultSettings,
    'reports.list': () => [usersReport],
    'reports.page': input => usersPage(input, 10),
    'sync.runs': () => [],
    'search.find': ({ text }) => (text.startsWith('ba') ? [abigail] : []),
  })
}

describe('the search', () => {
  const box = () => screen.getByRole<HTMLInputElement>('combobox', { name: 'Search' })
  const key = (name: string) => fireEvent.keyDown(document.activeElement ?? document.body, { key: name })
  const chosen = () => document.getElementById(box().getAttribute('aria-activedescendant') ?? '')?.textContent

  test('is led to by Ctrl+K, used by keys alone, and left with the focus where it was', async () => {
    const bridge = frameBridge()
    await renderApp(bridge)
    const heading = await screen.findByRole('heading', { level: 1 })
    await waitFor(() => expect(document.activeElement).toBe(heading))
    fireEvent.keyDown(window, { key: 'k', ctrlKey: true })
    expect(document.activeElement).toBe(box())
    key('Escape')
    expect(document.activeElement).toBe(heading)
    fireEvent.keyDown(window, { key: 'k', metaKey: true })
    fireEvent.change(box(), { target: { value: 'ba' } })
    const list = within(await screen.findByRole('listbox'))
    const option = await list.findByRole('option', { name: /Abigail Baker/ })
    expect(bridge.calls).toContainEqual({
      method: 'search.find',
      input: { connector: connectorId, text: 'ba' },
    })
    expect(option.getAttribute('aria-selected')).toBe('true')
    key('Tab')
    await list.findByRole('option', { name: 'Show in the users table' })
    key('ArrowDown')
    await waitFor(() => expect(chosen()).toBe('Show in the users table'))
    key('Enter')
    await screen.findByRole('heading', { level: 1, name: 'Users' })
    expect(window.location.hash).toBe('#/users?search=abigail%40contoso.example')
    // What was chosen comes first the next time, in an empty box.
    fireEvent.keyDown(window, { key: 'k', ctrlKey: true })
    expect(box().value).toBe('')
    await waitFor(() => expect(chosen()).toContain('Abigail Baker'))
  })

  test('finds screens, raw tables, settings and actions by the beginnings of their words', async () => {
    await renderApp(frameBridge())
    await screen.findByRole('heading', { level: 1 })
    fireEvent.keyDown(window, { key: 'k', ctrlKey: true })
    for (const [text, title] of [
      ['lic', 'Licenses'],
      ['everyb', /Users.*Everybody/],
      ['netw', /Network.*Settings/],
      ['dark', 'Switch to dark theme'],
      ['sync n', 'Sync now'],
    ] as const) {
      fireEvent.change(box(), { target: { value: text } })
      await screen.findByRole('option', { name: title })
    }
    fireEvent.change(box(), { target: { value: 'xyz' } })
    await screen.findAllByText('Nothing found for "xyz".')
  })
})

describe('what is found', () => {
  const entry = (group: Entry['group'], title: string): Entry => ({
    ...{ id: `${group} ${title}`, group, title, detail: '', more: [] },
    run: () => undefined,
  })
  const commands = [entry('screens', 'Sync'), entry('actions', 'Sync now'), entry('tables', 'Unused seats')]
  const ids = (text: string, recent: Entry[] = [], found: Entry[] = []) =>
    entriesFor({ text, recent, found, commands }).map(({ id, group }) => `${group}: ${id}`)

  test('stands there once, recent things first, commands before users where they begin with the text', () => {
    const sales = entry('departments', 'Sales')
    const recent = withRecent(withRecent([], commands[0] as Entry), sales)
    expect(recent.map(({ id }) => id)).toEqual(['departments Sales', 'screens Sync'])
    expect(ids('', recent)).toEqual([
      'recent: departments Sales',
      'recent: screens Sync',
      'actions: actions Sync now',
    ])
    const found = [entry('users', 'Syncler')]
    expect(ids('sync', [], found)).toEqual([
      'screens: screens Sync',
      'actions: actions Sync now',
      'users: users Syncler',
    ])
    expect(ids('seats', [], found)).toEqual(['users: users Syncler', 'tables: tables Unused seats'])
  })
})

describe('the way back', () => {
  test('is lost ahead of a new address, kept ahead of Back, and counts addresses that were typed', () => {
    const pushed = trailAfter(trailAfter({ index: 0, last: 0 }, 1, true), 2, true)
    expect(pushed).toEqual({ index: 2, last: 2 })
    const back = trailAfter(pushed, 1, false)
    expect(back).toEqual({ index: 1, last: 2 })
    expect(trailAfter(back, 2, false)).toEqual({ index: 2, last: 2 })
    expect(trailAfter(trailAfter(back, 0, false), 1, true)).toEqual({ index: 1, last: 1 })
    expect(trailAfter(back, null, false)).toEqual({ index: 2, last: 2 })
    // A replaced address, as while a search is typed, leaves the way as it is.
    expect(trailAfter(back, 1, true)).toEqual({ index: 1, last: 2 })
  })

  test('is taken by the buttons, which are off where there is none', async () => {
    await renderApp(frameBridge())
    const back = await screen.findByRole('button', { name: 'Back' })
    expect(back.getAttribute('aria-disabled')).toBe('true')
    fireEvent.click(within(screen.getByRole('navigation')).getByRole('button', { name: 'Users' }))
    await screen.findByRole('heading', { level: 1, name: 'Users' })
    fireEvent.click(back)
    await screen.findByRole('heading', { level: 1, name: 'Overview' })
    const forward = screen.getByRole('button', { name: 'Forward' })
    await waitFor(() => expect(forward.getAttribute('aria-disabled')).toBeNull())
    fireEvent.mouseUp(window, { button: 4 })
    await screen.findByRole('heading', { level: 1, name: 'Users' })
  })
})

test('the content is skipped to from the very first place of the focus', async () => {
  await renderApp(frameBridge())
  const skip = await screen.findByRole('button', { name: 'Skip to content' })
  const focusable = [...document.querySelectorAll('button, a[href], input')]
  expect(focusable[0]).toBe(skip)
  fireEvent.click(skip)
  expect(document.activeElement).toBe(screen.getByRole('main'))
})

describe('the time left of a sync', () => {
  const now = Date.parse('2026-11-23T10:00:00Z')
  const ago = (seconds: number) => new Date(now - seconds * 1000).toISOString()
  const running = (seconds: number): SyncRun => syncRun({ id: 2, startedAt: ago(seconds), finishedAt: null })
  const dataset = (name: string, durationMs: number, rows: number): SyncRun['datasets'][number] => ({
    ...{ dataset: name, status: 'succeeded', rows, inserted: 0, updated: 0, removed: 0, requests: 1 },
    ...{ bytes: 0, throttledMs: 0, durationMs, error: null },
  })
  const earlier = syncRun({
    startedAt: ago(3700),
    finishedAt: ago(3600),
    datasets: [dataset('licenses', 1000, 10), dataset('users', 99_000, 1000)],
  })
  const item = (name: string, state: 'running' | 'waiting' | 'publishing', rows: number, waitingMs = 0) =>
    [
      name,
      {
        ...{ connector: connectorId, dataset: name, state, rows, expectedRows: null, bytes: 0 },
        ...{ throttledMs: 0, waitingMs, elapsedMs: 0 },
      },
    ] as const
  const half = new Map([item('licenses', 'publishing', 10), item('users', 'running', 500)])

  test('follows from the rows received, weighed by how long each dataset took before', () => {
    expect(estimateSync({ progress: half, runs: [running(50), earlier], now })).toMatchObject({
      percent: 50,
      dataset: 'users',
    })
    const { leftMs } = estimateSync({ progress: half, runs: [running(50), earlier], now })
    expect((leftMs ?? 0) / 1000).toBeCloseTo(49, 0)
  })

  test('is not said where it would be nonsense', () => {
    const left = (progress: typeof half, runs: SyncRun[]) => estimateSync({ progress, runs, now }).leftMs
    // Nothing heard yet, nothing known of the run, hardly begun and nothing remembered.
    expect(left(new Map(), [running(5), earlier])).toBeNull()
    expect(left(half, [])).toBeNull()
    expect(left(new Map([item('users', 'running', 5)]), [running(60)])).toBeNull()
    // Microsoft asks to wait; an earlier sync that says something else altogether.
    const waiting = new Map([item('users', 'running', 500, 30_000)])
    expect(left(waiting, [running(50), earlier])).toBeNull()
    expect(left(new Map([item('users', 'running', 300)]), [running(3000), earlier])).toBeNull()
  })
})
