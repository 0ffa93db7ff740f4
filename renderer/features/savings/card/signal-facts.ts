import type { Evidence } from '../../../../electron/contract/savings/evidence.ts'

export type Signal = Evidence['signals'][number]
type WithSignals = Pick<Evidence, 'signals'>

const dayMs = 86_400_000

export const signalOf = ({ signals }: WithSignals, key: string): Signal | undefined =>
  signals.find(signal => signal.key === key)

const isUse = ({ key }: Signal) => key.startsWith('app:') || key === 'activation'

/** The newest day up to which a report says something of the seat's use; null where none does. */
export function lastReport({ signals }: WithSignals): string | null {
  const known = signals.filter(signal => isUse(signal) && signal.speaks !== 'unknown')
  return newest(known.map(({ asOf }) => asOf))
}

/** The use that is the fewest days ago, with the app's own day; null where no report has one. */
export function lastUse({ signals }: WithSignals): { day: string; ago: number; asOf: string } | null {
  const [first] = signals
    .flatMap(({ value, days, asOf }) =>
      days === null || value === null || asOf === null ? [] : [{ day: value, ago: days, asOf }],
    )
    .toSorted((one, other) => one.ago - other.ago)
  return first ?? null
}

/** Why nothing is known of most of the apps; null where something is known of all. */
export function commonGap({ signals }: WithSignals): string | null {
  const gaps = signals.flatMap(({ key, value, speaks }) =>
    key.startsWith('app:') && speaks === 'unknown' && value !== null ? [value] : [],
  )
  const counted = [...Map.groupBy(gaps, gap => gap)].toSorted((one, other) => other[1].length - one[1].length)
  return counted[0]?.[0] ?? null
}

/** Since when nothing is on record: the earliest day of all apps. */
export function watchedSince({ signals }: WithSignals): string | null {
  const since = signals.flatMap(({ key, value, since: day }) =>
    key.startsWith('app:') && value === 'none_on_record' && day !== null ? [day] : [],
  )
  return since.toSorted()[0] ?? null
}

/** How many days there are from one to the other, both counted. */
export const daysOf = (from: string, until: string): number =>
  Math.round((Date.parse(until.slice(0, 10)) - Date.parse(from.slice(0, 10))) / dayMs) + 1

const newest = (days: readonly (string | null)[]): string | null =>
  days
    .flatMap(day => day ?? [])
    .toSorted()
    .at(-1) ?? null
