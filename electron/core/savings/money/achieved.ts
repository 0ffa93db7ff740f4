import { z } from 'zod'
import type { Reader } from '../../database/ports.ts'
import { sql } from '../../database/sql.ts'
import { daysBetween } from '../../usage/catalogue/report-days.ts'
import type { FollowedDecision } from '../choices/decisions.ts'
import { addMoney, type Money } from './price.ts'

/** What came of the decisions in money, three figures that are never added; integers of the years' scale. */
export type Achieved = {
  /** The price of reclaimed seats for the days since they were given up. */
  readonly noLongerIdle: readonly Money[]
  /** Only where fewer seats are bought than at the decision, from the day on which that was seen. */
  readonly saved: readonly Money[]
  /** What of it a whole year comes to. */
  readonly savedPerYear: readonly Money[]
  /** The seats that are bought no more. */
  readonly seats: readonly SavedSeat[]
}

const Units = z.object({ date: z.string(), sku_id: z.string(), enabled_units: z.int() })

/**
 * Money so far. A seat is saved only where the product's bought seats really fell below what they were at the
 * decision, at most as many as were freed.
 *
 * @param day `YYYY-MM-DD`, up to which days are counted
 */
export function achieved(reader: Reader, decisions: readonly FollowedDecision[], day: string): Achieved {
  const gone = decisions.filter(({ outcome }) => outcome === 'reclaimed' || outcome === 'downgraded')
  const noLongerIdle = gone.flatMap(({ cost, goneOn }) =>
    cost === null || goneOn === null ? [] : [perDays(cost, daysBetween(goneOn, day))],
  )
  const history = Map.groupBy(
    reader.all(
      Units,
      sql`select date, sku_id, enabled_units from license_day where date <= ${day} order by date`,
    ),
    ({ sku_id }) => sku_id,
  )
  const steps = [...Map.groupBy(gone, ({ skuId }) => skuId)].flatMap(([skuId, freed]) =>
    fallsOf(history.get(skuId) ?? [], freed),
  )
  return {
    noLongerIdle: addMoney(noLongerIdle),
    saved: addMoney(steps.map(({ cost, since }) => perDays(cost, daysBetween(since, day)))),
    savedPerYear: addMoney(steps.map(({ cost }) => cost)),
    seats: steps,
  }
}

/** The part of a year's money that falls on so many days. */
export const perDays = ({ sum, currency }: Money, days: number): Money => ({
  currency,
  sum: Math.round((sum * days) / 365),
})

/** A seat that is bought no more: its price of a year, and the day since when. */
export type SavedSeat = { readonly cost: Money; readonly since: string }

/**
 * The seats that are bought no more: each freed seat counts once, from the day of the fall that took it
 * away.
 */
function fallsOf(history: readonly z.infer<typeof Units>[], freed: readonly FollowedDecision[]): SavedSeat[] {
  const [first] = freed.map(({ decidedAt }) => decidedAt.slice(0, 10)).toSorted()
  if (first === undefined) return []
  const level = history.filter(({ date }) => date <= first).at(-1)?.enabled_units
  const now = history.at(-1)?.enabled_units
  if (level === undefined || now === undefined) return []
  const costs = freed.flatMap(({ cost }) => cost ?? []).toSorted((a, b) => b.sum - a.sum)
  return Array.from({ length: Math.min(Math.max(0, level - now), costs.length) }, (_, index): SavedSeat[] => {
    const cost = costs[index]
    const since = lastFallBelow(history, level - index)
    return cost === undefined || since === null ? [] : [{ cost, since }]
  }).flat()
}

/** Since which day fewer seats than this have been bought without a break. */
function lastFallBelow(history: readonly z.infer<typeof Units>[], units: number): string | null {
  const above = history.findLastIndex(({ enabled_units }) => enabled_units >= units)
  return history[above + 1]?.date ?? null
}
