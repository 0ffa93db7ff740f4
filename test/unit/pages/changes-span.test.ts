import { expect, test } from 'vitest'
import { chooseSpan } from '../../../electron/core/changes/days.ts'

const days = ['2026-09-01', '2026-10-10', '2026-10-28', '2026-11-20'].map(date => ({ date, changes: 1 }))

test.each([
  [null, null, { from: '2026-10-10', to: '2026-11-20' }],
  ['2026-10-15', null, { from: '2026-10-10', to: '2026-11-20' }],
  ['2026-01-01', '2026-10-30', { from: '2026-09-01', to: '2026-10-28' }],
  ['2026-11-20', '2026-10-28', { from: '2026-09-01', to: '2026-10-28' }],
  ['2026-11-30', '2026-08-01', { from: '2026-09-01', to: '2026-11-20' }],
])('from %s to %s are compared as days with a sync', (from, to, expected) => {
  expect(chooseSpan(days, { from, to })).toEqual(expected)
})

test('one day alone is compared with nothing', () => {
  expect(chooseSpan(days.slice(0, 1), { from: null, to: null })).toBeNull()
  expect(chooseSpan([], { from: null, to: null })).toBeNull()
})
