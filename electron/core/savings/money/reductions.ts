import { z } from 'zod'
import type { Reader } from '../../database/ports.ts'
import { sql } from '../../database/sql.ts'
import type { Money } from './price.ts'
import type { PriceOnDay } from './product-prices.ts'
import { lastDayOfAll, type Reducible, reduceSubscriptions, type SoldProduct } from './seat-costs.ts'

/** Seats in whose place another product comes, with what a year of one of its seats costs on a day. */
export type Swap = { readonly seats: number; readonly costOn: (day: string) => Money | null }

/** Seats of one product that are given up: for good, and those in whose place another product comes. */
export type GivenUp = { readonly plain: number; readonly swaps: readonly Swap[] }

/** Seats of one product that can leave its bill. */
export type Reduction = {
  /** Unassigned seats without the reserve; below 0 where seats have to be paid back first. */
  readonly free: number
  readonly decided: GivenUp
  /** What nobody has decided about. */
  readonly open: GivenUp
}

/** Of each subscription what leaves its bill for certain, and after it what nobody has decided about. */
export type Reduced = { readonly firm: readonly Reducible[]; readonly open: readonly Reducible[] }

/**
 * Gives a product's seats back to its subscriptions in the order of their days: firm seats are unassigned or
 * decided, open ones come after them. Seats that are assigned beyond the bought ones are paid back first.
 * A seat in whose place another product comes is given back last, with the difference of the prices on the
 * day of the renewal.
 */
export function reductionOf(product: SoldProduct, { free, decided, open }: Reduction): Reduced {
  const [firmSeats, openSeats] = [free + seatsOf(decided), seatsOf(open)]
  const firm = reduce(product, firmSeats, decided.swaps, new Map())
  const taken = new Map(firm.map(({ subscriptionId, seats }) => [subscriptionId, seats]))
  const more = Math.max(0, firmSeats + openSeats) - Math.max(0, firmSeats)
  return { firm, open: reduce(product, more, open.swaps, taken) }
}

const swapped = (swaps: readonly Swap[]) => swaps.reduce((sum, { seats }) => sum + seats, 0)
const seatsOf = ({ plain, swaps }: GivenUp) => plain + swapped(swaps)

function reduce(
  { prices, subscriptions }: SoldProduct,
  seats: number,
  swaps: readonly Swap[],
  taken: ReadonlyMap<string, number>,
): Reducible[] {
  let plain = Math.max(0, seats - swapped(swaps))
  const take = takeFrom(swaps)
  return reduceSubscriptions(prices, subscriptions, Math.max(0, seats), taken).map(row => {
    const first = Math.min(plain, row.seats)
    plain -= first
    const own = take(row.seats - first).map(({ seats: count, costOn }) => ({
      count,
      cost: costOn(row.day ?? lastDayOfAll),
    }))
    if (own.length === 0 || row.money === null) return row
    const { currency } = row.money
    if (own.some(({ cost }) => cost?.currency !== currency)) return { ...row, money: null }
    const less = own.reduce((sum, { count, cost }) => sum + count * (cost?.sum ?? 0), 0)
    return { ...row, money: { currency, sum: row.money.sum - less } }
  })
}

/** Takes so many of the seats, from the first swap on. */
function takeFrom(swaps: readonly Swap[]): (seats: number) => Swap[] {
  const left = swaps.map(swap => ({ ...swap }))
  return seats => {
    let wanted = seats
    return left.flatMap(swap => {
      const count = Math.min(wanted, swap.seats)
      wanted -= count
      swap.seats -= count
      return count === 0 ? [] : [{ seats: count, costOn: swap.costOn }]
    })
  }
}

/** Seats by the products that come in their places; null where that is not known. */
export type SeatsByTarget = ReadonlyMap<string | null, number>

/** In the order of the products' ids, so that the same seats make the same sums. */
export function swapsOf(seats: SeatsByTarget, priceOn: PriceOnDay): Swap[] {
  return [...seats]
    .toSorted(([one], [other]) => ((one ?? '') < (other ?? '') ? -1 : 1))
    .map(([target, count]) => ({ seats: count, costOn: day => priceOn(target, day) }))
}

const Row = z.object({
  sku_id: z.string(),
  is_decided: z.int(),
  is_swap: z.int(),
  target: z.string().nullable(),
  seats: z.int(),
})

export type GivenUpSeats = Pick<Reduction, 'decided' | 'open'>

/**
 * Of each product the seats that are given up: decided ones, and certain and strong claims that nobody has
 * decided about.
 *
 * @param only the one product that is asked for; all without it
 */
export function readGivenUp(
  reader: Reader,
  priceOn: PriceOnDay,
  only: string | null = null,
): (skuId: string) => GivenUpSeats {
  const rows = Map.groupBy(reader.all(Row, givenUpSql(only)), ({ sku_id }) => sku_id)
  return skuId => {
    const own = rows.get(skuId) ?? []
    const part = (isDecided: number): GivenUp => {
      const [swaps, plain] = [1, 0].map(isSwap =>
        own.filter(row => row.is_decided === isDecided && row.is_swap === isSwap),
      )
      const byTarget = new Map((swaps ?? []).map(({ target, seats }) => [target, seats]))
      return { plain: plain?.[0]?.seats ?? 0, swaps: swapsOf(byTarget, priceOn) }
    }
    return { decided: part(1), open: part(0) }
  }
}

const givenUpSql = (only: string | null) => sql`
  with given as (
    select claim.sku_id, decided.decision_id is not null as is_decided,
      coalesce(decided.decision = 'downgrade', claim.rule = 'R8') as is_swap,
      coalesce(decided.target_sku_id, claim.target_sku_id) as target
    from claim left join decision as decided on decided.user_id = claim.user_id and decided.sku_id = claim.sku_id
      and decided.withdrawn_at is null and decided.decision in ('remove', 'downgrade')
    where (${only} is null or claim.sku_id = ${only})
      and (decided.decision_id is not null or claim.class = 'claimed' and claim.grade <> 'weak'))
  select sku_id, is_decided, is_swap, iif(is_swap, target, null) as target, count(*) as seats
  from given group by 1, 2, 3, 4`
