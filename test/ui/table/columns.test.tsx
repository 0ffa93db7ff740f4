// @vitest-environment jsdom
import { cleanup, fireEvent, screen, waitFor } from '@testing-library/react'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { columnNeed, fitWidths } from '../../../renderer/ui/table/columns/fit.ts'
import { fitLayout, plainLayout } from '../../../renderer/ui/table/columns/layout.ts'
import { prepareWindow } from '../support.tsx'
import { people, route, rowOf, type ShownTable, showTable } from './support.tsx'

beforeEach(prepareWindow)
afterEach(cleanup)

const titles = () =>
  screen
    .getAllByRole('columnheader')
    .map(head => head.textContent)
    .filter(title => title !== '')

async function inMenuOf(column: string, item: string) {
  fireEvent.click(screen.getByRole('button', { name: `Menu of ${column}` }))
  fireEvent.click(await screen.findByRole('menuitem', { name: item }))
}

/** What the table looks like to somebody who comes back to the screen. */
async function again({ settings }: ShownTable) {
  const kept = settings()
  cleanup()
  await showTable('#/users', { answers: { 'settings.get': () => kept } })
  await screen.findByText('Person 1')
}

describe('the columns', () => {
  test('stand as the screen says, the first one pinned, with the name of sign-in small under it', async () => {
    await showTable('#/users')
    await screen.findByText('Person 1')
    expect(titles()).toEqual(['Name', 'Department', 'Last activity', 'Licenses'])
    const [, first, second] = rowOf('Person 1').children
    expect(first?.textContent).toBe('Person 1person1@contoso.example')
    expect(getComputedStyle(first ?? document.body).left).toBe('36px')
    expect(getComputedStyle(second ?? document.body).left).toBe('auto')
  })

  test('are hidden, moved and pinned from their menus, and found so by who comes back', async () => {
    const table = await showTable('#/users')
    await screen.findByText('Person 1')
    await inMenuOf('Department', 'Hide column')
    await waitFor(() => expect(titles()).toEqual(['Name', 'Last activity', 'Licenses']))
    await inMenuOf('Licenses', 'Move left')
    await waitFor(() => expect(titles()).toEqual(['Name', 'Licenses', 'Last activity']))
    await inMenuOf('Last activity', 'Pin to the left')
    await waitFor(() => expect(titles()).toEqual(['Name', 'Last activity', 'Licenses']))
    await inMenuOf('Last activity', 'Wider')
    await waitFor(() =>
      expect(table.settings().window.tables['people']?.layout?.widths).toHaveProperty('last_activity_date'),
    )
    await again(table)
    expect(titles()).toEqual(['Name', 'Last activity', 'Licenses'])
    fireEvent.click(screen.getByRole('button', { name: 'Columns' }))
    fireEvent.click(await screen.findByRole('menuitem', { name: 'Reset columns' }))
    await waitFor(() => expect(titles()).toEqual(['Name', 'Department', 'Last activity', 'Licenses']))
  })

  test('are sorted and filtered from their menus', async () => {
    await showTable('#/users')
    await screen.findByText('Person 1')
    await inMenuOf('Last activity', 'Sort newest first')
    await waitFor(() => expect(route().sort).toEqual({ column: 'last_activity_date', direction: 'desc' }))
    await inMenuOf('Department', 'Filter by this column')
    expect((await screen.findByRole('combobox', { name: 'Column' })).textContent).toBe('Department')
  })

  test('keep the height of the rows that was chosen', async () => {
    const table = await showTable('#/users')
    await screen.findByText('Person 1')
    expect(rowOf('Person 1').style.height).toBe('32px')
    fireEvent.click(screen.getByRole('button', { name: 'Row height' }))
    fireEvent.click(await screen.findByRole('menuitemradio', { name: 'Comfortable' }))
    await waitFor(() => expect(rowOf('Person 1').style.height).toBe('40px'))
    await waitFor(() => expect(table.settings().window.tables['people']?.layout?.density).toBe('comfortable'))
    await again(table)
    expect(rowOf('Person 1').style.height).toBe('40px')
  })

  test('are kept when the screen is left at once', async () => {
    const table = await showTable('#/users')
    await screen.findByText('Person 1')
    await inMenuOf('Department', 'Hide column')
    cleanup()
    await waitFor(() =>
      expect(table.settings().window.tables['people']?.layout?.shown).not.toContain('department'),
    )
  })

  test('are shown also where no settings can be read', async () => {
    await showTable('#/users', {
      answers: {
        'settings.get': () => {
          throw new Error('unreadable')
        },
      },
    })
    await screen.findByText('Person 1')
  })
})

