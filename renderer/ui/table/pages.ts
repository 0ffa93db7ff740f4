/** Rows that are asked for at once. */
export const pageSize = 100

/** The pages in which the rows from `first` to `last` lie, with one more in either direction when it is close. */
export function pagesAround(first: number, last: number, count: number): number[] {
  if (count === 0) return []
  const margin = pageSize / 2
  const from = Math.floor(Math.max(0, first - margin) / pageSize)
  const to = Math.floor(Math.min(count - 1, last + margin) / pageSize)
  return Array.from({ length: to - from + 1 }, (_, index) => from + index)
}
