import type { PlanAnswer, PlanInput } from '../../../contract/savings/plan.ts'
import { reducedFigure } from '../answers/wire-money.ts'
import type { Product } from '../facts/products.ts'
import type { PriceOnDay } from '../money/product-prices.ts'
import { type GivenUp, type GivenUpSeats, reductionOf, type Swap, swapsOf } from '../money/reductions.ts'
import { isSure, type PlanClaim } from './claims.ts'
import type { DecidedSeat, DecidedSeats } from './leaving.ts'
import type { PlannedMove } from './moves.ts'
import { addSeats, type SeatChanges } from './seat-changes.ts'

type ByDate = PlanAnswer['products'][number]['byDate']

/** What the reductions of every product start from. */
export type DateFacts = {
  /** What is given up as things stand, which the renewals count as well. */
  readonly givenUp: (skuId: string) => GivenUpSeats
  readonly decided: DecidedSeats
  readonly priceOn: PriceOnDay
}

/** A plan's part in them. */
export type DatePlan = {
  readonly moves: readonly PlannedMove[]
  readonly given: readonly PlanClaim[]
  readonly kept: readonly PlanClaim[]
  readonly seats: SeatChanges
}

/**
 * Answers, for a product, what can leave each of its subscriptions by its day: firm seats first, then those
 * nobody has decided about. Before the plan these are the figures of the renewals; with it its own reserve
 * and contract floors count, and what it gives back or replaces is firm.
 */
export function datesOf(
  facts: DateFacts,
  plan: DatePlan,
  { floors, horizon }: Pick<PlanInput, 'floors' | 'horizon'>,
): (product: Product, reserve: { before: number; after: number }) => ByDate {
  const after = givenUpAfter(facts, plan)
  return (product, reserve) => {
    if (product.kind !== 'paid' || !product.isLive) return []
    const { skuId, subscriptions } = product
    const unassigned = (product.enabled ?? 0) - (product.consumed ?? 0)
    const added = plan.seats.added.get(skuId) ?? 0
    const now = reductionOf(product, { free: unassigned - reserve.before, ...facts.givenUp(skuId) })
    const floored = subscriptions.map(one => ({
      ...one,
      minLicenses: floors[one.subscriptionId] ?? one.minLicenses,
    }))
    const then = reductionOf(
      { prices: product.prices, subscriptions: floored },
      { free: unassigned - added - reserve.after, ...after(skuId) },
    )
    return subscriptions
      .filter(({ nextDay }) => horizon === null || nextDay === null || nextDay <= horizon)
      .map(({ subscriptionId, nextDay }) => ({
        subscriptionId,
        day: nextDay,
        before: reducedFigure(now.firm, subscriptionId),
        after: reducedFigure(then.firm, subscriptionId),
        openBefore: reducedFigure(now.open, subscriptionId),
        openAfter: reducedFigure(then.open, subscriptionId),
      }))
      .filter(row => [row.before, row.after, row.openBefore, row.openAfter].some(({ seats }) => seats > 0))
      .toSorted((a, b) => (a.day ?? '9999').localeCompare(b.day ?? '9999'))
  }
}

/** What is given up once a plan is carried out; a replacement takes the place of a decided one. */
function givenUpAfter({ decided, priceOn }: DateFacts, plan: DatePlan): (skuId: string) => GivenUpSeats {
  const given = countClaims(plan.given)
  const kept = countClaims(plan.kept.filter(isSure))
  return skuId => {
    const own = plan.moves.find(({ move }) => move.from.skuId === skuId)
    const firm = copyOf(given.get(skuId))
    const decidedHere = decided.get(skuId) ?? noneDecided
    const moved = movedOf(own?.people ?? [], decidedHere)
    for (const [userId, { decision, target }] of decidedHere)
      if (!moved.has(userId)) count(firm, decision === 'downgrade', target)
    const swaps = swapsOf(firm.byTarget, priceOn)
    const replaced = own === undefined ? { plain: 0, swaps: [] } : replacedBy(own, priceOn)
    const open = copyOf(kept.get(skuId))
    return {
      decided: { plain: firm.plain + replaced.plain, swaps: [...swaps, ...replaced.swaps] },
      open: { plain: open.plain, swaps: swapsOf(open.byTarget, priceOn) },
    }
  }
}

const noneDecided: ReadonlyMap<string, DecidedSeat> = new Map()

/** Of decided seats those that a replacement takes the place of. */
function movedOf(
  people: PlannedMove['people'],
  decided: ReadonlyMap<string, DecidedSeat>,
): ReadonlySet<string> {
  if (decided.size === 0) return new Set()
  return new Set(people.flatMap(({ userId }) => (decided.has(userId) ? userId : [])))
}

/** Seats of one product: given up for good, and by the product that takes their place. */
type Counts = { plain: number; readonly byTarget: Map<string | null, number> }

const copyOf = (counts: Counts | undefined): Counts => ({
  plain: counts?.plain ?? 0,
  byTarget: new Map(counts?.byTarget),
})

function count(counts: Counts, isSwap: boolean, target: string | null): void {
  if (isSwap) addSeats(counts.byTarget, target, 1)
  else counts.plain += 1
}

/** By product the claims that nobody has decided about. */
function countClaims(claims: readonly PlanClaim[]): ReadonlyMap<string, Counts> {
  const found = new Map<string, Counts>()
  for (const { skuId, rule, targetSkuId, decided } of claims) {
    if (decided !== null) continue
    const own = found.get(skuId) ?? copyOf(undefined)
    count(own, rule === 'R8', targetSkuId)
    found.set(skuId, own)
  }
  return found
}

/** Whoever has the product already that takes the place of the seat gives it up for good. */
function replacedBy({ move, people }: PlannedMove, priceOn: PriceOnDay): GivenUp {
  const plain = people.filter(({ hasTarget }) => hasTarget).length
  const swap: Swap = {
    seats: people.length - plain,
    costOn: day => move.plannedCost ?? priceOn(move.target.skuId, day),
  }
  return { plain, swaps: swap.seats === 0 ? [] : [swap] }
}
