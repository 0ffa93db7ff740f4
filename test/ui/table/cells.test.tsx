// @vitest-environment jsdom
import { cleanup, screen, within } from '@testing-library/react'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { createFormat, formatCell } from '../../../renderer/ui/format.ts'
import { prepareWindow } from '../support.tsx'
import { people, rowOf, showTable } from './support.tsx'

beforeEach(prepareWindow)
afterEach(cleanup)

const cellsOf = (name: string) => [...rowOf(name).children].map(cell => cell.textContent)

describe('an empty cell', () => {
  test('is blank where it never was, and says where that cannot be told', async () => {
    await showTable('#/users', { page: { missing: { department: 'concealed' } } })
    await screen.findByText('Person 3')
    expect(cellsOf('Person 3').slice(2, 4)).toEqual(['concealed', ''])
    expect(cellsOf('Person 1').slice(2, 4)).toEqual(['Sales', 'Nov 26, 2026'])
    cleanup()
    await showTable('#/users', {
      page: { missing: { last_activity_date: 'notGranted', department: 'stale' } },
    })
    await screen.findByText('Person 3')
    expect(cellsOf('Person 3').slice(2, 4)).toEqual(['', 'not granted'])
  })
})

describe('a table without rows', () => {
  test('whose source is missing says so and offers the step, and never that there are none', async () => {
    await showTable('#/users', {
      count: 0,
      page: { notes: [{ kind: 'notGranted', text: 'Usage: not granted. Add the permission.' }] },
    })
    await screen.findByText('This cannot be shown yet')
    expect(screen.queryByText(/rows/)).toBeNull()
    const step = screen.getByRole('link', { name: 'Grant the permission' })
    expect(step.getAttribute('href')).toMatch(/^#\/setup\/application\?connector=/)
  })

  test('that knows of none says what would be here', async () => {
    await showTable('#/users', {
      count: 0,
      page: { notes: [{ kind: 'empty', text: 'Users would be here.' }] },
    })
    await screen.findByText('Users would be here.')
  })
})

test('one row is not “1 rows”', async () => {
  await showTable('#/users?search=Person+30')
  await screen.findByText('1 row, filtered from 30')
})

describe('what a screen asks of its table is no filter', () => {
  const given = { filters: [{ column: 'department', operator: '=', value: 'Sales' } as const] }

  test('and the count is of the rows that are left to a person', async () => {
    await showTable('#/users', { given })
    // Once to look at, once to listen to.
    expect(await screen.findAllByText('10 rows')).toHaveLength(2)
    cleanup()
    await showTable('#/users?search=Person+28', { given })
    await screen.findByText('1 row, filtered from 10')
  })

  test('and a table that has none of them offers no filter to clear', async () => {
    const nobody = { filters: [{ column: 'department', operator: '=', value: 'Legal' } as const] }
    await showTable('#/users', { given: nobody })
    await screen.findByText('Nothing here yet')
    expect(screen.queryByRole('button', { name: 'Clear search and filters' })).toBeNull()
  })
})

test('numbers are summed over all rows, and rows without a figure are named', async () => {
  await showTable('#/users', {
    answers: {
      'reports.totals': () => ({
        totals: { license_count: 1234 },
        unknown: { license_count: 3 },
        currency: null,
      }),
    },
  })
  const total = (await screen.findByText('1,234')).parentElement ?? document.body
  expect(total.title).toBe('3 rows have no figure and are not in the sum.')
  expect(within(total.closest<HTMLElement>('[role="row"]') ?? document.body).getByText('Total')).toBeTruthy()
})

test('codes of the data are words, in cells and filters; one that is not known stays as it is', async () => {
  await showTable('#/users?filter=assigned_by|in|direct', { columns: ['display_name', 'assigned_by'] })
  await screen.findByText('Person 3')
  expect(cellsOf('Person 3')[2]).toBe('Directly')
  expect(screen.getByText('Assigned by is Directly')).toBeTruthy()
  cleanup()
  await showTable('#/users', { columns: ['display_name', 'assigned_by'] })
  await screen.findByText('Person 2')
  expect(cellsOf('Person 2')[2]).toBe('a way of tomorrow')
})

test('a cell that a screen draws nothing in says why its value cannot be told', async () => {
  const cells = { department: () => null }
  await showTable('#/users', { cells, page: { missing: { department: 'notGranted' } } })
  await screen.findByText('Person 3')
  expect(cellsOf('Person 3')).toContain('not granted')
})

test('a line of totals is left out where no column in sight has a sum', async () => {
  const { bridge } = await showTable('#/users', { columns: ['display_name', 'department'] })
  await screen.findByText('Person 3')
  expect(screen.queryByText('Total')).toBeNull()
  expect(bridge.calls.some(({ method }) => method === 'reports.totals')).toBe(false)
})

test('a screen draws cells of its own', async () => {
  const cells = { department: (row: { key: string }) => <b>bar of {row.key}</b> }
  await showTable('#/users', { cells })
  await screen.findByText('bar of id-1')
})

test('a title stands above what it heads: at the right above numbers, at the left above pictures of them', async () => {
  const cells = { share: () => <b>bar</b> }
  const columns = ['display_name', 'share', 'license_count']
  await showTable('#/users', { columns, cells, drawnWidths: { share: 96 } })
  await screen.findByText('Person 3')
  const sideOf = (title: string) => {
    const head = screen.getByRole('columnheader', { name: title })
    const place = screen.getAllByRole('columnheader').indexOf(head)
    return [head, rowOf('Person 3').children[place] ?? head].map(cell => getComputedStyle(cell).textAlign)
  }
  expect(sideOf('Licenses')).toEqual(['right', 'right'])
  const [head, cell] = sideOf('Active (%)')
  expect(head).not.toBe('right')
  expect(cell).not.toBe('right')
})

test('amounts of a column have cents, all or none of them', async () => {
  await showTable('#/users', { columns: ['display_name', 'cost', 'storage'] })
  await screen.findByText('Person 3')
  expect(['Person 1', 'Person 2'].map(name => cellsOf(name)[2])).toEqual(['426.00', '388.25'])
  cleanup()
  await showTable('#/users?filter=account_enabled|%3D|0', { columns: ['display_name', 'cost', 'storage'] })
  await screen.findByText('Person 3')
  expect(cellsOf('Person 3')[2]).toBe('426')
})

test('no value is shown as a raw code', () => {
  const format = createFormat('en-US', 'UTC')
  const shown = (key: string, value: string | number) => {
    const column = people.columns.find(one => one.key === key)
    if (column === undefined) throw new Error(`There is no column ${key}.`)
    return formatCell(value, column, format, { yes: 'Yes', no: 'No' })
  }
  expect(shown('created_at', '2026-11-26T17:15:00Z')).toMatch(/^Nov 26, 2026, 5:15\sPM$/)
  expect(shown('storage', 1.5 * 1024 ** 2)).toBe('1.5 MB')
  expect(shown('took', 90_000)).toBe('1 min 30 s')
  expect(['92', '85.1', '0.04'].map(share => shown('share', share))).toEqual(['92.0', '85.1', '0.0'])
})
