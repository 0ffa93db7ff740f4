import { isValidOn, type Money, type Price, yearOf } from './price.ts'

/** A subscription as far as it decides what its seats cost and when they can be given back. */
export type Subscription = {
  readonly subscriptionId: string
  readonly status: string | null
  readonly totalLicenses: number | null
  readonly isTrial: boolean
  /** Day of the next change of state, `YYYY-MM-DD`; null where none is known. */
  readonly nextDay: string | null
  /** Seats that the contract asks for at least. */
  readonly minLicenses: number
}

/** A product as far as it decides what leaves its bill when. */
export type SoldProduct = {
  readonly prices: readonly Price[]
  readonly subscriptions: readonly Subscription[]
}

/** A subscription without a known day counts at the prices that have no end. */
export const lastDayOfAll = '9999-12-31'

/** The price of a subscription's seats on a day: its own, else the product's. */
export function priceOn(prices: readonly Price[], subscriptionId: string | null, day: string): Price | null {
  const valid = prices.filter(price => isValidOn(price, day))
  return (
    valid.find(price => price.subscriptionId === subscriptionId) ??
    valid.find(price => price.subscriptionId === null) ??
    null
  )
}

/**
 * What the bought seats of one product cost in a year, the dearest first: the k-th seat that nobody needs
 * costs what the k-th of these does, so that granted seats of price 0 are counted last. Seats in grace and on
 * trial are usable as well and cost what was entered for them; those that no subscription accounts for cost
 * the product's own price. Null without any price, and where the prices are in more than one currency.
 *
 * @param bought seats that are bought and usable
 */
export function seatCosts(
  prices: readonly Price[],
  subscriptions: readonly Subscription[],
  bought: number,
  day: string,
): { currency: string; tiers: { seats: number; cost: number }[] } | null {
  const tiers: { seats: number; cost: number; currency: string }[] = []
  let left = bought
  const counted = subscriptions.filter(({ status }) => status === 'Enabled' || status === 'Warning')
  const known = counted.map(subscription => ({
    seats: subscription.totalLicenses ?? 0,
    price: priceOn(prices, subscription.subscriptionId, day),
  }))
  for (const { seats, price } of known.toSorted((a, b) => costOf(b.price) - costOf(a.price))) {
    const taken = Math.min(seats, left)
    left -= taken
    if (price !== null && taken > 0)
      tiers.push({ seats: taken, cost: yearOf(price), currency: price.currency })
  }
  const own = priceOn(prices, null, day)
  if (own !== null && left > 0) tiers.push({ seats: left, cost: yearOf(own), currency: own.currency })
  const [first] = tiers
  if (first === undefined) return own === null || bought > 0 ? null : { currency: own.currency, tiers }
  if (tiers.some(({ currency }) => currency !== first.currency)) return null
  return {
    currency: first.currency,
    tiers: tiers.toSorted((a, b) => b.cost - a.cost).map(({ seats, cost }) => ({ seats, cost })),
  }
}

const costOf = (price: Price | null) => (price === null ? 0 : yearOf(price))

/** What seats cost that come at these places, counted from 0: beyond the bought seats nothing. */
export function costAt(tiers: readonly { seats: number; cost: number }[], place: number): number {
  let before = 0
  for (const { seats, cost } of tiers) {
    before += seats
    if (place < before) return cost
  }
  return 0
}

/** What the first so many of the dearest seats cost. */
export function sumOfPlaces(tiers: readonly { seats: number; cost: number }[], seats: number): number {
  let sum = 0
  let left = seats
  for (const tier of tiers) {
    const taken = Math.min(left, tier.seats)
    sum += taken * tier.cost
    left -= taken
  }
  return sum + left * costAt(tiers, Number.MAX_SAFE_INTEGER)
}

/** Seats that can leave the bill of one subscription on its next day. */
export type Reducible = {
  readonly subscriptionId: string
  readonly day: string | null
  readonly seats: number
  readonly money: Money | null
}

/**
 * Gives seats back to the subscriptions in the order of their next day, of the same day to the dearest one
 * first, each at most down to what its contract asks for. Trials, subscriptions that are not enabled and
 * those of price 0 give nothing back.
 *
 * @param seats seats to give back in all
 * @param taken seats that were given back before, per subscription
 */
export function reduceSubscriptions(
  prices: readonly Price[],
  subscriptions: readonly Subscription[],
  seats: number,
  taken: ReadonlyMap<string, number> = new Map(),
): Reducible[] {
  const candidates = subscriptions
    .filter(({ status, isTrial }) => status === 'Enabled' && !isTrial)
    .map(subscription => ({
      ...subscription,
      price: priceOn(prices, subscription.subscriptionId, subscription.nextDay ?? lastDayOfAll),
    }))
    .filter(({ price }) => price === null || price.amount > 0)
    .toSorted((a, b) => compareDays(a.nextDay, b.nextDay) || costOf(b.price) - costOf(a.price))
  const found: Reducible[] = []
  let left = seats
  for (const { subscriptionId, totalLicenses, minLicenses, nextDay, price } of candidates) {
    const most = Math.max(0, (totalLicenses ?? 0) - minLicenses - (taken.get(subscriptionId) ?? 0))
    const given = Math.min(left, most)
    left -= given
    if (given <= 0) continue
    const money = price === null ? null : { currency: price.currency, sum: yearOf(price) * given }
    found.push({ subscriptionId, day: nextDay, seats: given, money })
  }
  return found
}

/** Subscriptions without a known day come last. */
function compareDays(one: string | null, other: string | null): number {
  if (one === other) return 0
  if (one === null) return 1
  if (other === null) return -1
  return one < other ? -1 : 1
}
