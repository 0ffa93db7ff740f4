import { describe, expect, test } from 'vitest'
import { createBooks } from '../../../electron/simulator/tenant/books.ts'
import { dayOf } from '../../../electron/simulator/tenant/calendar.ts'
import {
  idOf,
  indexOfId,
  isEnabled,
  kindOf,
  mailOf,
  nameOf,
  principalName,
} from '../../../electron/simulator/tenant/identity.ts'
import { assignmentStates, disabledPlans, licenseMask } from '../../../electron/simulator/tenant/licenses.ts'
import { bitsOf, createProducts, sku, workloads } from '../../../electron/simulator/tenant/products.ts'
import {
  createdDay,
  createWorld,
  presentIndexes,
  type World,
} from '../../../electron/simulator/tenant/world.ts'

const today = dayOf('2026-11-23')
const worldOf = (seed = 1, people = 2_000): World => createWorld({ seed, people, today, copilot: true })
const world = worldOf()
const everybody = [...presentIndexes(world)]
const share = (count: number) => count / everybody.length

function portrait(of: World, index: number): unknown {
  return [
    idOf(of, index),
    principalName(of, index, today),
    nameOf(of, index, today).displayName,
    mailOf(of, index),
    licenseMask(of, index),
    assignmentStates(of, index),
    createdDay(of, index),
  ]
}

describe('a seed', () => {
  test('always makes the same people, whichever is asked for first', () => {
    const again = worldOf()
    for (const index of [1_999, 0, 700]) expect(portrait(again, index)).toEqual(portrait(world, index))
  })

  test('makes other people, another company and another tenant id than the next seed', () => {
    const other = worldOf(2)
    expect(other.company.tenantId).not.toBe(world.company.tenantId)
    expect(portrait(other, 0)).not.toEqual(portrait(world, 0))
  })

  test('keeps its people from one day of a month to the next', () => {
    const tomorrow = createWorld({ seed: 1, people: 2_000, today: today + 1, copilot: true })
    for (const index of [5, 50, 500]) expect(portrait(tomorrow, index)).toEqual(portrait(world, index))
  })

  test('makes the same first people however many there are', () => {
    const larger = worldOf(1, 50_000)
    expect(principalName(larger, 42, today)).toBe(principalName(world, 42, today))
    expect(licenseMask(larger, 42)).toBe(licenseMask(world, 42))
  })
})

