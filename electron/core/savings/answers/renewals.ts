import { z } from 'zod'
import type { RenewalPlan } from '../../../contract/savings/answers.ts'
import type { Reader } from '../../database/ports.ts'
import { sql } from '../../database/sql.ts'
import { dayAfter } from '../../usage/catalogue/report-days.ts'
import { readRenewalDecisions } from '../choices/renewal-decisions.ts'
import { type Product, readProducts } from '../facts/products.ts'
import { type Money, yearOf } from '../money/price.ts'
import { type Reducible, reduceSubscriptions } from '../money/seat-costs.ts'
import { readPrices } from '../money/stored-prices.ts'
import { lastSyncDay, readSavingsSettings } from '../verdicts.ts'
import { wireMoney } from './wire-money.ts'

const Seats = z.object({ sku_id: z.string(), removed: z.int(), open: z.int() })
const Swap = z.object({
  sku_id: z.string(),
  target_sku_id: z.string().nullable(),
  is_decided: z.int(),
  seats: z.int(),
})
const Name = z.object({ sku_id: z.string(), name: z.string() })
const Fact = z.object({
  subscription_id: z.string(),
  term: z.string().nullable(),
  channel: z.string().nullable(),
})

/** A notice comes so many days before the day by which to decide. */
const noticeDays = 14

/** Of a direct agreement seats can be given back so many days after the renewal (Microsoft, buy-licenses). */
const graceDays = 7

/** Seats of a product whose place another product takes, with what a year of that one costs. */
type Swapped = { readonly seats: number; readonly cost: Money | null }

/**
 * Of each subscription what can leave the bill on its next day: firm seats are free or decided, open ones are
 * certain or strong and not decided. Seats are given to the subscriptions in the order of their days, seats
 * that are assigned beyond the bought ones are paid back first, and those of a downgrade come last.
 *
 * @param today `YYYY-MM-DD`
 * @param only the one product that is asked for; all without it
 */
export function renewalPlan(reader: Reader, today: string, only: string | null = null): RenewalPlan {
  const { leadDays, reserve } = readSavingsSettings(reader)
  const seats = new Map(reader.all(Seats, seatCounts(only)).map(row => [row.sku_id, row]))
  const nameOf = readNames(reader)
  const products = readProducts(reader, lastSyncDay(reader) ?? today)
  const swaps = readSwaps(reader, products, only)
  const facts = new Map(
    reader
      .all(Fact, sql`select subscription_id, term, channel from subscription_fact`)
      .map(row => [row.subscription_id, row]),
  )
  const decisions = readRenewalDecisions(reader)
  return products
    .filter(({ skuId, kind, isLive }) => kind === 'paid' && isLive && skuId === (only ?? skuId))
    .flatMap(product => {
      const counts = seats.get(product.skuId) ?? { removed: 0, open: 0 }
      const own = swaps(product.skuId)
      const free =
        (product.enabled ?? 0) - (product.consumed ?? 0) + counts.removed - (reserve[product.skuId] ?? 0)
      const firm = reduce(product, free + total(own.decided), own.decided)
      const taken = new Map(firm.map(row => [row.subscriptionId, row.seats]))
      const decided = Math.max(0, free + total(own.decided))
      const all = Math.max(0, free + total(own.decided) + counts.open + total(own.open))
      const open = reduce(product, all - decided, own.open, taken)
      return product.subscriptions
        .filter(({ isTrial }) => !isTrial)
        .map(({ subscriptionId, status, totalLicenses, nextDay }) => {
          const decision = decisions[subscriptionId] ?? null
          const fact = facts.get(subscriptionId)
          const row = {
            firm: figureOf(firm, subscriptionId),
            open: figureOf(open, subscriptionId),
            ...daysOf(nextDay, leadDays, fact?.channel ?? null),
            decision: decision?.forDay === nextDay ? decision : null,
          }
          return {
            ...row,
            subscriptionId,
            skuId: product.skuId,
            productName: nameOf(product.skuId) ?? product.partNumber,
            totalLicenses,
            nextDay,
            isOverdue: nextDay !== null && nextDay < today,
            renew:
              totalLicenses === null || status !== 'Enabled'
                ? null
                : totalLicenses - row.firm.seats - row.open.seats,
            isDue: fact?.term !== 'month' && isDue(row, nextDay, today),
          }
        })
    })
    .toSorted((a, b) => (a.nextDay ?? '9999').localeCompare(b.nextDay ?? '9999'))
}

