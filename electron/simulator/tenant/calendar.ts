/** Days are whole numbers since 1970-01-01 UTC throughout the simulator. */
export type Day = number

const dayMs = 86_400_000

/** Parses `YYYY-MM-DD`; throws a RangeError for anything else. */
export function dayOf(text: string): Day {
  const time = /^\d{4}-\d{2}-\d{2}$/.test(text) ? Date.parse(`${text}T00:00:00Z`) : Number.NaN
  if (Number.isNaN(time)) throw new RangeError(`Not a date: ${text}`)
  return Math.round(time / dayMs)
}

/** The UTC day of a time in milliseconds. */
export function dayOfTime(time: number): Day {
  return Math.floor(time / dayMs)
}

/** `YYYY-MM-DD`. */
export function dateText(day: Day): string {
  return new Date(day * dayMs).toISOString().slice(0, 10)
}

/** ISO 8601 UTC time of a date and a second of that day, to the second as Graph writes it. */
export function timeText(date: string, second: number): string {
  const rest = second % 86_400
  const hours = Math.floor(rest / 3_600)
  const minutes = Math.floor((rest % 3_600) / 60)
  return `${date}T${twoDigits(hours)}:${twoDigits(minutes)}:${twoDigits(rest % 60)}Z`
}

function twoDigits(number: number): string {
  return number < 10 ? `0${number}` : String(number)
}

/** Monday is 0. 1970-01-01 was a Thursday. */
export function weekday(day: Day): number {
  return (((day + 3) % 7) + 7) % 7
}

/** The first day of the month that holds `day`. */
export function monthStart(day: Day): Day {
  return dayOf(`${dateText(day).slice(0, 7)}-01`)
}

/**
 * Remembers the text of each day: a report writes the same few hundred dates hundreds of thousands of times.
 * Day 0 is written as an empty cell.
 */
export function createDateTexts(): (day: Day) => string {
  const texts = new Map<Day, string>([[0, '']])
  return day => {
    const known = texts.get(day)
    if (known !== undefined) return known
    const text = dateText(day)
    texts.set(day, text)
    return text
  }
}

/**
 * How much of an ordinary weekday's work is done on `day`: weekends, public holidays, summer, and slow
 * growth.
 */
export function workload(day: Day, growthFrom: Day): number {
  const [, month = '', date = ''] = dateText(day).split('-')
  const growth = 1 + ((day - growthFrom) / 365) * 0.15
  if (quietDays.has(`${month}-${date}`)) return 0.06 * growth
  if (weekday(day) >= 5) return (weekday(day) === 5 ? 0.07 : 0.05) * growth
  const friday = weekday(day) === 4 ? 0.88 : 1
  const summer = (month === '07' && date > '14') || (month === '08' && date < '21') ? 0.72 : 1
  const yearEnd = month === '12' && date > '22' ? 0.35 : 1
  return friday * summer * yearEnd * growth
}

const quietDays = new Set(['01-01', '05-01', '12-24', '12-25', '12-26', '12-31'])
