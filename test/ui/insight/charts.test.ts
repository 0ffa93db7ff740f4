import { describe, expect, test } from 'vitest'
import { axisEnd, labelOffsets, tickDays, weeklyAverage } from '../../../renderer/ui/charts/series.ts'

const day = (index: number) => new Date(Date.UTC(2026, 10, 1 + index)).toISOString().slice(0, 10)

describe('the average of a week', () => {
  test('is taken over the known days of the seven that end with each day', () => {
    const points = [10, 10, 10, 10, 10, 0, 0, 10].map((value, index) => ({ date: day(index), value }))
    expect(weeklyAverage(points).map(({ value }) => Math.round(value * 10) / 10)).toEqual([7.1, 7.1])
  })

  test('is not told where most of the week is not known', () => {
    const points = [0, 1, 2, 20, 21].map(index => ({ date: day(index), value: 5 }))
    expect(weeklyAverage(points)).toEqual([])
  })
})

test.each([
  [[0], 4],
  [[3], 4],
  [[97], 100],
  [[836], 1000],
  [[1200, 40], 2000],
  [[30_000], 40_000],
])('the axis of %j ends at %d, which four steps divide evenly', (values, end) => {
  expect(axisEnd(values)).toBe(end)
  expect(end % 4).toBe(0)
})

describe('the names beside lines', () => {
  test('stand where their lines end', () => {
    expect(labelOffsets([1, 0.5, 0], 200, 18)).toEqual([0, 100, 200])
  })

  test('give way to each other and stay within the drawing', () => {
    const offsets = labelOffsets([0, 0, 0.01], 200, 18)
    const ordered = offsets.toSorted((one, other) => one - other)
    expect(ordered.at(-1)).toBeLessThanOrEqual(200)
    expect((ordered[1] ?? 0) - (ordered[0] ?? 0)).toBeGreaterThanOrEqual(18)
    expect((ordered[2] ?? 0) - (ordered[1] ?? 0)).toBeGreaterThanOrEqual(18)
  })
})

describe('the days that an axis names', () => {
  test('are the last one and others as far apart as each other, over the end of a month too', () => {
    const days = ['2026-11-03', '2026-11-09', '2026-11-15', '2026-11-21', '2026-11-27']
    expect(tickDays(['2026-10-29', '2026-11-02', '2026-11-27'])).toEqual(days)
    expect(tickDays(['2026-11-27'])).toEqual(['2026-11-27'])
    expect(tickDays([])).toEqual([])
  })
})
