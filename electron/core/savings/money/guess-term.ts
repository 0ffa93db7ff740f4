import { daysBetween } from '../../usage/catalogue/report-days.ts'

/** How many days the next date of a subscription moves by when it is renewed, by its term. */
const jumps = [
  { term: 'month', least: 28, most: 31 },
  { term: 'year', least: 365, most: 366 },
  { term: 'three_years', least: 1095, most: 1096 },
] as const

/** No monthly term has its next date further ahead than this, in days. */
const maxMonthDays = 31

/**
 * What the next dates of a subscription that syncs have seen suggest. `term` is null where they only say that
 * it is not a month; `from` is the date before the jump.
 */
export type TermGuess = {
  readonly term: (typeof jumps)[number]['term'] | null
  readonly from: string | null
  readonly to: string
}

/**
 * Guesses the term of a subscription from the jump of its next date. It is a guess: a date also moves when a
 * subscription is extended or its end is aligned with others, so that nothing may take it without being
 * asked. Null where the dates suggest nothing.
 *
 * @param seen every next date that a sync has brought, `YYYY-MM-DD`, in any order
 * @param day `YYYY-MM-DD`, the day of the last sync
 */
export function guessTerm(seen: readonly string[], day: string): TermGuess | null {
  const days = [...new Set(seen)].toSorted()
  const [from, to] = [days.at(-2), days.at(-1)]
  if (to === undefined) return null
  const moved = from === undefined ? 0 : daysBetween(from, to)
  const jump = jumps.find(({ least, most }) => moved >= least && moved <= most)
  if (jump !== undefined && from !== undefined) return { term: jump.term, from, to }
  return daysBetween(day, to) > maxMonthDays ? { term: null, from: null, to } : null
}