describe('people', () => {
  test('have ids and names of their own, up to the largest tenant', () => {
    const large = worldOf(3, 200_000)
    const names = new Set<string>()
    for (let index = 0; index < 200_000; index += 1)
      names.add(principalName(large, index, today).toLowerCase())
    expect(names.size).toBe(200_000)
    for (const index of [0, 1, 77_777, 199_999]) expect(indexOfId(large, idOf(large, index))).toBe(index)
    expect(indexOfId(large, '00000000-0000-4000-8000-000000000000')).toBe(-1)
  })

  test('have names from many scripts, and user principal names in ASCII', () => {
    const names = everybody.map(index => nameOf(world, index, today).displayName)
    for (const script of [
      'Latin',
      'Cyrillic',
      'Greek',
      'Arabic',
      'Hebrew',
      'Han',
      'Hangul',
      'Devanagari',
      'Thai',
    ]) {
      expect(
        names.some(name => new RegExp(`\\p{Script=${script}}`, 'u').test(name)),
        script,
      ).toBe(true)
    }
    expect(names.some(name => /[äöüßéøłçğ]/.test(name))).toBe(true)
    for (const index of everybody) expect(principalName(world, index, today)).toMatch(/^[\x21-\x7e]+$/)
  })

  test('are guests, mailboxes and disabled accounts in believable shares', () => {
    const kinds = everybody.map(index => kindOf(world, index))
    expect(share(kinds.filter(kind => kind === 'guest').length)).toBeCloseTo(0.08, 2)
    expect(kinds.filter(kind => kind === 'room').length).toBeGreaterThan(10)
    expect(share(everybody.filter(index => !isEnabled(world, index)).length)).toBeCloseTo(0.065, 1)
    const guest = everybody.find(index => kindOf(world, index) === 'guest') ?? 0
    expect(principalName(world, guest, today)).toMatch(/#EXT#@\w+\.onmicrosoft\.com$/)
  })
})

describe('products', () => {
  const products = createProducts()

  test('carry real identifiers, and one is in no published table', () => {
    expect(products.length).toBeGreaterThanOrEqual(12)
    expect(products[sku.e5]).toMatchObject({
      partNumber: 'SPE_E5',
      skuId: '06ebc4ee-1bb5-47dd-8120-11324bc54e06',
    })
    for (const product of products) {
      expect(product.skuId).toMatch(/^[0-9a-f-]{36}$/)
      for (const plan of product.plans)
        expect([plan.name, plan.id]).toEqual([plan.name, expect.stringMatching(/^[0-9a-f-]{36}$/)])
    }
    expect(new Set(products.map(product => product.skuId)).size).toBe(products.length)
  })

  test('open the services of their plans', () => {
    expect((products[sku.e3]?.workloads ?? 0) & workloads.teams).toBe(workloads.teams)
    expect(products[sku.powerBiPro]?.workloads).toBe(0)
  })
})

describe('licences', () => {
  const states = everybody.flatMap(index =>
    assignmentStates(world, index).map(state => ({ index, ...state })),
  )

  test('come directly, by group, and both ways at once', () => {
    const direct = states.filter(state => state.assignedByGroup === null).length
    expect(direct).toBeGreaterThan(states.length * 0.3)
    expect(direct).toBeLessThan(states.length * 0.8)
    const ways = new Map<string, number>()
    for (const { index, skuId } of states)
      ways.set(`${index} ${skuId}`, (ways.get(`${index} ${skuId}`) ?? 0) + 1)
    expect([...ways.values()].filter(count => count > 1).length).toBeGreaterThan(10)
  })

  test('that are held are all in the states, and failed ones are not held', () => {
    for (const index of everybody) {
      const held = bitsOf(licenseMask(world, index)).map(bit => world.products[bit]?.skuId)
      const good = assignmentStates(world, index).filter(state => state.state.startsWith('Active'))
      expect(new Set(good.map(state => state.skuId))).toEqual(new Set(held))
    }
    expect(states.some(state => state.state === 'Error' && state.error !== 'None')).toBe(true)
    expect(states.some(state => state.state === 'ActiveWithError')).toBe(true)
  })

  test('overlap, sit on disabled accounts and guests, and have plans switched off', () => {
    const holding = (...products: number[]) =>
      everybody.filter(index => products.every(product => (licenseMask(world, index) & (1 << product)) !== 0))
    expect(holding(sku.e5, sku.powerBiPro).length).toBeGreaterThan(5)
    expect(holding(sku.e3, sku.officeE1).length).toBeGreaterThan(3)
    const licensed = everybody.filter(index => licenseMask(world, index) !== 0)
    expect(licensed.filter(index => !isEnabled(world, index)).length).toBeGreaterThan(20)
    expect(licensed.filter(index => kindOf(world, index) === 'guest').length).toBeGreaterThan(5)
    expect(
      holding(sku.e3).filter(index => disabledPlans(world, index, sku.e3).length > 0).length,
    ).toBeGreaterThan(20)
  })

  test('never come before the account', () => {
    for (const { index, lastUpdatedDateTime } of states) {
      expect(Date.parse(lastUpdatedDateTime) / 86_400_000).toBeGreaterThanOrEqual(createdDay(world, index))
      expect(Date.parse(lastUpdatedDateTime) / 86_400_000).toBeLessThanOrEqual(today + 1)
    }
  })
})

describe('the books', () => {
  const books = createBooks(world)

  test('count each holder once', () => {
    const counted = new Uint32Array(world.products.length)
    for (const index of everybody)
      for (const bit of bitsOf(licenseMask(world, index))) counted[bit] = (counted[bit] ?? 0) + 1
    expect(books.consumed()).toEqual(counted)
    expect(books.present()).toBe(everybody.length)
  })

  test('have spare seats, one product with too few, warning and suspended ones', () => {
    const spare = books
      .units()
      .map((units, bit) => units.enabled + units.warning - (books.consumed()[bit] ?? 0))
    expect(spare[sku.project]).toBeLessThan(0)
    expect(spare.filter(seats => seats < 0)).toHaveLength(1)
    expect(books.units()[sku.officeE1]?.warning).toBeGreaterThan(0)
    expect(books.units()[sku.visio]?.suspended).toBeGreaterThan(0)
  })
})

test.each([1, 5, 40])('a tenant of %i people is whole, too', people => {
  const small = worldOf(7, people)
  const books = createBooks(small)
  expect([...presentIndexes(small)]).toHaveLength(people)
  for (const units of books.units()) expect(Math.min(...Object.values(units))).toBeGreaterThanOrEqual(0)
})
