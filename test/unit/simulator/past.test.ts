import { describe, expect, test } from 'vitest'
import { createBooks } from '../../../electron/simulator/tenant/books.ts'
import { dayOf } from '../../../electron/simulator/tenant/calendar.ts'
import { isEnabled, principalName } from '../../../electron/simulator/tenant/identity.ts'
import { assignmentStates, licenseMask } from '../../../electron/simulator/tenant/licenses.ts'
import { moveThroughPast } from '../../../electron/simulator/tenant/past.ts'
import { bitsOf, sku } from '../../../electron/simulator/tenant/products.ts'
import {
  createdDay,
  createWorld,
  presentIndexes,
  type World,
} from '../../../electron/simulator/tenant/world.ts'

const today = dayOf('2026-11-23')
const people = 600
const worldOn = (day = today): World =>
  createWorld({ seed: 1, people, today: day, copilot: true, past: true })

function portrait(world: World): unknown[] {
  return [...presentIndexes(world)].map(index => [
    principalName(world, index, world.today),
    isEnabled(world, index),
    licenseMask(world, index),
  ])
}

describe('a tenant with a past', () => {
  test('is the same on a day whichever way it came there', () => {
    const moved = worldOn()
    const before = portrait(moved)
    moveThroughPast(moved, today - 300)
    expect(portrait(moved)).not.toEqual(before)
    moveThroughPast(moved, today)
    expect(portrait(moved)).toEqual(before)
    const earlier = worldOn(today - 15)
    expect(portrait(earlier)).not.toEqual(before)
    moveThroughPast(earlier, today)
    expect(portrait(earlier)).toEqual(before)
  })

  test('has grown, and everybody in it had come by then', () => {
    const world = worldOn()
    const now = [...presentIndexes(world)].length
    expect(now).toBeGreaterThan(people * 0.97)
    moveThroughPast(world, today - 360)
    const then = [...presentIndexes(world)]
    expect(then.length).toBeGreaterThan(people * 0.85)
    expect(then.length).toBeLessThan(now)
    expect(then.every(index => createdDay(world, index) <= world.today)).toBe(true)
  })

  test('tells a delta query of exactly those who differ', () => {
    const world = worldOn()
    moveThroughPast(world, today - 130)
    const before = new Map([...presentIndexes(world)].map((index, place) => [index, portrait(world)[place]]))
    const { version } = world
    moveThroughPast(world, today - 60)
    const told = new Set(world.changes.filter(change => change.version > version).map(({ index }) => index))
    const quiet = [...presentIndexes(world)].filter(index => !told.has(index))
    expect(told.size).toBeGreaterThan(20)
    expect(quiet.length).toBeGreaterThan(people * 0.7)
    for (const index of quiet.slice(0, 50)) {
      expect(before.get(index)).toEqual([
        principalName(world, index, world.today),
        isEnabled(world, index),
        licenseMask(world, index),
      ])
    }
  })

  test('counts its seats on every day by the people who hold them', () => {
    const world = worldOn()
    const books = createBooks(world)
    for (const daysAgo of [350, 130, 100, 40, 0]) {
      moveThroughPast(world, today - daysAgo)
      const held = world.products.map(() => 0)
      for (const index of presentIndexes(world)) {
        for (const bit of bitsOf(licenseMask(world, index))) held[bit] = (held[bit] ?? 0) + 1
        const known = assignmentStates(world, index).every(
          ({ lastUpdatedDateTime }) => lastUpdatedDateTime.slice(0, 10) <= world.dateText(world.today),
        )
        expect(known).toBe(true)
      }
      expect([...books.consumed()]).toEqual(held)
    }
  })

  test('bought Copilot in steps, and cut Project below what is assigned', () => {
    const world = worldOn()
    const books = createBooks(world)
    const copilot = [250, 120, 60, 0].map(daysAgo => {
      moveThroughPast(world, today - daysAgo)
      return books.units()[sku.copilot]?.enabled ?? 0
    })
    expect(copilot).toEqual(copilot.toSorted((one, other) => one - other))
    expect(new Set(copilot).size).toBe(4)
    expect(books.units()[sku.project]?.enabled).toBeLessThan(books.consumed()[sku.project] ?? 0)
    const trial = books.subscriptions().find(({ isTrial }) => isTrial)
    expect(trial?.nextLifecycleDateTime).toBe('2026-12-08T00:00:00Z')
  })
})
