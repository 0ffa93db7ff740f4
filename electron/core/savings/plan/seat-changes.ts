import type { Product } from '../facts/products.ts'
import type { PlanClaim } from './claims.ts'
import type { PlannedMove } from './moves.ts'

/** Seats that a plan frees, and seats that it needs, by product. */
export type SeatChanges = {
  readonly freed: ReadonlyMap<string, number>
  /** Of the freed seats those that nobody had decided about before. */
  readonly freedAnew: ReadonlyMap<string, number>
  readonly added: ReadonlyMap<string, number>
}

/**
 * @param given claims that are given back, those of a smaller product with the one that takes their place
 * @param isDecided whether the seat of somebody was decided to be removed or replaced
 */
export function seatChanges(
  moves: readonly PlannedMove[],
  given: readonly PlanClaim[],
  isDecided: (userId: string, skuId: string) => boolean,
): SeatChanges {
  const [freed, freedAnew, added] = [
    new Map<string, number>(),
    new Map<string, number>(),
    new Map<string, number>(),
  ]
  const add = (map: Map<string, number>, skuId: string, seats: number) =>
    map.set(skuId, (map.get(skuId) ?? 0) + seats)
  for (const claim of given) {
    add(freed, claim.skuId, 1)
    if (!claim.isDecided) add(freedAnew, claim.skuId, 1)
    if (claim.targetSkuId !== null) add(added, claim.targetSkuId, 1)
  }
  for (const { move, people } of moves) {
    const { skuId } = move.from
    add(freed, skuId, people.length)
    add(freedAnew, skuId, people.filter(({ userId }) => !isDecided(userId, skuId)).length)
    add(added, move.target.skuId, people.filter(({ hasTarget }) => !hasTarget).length)
  }
  return { freed, freedAnew, added }
}

/**
 * Seats of a product that a plan has to buy: those that it needs beyond the free ones. Freed seats repay
 * first what is assigned beyond the bought ones, and the seats in reserve stay unassigned.
 *
 * @param product null for one that the tenant does not have
 */
export function seatsToBuy(
  product: Pick<Product, 'bought' | 'consumed'> | null,
  needed: number,
  freed: number,
  reserve: number,
): number {
  const free = (product?.bought ?? 0) - (product?.consumed ?? 0) - reserve + freed
  return Math.max(0, needed - Math.max(0, free))
}

/**
 * What of the seats to buy falls on each replacement: the free seats go to candidates first, then to the
 * replacements in their order.
 */
export function buyOfMoves(
  moves: readonly PlannedMove[],
  { added }: SeatChanges,
  toBuy: (skuId: string) => number,
): number[] {
  const left = new Map<string, number>()
  const buys = moves.toReversed().map(({ move, people }) => {
    const { skuId } = move.target
    const open = left.get(skuId) ?? Math.min(added.get(skuId) ?? 0, toBuy(skuId))
    const own = Math.min(open, people.filter(({ hasTarget }) => !hasTarget).length)
    left.set(skuId, open - own)
    return own
  })
  return buys.toReversed()
}
