import type { PlanInput } from '../../../contract/savings/plan.ts'
import type { Writer } from '../../database/ports.ts'
import { decide } from '../choices/decisions.ts'
import { readProducts } from '../facts/products.ts'
import type { MovedPerson } from './evaluate.ts'
import { planMoves, readNames } from './moves.ts'
import { readHolders } from './read-people.ts'

type Order = { plan: PlanInput; which: 'all' | 'withoutLosers' | 'clean'; note: string | null }

const taken: Readonly<Record<Order['which'], readonly MovedPerson['verdict'][]>> = {
  all: ['loses', 'blocked', 'unknown', 'clean'],
  withoutLosers: ['unknown', 'clean'],
  clean: ['clean'],
}

/**
 * Writes the replacements of a plan down as decisions, each with what is known of the seat today.
 *
 * @param at ISO 8601 UTC
 * @returns how many seats were decided about
 */
export function decidePlan(writer: Writer, { plan, which, note }: Order, at: string): number {
  const day = at.slice(0, 10)
  const products = new Map(readProducts(writer, day).map(product => [product.skuId, product]))
  const world = { products, nameOf: readNames(writer) }
  const moves = planMoves(writer, plan, world, skuId => readHolders(writer, skuId, day), day)
  return moves.reduce((sum, { move, people }) => {
    const seats = people
      .filter(({ verdict }) => taken[which].includes(verdict))
      .map(({ userId }) => ({ userId, skuId: move.from.skuId }))
    const order = {
      seats,
      decision: 'downgrade' as const,
      targetSkuId: move.target.skuId,
      note,
      decidedBy: null,
    }
    return sum + decide(writer, order, at)
  }, 0)
}
