import { formatBytes } from '../../contract/format-bytes.ts'
/** Formats for people in one locale; undefined takes the locale of the machine. */
export type Format = {
  integer(value: number): string
  decimal(value: number): string
  /** Two decimals, always. */
  amount(value: number): string
  /** One decimal, always. */
  tenths(value: number): string
  percent(value: number): string
  bytes(value: number): string
  duration(milliseconds: number): string
  days(value: number): string
  date(text: string): string
  /** The day alone where it is midnight in UTC, which names no hour. */
  time(text: string): string
  /** `in 3 days`, `12 minutes ago`, `just now` for less than a minute behind us. */
  relative(from: number, to: number): string
}

/** How Microsoft Graph writes a day for which it has no hour, such as that of a renewal. */
const midnight = /T00:00:00(\.0+)?Z$/

export function createFormat(locale: string | undefined, timeZone?: string): Format {
  const zone = timeZone === undefined ? {} : { timeZone }
  const integer = new Intl.NumberFormat(locale, { maximumFractionDigits: 0 })
  const decimal = new Intl.NumberFormat(locale, { maximumFractionDigits: 2 })
  const amount = new Intl.NumberFormat(locale, { minimumFractionDigits: 2, maximumFractionDigits: 2 })
  const tenths = new Intl.NumberFormat(locale, { minimumFractionDigits: 1, maximumFractionDigits: 1 })
  const percent = new Intl.NumberFormat(locale, { style: 'percent', maximumFractionDigits: 1 })
  const date = new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeZone: 'UTC' })
  const time = new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeStyle: 'short', ...zone })
  const days = new Intl.NumberFormat(locale, { style: 'unit', unit: 'day', unitDisplay: 'long' })
  const relative = new Intl.RelativeTimeFormat(locale, { numeric: 'auto' })
  return {
    integer: value => integer.format(value),
    decimal: value => decimal.format(value),
    amount: value => amount.format(value),
    tenths: value => tenths.format(value),
    percent: value => percent.format(value),
    bytes: value => formatBytes(value, locale),
    duration: milliseconds => formatDuration(milliseconds, locale),
    days: value => days.format(value),
    date: text => formatDate(text, date),
    time: text => formatDate(text, midnight.test(text) ? date : time),
    relative: (from, to) => {
      if (to <= from && from - to < minuteMs) return justNow
      const { value, unit } = distance(to - from)
      return relative.format(value, unit)
    },
  }
}

function formatDate(text: string, format: Intl.DateTimeFormat): string {
  const at = new Date(text)
  return Number.isNaN(at.getTime()) ? text : format.format(at)
}

function formatDuration(milliseconds: number, locale: string | undefined): string {
  const seconds = milliseconds / 1000
  const digits = seconds < 10 ? 1 : 0
  const number = new Intl.NumberFormat(locale, { maximumFractionDigits: digits })
  if (seconds < 59.5) return `${number.format(seconds)} s`
  const whole = Math.round(seconds)
  const hours = Math.floor(whole / 3600)
  const minutes = Math.floor(whole / 60) % 60
  const rest = whole % 60
  if (hours > 0) return `${hours} h ${minutes} min`
  return rest === 0 ? `${minutes} min` : `${minutes} min ${rest} s`
}

const minuteMs = 60_000
const justNow = 'just now'

const relativeUnits: readonly [Intl.RelativeTimeFormatUnit, number][] = [
  ['year', 365 * 86_400_000],
  ['month', 30 * 86_400_000],
  ['day', 86_400_000],
  ['hour', 3_600_000],
  ['minute', minuteMs],
]

function distance(milliseconds: number): { value: number; unit: Intl.RelativeTimeFormatUnit } {
  for (const [unit, size] of relativeUnits) {
    if (Math.abs(milliseconds) >= size) return { value: Math.trunc(milliseconds / size), unit }
  }
  return { value: Math.trunc(milliseconds / 1000), unit: 'second' }
}