function daysOf(nextDay: string | null, leadDays: number, channel: string | null) {
  if (nextDay === null) return { decideBy: null, lastDay: null }
  return {
    decideBy: dayAfter(nextDay, -leadDays),
    lastDay: channel === 'direct' ? dayAfter(nextDay, graceDays) : null,
  }
}

type Row = Pick<RenewalPlan[number], 'firm' | 'open' | 'decideBy' | 'lastDay' | 'decision'>

/** Only where something can still be decided: unused seats, from two weeks before the day on. */
function isDue(
  { firm, open, decideBy, lastDay, decision }: Row,
  nextDay: string | null,
  today: string,
): boolean {
  if (decideBy === null || nextDay === null || decision !== null) return false
  if (firm.seats + open.seats === 0) return false
  return dayAfter(decideBy, -noticeDays) <= today && today <= (lastDay ?? nextDay)
}

function readNames(reader: Reader): (skuId: string) => string | undefined {
  const names = new Map(
    reader
      .all(Name, sql`select sku_id, product_name as name from v_licenses`)
      .map(row => [row.sku_id, row.name]),
  )
  return skuId => names.get(skuId)
}

const total = (swaps: readonly Swapped[]) => swaps.reduce((sum, { seats }) => sum + seats, 0)

/** Claims that are given up for good, decided or not; those for another product are told apart. */
const seatCounts = (only: string | null) => sql`
  select claim.sku_id,
    sum(decided.decision is 'remove') as removed,
    sum(decided.decision_id is null and claim.class = 'claimed' and claim.grade <> 'weak' and claim.rule <> 'R8') as open
  from claim left join decision as decided on decided.user_id = claim.user_id and decided.sku_id = claim.sku_id
    and decided.withdrawn_at is null and decided.decision in ('remove', 'downgrade')
  where ${only} is null or claim.sku_id = ${only}
  group by claim.sku_id`

/** Of each product the seats for which another one comes, with what a year of that one costs. */
function readSwaps(reader: Reader, products: readonly Product[], only: string | null) {
  const prices = readPrices(reader)
  const rows = reader.all(
    Swap,
    sql`
    select claim.sku_id, coalesce(decided.target_sku_id, claim.target_sku_id) as target_sku_id,
      decided.decision_id is not null as is_decided, count(*) as seats
    from claim left join decision as decided on decided.user_id = claim.user_id and decided.sku_id = claim.sku_id
      and decided.withdrawn_at is null and decided.decision in ('remove', 'downgrade')
    where (${only} is null or claim.sku_id = ${only}) and (decided.decision is 'downgrade'
      or decided.decision_id is null and claim.class = 'claimed' and claim.grade <> 'weak' and claim.rule = 'R8')
    group by 1, 2, 3`,
  )
  const costOf = (skuId: string | null): Money | null => {
    const own = products.find(product => product.skuId === skuId)?.cost
    if (own != null) return own
    const price = prices.find(one => one.skuId === skuId && one.subscriptionId === null)
    return price === undefined ? null : { sum: yearOf(price), currency: price.currency }
  }
  return (skuId: string) => {
    const own = rows.filter(row => row.sku_id === skuId)
    const swapped = (isDecided: number): Swapped[] =>
      own
        .filter(({ is_decided }) => is_decided === isDecided)
        .map(({ seats, target_sku_id }) => ({ seats, cost: costOf(target_sku_id) }))
    return { decided: swapped(1), open: swapped(0) }
  }
}

/** Seats given back per subscription; the last ones of all cost what the product in their place does. */
function reduce(
  product: Product,
  seats: number,
  swaps: readonly Swapped[],
  taken?: ReadonlyMap<string, number>,
): Reducible[] {
  const rows = reduceSubscriptions(product.prices, product.subscriptions, Math.max(0, seats), taken)
  const costs = swaps.flatMap(({ seats: count, cost }) => Array.from({ length: count }, () => cost))
  let plain = Math.max(0, seats - costs.length)
  return rows.map(row => {
    const first = Math.min(plain, row.seats)
    plain -= first
    const own = costs.splice(0, row.seats - first)
    if (row.money === null || own.some(cost => cost?.currency !== row.money?.currency)) {
      return own.length === 0 ? row : { ...row, money: null }
    }
    return {
      ...row,
      money: { ...row.money, sum: row.money.sum - own.reduce((sum, cost) => sum + (cost?.sum ?? 0), 0) },
    }
  })
}

function figureOf(rows: readonly Reducible[], subscriptionId: string) {
  const found = rows.find(row => row.subscriptionId === subscriptionId)
  if (found === undefined) return { seats: 0, money: [] }
  return { seats: found.seats, money: found.money === null ? [] : [wireMoney(found.money)] }
}
