import { describe, expect, test } from 'vitest'
import { dayInMonths, isPastDay } from '../../../renderer/features/setup/credential/expiry-days.ts'

const at = (year: number, month: number, day: number) => new Date(year, month - 1, day, 23, 30).getTime()

describe('the last day of a secret', () => {
  test.each([
    [at(2026, 11, 29), 3, '2027-02-28'],
    [at(2026, 11, 29), 6, '2027-05-29'],
    [at(2027, 12, 31), 2, '2028-02-29'],
    [at(2026, 11, 29), 24, '2028-11-29'],
  ])('from %d in %d months is %s', (now, months, day) => {
    expect(dayInMonths(now, months)).toBe(day)
  })

  test('is good until its end, by the calendar of this computer', () => {
    const now = at(2026, 11, 29)
    expect(isPastDay('2026-11-28', now)).toBe(true)
    expect(isPastDay('2026-11-29', now)).toBe(false)
    expect(isPastDay(null, now)).toBe(false)
  })
})
