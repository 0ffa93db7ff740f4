import type { Money } from './price.ts'

/** What is asked for of a product, and what can be given; all of them seats. */
export type Asked = {
  /** Users whose group gives the product and for whom no seat was left. */
  readonly waiting: number
  /** Seats that are assigned beyond the bought ones. */
  readonly over: number
  /** Users who are to come, as somebody has entered. */
  readonly joiners: number
  /** Seats that nobody holds, without those that are kept on purpose. */
  readonly unassigned: number
  /** Certain and strong claims. */
  readonly sure: number
}

/** The known demand for a product, and how much of it the bought seats meet. */
export type Demand = {
  readonly seats: number
  /** Met by seats that nobody holds. */
  readonly now: number
  /** Met once the seats of certain and strong claims are given up as well. */
  readonly after: number
  /** What the seats met by then would cost in a year if they were bought; null without a price. */
  readonly avoided: Money | null
}

/**
 * Seats that are reassigned are no money: only what is known to be asked for would have to be bought without
 * them. Seats beyond the bought ones are part of the demand, so that freed seats repay them here.
 */
export function demandOf(asked: Asked, price: Money | null): Demand {
  const { waiting, over, joiners, unassigned, sure } = asked
  const seats = waiting + over + joiners
  const after = Math.min(seats, unassigned + sure)
  return {
    seats,
    now: Math.min(seats, unassigned),
    after,
    avoided: price === null ? null : { ...price, sum: price.sum * after },
  }
}
