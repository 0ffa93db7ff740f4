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
  /** The others who hold it; null where that is not known. */
  inactive: number | null
}

/**
 * Splits the seats of a product. Of over-assigned ones the seats beyond those bought are told apart, so that
 * the parts add up to what is assigned. Microsoft may count more seats than there are users who hold them:
 * nothing is known of the use of those.
 */
export function seatParts({ bought, consumed, active, inactive }: Seats): SeatParts {
  const assigned = consumed ?? 0
  const seats = bought ?? assigned
  const over = Math.max(0, assigned - seats)
  const within = assigned - over
  const used = active === null ? 0 : Math.min(active, within)
  const idle = active === null ? 0 : Math.min(inactive ?? 0, within - used)
  return {
    active: used,
    inactive: idle,
    unknown: within - used - idle,
    unassigned: Math.max(0, seats - assigned),
    over,
  }
}
