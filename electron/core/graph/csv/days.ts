import { type Span, spanText, trimSpan } from './span.ts'

const digitZero = 0x30
const dash = 0x2d
const space = 0x20
const timeMark = 0x54
const dateLength = 10
/** Dates before any Microsoft 365 stand for none: the beginning of some calendar. */
const firstYear = 1970

/** Whether the bytes are a calendar day in the form `YYYY-MM-DD`, on its own or followed by a time of day. */
export function isDay(bytes: Uint8Array, start: number, end: number): boolean {
  const stop = start + dateLength
  if (end < stop || (end > stop && bytes[stop] !== timeMark && bytes[stop] !== space)) return false
  if (bytes[start + 4] !== dash || bytes[start + 7] !== dash) return false
  const year = twoDigits(bytes, start) * 100 + twoDigits(bytes, start + 2)
  const month = twoDigits(bytes, start + 5)
  const day = twoDigits(bytes, start + 8)
  return year >= firstYear && month >= 1 && month <= 12 && day >= 1 && day <= daysIn(year, month)
}

/** So far from any number that whatever is counted with it fails. */
const noNumber = -1_000_000

function twoDigits(bytes: Uint8Array, at: number): number {
  const tens = (bytes[at] ?? 0) - digitZero
  const ones = (bytes[at + 1] ?? 0) - digitZero
  return tens < 0 || tens > 9 || ones < 0 || ones > 9 ? noNumber : tens * 10 + ones
}

function daysIn(year: number, month: number): number {
  if (month === 2) return year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0) ? 29 : 28
  return month === 4 || month === 6 || month === 9 || month === 11 ? 30 : 31
}

/** Later than any day of a report, for readers that have no clock. */
export const endOfDays = '9999-12-31'

/** Whether a day in the form `YYYY-MM-DD` is later than another one, as UTF-8. */
export function isLater(bytes: Uint8Array, start: number, than: Uint8Array): boolean {
  for (let at = 0; at < dateLength; at += 1) {
    const difference = (bytes[start + at] ?? 0) - (than[at] ?? 0)
    if (difference !== 0) return difference > 0
  }
  return false
}

/** Keeps the newest of many days, nearly all of which are the same. */
export class NewestDay {
  /** `YYYY-MM-DD`; null when there was none. */
  newest: string | null = null
  /** How many days lay in the future, which says nothing about how new the others are. */
  future = 0
  /** The first of them, `YYYY-MM-DD`. */
  futureDate: string | null = null
  readonly #last = new Uint8Array(dateLength)
  readonly #latest: Uint8Array

  /** @param latestDay `YYYY-MM-DD`, after which no day can be true */
  constructor(latestDay: string) {
    this.#latest = new TextEncoder().encode(latestDay)
  }

  /**
   * Takes a field in, which is narrowed to its day. Answers whether it holds one, be it a true one or not.
   */
  see(field: Span): boolean {
    if (this.#isLast(field)) return true
    trimSpan(field)
    if (!isDay(field.bytes, field.start, field.end)) return false
    field.end = field.start + dateLength
    if (isLater(field.bytes, field.start, this.#latest)) {
      this.future += 1
      this.futureDate ??= spanText(field)
      return true
    }
    this.#last.set(field.bytes.subarray(field.start, field.end))
    const day = spanText(field)
    if (this.newest === null || day > this.newest) this.newest = day
    return true
  }

  #isLast({ bytes, start, end }: Span): boolean {
    if (end - start !== dateLength) return false
    for (let at = 0; at < dateLength; at += 1) if (bytes[start + at] !== this.#last[at]) return false
    return true
  }
}
