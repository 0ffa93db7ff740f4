import { describe, expect, test } from 'vitest'
import { at, guid, hexText, mix, pick, unit } from '../../../electron/simulator/random.ts'

describe('chance from a seed', () => {
  test('fills its range evenly', () => {
    const buckets = new Array<number>(10).fill(0)
    for (let index = 0; index < 20_000; index += 1) {
      const bucket = Math.floor(unit(1, 2, index) * 10)
      buckets[bucket] = at(buckets, bucket) + 1
    }
    for (const count of buckets) expect(Math.abs(count - 2_000)).toBeLessThan(250)
  })

  test('does not run along with its neighbours', () => {
    let same = 0
    for (let index = 0; index < 10_000; index += 1)
      if ((mix(1, 5, index) & 1) === (mix(1, 5, index + 1) & 1)) same += 1
    expect(Math.abs(same - 5_000)).toBeLessThan(250)
  })

  test('makes identifiers of the right shape', () => {
    expect(guid(1, 2, 3)).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/)
    expect(guid(1, 2, 3)).toBe(guid(1, 2, 3))
    expect(hexText(1, 2, [1, 2, 3, 4])).toMatch(/^[0-9A-F]{32}$/)
  })

  test('picks within the list, even at its edges', () => {
    expect(pick(['a', 'b'], 0)).toBe('a')
    expect(pick(['a', 'b'], 0.999_999)).toBe('b')
    expect(() => at([], 0)).toThrow(RangeError)
  })
})
