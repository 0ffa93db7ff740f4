/**
 * The first day that is kept, `YYYY-MM-DD` in UTC: so many months before today, and never the 31st of a month
 * that has none.
 */
export function historyStart(now: number, months: number): string {
  const today = new Date(now)
  const first = new Date(Date.UTC(today.getUTCFullYear(), today.getUTCMonth() - months, 1))
  const lastDay = new Date(Date.UTC(first.getUTCFullYear(), first.getUTCMonth() + 1, 0)).getUTCDate()
  first.setUTCDate(Math.min(today.getUTCDate(), lastDay))
  return first.toISOString().slice(0, 10)
}
