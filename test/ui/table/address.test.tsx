// @vitest-environment jsdom
import { cleanup, fireEvent, screen, waitFor } from '@testing-library/react'
import fc from 'fast-check'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { filterOperators, type ReportFilter } from '../../../electron/contract/reports.ts'
import { formatRoute, parseRoute, plainRoute, type Route } from '../../../renderer/routing/route.ts'
import { readList, writeList } from '../../../renderer/routing/view.ts'
import { prepareWindow } from '../support.tsx'
import { address, showTable } from './support.tsx'

beforeEach(prepareWindow)
afterEach(cleanup)

const word = fc.stringMatching(/^[a-z][a-z_]{0,20}$/)
const text = fc.string({ unit: 'grapheme', maxLength: 40 })
const filter: fc.Arbitrary<ReportFilter> = fc
  .tuple(word, fc.constantFrom(...filterOperators), text, fc.array(fc.option(text), { minLength: 1 }))
  .map(([column, operator, value, list]) => {
    if (operator === 'empty' || operator === 'present') return { column, operator, value: null }
    if (operator === 'within') return { column, operator, value: value.length + 1 }
    // Blank cells are asked for by null; an empty text is the same.
    if (operator === 'in' || operator === 'not-in') {
      return { column, operator, value: list.map(one => (one === '' ? null : one)) }
    }
    return { column, operator, value }
  })
const anyRoute: fc.Arbitrary<Route> = fc
  .record({
    search: text,
    sort: fc.option(fc.record({ column: word, direction: fc.constantFrom('asc', 'desc') })),
    filters: fc.array(filter, { maxLength: 4 }),
    open: fc.option(text),
    parameters: fc.dictionary(fc.constantFrom('days', 'months'), fc.nat(999_999_999)),
  })
  .map(view => ({ ...plainRoute('users'), ...view }))

test('whatever a table is looked at by comes back from its address as it was', () => {
  fc.assert(
    fc.property(anyRoute, route => {
      expect(parseRoute(formatRoute(route))).toEqual(route)
    }),
  )
})

test('whatever stands in an address leads to one that stays as it is', () => {
  const anyQuery = fc.array(fc.tuple(fc.constantFrom('filter', 'sort', 'open', 'search', 'days'), text))
  fc.assert(
    fc.property(anyQuery, pairs => {
      const read = { ...parseRoute(`#/users?${new URLSearchParams(pairs)}`), unread: [] }
      const written = formatRoute(read)
      expect(formatRoute(parseRoute(written))).toBe(written)
      expect(parseRoute(written).unread).toEqual([])
    }),
  )
})

test('a list of values comes back as it was, whatever stands in them', () => {
  fc.assert(
    fc.property(fc.array(text, { minLength: 1 }), list => {
      expect(readList(writeList(list))).toEqual(list)
    }),
  )
})

describe('what makes no sense in an address', () => {
  test.each([
    ['days=abc', 'No activity for (days) cannot be abc, only a whole number from 1 to 3650. Shown with 30.'],
    [
      'days=99999',
      'No activity for (days) cannot be 99999, only a whole number from 1 to 3650. Shown with 30.',
    ],
    ['filter=nope|%3D|1', 'There is no column “nope”; what was asked of it was left out.'],
    [
      'filter=department|around|Sales',
      '“filter=department|around|Sales” makes no sense here and was left out.',
    ],
    ['filter=license_count|%3E|many', 'Licenses cannot be filtered with “> many”; the filter was left out.'],
    [
      'filter=department|within|30',
      'Department cannot be filtered with “within 30”; the filter was left out.',
    ],
    [
      'filter=last_activity_date|%3C|yesterday',
      'Last activity cannot be filtered with “< yesterday”; the filter was left out.',
    ],
    ['sort=;drop', '“sort=;drop” makes no sense here and was left out.'],
    ['sort=nope', 'There is no column “nope”; what was asked of it was left out.'],
    ['colour=7', '“colour” means nothing to this table and was left out.'],
  ])('is said and left out: %s', async (query, sentence) => {
    const { pages } = await showTable(`#/users?${query}&search=Person`)
    await screen.findByText('Person 1')
    expect(screen.getByText(sentence)).toBeTruthy()
    expect(pages()[0]).toMatchObject({ filters: [], parameters: {}, search: 'Person' })
    fireEvent.click(screen.getByRole('button', { name: 'Correct the address' }))
    await waitFor(() => expect(address()).toBe('#/users?search=Person'))
    expect(screen.queryByText(sentence)).toBeNull()
  })

  test('is not what the screen reads itself', async () => {
    await showTable('#/users?colour=7&by=country', { owns: ['colour', 'by'] })
    await screen.findByText('Person 1')
    expect(screen.queryByRole('button', { name: 'Correct the address' })).toBeNull()
  })

  test('is a report that there is not: it is said, with a way back', async () => {
    await showTable('#/users', { report: 'nonsense' })
    await screen.findByText('No table is called “nonsense”.')
    expect(screen.getByRole('link', { name: 'Go to Overview' }).getAttribute('href')).toBe('#/overview')
  })
})
