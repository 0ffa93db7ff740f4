import type { ScheduleSettings } from '../../contract/settings.ts'
import { minuteOfDay, minutesOf, nextMinuteOfHour, nextTimeOfDay } from './time-of-day.ts'

type Rhythm = Pick<ScheduleSettings, 'everyHours' | 'at'>

const dayHours = 24
const minuteMs = 60_000
/** The most that a start is moved behind its time. */
const maxSpreadMs = 10 * minuteMs

/**
 * The next time after the given instant at which the schedule wants a sync, epoch milliseconds, before it is
 * spread.
 */
export function nextSlot({ everyHours, at }: Rhythm, timeZone: string, after: number): number {
  const first = minutesOf(at)
  if (everyHours === 1) return nextMinuteOfHour(first % 60, timeZone, after)
  const times = Array.from({ length: dayHours / everyHours }, (_, index) =>
    timeText(first + index * everyHours * 60),
  )
  return Math.min(...times.map(time => nextTimeOfDay(time, timeZone, after)))
}

function timeText(minutes: number): string {
  const hour = Math.floor(minutes / 60) % dayHours
  return `${String(hour).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`
}

/**
 * How far behind its time a connector's sync begins, in milliseconds: at most ten minutes or a sixth of the
 * rhythm, so that thousands of computers with the same schedule do not ask Microsoft in the same second. It
 * follows from the connector's random id and the time, so that whoever computes it comes to the same.
 */
export function spreadOf(connector: string, slot: number, { everyHours }: Rhythm): number {
  const widest = Math.min(maxSpreadMs, everyHours * 10 * minuteMs)
  return hashOf(`${connector} ${slot}`) % widest
}

/** FNV-1a, 32 bits: spreads well enough, and means nothing. */
function hashOf(text: string): number {
  let hash = 0x811c9dc5
  for (let index = 0; index < text.length; index += 1) {
    hash = Math.imul(hash ^ text.charCodeAt(index), 0x01000193) >>> 0
  }
  // The lowest bits of a multiplication know little of the highest ones.
  return (hash ^ (hash >>> 15)) >>> 0
}

/** The instant itself, or the end of the quiet hours that it lies in. */
export function afterQuietHours(
  { quietHours }: Pick<ScheduleSettings, 'quietHours'>,
  timeZone: string,
  at: number,
): number {
  if (quietHours === null) return at
  const shown = minuteOfDay(at, timeZone)
  const from = minutesOf(quietHours.from)
  const to = minutesOf(quietHours.to)
  const isQuiet = from < to ? shown >= from && shown < to : shown >= from || shown < to
  return isQuiet ? nextTimeOfDay(quietHours.to, timeZone, at) : at
}
