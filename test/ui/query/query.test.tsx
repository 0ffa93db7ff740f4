// @vitest-environment jsdom
import { cleanup, fireEvent, screen, waitFor, within } from '@testing-library/react'
import { afterEach, beforeEach, expect, test } from 'vitest'
import type { QueryAnswer } from '../../../electron/contract/query.ts'
import type { Settings } from '../../../electron/contract/settings.ts'
import { changeSettings } from '../../../electron/core/settings/change.ts'
import { defaultSettings } from '../../../electron/core/settings/defaults.ts'
import { CallFailure } from '../../../renderer/bridge/bridge.ts'
import {
  backgroundState,
  connectorId,
  connectorStatus,
  createTestBridge,
  prepareWindow,
  renderApp,
  syncRun,
} from '../support.tsx'

beforeEach(prepareWindow)
afterEach(cleanup)

const answer: QueryAnswer = {
  columns: [
    { name: 'department', isNumber: false },
    { name: 'users', isNumber: true },
  ],
  rows: [
    ['Sales', 12],
    [null, 3],
  ],
  more: false,
  milliseconds: 7,
}
const mistake = {
  code: 'badRequest',
  message: 'No such column: usr.',
  fix: 'Correct the statement, then run it again.',
  step: null,
  detail: { position: '9' },
} as const

async function openQuery(run: (sql: string) => QueryAnswer) {
  let settings: Settings = defaultSettings
  const bridge = createTestBridge({
    'connectors.status': () => [connectorStatus({ lastRun: syncRun() })],
    'background.state': () => backgroundState(),
    'reports.list': () => [],
    'settings.get': () => settings,
    'settings.change': ({ window: changed }) => {
      settings = changeSettings(settings, { window: changed })
      return settings
    },
    'host.info': () => ({
      ...{ kind: 'desktop', platform: 'linux', canTray: true, canStartAtLogin: true },
      ...{ canShowFiles: true, canChooseFiles: true },
    }),
    'query.views': () => [
      {
        name: 'v_users',
        about: 'Everybody in the tenant.',
        example: 'select * from v_users;',
        columns: [{ name: 'department', type: 'text', about: 'department' }],
      },
    ],
    'query.run': ({ sql }) => run(sql),
    'query.export': () => ({ file: '/data/exports/Contoso-query.csv', rows: 2 }),
  })
  window.location.hash = '#/query'
  await renderApp(bridge)
  const field = await screen.findByRole<HTMLTextAreaElement>('textbox', { name: 'SQL statement' })
  return { bridge, field }
}

test('a statement is run with Ctrl+Enter, its rows are exported, and it is remembered for the connector', async () => {
  const { bridge, field } = await openQuery(() => answer)
  fireEvent.change(field, {
    target: { value: 'select department, count(*) as users from v_users group by 1' },
  })
  fireEvent.keyDown(field, { key: 'Enter', ctrlKey: true })
  const result = await screen.findByRole('grid', { name: 'Result' })
  expect(
    within(result)
      .getAllByRole('columnheader')
      .map(({ textContent }) => textContent),
  ).toEqual(['department', 'users'])
  expect(result.getAttribute('aria-rowcount')).toBe('3')
  expect(screen.getByText(/^2 rows in/)).toBeTruthy()
  fireEvent.click(screen.getByRole('button', { name: 'Export' }))
  expect(screen.queryByRole('menuitemcheckbox')).toBeNull()
  fireEvent.click(await screen.findByRole('menuitem', { name: /CSV/ }))
  await screen.findByText(/Contoso-query\.csv/)
  const sql = 'select department, count(*) as users from v_users group by 1'
  expect(bridge.calls).toContainEqual({
    method: 'query.export',
    input: { connector: connectorId, sql, format: 'csv' },
  })
  fireEvent.change(field, { target: { value: 'select 1' } })
  fireEvent.click(screen.getByRole('button', { name: 'History' }))
  fireEvent.click(await screen.findByRole('menuitem', { name: sql }))
  expect(field.value).toBe(sql)
})

