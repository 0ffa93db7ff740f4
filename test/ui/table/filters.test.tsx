// @vitest-environment jsdom
import { cleanup, fireEvent, screen, waitFor, within } from '@testing-library/react'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { choicesOf, filterOf } from '../../../renderer/ui/table/filter/choices.ts'
import { prepareWindow } from '../support.tsx'
import { route, showTable } from './support.tsx'

beforeEach(prepareWindow)
afterEach(cleanup)

const apply = () => fireEvent.click(screen.getByRole('button', { name: 'Apply' }))

async function choose(field: string, option: string) {
  fireEvent.click(screen.getByRole('combobox', { name: field }))
  fireEvent.click(await screen.findByRole('option', { name: option }))
}

describe('a filter', () => {
  test('is begun by the key F, offers the values with their counts, and is kept in the address', async () => {
    const { bridge, pages } = await showTable('#/users?search=Person&filter=license_count|%3E%3D|0')
    await screen.findByText('Person 1')
    fireEvent.keyDown(document.body, { key: 'f' })
    await choose('Column', 'Department')
    const sales = await screen.findByRole('checkbox', { name: 'Sales' })
    expect(sales.closest('div')?.textContent).toBe('Sales10')
    fireEvent.click(sales)
    fireEvent.click(screen.getByRole('checkbox', { name: '(blank)' }))
    apply()
    // Three values of the other filters are left: what is offered fits the rest of the question.
    expect(bridge.calls.find(({ method }) => method === 'reports.values')?.input).toMatchObject({
      column: 'department',
      search: 'Person',
      filters: [{ column: 'license_count', operator: '>=', value: '0' }],
    })
    const filter = { column: 'department', operator: 'in', value: ['Sales', null] }
    await waitFor(() => expect(route().filters).toContainEqual(filter))
    await waitFor(() => expect(pages().at(-1)?.filters).toContainEqual(filter))
    expect(await screen.findByRole('button', { name: /^Department is Sales, \(blank\)$/ })).toBeTruthy()
  })

  test('is changed at its chip, and removed there', async () => {
    await showTable('#/users?filter=department|%3D|Sales')
    fireEvent.click(await screen.findByRole('button', { name: 'Department is Sales' }))
    await choose('Condition', 'is not')
    fireEvent.click(await screen.findByRole('checkbox', { name: 'Finance' }))
    fireEvent.click(await screen.findByRole('checkbox', { name: 'Sales' }))
    apply()
    const changed = { column: 'department', operator: '!=', value: 'Finance' }
    await waitFor(() => expect(route().filters).toEqual([changed]))
    fireEvent.click(await screen.findByRole('button', { name: /Remove the filter/ }))
    await waitFor(() => expect(route().filters).toEqual([]))
  })

  test('comes and goes with Back', async () => {
    await showTable('#/users')
    await screen.findByText('Person 2')
    fireEvent.click(screen.getByRole('button', { name: 'Filter' }))
    await choose('Column', 'Department')
    fireEvent.click(await screen.findByRole('checkbox', { name: 'Sales' }))
    apply()
    await waitFor(() => expect(screen.queryByText('Person 2')).toBeNull())
    window.history.back()
    await screen.findByText('Person 2')
    window.history.forward()
    await waitFor(() => expect(screen.queryByText('Person 2')).toBeNull())
  })

  test('of a size is entered in megabytes, of days as the last so many', async () => {
    await showTable('#/users')
    await screen.findByText('Person 1')
    fireEvent.keyDown(document.body, { key: 'F' })
    await choose('Column', 'Mailbox')
    fireEvent.change(screen.getByRole('spinbutton', { name: 'Size in MB' }), { target: { value: '1.5' } })
    apply()
    await screen.findByRole('button', { name: 'Mailbox is more than 1.5 MB' })
    expect(route().filters).toEqual([{ column: 'storage', operator: '>', value: '1572864' }])
    fireEvent.keyDown(document.body, { key: 'f' })
    await choose('Column', 'Last activity')
    fireEvent.change(screen.getByRole('spinbutton', { name: 'Days' }), { target: { value: '30' } })
    apply()
    await screen.findByRole('button', { name: 'Last activity in the last 30 days' })
    expect(route().filters[1]).toEqual({ column: 'last_activity_date', operator: 'within', value: 30 })
  })

  test('is not begun by an F that is typed', async () => {
    await showTable('#/users')
    fireEvent.keyDown(await screen.findByRole('searchbox'), { key: 'f' })
    expect(screen.queryByRole('combobox', { name: 'Column' })).toBeNull()
  })
})

test('each kind of column has its own words', () => {
  expect(choicesOf({ type: 'text' })).toEqual(['is', 'isNot', 'contains', 'notContains', 'empty', 'present'])
  expect(choicesOf({ type: 'time' })).toEqual(['within', 'before', 'after', 'is', 'empty', 'present'])
  expect(choicesOf({ type: 'money' }).slice(0, 4)).toEqual(['more', 'atLeast', 'less', 'atMost'])
  expect(choicesOf({ type: 'flag' })).toEqual(['is', 'empty', 'present'])
})

test('a filter without its value is none yet', () => {
  expect(filterOf('department', 'is', [])).toBeNull()
  expect(filterOf('department', 'contains', [''])).toBeNull()
  expect(filterOf('department', 'empty', [])).toEqual({
    column: 'department',
    operator: 'empty',
    value: null,
  })
  expect(filterOf('department', 'is', [null])).toEqual({
    column: 'department',
    operator: 'in',
    value: [null],
  })
})

describe('a quick filter', () => {
  const quickFilters = [
    { label: 'Licensed', filters: [{ column: 'license_count', operator: 'present', value: null }] },
    { label: 'In Sales', filters: [{ column: 'department', operator: '=', value: 'Sales' }] },
  ] as const

  test('is put into the address by one click, shows that it is on, and is taken out by another', async () => {
    await showTable('#/users?filter=department|%3D|Sales', { quickFilters })
    const group = within(await screen.findByRole('toolbar', { name: 'Quick filters' }))
    expect(group.getByRole('button', { name: 'In Sales' }).getAttribute('aria-pressed')).toBe('true')
    fireEvent.click(group.getByRole('button', { name: 'Licensed' }))
    await waitFor(() => expect(route().filters).toHaveLength(2))
    fireEvent.click(group.getByRole('button', { name: 'In Sales' }))
    await waitFor(() =>
      expect(route().filters).toEqual([{ column: 'license_count', operator: 'present', value: null }]),
    )
  })

  test('of a screen that asks for something itself is no chip', async () => {
    const given = { filters: [{ column: 'department', operator: '=', value: 'Sales' }] } as const
    const { pages } = await showTable('#/users', { given })
    await screen.findByText('Person 1')
    expect(pages()[0]?.filters).toEqual(given.filters)
    expect(screen.queryByRole('list', { name: 'Filters' })).toBeNull()
  })
})
