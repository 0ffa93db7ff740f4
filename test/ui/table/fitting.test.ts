import { expect, test } from 'vitest'
import type { ReportColumn } from '../../../electron/contract/reports.ts'
import { columnNeed, createMeasure, fitWidths } from '../../../renderer/ui/table/columns/fit.ts'
import { isSameLook, plainLayout, withinWidth } from '../../../renderer/ui/table/columns/layout.ts'

const keys = ['name', 'use', 'bought', 'assigned', 'free', 'renewal']
const columns = keys.map(
  (key): ReportColumn => ({ key, label: key, type: 'text', personal: false, sums: false, blank: 'none' }),
)
const needs = keys.map(key => ({ key, wanted: 150, enough: 120, least: 100 }))

test('a plain layout leaves out its last columns where they have no room, and never the first three', () => {
  const plain = plainLayout(columns)
  expect(withinWidth(plain, needs, 600)).toBe(plain)
  expect(withinWidth(plain, needs, 520).shown).toEqual(keys.slice(0, 5))
  expect(withinWidth(plain, needs, 10).shown).toEqual(keys.slice(0, 3))
  // Nothing is known of the width before the table is drawn.
  expect(withinWidth(plain, needs, 0)).toBe(plain)
  expect(withinWidth(plain, needs, -36)).toBe(plain)
})

test('another height of the rows is no other look', () => {
  const plain = plainLayout(columns)
  expect(isSameLook({ ...plain, density: 'comfortable' }, plain)).toBe(true)
  expect(isSameLook({ ...plain, widths: { name: 200 } }, plain)).toBe(false)
})

test('the one longest text gives way before the sign-in names of users and what most rows say', () => {
  const measure = createMeasure('Segoe UI')
  const [name, use] = columns
  if (name === undefined || use === undefined) throw new Error('There are no columns.')
  const product = (text: string) => ({ text, under: '' })
  const needs = [
    columnNeed(name, [{ text: 'Tyler Adams', under: 'tyler.adams@tamarindshipping.example' }], measure, true),
    columnNeed(
      use,
      [
        ...Array.from({ length: 19 }, () => product('Microsoft 365 E5')),
        product('Microsoft Copilot for Microsoft 365'),
      ],
      measure,
      false,
    ),
  ]
  const whole = needs.reduce((sum, { wanted }) => sum + wanted, 0)
  expect(fitWidths(needs, whole)).toEqual({ name: needs[0]?.wanted, use: needs[1]?.wanted })
  const tight = fitWidths(needs, 400)
  expect(tight['name']).toBeGreaterThan(measure('tyler.adams@tamarindshipping.example', 'small'))
  expect(tight['use']).toBeGreaterThan(measure('Microsoft 365 E5', 'cell'))
  expect(tight['use']).toBeLessThan(measure('Microsoft Copilot for Microsoft 365', 'cell'))
  // Less than the least is never taken; the table is scrolled.
  expect(fitWidths(needs, 10)).toEqual({ name: needs[0]?.least, use: needs[1]?.least })
})

test('a column has room for its sum, which is longer than any of its values and bold', () => {
  const measure = createMeasure('Segoe UI')
  const [column] = columns
  if (column === undefined) throw new Error('There are no columns.')
  const cost: ReportColumn = { ...column, label: 'Cost', type: 'money', sums: true }
  const values = [{ text: '€648', under: '' }]
  const withSum = columnNeed(cost, values, measure, false, '€167,832')
  expect(withSum.least - 16).toBeGreaterThanOrEqual(measure('€167,832', 'head'))
  expect(columnNeed(cost, values, measure, false).least).toBeLessThan(withSum.least)
})

test('a number is as wide as its title: the arrow of the order stands beside it at the left', () => {
  const measure = createMeasure('Segoe UI')
  const [column] = columns
  if (column === undefined) throw new Error('There are no columns.')
  const widthOf = (type: ReportColumn['type']) =>
    columnNeed({ ...column, label: 'Unassigned', type }, [{ text: '24', under: '' }], measure, false).wanted
  expect(widthOf('integer')).toBeLessThan(widthOf('text'))
  expect(widthOf('integer')).toBeGreaterThan(measure('Unassigned', 'head'))
})
