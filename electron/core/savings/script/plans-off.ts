import { meet } from '../products/coverage.ts'
import { isBelow, type Ladder, rungName } from '../products/ladder.ts'
import type { Plan } from '../products/plan-kinds.ts'

/**
 * The plans of a target product to switch off for somebody who had plans switched off in the product before
 * it: the same plan, and by the ladder a lower one of the same kind, unless a plan that was on gives it.
 *
 * @param off the ids that are switched off in the product that is replaced
 */
export function plansOffIn(
  ladder: Ladder,
  from: readonly Plan[],
  off: ReadonlySet<string>,
  target: readonly Plan[],
): string[] {
  const wasOff = from.filter(({ id }) => off.has(id))
  const wasOn = from.filter(({ id }) => !off.has(id))
  const isOff = (plan: Plan) => {
    const rung = rungName(plan.name)
    return wasOff.some(({ id, name }) => {
      const higher = rungName(name)
      return id === plan.id || higher === rung || isBelow(ladder, rung, higher)
    })
  }
  return target.filter(plan => isOff(plan) && meet(ladder, plan, wasOn) === null).map(({ id }) => id)
}
