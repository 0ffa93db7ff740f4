import { describe, expect, test } from 'vitest'
import {
  countTolerance,
  findDrift,
  nothingRemembered,
  rememberDrift,
} from '../../../electron/core/sync/drift.ts'
import type { DatasetState } from '../../../electron/core/sync/ports.ts'
import { worseChanges, worsePeople } from '../../../electron/core/sync/worse/directory.ts'

describe('books that disagree', () => {
  test('once may be a count that lags; twice in a row they drift', () => {
    const once = rememberDrift(nothingRemembered, { people: 1 }, false)
    expect(findDrift(nothingRemembered, { people: 1 })).toEqual([])
    expect(findDrift(once, { people: 1, e3: 2 })).toEqual(['people'])
    expect(findDrift(rememberDrift(once, {}, false), { people: 1 })).toEqual([])
  })

  test('as they did after everybody was listed are not worth another list', () => {
    const listed = rememberDrift(nothingRemembered, { e3: 2 }, true)
    const later = rememberDrift(listed, { e3: 2 }, false)
    expect(findDrift(later, { e3: 2 })).toEqual([])
    expect(findDrift(later, { e3: 3 })).toEqual(['e3'])
    expect(rememberDrift(later, { e3: 3 }, true).afterFull).toEqual({ e3: 3 })
  })
})

const stored = (rows: number): DatasetState => ({
  dataset: 'users',
  succeededAt: '2026-11-22T08:00:00.000Z',
  lastFullAt: null,
  deltaLink: null,
  refreshDate: null,
  fingerprint: null,
  concealed: false,
  rows,
  failures: 0,
  problem: null,
})

describe('a list of people', () => {
  test.each([
    // stored, listed, counted
    [100, 1, 100, 'shortened'],
    [100, 97, 100, 'shortened'],
    [100, 98, 100, null],
    [100, 1, 1, null],
    [100, 1, null, 'shortened'],
    [100, 60, null, null],
    [100, 0, 0, 'emptied'],
    [3, 2, 3, 'shortened'],
    // Nothing is lost that was there.
    [90, 95, 100, null],
    [0, 1, 100, 'shortened'],
    [0, 80, 100, null],
    [0, 5, null, null],
    [0, 0, null, 'emptied'],
  ])('stored %i, listed %i, counted %s: %s', (before, people, counted, kind) => {
    expect(worsePeople(stored(before), people, counted)?.kind ?? null).toBe(kind)
  })

  test.each([
    [100, 60, 40, 100, 'shortened'],
    [100, 60, 100, 100, null],
    [100, 60, 40, 40, null],
    [100, 60, 40, null, null],
    [3, 1, 2, 3, null],
    [0, 60, 0, 100, null],
  ])('of %i, changes remove %i and leave %i, counted %s: %s', (before, removed, left, counted, kind) => {
    expect(worseChanges(stored(before), { removed, left }, counted)?.kind ?? null).toBe(kind)
  })

  test.each([
    [0, 0],
    [9, 0],
    [10, 1],
    [20, 2],
    [100, 2],
    [5000, 5],
    [200_000, 200],
  ])('of %i counted may lack %i', (counted, few) => {
    expect(countTolerance(counted)).toBe(few)
  })
})
