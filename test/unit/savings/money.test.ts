import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { classCosts } from '../../../electron/core/savings/money/class-costs.ts'
import { guessTerm } from '../../../electron/core/savings/money/guess-term.ts'
import {
  addMoney,
  moneyText,
  overlaps,
  type Price,
  parseAmount,
  yearOf,
  yearScale,
} from '../../../electron/core/savings/money/price.ts'
import {
  reduceSubscriptions,
  type Subscription,
  seatCosts,
} from '../../../electron/core/savings/money/seat-costs.ts'

const price = (amount: number, given: Partial<Price> = {}): Price => ({
  skuId: 'sku',
  subscriptionId: null,
  amount: Math.round(amount * 10_000),
  currency: 'EUR',
  per: 'month',
  validFrom: null,
  validTo: null,
  note: null,
  ...given,
})
const bought = (
  subscriptionId: string,
  totalLicenses: number,
  nextDay: string | null,
  given: Partial<Subscription> = {},
): Subscription => ({
  subscriptionId,
  totalLicenses,
  nextDay,
  status: 'Enabled',
  isTrial: false,
  minLicenses: 0,
  ...given,
})
const text = (sum: number, currency = 'EUR') => moneyText(sum, currency)

test("a third of three years' price is exact, and a sum is rounded once to the currency's decimals", () => {
  const usd = yearOf(price(1000, { per: 'three_years', currency: 'USD' }))
  expect(text(usd, 'USD')).toBe('333.33')
  expect(text(usd * 3, 'USD')).toBe('1000.00')
  expect(text(yearOf(price(4500, { currency: 'JPY' })), 'JPY')).toBe('54000')
  expect(text(yearOf(price(0.1, { currency: 'KWD' })), 'KWD')).toBe('1.200')
  expect(text(Math.round(yearScale * 0.005))).toBe('0.01')
  expect(text(-yearOf(price(36)))).toBe('-432.00')
})

test('a date of renewal that jumps by a month, a year or three years suggests the term, and nothing else does', () => {
  const guess = (...seen: string[]) => guessTerm(seen, '2026-11-23')
  expect(guess('2026-12-10', '2027-12-10')).toEqual({ term: 'year', from: '2026-12-10', to: '2027-12-10' })
  expect(guess('2028-02-10', '2027-02-10')?.term).toBe('year')
  expect(guess('2028-02-29', '2027-02-28')?.term).toBe('year')
  expect(guess('2026-11-30', '2026-12-30')?.term).toBe('month')
  expect(guess('2027-02-01', '2027-03-01')?.term).toBe('month')
  expect(guess('2026-12-31', '2029-12-31')?.term).toBe('three_years')
  // The last jump counts; one that is no term, as of an end that was moved, says at most that it is no month.
  expect(guess('2025-12-10', '2026-12-10', '2027-01-10')?.term).toBe('month')
  expect(guess('2026-12-10', '2027-03-15')).toEqual({ term: null, from: null, to: '2027-03-15' })
  expect(guess('2026-12-24')).toBeNull()
  expect(guess('2026-12-25')).toEqual({ term: null, from: null, to: '2026-12-25' })
  expect(guess('2026-10-01', '2026-10-20')).toBeNull()
  expect(guess()).toBeNull()
})

test('currencies are never added', () => {
  fc.assert(
    fc.property(
      fc.array(
        fc.record({ currency: fc.constantFrom('EUR', 'USD', 'JPY'), sum: fc.integer({ min: 0, max: 1e9 }) }),
      ),
      amounts => {
        const sums = addMoney(amounts)
        expect(new Set(sums.map(({ currency }) => currency)).size).toBe(sums.length)
        for (const { currency, sum } of sums) {
          expect(sum).toBe(
            amounts.filter(one => one.currency === currency).reduce((all, one) => all + one.sum, 0),
          )
        }
      },
    ),
  )
})

test('a price that is valid later counts only for what is paid later, and two of one day overlap', () => {
  const now = price(36, { validTo: '2026-11-30' })
  const later = price(39, { validFrom: '2026-12-01' })
  expect(overlaps(now, later)).toBe(false)
  expect(overlaps(now, price(38, { validFrom: '2026-11-15' }))).toBe(true)
  expect(overlaps(now, price(38, { validFrom: '2026-11-15', subscriptionId: 's' }))).toBe(false)
  const [tier] = seatCosts([now, later], [], 10, '2026-11-23')?.tiers ?? []
  expect(text(tier?.cost ?? 0)).toBe('432.00')
  const [given] = reduceSubscriptions([now, later], [bought('s', 10, '2027-01-15')], 1)
  expect(text(given?.money?.sum ?? 0)).toBe('468.00')
})

