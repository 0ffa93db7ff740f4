import { expect, test } from 'vitest'
import { trendOf } from '../../../electron/core/insight/apps/trend.ts'
import { dayAfter } from '../../../electron/core/usage/catalogue/report-days.ts'

const until = '2026-11-18'
/** A hundred users on working days and ten at weekends, and twice as many in the last seven days. */
const points = Array.from({ length: 40 }, (_, back) => {
  const date = dayAfter(until, -back)
  const isWeekend = [0, 6].includes(new Date(date).getUTCDay())
  return { date, value: (isWeekend ? 10 : 100) * (back < 7 ? 2 : 1) }
})

test('a trend compares seven complete days with the same weekdays four weeks before', () => {
  expect(trendOf(points, until)).toEqual({ now: 1040 / 7, before: 520 / 7 })
})

test('where a day is missing on either side there is no trend', () => {
  for (const back of [0, 6, 28, 34])
    expect(
      trendOf(
        points.filter(({ date }) => date !== dayAfter(until, -back)),
        until,
      ),
    ).toBeNull()
  expect(
    trendOf(
      points.filter(({ date }) => date !== dayAfter(until, -20)),
      until,
    ),
  ).not.toBeNull()
  expect(trendOf(points, null)).toBeNull()
})
