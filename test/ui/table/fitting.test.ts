import { expect, test } from 'vitest'
import type { ReportColumn } from '../../../electron/contract/reports.ts'
import { isSameLook, plainLayout, withinWidth } from '../../../renderer/ui/table/columns/layout.ts'

const keys = ['name', 'use', 'bought', 'assigned', 'free', 'renewal']
const columns = keys.map(
  (key): ReportColumn => ({ key, label: key, type: 'text', personal: false, sums: false, blank: 'none' }),
)
const needs = keys.map(key => ({ key, wanted: 150, least: 100 }))

test('a plain layout leaves out its last columns where they have no room, and never the first four', () => {
  const plain = plainLayout(columns)
  expect(withinWidth(plain, needs, 600)).toBe(plain)
  expect(withinWidth(plain, needs, 520).shown).toEqual(keys.slice(0, 5))
  expect(withinWidth(plain, needs, 10).shown).toEqual(keys.slice(0, 4))
  // Nothing is known of the width before the table is drawn.
  expect(withinWidth(plain, needs, 0)).toBe(plain)
  expect(withinWidth(plain, needs, -36)).toBe(plain)
})

test('another height of the rows is no other look', () => {
  const plain = plainLayout(columns)
  expect(isSameLook({ ...plain, density: 'comfortable' }, plain)).toBe(true)
  expect(isSameLook({ ...plain, widths: { name: 200 } }, plain)).toBe(false)
})
