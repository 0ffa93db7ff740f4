/** Microsoft takes signed proofs whose times are off by five minutes at most. */
export const maxOffsetMs = 300_000

/**
 * By how much the clock of this computer is ahead of the one that wrote a `date` header, in milliseconds;
 * null without one that can be read.
 */
export function clockOffset(date: string | undefined, now: number): number | null {
  const theirs = Date.parse(date ?? '')
  return Number.isNaN(theirs) ? null : now - theirs
}

const units = [
  ['day', 86_400_000],
  ['hour', 3_600_000],
  ['minute', 60_000],
] as const

/**
 * For instance `17 minutes ahead of Microsoft’s`; null for less than a minute, which a slow answer explains.
 */
export function offsetInWords(offsetMs: number): string | null {
  const size = Math.abs(offsetMs)
  const [name, length] = units.find(([, unit]) => size >= unit) ?? [null, 1]
  if (name === null) return null
  const count = Math.round(size / length)
  return `${count} ${name}${count === 1 ? '' : 's'} ${offsetMs < 0 ? 'behind' : 'ahead of'} Microsoft’s`
}
