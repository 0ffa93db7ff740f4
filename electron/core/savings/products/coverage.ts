import { isBelow, type Ladder, rungName } from './ladder.ts'
import { isFoundation, type Plan } from './plan-kinds.ts'

/**
 * How one product holds another: `same` by the ids of its plans alone, `higher` where the ladder is needed.
 */
export type Coverage = 'same' | 'higher'

/** Whether plans that are switched on give what a plan gives, and whether by the plan itself. */
export function meet(ladder: Ladder, plan: Plan, on: readonly Plan[]): Coverage | null {
  if (on.some(({ id }) => id === plan.id)) return 'same'
  const rung = rungName(plan.name)
  return on.some(({ name }) => rungName(name) === rung || isBelow(ladder, rung, rungName(name)))
    ? 'higher'
    : null
}

/** The plans of one product that a person has switched on and that count. */
export function plansThatCount(plans: readonly Plan[]): Plan[] {
  return plans.filter(plan => !isFoundation(plan))
}

/**
 * Whether a person's larger product gives everything that the smaller one gives. Both lists are the plans
 * that are for users, provisioned and switched on for the person; foundations are left out here. A product
 * without any plan that counts is never covered.
 */
export function coverage(ladder: Ladder, small: readonly Plan[], large: readonly Plan[]): Coverage | null {
  const needed = plansThatCount(small)
  if (needed.length === 0) return null
  let found: Coverage = 'same'
  for (const plan of needed) {
    const met = meet(ladder, plan, large)
    if (met === null) return null
    if (met === 'higher') found = 'higher'
  }
  return found
}

/** What a person would lose with a product: plans that nothing else of theirs gives. */
export function lostPlans(ladder: Ladder, from: readonly Plan[], remaining: readonly Plan[]): Plan[] {
  return plansThatCount(from).filter(plan => meet(ladder, plan, remaining) === null)
}

/** One of two products that cover each other, as far as it decides which of them is the covered one. */
export type Rival = {
  readonly skuId: string
  /** The year's price of a seat; null where none is known or the currencies differ. */
  readonly cost: number | null
  readonly plans: number
}

/**
 * Of two products that cover each other the dearer one is covered; without prices the one with more plans;
 * at last the one with the greater id.
 */
export function isCoveredOne(one: Rival, other: Rival): boolean {
  if (one.cost !== null && other.cost !== null && one.cost !== other.cost) return one.cost > other.cost
  if (one.plans !== other.plans) return one.plans > other.plans
  return one.skuId > other.skuId
}
