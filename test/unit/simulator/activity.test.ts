import { describe, expect, test } from 'vitest'
import { type Activity, apps, createActivity } from '../../../electron/simulator/tenant/activity.ts'
import { dateText, dayOf, monthStart, weekday } from '../../../electron/simulator/tenant/calendar.ts'
import { changeWorld } from '../../../electron/simulator/tenant/changes.ts'
import { isEnabled, kindOf } from '../../../electron/simulator/tenant/identity.ts'
import { createdDay, createWorld } from '../../../electron/simulator/tenant/world.ts'

const today = dayOf('2026-11-23')
const until = today - 2
const people = 1_500
const world = createWorld({ seed: 4, people, today, copilot: true })
const activity: Activity = createActivity(world)
const indexes = Array.from({ length: people }, (_, index) => index)

describe('activity', () => {
  test('of a period is the sum of its days', () => {
    for (const index of indexes.slice(0, 150)) {
      const { days, volume, last } = activity.within(index, apps.teams, until, 30)
      let activeDays = 0
      let sum = 0
      let newest = 0
      for (let day = until - 29; day <= until; day += 1) {
        const done = activity.onDay(index, apps.teams, day)
        if (done > 0) [activeDays, newest] = [activeDays + 1, day]
        sum += done
      }
      expect([days, volume]).toEqual([activeDays, sum])
      if (activeDays > 0) expect(last).toBe(newest)
    }
  })

  test('has the same last day whatever the period', () => {
    for (const index of indexes.slice(0, 200)) {
      const last = [7, 30, 90, 180].map(period => activity.within(index, apps.exchange, until, period).last)
      expect(new Set(last).size).toBe(1)
      expect(activity.last(index, apps.exchange, until)).toBe(last[0])
    }
  })

  test('visits each active day, newest first', () => {
    const visited: number[] = []
    activity.each(3, apps.exchange, until, 90, day => visited.push(day))
    expect(visited).toEqual(visited.toSorted((one, other) => other - one))
    expect(visited).toHaveLength(activity.within(3, apps.exchange, until, 90).days)
  })

  test('has a long tail and people who do nothing', () => {
    const volumes = indexes
      .map(index => activity.within(index, apps.teams, until, 30).volume)
      .toSorted((one, other) => other - one)
    const total = volumes.reduce((sum, volume) => sum + volume, 0)
    const top = volumes.slice(0, people / 10).reduce((sum, volume) => sum + volume, 0)
    expect(top / total).toBeGreaterThan(0.3)
    expect(volumes.filter(volume => volume === 0).length).toBeGreaterThan(people / 10)
  })

  test('rests at weekends and at Christmas', () => {
    const busy = (day: number) =>
      indexes.filter(index => activity.onDay(index, apps.exchange, day) > 0).length
    const wednesday = dayOf('2026-11-18')
    expect(weekday(wednesday)).toBe(2)
    expect(busy(wednesday)).toBeGreaterThan(people * 0.4)
    expect(busy(wednesday + 3)).toBeLessThan(busy(wednesday) / 4)
    expect(busy(dayOf('2025-12-25'))).toBeLessThan(busy(dayOf('2025-12-11')) / 4)
  })

  test('begins with the account, and ends when it is disabled', () => {
    for (const index of indexes) {
      const last = activity.last(index, apps.exchange, until)
      if (last !== 0) expect(last).toBeGreaterThanOrEqual(createdDay(world, index))
      const isMailbox = kindOf(world, index) === 'shared'
      if (!isEnabled(world, index) && !isMailbox && last !== 0) expect(last).toBeLessThan(monthStart(today))
    }
  })

  test('goes on as days pass and people change, without rewriting the past', () => {
    const before = indexes.map(index => activity.within(index, apps.teams, until, 60))
    changeWorld(world, { percent: 30, days: 5 })
    expect(indexes.map(index => activity.within(index, apps.teams, until, 60))).toEqual(before)
    const later = indexes.filter(index => activity.last(index, apps.teams, until + 5) > until)
    expect(later.length).toBeGreaterThan(people / 3)
  })
})

describe('days', () => {
  test('are read, written and put into weeks', () => {
    expect(dateText(dayOf('2024-02-29'))).toBe('2024-02-29')
    expect(weekday(dayOf('2026-11-23'))).toBe(0)
    expect(dateText(monthStart(dayOf('2026-11-23')))).toBe('2026-11-01')
    expect(() => dayOf('23.11.2026')).toThrow(RangeError)
    expect(() => dayOf('2026-13-01')).toThrow(RangeError)
  })
})