test('a mistake is shown with its line and column, and its word is selected', async () => {
  const { field } = await openQuery(() => {
    throw new CallFailure(mistake)
  })
  fireEvent.change(field, { target: { value: '\nselect\n  usr from v_users' } })
  fireEvent.click(screen.getByRole('button', { name: 'Run' }))
  const alert = await screen.findByRole('alert')
  expect(alert.textContent).toContain('No such column: usr.')
  expect(alert.textContent).toContain('Line 2, column 3.')
  await waitFor(() => expect(field.value.slice(field.selectionStart, field.selectionEnd)).toBe('usr'))
})

test('views and columns are found by name, and put into the statement by a click', async () => {
  const { field } = await openQuery(() => answer)
  fireEvent.change(field, { target: { value: 'select ' } })
  fireEvent.change(screen.getByRole('textbox', { name: 'Find a view or column' }), {
    target: { value: 'depart' },
  })
  fireEvent.click(await screen.findByRole('button', { name: 'v_users' }))
  field.setSelectionRange(7, 7)
  fireEvent.click(await screen.findByRole('button', { name: 'department' }))
  expect(field.value).toBe('select department')
  fireEvent.click(screen.getByRole('button', { name: 'Insert the example' }))
  expect(field.value).toBe('select * from v_users;')
})

test('a question is saved by name, put in place, renamed and deleted, all by keyboard', async () => {
  const { bridge, field } = await openQuery(() => answer)
  const saved = () =>
    bridge.calls.flatMap(({ method, input }) => (method === 'settings.change' ? [input] : [])).at(-1)
  const openMenu = async () => {
    const button = screen.getByRole('button', { name: 'Saved' })
    button.focus()
    fireEvent.click(button)
    return within(await screen.findByRole('menu'))
  }
  const asNames = async () =>
    (await openMenu()).getAllByRole('menuitem').map(item => item.firstChild?.textContent ?? '')
  expect(await asNames()).toEqual([
    'No question is saved yet',
    expect.stringContaining('Save this statement…'),
  ])
  fireEvent.keyDown(screen.getByRole('menu'), { key: 'Escape' })
  for (const [sql, name] of [
    ['select 1', 'One'],
    ['select 2', 'Another'],
  ] as const) {
    fireEvent.change(field, { target: { value: ` ${sql} ` } })
    fireEvent.keyDown(field, { key: 's', ctrlKey: true })
    const dialog = within(await screen.findByRole('dialog', { name: 'Save this statement' }))
    fireEvent.change(dialog.getByRole('textbox', { name: 'Name' }), { target: { value: name } })
    fireEvent.click(dialog.getByRole('button', { name: 'Save' }))
    await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull())
  }
  expect(saved()).toEqual({
    window: {
      questions: {
        [connectorId]: [
          { name: 'Another', sql: 'select 2' },
          { name: 'One', sql: 'select 1' },
        ],
      },
    },
  })
  fireEvent.click((await openMenu()).getByRole('menuitem', { name: 'One' }))
  expect(field.value).toBe('select 1')

  fireEvent.click((await openMenu()).getByRole('menuitem', { name: 'Rename or delete…' }))
  const dialog = within(await screen.findByRole('dialog', { name: 'Saved questions' }))
  const name = dialog.getByRole('textbox', { name: 'Name of One' })
  fireEvent.change(name, { target: { value: 'Another' } })
  expect(dialog.getAllByText('Another question has that name.')).toHaveLength(2)
  expect(dialog.getByRole<HTMLButtonElement>('button', { name: 'Save' }).disabled).toBe(true)
  fireEvent.change(name, { target: { value: 'Only' } })
  fireEvent.click(dialog.getByRole('button', { name: 'Delete Another' }))
  fireEvent.click(dialog.getByRole('button', { name: 'Save' }))
  await waitFor(() =>
    expect(saved()).toEqual({
      window: { questions: { [connectorId]: [{ name: 'Only', sql: 'select 1' }] } },
    }),
  )
  expect((await openMenu()).getByRole('menuitem', { name: 'Only' })).toBeTruthy()
})
