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

/** Keeps the newest of many days, nearly all of which are the same. */
export class NewestDay {
  /** `YYYY-MM-DD`; null when there was none. */
  newest: string | null = null
  readonly #last = new Uint8Array(dateLength)

  see(field: Span): void {
    if (this.#isLast(field)) return
    trimSpan(field)
    if (!isDay(field.bytes, field.start, field.end)) return
    field.end = field.start + dateLength
    this.#last.set(field.bytes.subarray(field.start, field.end))
    const day = spanText(field)
    if (this.newest === null || day > this.newest) this.newest = day
  }

  #isLast({ bytes, start, end }: Span): boolean {
    if (end - start !== dateLength) return false
    for (let at = 0; at < dateLength; at += 1) if (bytes[start + at] !== this.#last[at]) return false
    return true
  }
}
