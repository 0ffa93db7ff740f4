import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { peopleRanges, provesComplete, rangeQuery } from '../../../electron/core/sync/lanes/ranges.ts'

/** What a server does with the filters that the ranges are made of. */
function matches(filter: string | null, name: string): boolean {
  const conditions = filter === null ? [] : filter.split(' and ')
  return conditions.every(condition => {
    const [, operator, border] = /^userPrincipalName (ge|le) '(.)'$/.exec(condition) ?? []
    if (border === undefined) throw new Error(`unknown condition ${condition}`)
    return operator === 'ge' ? name >= border : name <= border
  })
}

describe('listing people in ranges of their names', () => {
  test('a small tenant, or one that does not say its size, is listed in one chain', () => {
    expect(peopleRanges(4999, true)).toEqual([{ chain: 'all', filter: null }])
    expect(peopleRanges(null, true)).toHaveLength(1)
    expect(peopleRanges(50_000, false)).toHaveLength(1)
  })

  test('every name lies in a range, whatever its first character', () => {
    const ranges = peopleRanges(50_000, true)
    expect(ranges.length).toBeGreaterThan(2)
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), name => {
        expect(ranges.some(({ filter }) => matches(filter, name))).toBe(true)
      }),
    )
  })

  test('each range is an advanced query, everybody is not', () => {
    const [first] = peopleRanges(50_000, true)
    expect(first && rangeQuery(first)).toBe(
      `&$filter=${encodeURIComponent("userPrincipalName le 'd'")}&$count=true`,
    )
    expect(rangeQuery({ chain: 'all', filter: null })).toBe('')
  })

  test('ranges count as complete only when nobody is missing', () => {
    expect(provesComplete(100, 100)).toBe(true)
    expect(provesComplete(101, 100)).toBe(true)
    expect(provesComplete(99, 100)).toBe(false)
    expect(provesComplete(100, null)).toBe(false)
  })
})
