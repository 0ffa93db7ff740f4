// @vitest-environment jsdom
import { cleanup, fireEvent, screen, waitFor, within } from '@testing-library/react'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { rowCommand } from '../../../renderer/ui/table/selection/row-command.ts'
import { prepareWindow } from '../support.tsx'
import { route, rowOf, showTable } from './support.tsx'

let copied = ''

beforeEach(() => {
  prepareWindow()
  copied = ''
  Object.defineProperty(navigator, 'clipboard', {
    configurable: true,
    value: {
      writeText: async (text: string) => {
        copied = text
      },
    },
  })
})
afterEach(cleanup)

const press = (key: string, modifiers = {}) => {
  fireEvent.keyDown(document.activeElement ?? document.body, { key, ...modifiers })
}

describe('the rows', () => {
  test('take the focus, and the arrow keys move it', async () => {
    await showTable('#/users')
    await screen.findByText('Person 1')
    expect(screen.getAllByRole('row').filter(row => row.tabIndex === 0)).toEqual([rowOf('Person 1')])
    rowOf('Person 1').focus()
    press('ArrowDown')
    expect(document.activeElement).toBe(rowOf('Person 2'))
    press('End')
    await waitFor(() => expect(document.activeElement).toBe(rowOf('Person 30')))
    press('Home')
    await waitFor(() => expect(document.activeElement).toBe(rowOf('Person 1')))
  })

  test('open a panel by Space, which follows the arrows and is closed by Escape and by Back', async () => {
    await showTable('#/users', { renderPanel: row => <p>All about {String(row.values['user_id'])}</p> })
    await screen.findByText('Person 1')
    rowOf('Person 1').focus()
    press(' ')
    await screen.findByText('All about id-1')
    expect(route().open).toBe('id-1')
    press('ArrowDown')
    await screen.findByText('All about id-2')
    expect(document.activeElement).toBe(rowOf('Person 2'))
    press('Escape')
    await waitFor(() => expect(screen.queryByText('All about id-2')).toBeNull())
    window.history.back()
    await screen.findByText('All about id-2')
    // Whoever has gone into the panel is at the row again when it is closed.
    const close = screen.getByRole('button', { name: 'Close details' })
    close.focus()
    fireEvent.click(close)
    await waitFor(() => expect(document.activeElement).toBe(rowOf('Person 2')))
  })

  test('show every value where the screen has no panel of its own, also after a reload', async () => {
    await showTable('#/users?open=id-25')
    const panel = within(await screen.findByRole('complementary', { name: 'Person 25' }))
    expect(panel.getByText('person25@contoso.example')).toBeTruthy()
    expect(panel.getByText('1.5 MB')).toBeTruthy()
    expect(panel.getByText('1 min 30 s')).toBeTruthy()
    expect(panel.getByText(/Nov 26, 2026, \d{1,2}:15/)).toBeTruthy()
  })

  test('say so when the row of an address is not there any more', async () => {
    await showTable('#/users?open=id-9999')
    await screen.findByText('This row is not in the table any more.')
  })

  test('lead to their page by Enter', async () => {
    const onOpenPage = vi.fn()
    await showTable('#/users', { onOpenPage })
    await screen.findByText('Person 1')
    rowOf('Person 3').focus()
    fireEvent.click(rowOf('Person 3'), { ctrlKey: true })
    press('Enter')
    expect(onOpenPage.mock.calls[0]?.[0]).toMatchObject({ key: 'id-3', values: { department: null } })
  })
})

describe('a selection', () => {
  test('grows by Shift, is counted, and copied with the titles of the columns', async () => {
    await showTable('#/users')
    await screen.findByText('Person 1')
    rowOf('Person 1').focus()
    press('ArrowDown', { shiftKey: true })
    await screen.findByText('2 rows selected')
    press('c', { ctrlKey: true })
    await waitFor(() =>
      expect(copied).toBe(
        'Name\tDepartment\tLast activity\tLicenses\nPerson 1\tSales\tNov 26, 2026\t0\nPerson 2\tFinance\tNov 26, 2026\t1',
      ),
    )
    fireEvent.click(screen.getByRole('button', { name: 'Copy user principal names' }))
    await waitFor(() => expect(copied).toBe('person1@contoso.example\nperson2@contoso.example'))
  })

  test('is made by boxes and Shift, and given up by Escape and by another filter', async () => {
    const onAct = vi.fn()
    const actions = [{ label: 'Exclude', onAct }]
    await showTable('#/users?filter=department|%3D|Sales', { actions })
    fireEvent.click(await screen.findByRole('checkbox', { name: 'Select Person 1' }))
    await screen.findByText('1 row selected')
    fireEvent.click(screen.getByRole('checkbox', { name: 'Select Person 10' }), { shiftKey: true })
    await screen.findByText('4 rows selected')
    fireEvent.click(screen.getByRole('button', { name: 'Exclude' }))
    expect(onAct.mock.calls[0]?.[0].map(({ key }: { key: string }) => key)).toEqual([
      'id-1',
      'id-4',
      'id-7',
      'id-10',
    ])
    expect(route().open).toBeNull()
    fireEvent.click(screen.getByRole('button', { name: /Remove the filter/ }))
    await waitFor(() => expect(screen.queryByText('4 rows selected')).toBeNull())
    await screen.findByText('Person 2')
    fireEvent.click(screen.getByRole('checkbox', { name: 'Select all rows' }))
    await screen.findByText('30 rows selected')
    rowOf('Person 1').focus()
    press('Escape')
    await waitFor(() => expect(screen.queryByText('30 rows selected')).toBeNull())
  })

  test('holds five thousand rows at most, and says so', async () => {
    await showTable('#/users', { count: 6000 })
    fireEvent.click(await screen.findByRole('checkbox', { name: 'Select all rows' }))
    await screen.findByText(/^5,000 rows selected Only the first 5,000 rows are selected\.$/)
  })
})

test('a key means the same wherever the focus is', () => {
  const none = { ctrlKey: false, metaKey: false, shiftKey: false, altKey: false }
  const commandOf = (key: string, changes = {}) => rowCommand({ key, ...none, ...changes }, 10, 200_000, 20)
  expect(commandOf('PageDown')).toEqual({ kind: 'move', to: 29, extend: false })
  expect(commandOf('PageUp', { shiftKey: true })).toEqual({ kind: 'move', to: 0, extend: true })
  expect(commandOf('End')).toEqual({ kind: 'move', to: 199_999, extend: false })
  expect(commandOf(' ', { ctrlKey: true })).toEqual({ kind: 'select' })
  expect(commandOf('a', { metaKey: true })).toEqual({ kind: 'selectAll' })
  expect(commandOf('ArrowLeft', { altKey: true })).toBeNull()
  expect(commandOf('x')).toBeNull()
})
