import type { PlanInput } from '../../../contract/savings/plan.ts'
import type { Product } from '../facts/products.ts'
import type { Money } from '../money/price.ts'
import { givenBy } from '../products/coverage.ts'
import type { Ladder } from '../products/ladder.ts'
import type { Plan } from '../products/plan-kinds.ts'
import { ownLoss, type PersonStanding, type PlanLoss, planLoss, verdictOf } from './loss.ts'
import type { Holder } from './read-people.ts'

/** One replacement: a product of the tenant, and the product that takes its place. */
export type Move = {
  readonly from: Product
  readonly target: { readonly skuId: string; readonly name: string; readonly plans: readonly Plan[] }
  /** What one seat saves in a year; null without both prices in one currency. */
  readonly perSeat: Money | null
}

export type MovedPerson = PersonStanding & {
  readonly userId: string
  readonly blind: readonly string[]
  /** Whether the person has the target already, so that no seat of it is needed. */
  readonly hasTarget: boolean
}

type Combination = { off: string[]; others: { sku: string; off: string[] }[] }

/**
 * Looks at everybody of a move: what they would lose, what blocks them, what is not known. The ways of
 * holding products are few, so that each is compared once.
 *
 * @param readCombination parses the way of holding, see {@link Holder}
 */
export function evaluateMove(
  move: Move,
  holders: readonly Holder[],
  products: ReadonlyMap<string, Product>,
  ladder: Ladder,
  isUnused: (plan: Plan) => boolean,
  plan: Pick<PlanInput, 'idleDays' | 'graceDays'>,
  readCombination: (text: string) => Combination,
): MovedPerson[] {
  const known = new Map<string, { loss: PlanLoss; hasTarget: boolean }>()
  const target = { plans: move.target.plans, given: givenBy(move.target.plans) }
  const ownOf = remember((off: readonly string[]) =>
    ownLoss(ladder, withoutPlans(move.from.plans, off), target, isUnused),
  )
  const givenOf = remember((off: readonly string[], sku: string) =>
    givenBy(withoutPlans(products.get(sku)?.plans ?? [], off)),
  )
  const lossOf = (text: string) => {
    const before = known.get(text)
    if (before !== undefined) return before
    const { off, others } = readCombination(text)
    const found = {
      loss: planLoss(
        ladder,
        ownOf(off, ''),
        others.map(other => givenOf(other.off, other.sku)),
      ),
      hasTarget: others.some(({ sku }) => sku === move.target.skuId),
    }
    known.set(text, found)
    return found
  }
  return holders.map(holder => {
    const { loss, hasTarget } = lossOf(holder.combination)
    return { userId: holder.userId, hasTarget, blind: loss.blind, ...verdictOf(holder, loss, plan) }
  })
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

/** Whether somebody is in a plan's scope; a group's members are told apart from it. */
export function isInScope(
  { userId, department, country }: Pick<Holder, 'userId' | 'department' | 'country'>,
  { scope }: PlanInput,
  members: ReadonlySet<string> | null,
): boolean {
  const isSame = (one: string | null, wanted: string | null) =>
    wanted === null || one?.toLowerCase() === wanted.toLowerCase()
  return (
    isSame(department, scope.department) &&
    isSame(country, scope.country) &&
    (members === null || members.has(userId))
  )
}
