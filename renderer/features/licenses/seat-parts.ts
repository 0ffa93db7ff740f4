/**
 * What becomes of the seats of a product, in the order of the bar. `unknown`: assigned, and nothing is known
 * of their use.
 */
export const seatKinds = ['active', 'inactive', 'unknown', 'unassigned', 'over'] as const
export type SeatParts = Readonly<Record<(typeof seatKinds)[number], number>>

type Seats = {
  bought: number | null
  consumed: number | null
  /** Users who used anything within 30 days; null where that is not known. */
  active: number | null
}

/**
 * Splits the seats of a product. Of over-assigned ones the seats beyond those bought are told apart, so that
 * the parts add up to what is assigned.
 */
export function seatParts({ bought, consumed, active }: Seats): SeatParts {
  const assigned = consumed ?? 0
  const seats = bought ?? assigned
  const over = Math.max(0, assigned - seats)
  const within = assigned - over
  const used = active === null ? 0 : Math.min(active, within)
  return {
    active: used,
    inactive: active === null ? 0 : within - used,
    unknown: active === null ? within : 0,
    unassigned: Math.max(0, seats - assigned),
    over,
  }
}
