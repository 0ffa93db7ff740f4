import { type Ladder, rungName } from './ladder.ts'
import { isFoundation, type Plan } from './plan-kinds.ts'

/**
 * How one product holds another: `same` by the ids of its plans alone, `higher` where the ladder is needed.
 */
export type Coverage = 'same' | 'higher'

/** Whether plans that are switched on give what a plan gives, and whether by the plan itself. */
export function meet(ladder: Ladder, plan: Plan, on: readonly Plan[]): Coverage | null {
  return meetBy(ladder, plan.id, rungName(plan.name), givenBy(on))
}

/** What plans give that are switched on: made once where many others are compared with them. */
export type Given = { readonly ids: ReadonlySet<string>; readonly rungs: ReadonlySet<string> }

/** A product as it is compared with many others: what it gives, and the plans of it that count. */
export type Contents = Given & { readonly needed: readonly { readonly id: string; readonly rung: string }[] }

export function contentsOf(plans: readonly Plan[]): Contents {
  const needed = plansThatCount(plans).map(({ id, name }) => ({ id, rung: rungName(name) }))
  return { ...givenBy(plans), needed }
}

export const givenBy = (on: readonly Plan[]): Given => ({
  ids: new Set(on.map(({ id }) => id)),
  rungs: new Set(on.map(({ name }) => rungName(name))),
})

function meetBy(ladder: Ladder, id: string, rung: string, { ids, rungs }: Given): Coverage | null {
  if (ids.has(id)) return 'same'
  if (rungs.has(rung)) return 'higher'
  for (const one of ladder.above(rung)) if (rungs.has(one)) return 'higher'
  return null
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
  return coverageOf(ladder, contentsOf(small), contentsOf(large))
}

/** As {@link coverage}, of products whose contents were made before. */
export function coverageOf(ladder: Ladder, small: Contents, large: Contents): Coverage | null {
  if (small.needed.length === 0) return null
  let found: Coverage = 'same'
  for (const { id, rung } of small.needed) {
    const met = meetBy(ladder, id, rung, large)
    if (met === null) return null
    if (met === 'higher') found = 'higher'
  }
  return found
}

/** What a person would lose with a product: plans that nothing else of theirs gives. */
export function lostPlans(ladder: Ladder, from: readonly Plan[], remaining: readonly Plan[]): Plan[] {
  const given = givenBy(remaining)
  return plansThatCount(from).filter(({ id, name }) => !isGiven(ladder, id, rungName(name), given))
}

/** Whether a plan is among what others give, or one above it. */
export const isGiven = (ladder: Ladder, id: string, rung: string, given: Given): boolean =>
  meetBy(ladder, id, rung, given) !== null

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