describe('a view that is saved by name', () => {
  test('brings back filters, order and columns, and is deleted', async () => {
    const table = await showTable('#/users?sort=-license_count&filter=department|%3D|Sales')
    await screen.findByText('Person 1')
    await inMenuOf('Last activity', 'Hide column')
    fireEvent.click(screen.getByRole('button', { name: 'Views' }))
    fireEvent.click(await screen.findByRole('menuitem', { name: 'Save this view' }))
    fireEvent.change(await screen.findByRole('textbox', { name: 'Name' }), { target: { value: ' My view ' } })
    fireEvent.click(screen.getByRole('button', { name: 'Save' }))
    await waitFor(() => expect(table.settings().window.tables['people']?.views[0]?.name).toBe('My view'))
    await again(table)
    expect(route().filters).toEqual([])
    fireEvent.click(screen.getByRole('button', { name: 'Views' }))
    fireEvent.click(await screen.findByRole('menuitem', { name: 'My view' }))
    await screen.findByRole('button', { name: 'Department is Sales' })
    expect(route().sort).toEqual({ column: 'license_count', direction: 'desc' })
    expect(titles()).toEqual(['Name', 'Department', 'Licenses'])
    fireEvent.click(screen.getByRole('button', { name: 'Views' }))
    fireEvent.click(await screen.findByRole('menuitem', { name: 'Delete the view My view' }))
    await waitFor(() => expect(screen.queryByRole('menu')).toBeNull())
    fireEvent.click(screen.getByRole('button', { name: 'Views' }))
    await screen.findByRole('menuitem', { name: 'Save this view' })
    expect(screen.queryByRole('menuitem', { name: 'My view' })).toBeNull()
  })
})

describe('the width of a column', () => {
  const measure = (text: string) => text.length * 8
  const need = (key: string, values: string[], isFirst = false) => {
    const column = people.columns.find(one => one.key === key)
    if (column === undefined) throw new Error(`There is no column ${key}.`)
    return columnNeed(
      column,
      values.map(text => ({ text, under: '' })),
      measure,
      isFirst,
    )
  }

  test('fits its content, between what can be read and what is too much', () => {
    expect(need('department', ['Sales']).wanted).toBe(10 * 8 + 34)
    expect(need('department', ['x'.repeat(25)]).wanted).toBe(25 * 8 + 17)
    expect(need('department', ['x'.repeat(400)]).wanted).toBe(300)
    // A title of several words stands in two lines.
    expect(need('account_enabled', ['Yes']).wanted).toBe(7 * 8 + 34)
  })

  test('gives way where all of them are too wide, texts alone, and never beyond what still says something', () => {
    const needs = [
      { key: 'name', wanted: 280, enough: 200, least: 180 },
      { key: 'products', wanted: 300, enough: 150, least: 104 },
      { key: 'count', wanted: 90, enough: 90, least: 90 },
    ]
    expect(fitWidths(needs, 1000)).toEqual({ name: 280, products: 300, count: 90 })
    const tight = fitWidths(needs, 500)
    expect(tight['count']).toBe(90)
    expect(Object.values(tight).reduce((sum, width) => sum + width, 0)).toBeLessThanOrEqual(500)
    expect(fitWidths(needs, 440)).toEqual({ name: 200, products: 150, count: 90 })
    expect(fitWidths(needs, 100)).toEqual({ name: 180, products: 104, count: 90 })
  })
})

test('a remembered layout gives up columns that the report does not have any more', () => {
  const remembered = {
    ...plainLayout(people.columns),
    order: ['gone', 'department', 'display_name'],
    shown: ['gone', 'department'],
    pinned: ['gone'],
    widths: { gone: 100, department: 200 },
  }
  expect(fitLayout(remembered, people.columns)).toMatchObject({
    shown: ['department'],
    pinned: [],
    widths: { department: 200 },
  })
  expect(fitLayout({ ...remembered, shown: ['gone'] }, people.columns)).toBeNull()
})
