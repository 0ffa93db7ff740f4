import type { Product } from '../facts/products.ts'
import type { PlanClaim } from './claims.ts'
import type { PlannedMove } from './moves.ts'

/** Seats that a plan frees, and seats that it needs, by product. */
export type SeatChanges = {
  readonly freed: ReadonlyMap<string, number>
  readonly added: ReadonlyMap<string, number>
}

/** @param given claims that are given back, those of a smaller product with the one that takes their place */
export function seatChanges(moves: readonly PlannedMove[], given: readonly PlanClaim[]): SeatChanges {
  const [freed, added] = [new Map<string, number>(), new Map<string, number>()]
  for (const claim of given) {
    addSeats(freed, claim.skuId, 1)
    if (claim.targetSkuId !== null) addSeats(added, claim.targetSkuId, 1)
  }
  for (const { move, people } of moves) {
    addSeats(freed, move.from.skuId, people.length)
    addSeats(added, move.target.skuId, people.filter(({ hasTarget }) => !hasTarget).length)
  }
  return { freed, added }
}

export function addSeats<Key>(counts: Map<Key, number>, key: Key, seats: number): void {
  counts.set(key, (counts.get(key) ?? 0) + seats)
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
