import type { PlanInput } from '../../../contract/savings/plan.ts'
import type { Product } from '../facts/products.ts'
import type { Money } from '../money/price.ts'
import { givenBy } from '../products/coverage.ts'
import type { Ladder } from '../products/ladder.ts'
import type { Plan } from '../products/plan-kinds.ts'
import type { Leaving } from './leaving.ts'
import { ownLoss, type PersonStanding, type PlanLoss, planLoss, verdictOf } from './loss.ts'
import type { Holder } from './read-people.ts'

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
  /** By user the seats that leave whatever the plan replaces. */
  readonly leaving: ReadonlyMap<string, Leaving>
  /** Whether a plan that no report shows was stated to be unused. */
  readonly isUnused: (plan: Plan) => boolean
  /** Parses the way of holding, see {@link Holder}. */
  readonly readCombination: (text: string) => Combination
}

/**
 * Looks at everybody of a move: what they would lose, what blocks them, what is not known, beside what they
 * hold once the whole plan is carried out. The ways of holding products are few, so that each is compared
 * once.
 */
export function evaluateMove(
  move: Move,
  holders: readonly Holder[],
  replacements: Replacements,
  plan: Pick<PlanInput, 'idleDays' | 'graceDays'>,
): MovedPerson[] {
  const { ladder, plansOf, isUnused, readCombination, leaving } = replacements
  const known = new Map<string, { loss: PlanLoss; hasTarget: boolean }>()
  const target = { plans: move.target.plans, given: givenBy(move.target.plans) }
  const ownOf = remember((off: readonly string[]) =>
    ownLoss(ladder, withoutPlans(move.from.plans, off), target, isUnused),
  )
  const givenOf = remember((off: readonly string[], sku: string) => givenBy(withoutPlans(plansOf(sku), off)))
  const lossOf = (text: string, gone: Leaving | undefined) => {
    const key = gone === undefined ? text : `${text} ${JSON.stringify([...gone])}`
    const before = known.get(key)
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
    known.set(key, found)
    return found
  }
  return holders.map(holder => {
    const { loss, hasTarget } = lossOf(holder.combination, leaving.get(holder.userId))
    return { userId: holder.userId, hasTarget, blind: loss.blind, ...verdictOf(holder, loss, plan) }
  })
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
