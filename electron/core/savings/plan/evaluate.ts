import type { PlanInput } from '../../../contract/savings/plan.ts'
import type { Product } from '../facts/products.ts'
import type { Money } from '../money/price.ts'
import { givenBy } from '../products/coverage.ts'
import type { Ladder } from '../products/ladder.ts'
import type { Plan } from '../products/plan-kinds.ts'
import type { Leaving, LeavingOf } from './leaving.ts'
import { ownLoss, type PersonStanding, type PlanLoss, planLoss, verdictOf } from './loss.ts'
import type { Holder, Holders } from './read-people.ts'

/** One replacement: a product of the tenant, and the product that takes its place. */
export type Move = {
  readonly from: Product
  readonly target: { readonly skuId: string; readonly name: string; readonly plans: readonly Plan[] }
  /** What one seat saves in a year; null without both prices in one currency. */
  readonly perSeat: Money | null
  /** What a year of the product costs that takes its place, as the plan says; null for its stored price. */
  readonly plannedCost: Money | null
}

export type MovedPerson = PersonStanding & {
  readonly userId: string
  readonly blind: readonly string[]
  /** Whether the person has the target already, so that no seat of it is needed. */
  readonly hasTarget: boolean
}

type Combination = { off: string[]; others: { sku: string; off: string[] }[] }

/** All that a replacement is looked at with: a plan's other replacements, and what else happens to seats. */
export type Replacements = {
  readonly moves: readonly Move[]
  readonly ladder: Ladder
  /** The plans of a product that somebody holds, or that takes the place of one. */
  readonly plansOf: (skuId: string) => readonly Plan[]
  /** The seats that leave whatever the plan replaces. */
  readonly leavingOf: LeavingOf
  /** Whether a plan that no report shows was stated to be unused. */
  readonly isUnused: (plan: Plan) => boolean
  /** Parses the way of holding, see {@link Holder}. */
  readonly readCombination: (text: string) => Combination
}

/** What a way of holding products comes to. */
type Standing = { readonly loss: PlanLoss; readonly hasTarget: boolean }

/**
 * Looks at everybody of a move: what they would lose, what blocks them, what is not known, beside what they
 * hold once the whole plan is carried out. Whoever gives the seat up for good is counted alone. The ways of
 * holding products are few, so that each is compared once.
 *
 * @param isMeant whether somebody is in the plan's scope
 */
export function evaluateMove(
  move: Move,
  holders: Holders,
  replacements: Replacements,
  plan: Pick<PlanInput, 'idleDays' | 'graceDays'>,
  isMeant: (holder: Holder) => boolean = () => true,
): { people: MovedPerson[]; leaving: number } {
  const { ladder, plansOf, isUnused, readCombination, leavingOf } = replacements
  const known = new Map<Leaving | undefined, Map<string, Standing>>()
  const target = { plans: move.target.plans, given: givenBy(move.target.plans) }
  const ownOf = remember((off: readonly string[]) =>
    ownLoss(ladder, withoutPlans(move.from.plans, off), target, isUnused),
  )
  const givenOf = remember((off: readonly string[], sku: string) => givenBy(withoutPlans(plansOf(sku), off)))
  const lossOf = (text: string, gone: Leaving | undefined) => {
    const ways = known.get(gone) ?? new Map<string, Standing>()
    known.set(gone, ways)
    const before = ways.get(text)
    if (before !== undefined) return before
    const { off, others } = readCombination(text)
    const beside = others.flatMap(other => afterPlan(other, move, replacements.moves, gone))
    const found = {
      loss: planLoss(
        ladder,
        ownOf(off, ''),
        beside.map(other => givenOf(other.off, other.sku)),
      ),
      hasTarget: beside.some(({ sku, isThereBefore }) => isThereBefore && sku === move.target.skuId),
    }
    ways.set(text, found)
    return found
  }
  const goneOf = leavingOf(holders.placeOf)
  let leaving = 0
  const people = holders.people.flatMap((holder, place) => {
    if (!isMeant(holder)) return []
    const gone = goneOf.get(place)
    if (gone?.get(move.from.skuId) === null) {
      leaving += 1
      return []
    }
    const { loss, hasTarget } = lossOf(holder.combination, gone)
    return { userId: holder.userId, hasTarget, blind: loss.blind, ...verdictOf(holder, loss, plan) }
  })
  return { people, leaving }
}

/**
 * What is held in the place of another product of the same person once a plan is carried out; nothing where
 * that one is given back. `isThereBefore` is false where a later replacement brings it.
 */
function afterPlan(
  other: Combination['others'][number],
  move: Move,
  moves: readonly Move[],
  gone: Leaving | undefined,
): { sku: string; off: readonly string[]; isThereBefore: boolean }[] {
  const swap = gone?.get(other.sku)
  if (swap === null) return []
  const place = moves.findIndex(({ from }) => from.skuId === other.sku)
  const moved = moves[place]?.target.skuId ?? swap
  if (moved === undefined) return [{ ...other, isThereBefore: true }]
  return [{ sku: moved, off: [], isThereBefore: place < moves.indexOf(move) }]
}

const withoutPlans = (plans: readonly Plan[], off: readonly string[]) =>
  plans.filter(({ id }) => !off.includes(id))

/** Keeps what was made of a product with some of its plans off. */
function remember<Value>(
  make: (off: readonly string[], sku: string) => Value,
): (off: readonly string[], sku: string) => Value {
  const known = new Map<string, Value>()
  return (off, sku) => {
    const key = [sku, ...off].join(' ')
    const value = known.get(key) ?? make(off, sku)
    known.set(key, value)
    return value
  }
}
