/** Months after which a secret may be chosen to expire; Microsoft's portal offers these and no more. */
export const expiryMonths = [3, 6, 12, 24] as const

/**
 * The day so many months from now, `YYYY-MM-DD`, by this computer's calendar. A day that the month does not
 * have becomes its last one.
 *
 * @param now milliseconds since the epoch
 */
export function dayInMonths(now: number, months: number): string {
  const today = new Date(now)
  const first = new Date(today.getFullYear(), today.getMonth() + months, 1)
  const last = new Date(first.getFullYear(), first.getMonth() + 1, 0).getDate()
  return dayText(first.getFullYear(), first.getMonth(), Math.min(today.getDate(), last))
}

/** Whether a credential with that last day has expired: its own day is still good. */
export function isPastDay(day: string | null, now: number): boolean {
  return day !== null && day < dayInMonths(now, 0)
}

function dayText(year: number, month: number, day: number): string {
  return [String(year).padStart(4, '0'), two(month + 1), two(day)].join('-')
}

const two = (number: number) => String(number).padStart(2, '0')
