import { Cron } from 'croner'

/**
 * The next instant, epoch milliseconds, after the given one at which the clocks of the zone show the time
 * `HH:MM`. A time that is left out when the clocks are put forward counts as the moment at which they are;
 * one that comes twice counts once.
 *
 * @param timeZone an IANA name, for instance `Europe/Berlin`
 */
export function nextTimeOfDay(time: string, timeZone: string, after: number): number {
  const [hour = 0, minute = 0] = time.split(':').map(Number)
  const next = new Cron(`${minute} ${hour} * * *`, { timezone: timeZone }).nextRun(new Date(after))
  if (next === null) throw new Error(`There is no ${time} after ${after}.`)
  return next.getTime()
}

/** The next instant after the given one at which the minute of the hour comes round. */
export function nextMinuteOfHour(minute: number, timeZone: string, after: number): number {
  const next = new Cron(`${minute} * * * *`, { timezone: timeZone }).nextRun(new Date(after))
  if (next === null) throw new Error(`There is no minute ${minute} after ${after}.`)
  return next.getTime()
}

/** Minutes since midnight, 0 to 1439, that the clocks of the zone show at an instant. */
export function minuteOfDay(at: number, timeZone: string): number {
  const parts = new Intl.DateTimeFormat('en-GB', {
    timeZone,
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
  })
    .formatToParts(at)
    .map(({ type, value }) => [type, Number(value)] as const)
  const shown = Object.fromEntries(parts)
  return (shown['hour'] ?? 0) * 60 + (shown['minute'] ?? 0)
}

/** Minutes since midnight of a time of day `HH:MM`. */
export function minutesOf(time: string): number {
  const [hour = 0, minute = 0] = time.split(':').map(Number)
  return hour * 60 + minute
}
