/**
 * Graph's count lags a little behind (advanced queries are eventually consistent): two people, or one in a
 * thousand.
 */
const fewPeople = 2
const shareOfMany = 1 / 1000
/** Where two people are many, not even they are let pass. */
const shareOfFew = 1 / 10

/** By how many people a list may fall short of `$count` and still count as whole. */
export function countTolerance(counted: number): number {
  return Math.min(Math.max(fewPeople, Math.floor(counted * shareOfMany)), Math.floor(counted * shareOfFew))
}
