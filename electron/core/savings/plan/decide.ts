import type { PlanInput } from '../../../contract/savings/plan.ts'
import type { Writer } from '../../database/ports.ts'
import { decide } from '../choices/decisions.ts'
import { readProducts } from '../facts/products.ts'
import { divideClaims, type PlanClaim, readPlanClaims } from './claims.ts'
import type { MovedPerson } from './evaluate.ts'
import { leavingSeats, readDecidedSeats } from './leaving.ts'
import { planMoves, readMembers, readNames } from './moves.ts'
import { readHolders } from './read-people.ts'

type Order = {
  plan: PlanInput
  which: 'all' | 'withoutLosers' | 'clean'
  note: string | null
  decidedBy: string | null
}

const taken: Readonly<Record<Order['which'], readonly MovedPerson['verdict'][]>> = {
  all: ['loses', 'blocked', 'unknown', 'clean'],
  withoutLosers: ['unknown', 'clean'],
  clean: ['clean'],
}

/**
 * Writes the replacements of a plan and the claims that it gives back down as decisions, each with what is
 * known of the seat today. What was decided in the same way before, and a claim that was decided about in
 * any way, stays as it was decided.
 *
 * @param claims as the plan's days judge them
 * @param at ISO 8601 UTC
 * @returns how many seats were decided about
 */
export function decidePlan(
  writer: Writer,
  { plan, which, note, decidedBy }: Order,
  at: string,
  claims: readonly PlanClaim[] = readPlanClaims(writer),
): number {
  const day = at.slice(0, 10)
  const products = new Map(readProducts(writer, day).map(product => [product.skuId, product]))
  const world = { products, nameOf: readNames(writer) }
  const membersOf = (groupId: string | null) => readMembers(writer, groupId)
  const { given } = divideClaims(claims, plan, membersOf(plan.scope.groupId))
  const people = { membersOf, holdersOf: (skuId: string) => readHolders(writer, skuId, day) }
  const decided = readDecidedSeats(writer)
  const leavingOf = leavingSeats(decided, given)
  const moves = planMoves(writer, plan, world, people, leavingOf, day)
  const open = given.filter(claim => claim.decided === null)
  const back = [...Map.groupBy(open, ({ targetSkuId }) => targetSkuId)].reduce(
    (sum, [targetSkuId, seats]) => {
      const decision = targetSkuId === null ? ('remove' as const) : ('downgrade' as const)
      return sum + decide(writer, { seats, decision, targetSkuId, note, decidedBy }, at)
    },
    0,
  )
  return moves.reduce((sum, { move, people }) => {
    const { skuId } = move.from
    const isOpen = (userId: string) => decided.get(skuId)?.get(userId)?.target !== move.target.skuId
    const seats = people
      .filter(({ userId, verdict }) => taken[which].includes(verdict) && isOpen(userId))
      .map(({ userId }) => ({ userId, skuId }))
    const order = {
      seats,
      decision: 'downgrade' as const,
      targetSkuId: move.target.skuId,
      note,
      decidedBy,
    }
    return sum + decide(writer, order, at)
  }, back)
}