test('seats in grace or on trial cost what was entered for their subscription', () => {
  const prices = [price(36), ...['grace', 'trial'].map(id => price(0, { subscriptionId: id }))]
  const subscriptions = [
    bought('paid', 4, null),
    bought('grace', 3, null, { status: 'Warning' }),
    bought('trial', 2, null, { isTrial: true }),
    bought('gone', 9, null, { status: 'Suspended' }),
  ]
  const tiers = seatCosts(prices, subscriptions, 10, '2026-11-23')?.tiers ?? []
  const seats = (cost: string) =>
    tiers.filter(tier => text(tier.cost) === cost).reduce((sum, tier) => sum + tier.seats, 0)
  // One seat is of no subscription that is known.
  expect([seats('432.00'), seats('0.00')]).toEqual([5, 5])
  expect(seatCosts(prices, [], 0, '2026-11-23')).toEqual({ currency: 'EUR', tiers: [] })
})

test('seats leave the bill of the subscription that ends first, down to what its contract asks for', () => {
  const subscriptions = [bought('s2', 40, '2027-06-30'), bought('s1', 60, '2026-12-10', { minLicenses: 50 })]
  const given = reduceSubscriptions([price(36)], subscriptions, 25)
  expect(
    given.map(({ subscriptionId, seats, money }) => [subscriptionId, seats, text(money?.sum ?? 0)]),
  ).toEqual([
    ['s1', 10, '4320.00'],
    ['s2', 15, '6480.00'],
  ])
  const taken = new Map(given.map(({ subscriptionId, seats }) => [subscriptionId, seats]))
  const open = reduceSubscriptions([price(36)], subscriptions, 5, taken)
  expect(
    open.map(({ subscriptionId, seats, money }) => [subscriptionId, seats, text(money?.sum ?? 0)]),
  ).toEqual([['s2', 5, '2160.00']])
})

test('granted seats give nothing back, whatever their day', () => {
  const prices = [price(0, { subscriptionId: 'grant' }), price(20.6, { subscriptionId: 'paid' })]
  const subscriptions = [
    bought('grant', 10, '2026-12-31'),
    bought('paid', 5, '2027-03-31'),
    bought('trial', 9, '2026-12-01', { isTrial: true }),
  ]
  const given = reduceSubscriptions(prices, subscriptions, 6)
  expect(
    given.map(({ subscriptionId, seats, money }) => [subscriptionId, seats, text(money?.sum ?? 0)]),
  ).toEqual([['paid', 5, '1236.00']])
})

test('products with prices in two currencies have no cost of a seat', () => {
  const prices = [price(10, { subscriptionId: 'a' }), price(10, { subscriptionId: 'b', currency: 'USD' })]
  expect(seatCosts(prices, [bought('a', 1, null), bought('b', 1, null)], 2, '2026-11-23')).toBeNull()
})

describe('an amount', () => {
  test.each([
    ['36', 360_000],
    ['36.5', 365_000],
    ['36,50', 365_000],
    ['1.234,50', 12_345_000],
    ['1,234.50', 12_345_000],
    ["1'234.50", 12_345_000],
    ['1 234,5', 12_345_000],
    ['0.0001', 1],
    ['0.123', 1230],
    ['1.234.567', 12_345_670_000],
    ['1.234', 'ambiguous'],
    ['12,345', 'ambiguous'],
    ['', null],
    ['-1', null],
    ['free', null],
    ['1,2,3', null],
    ['1.23456', null],
    ['=1+1', null],
  ] as const)('%s', (written, amount) => {
    expect(parseAmount(written)).toBe(amount)
  })

  test('is read with the sign that its file uses', () => {
    expect(parseAmount('1.234', ',')).toBe(12_340_000)
    expect(parseAmount('1.234', '.')).toBe(12_340)
  })
})

test('the classes of a product cost together what its bought seats do, the dearest ones first', () => {
  const none = { unassigned: 0, certain: 0, strong: 0, weak: 0, leftOut: 0, tooNew: 0, notJudged: 0 }
  const tiers = [
    { seats: 5, cost: 247 },
    { seats: 10, cost: 0 },
  ]
  const seats = { ...none, unassigned: 1, certain: 2, weak: 1, inUse: 9, kept: 2 }
  expect(classCosts(tiers, seats)).toEqual({ ...none, unassigned: 247, certain: 494, weak: 247, inUse: 247 })
  // Kept seats come last, and seats beyond the bought ones cost nothing.
  expect(classCosts([{ seats: 3, cost: 10 }], { ...none, inUse: 2, kept: 4 })).toEqual({
    ...none,
    unassigned: 10,
    inUse: 20,
  })
})
