import { trimBlanks } from './blanks.ts'

const digitZero = 0x30
const dash = 0x2d
const space = 0x20
const timeMark = 0x54
const dateLength = 10
/** Dates before any Microsoft 365 stand for none: the beginning of some calendar. */
const firstYear = 1970

/** Later than any day of a report, for readers that have no clock. */
export const endOfDays = '9999-12-31'

/** A field's calendar day, `YYYY-MM-DD`, on its own or followed by a time of day; null when it holds none. */
export function dayOf(field: string): string | null {
  const text = trimBlanks(field)
  if (!isDay(text)) return null
  return text.length === dateLength ? text : text.slice(0, dateLength)
}

function isDay(text: string): boolean {
  const { length } = text
  if (length < dateLength) return false
  const behind = text.charCodeAt(dateLength)
  if (length > dateLength && behind !== timeMark && behind !== space) return false
  if (text.charCodeAt(4) !== dash || text.charCodeAt(7) !== dash) return false
  const year = twoDigits(text, 0) * 100 + twoDigits(text, 2)
  const month = twoDigits(text, 5)
  const day = twoDigits(text, 8)
  return year >= firstYear && month >= 1 && month <= 12 && day >= 1 && day <= daysIn(year, month)
}

/** So far from any number that whatever is counted with it fails. */
const noNumber = -1_000_000

function twoDigits(text: string, at: number): number {
  const tens = text.charCodeAt(at) - digitZero
  const ones = text.charCodeAt(at + 1) - digitZero
  return tens < 0 || tens > 9 || ones < 0 || ones > 9 ? noNumber : tens * 10 + ones
}

function daysIn(year: number, month: number): number {
  if (month === 2) return year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0) ? 29 : 28
  return month === 4 || month === 6 || month === 9 || month === 11 ? 30 : 31
}

/** Reads the days of a report's cells. There are few different ones, so that each is looked at once. */
export class PastDays {
  readonly #latest: string
  readonly #known = new Map<string, string>()

  /** @param latestDay `YYYY-MM-DD`, after which no day can be true */
  constructor(latestDay: string) {
    this.#latest = latestDay
  }

  /** `YYYY-MM-DD`; undefined when the field holds no day, or one that cannot be true yet. */
  read(field: string): string | undefined {
    const known = this.#known.get(field)
    if (known !== undefined) return known
    const day = dayOf(field)
    if (day === null || day > this.#latest) return undefined
    // A longer text would keep the whole block in memory that it is a part of.
    if (field.length === dateLength) this.#known.set(field, day)
    return day
  }
}

/** Keeps the newest of many days, nearly all of which are the same. */
export class NewestDay {
  /** `YYYY-MM-DD`; null when there was none. */
  newest: string | null = null
  /** How many days lay in the future, which says nothing about how new the others are. */
  future = 0
  /** The first of them, `YYYY-MM-DD`. */
  futureDate: string | null = null
  #last = ''
  readonly #latest: string

  /** @param latestDay `YYYY-MM-DD`, after which no day can be true */
  constructor(latestDay: string) {
    this.#latest = latestDay
  }

  /** Takes a field in. Answers whether it holds a day, be it a true one or not. */
  see(field: string): boolean {
    if (field === this.#last) return field !== ''
    const day = dayOf(field)
    if (day === null) return false
    if (day > this.#latest) {
      this.future += 1
      this.futureDate ??= day
      return true
    }
    this.#last = field
    if (this.newest === null || day > this.newest) this.newest = day
    return true
  }
}
