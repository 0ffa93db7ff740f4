import { formatBytes } from '../../electron/contract/format-bytes.ts'
import type { Cell, ReportColumn } from '../../electron/contract/reports.ts'
import { en } from '../i18n/en.ts'

/** Formats for the locale of the window, each made once. */
export type Format = {
  integer(value: number): string
  decimal(value: number): string
  /** Two decimals, or none for a whole number. */
  amount(value: number): string
  /** Two decimals, always. */
  cents(value: number): string
  /** An amount in a currency by its ISO 4217 code; without cents a whole amount has no decimals. */
  money(value: number, currency: string, withCents: boolean): string
  /** A percent without its sign: one decimal, always. */
  percent(value: number): string
  /** A share from 0 to 1 in whole percent, with the sign. */
  share(value: number): string
  /** With its sign, also where it is positive; a minus as wide as a plus. */
  signed(value: number): string
  date(text: string): string
  /** Day and month alone, for a date that is near. */
  day(text: string): string
  /** The day of the week alone, in short. */
  weekday(text: string): string
  /** Month and year. */
  month(text: string): string
  /** Day and hour of this computer's zone; the day alone where it is midnight in UTC, which names no hour. */
  time(text: string): string
  /** The time of day alone. */
  clock(text: string): string
  bytes(value: number): string
  duration(milliseconds: number): string
  /** `12 minutes ago`, `in 3 days`, `just now`. */
  relative(from: number, to: number): string
}

const dateOnly = /^\d{4}-\d{2}-\d{2}$/
/** How Microsoft Graph writes a day for which it has no hour, such as that of a renewal. */
const midnight = /T00:00:00(\.0+)?Z$/

/** What no format of the system has a word for. */
export type FormatWords = { justNow: string }

export function createFormat(locale?: string, timeZone?: string, words: FormatWords = en.common): Format {
  const zone = timeZone === undefined ? {} : { timeZone }
  const dateWith = (options: Intl.DateTimeFormatOptions) =>
    whenNeeded(() => new Intl.DateTimeFormat(locale, options))
  const integer = whenNeeded(() => new Intl.NumberFormat(locale, { maximumFractionDigits: 0 }))
  const decimal = whenNeeded(() => new Intl.NumberFormat(locale, { maximumFractionDigits: 2 }))
  const amount = whenNeeded(
    () =>
      new Intl.NumberFormat(locale, {
        ...{ minimumFractionDigits: 2, maximumFractionDigits: 2 },
        trailingZeroDisplay: 'stripIfInteger',
      }),
  )
  const cents = whenNeeded(
    () => new Intl.NumberFormat(locale, { minimumFractionDigits: 2, maximumFractionDigits: 2 }),
  )
  const inCurrency = new Map<string, Intl.NumberFormat>()
  const currencyFormat = (currency: string, withCents: boolean) => {
    const key = `${currency} ${withCents}`
    const known = inCurrency.get(key)
    if (known !== undefined) return known
    const trailingZeroDisplay = withCents ? 'auto' : 'stripIfInteger'
    const made = new Intl.NumberFormat(locale, { style: 'currency', currency, trailingZeroDisplay })
    inCurrency.set(key, made)
    return made
  }
  const percent = whenNeeded(
    () => new Intl.NumberFormat(locale, { minimumFractionDigits: 1, maximumFractionDigits: 1 }),
  )
  const share = whenNeeded(() => new Intl.NumberFormat(locale, { style: 'percent' }))
  // A date without a time is a day of the tenant, not an instant: no zone may move it.
  const date = dateWith({ dateStyle: 'medium', timeZone: 'UTC' })
  const day = dateWith({ day: 'numeric', month: 'short', timeZone: 'UTC' })
  const weekday = dateWith({ weekday: 'short', timeZone: 'UTC' })
  const month = dateWith({ month: 'short', year: 'numeric', timeZone: 'UTC' })
  const signed = whenNeeded(
    () => new Intl.NumberFormat(locale, { maximumFractionDigits: 0, signDisplay: 'exceptZero' }),
  )
  const localDate = dateWith({ dateStyle: 'medium', ...zone })
  const time = dateWith({ dateStyle: 'medium', timeStyle: 'short', ...zone })
  const clock = dateWith({ timeStyle: 'short', ...zone })
  const relative = whenNeeded(() => new Intl.RelativeTimeFormat(locale, { numeric: 'auto' }))
  return {
    integer: value => integer().format(value),
    decimal: value => decimal().format(value),
    amount: value => amount().format(value),
    cents: value => cents().format(value),
    money: (value, currency, withCents) => currencyFormat(currency, withCents).format(value),
    percent: value => percent().format(value),
    share: value => share().format(value),
    signed: value => signed().format(value).replace('-', '−'),
    day: text => formatInstant(text, day()),
    weekday: text => formatInstant(text, weekday()),
    month: text => formatInstant(text, month()),
    date: text => formatInstant(text, dateOnly.test(text) ? date() : localDate()),
    time: text => formatInstant(text, midnight.test(text) ? date() : time()),
    clock: text => formatInstant(text, clock()),
    bytes: value => formatBytes(value, locale),
    duration: milliseconds => formatDuration(milliseconds, decimal()),
    relative: (from, to) => formatDistance(to - from, relative()) ?? words.justNow,
  }
}

/**
 * Makes a value at its first use: the system's formats take milliseconds each, and the first screen needs few
 * of them.
 */
function whenNeeded<T>(make: () => T): () => T {
  let made: { value: T } | null = null
  return () => {
    made ??= { value: make() }
    return made.value
  }
}

function formatInstant(text: string, format: Intl.DateTimeFormat): string {
  const at = new Date(text)
  return Number.isNaN(at.getTime()) ? text : format.format(at)
}

function formatDuration(milliseconds: number, decimal: Intl.NumberFormat): string {
  const seconds = milliseconds / 1000
  if (seconds < 10) return `${decimal.format(Math.round(seconds * 10) / 10)} s`
  if (seconds < 59.5) return `${Math.round(seconds)} s`
  const whole = Math.round(seconds)
  const minutes = Math.floor(whole / 60)
  if (minutes >= 60) return `${Math.floor(minutes / 60)} h ${minutes % 60} min`
  return whole % 60 === 0 ? `${minutes} min` : `${minutes} min ${whole % 60} s`
}

const units: readonly [Intl.RelativeTimeFormatUnit, number][] = [
  ['year', 365 * 86_400_000],
  ['month', 30 * 86_400_000],
  ['day', 86_400_000],
  ['hour', 3_600_000],
  ['minute', 60_000],
]

/** Null for less than a minute. */
function formatDistance(milliseconds: number, relative: Intl.RelativeTimeFormat): string | null {
  const found = units.find(([, size]) => Math.abs(milliseconds) >= size)
  if (found === undefined) return null
  const [unit, size] = found
  return relative.format(Math.trunc(milliseconds / size), unit)
}

/** Columns whose values are compared by size and therefore stand at the right. */
export function isNumeric({ type }: ReportColumn): boolean {
  return !['text', 'date', 'time', 'flag'].includes(type)
}

export type FlagWords = {
  yes: string
  no: string
  /** What a code of a column means; null for a text that is none. */
  code?: (column: string, text: string) => string | null
}

/**
 * Whether amounts of a column have cents. Then all of them are written with cents: 426 above 388.25 could not
 * be compared at a glance.
 */
export function hasCents({ type }: ReportColumn, values: readonly Cell[]): boolean {
  return type === 'money' && values.some(value => typeof value === 'number' && !Number.isInteger(value))
}

/** How the money of a column is written: `withCents` see `hasCents`, `currency` that of the row. */
export type MoneyStyle = { readonly withCents: boolean; readonly currency: Cell }

const plainMoney: MoneyStyle = { withCents: false, currency: null }

const oneCurrency = /^[A-Z]{3}$/

/** An amount with its currency; alone where the row names none, or several. */
function formatMoney(amount: number, format: Format, { withCents, currency }: MoneyStyle): string {
  if (typeof currency === 'string' && oneCurrency.test(currency)) {
    return format.money(amount, currency, withCents)
  }
  return withCents ? format.cents(amount) : format.amount(amount)
}

/** A value as people of the locale write it; empty for nothing. */
export function formatCell(
  value: Cell,
  column: ReportColumn,
  format: Format,
  flags: FlagWords,
  money = plainMoney,
): string {
  if (value === null) return ''
  switch (column.type) {
    case 'integer':
    case 'days':
      return format.integer(Number(value))
    case 'bytes':
      return format.bytes(Number(value))
    case 'milliseconds':
      return format.duration(Number(value))
    case 'money':
      return formatMoney(Number(value), format, money)
    case 'percent':
      return format.percent(Number(value))
    case 'number':
      return format.decimal(Number(value))
    case 'date':
      return format.date(String(value))
    case 'time':
      return format.time(String(value))
    case 'flag':
      return Number(value) === 0 ? flags.no : flags.yes
    default:
      return flags.code?.(column.key, String(value)) ?? String(value)
  }
}

/** A key with the one that is held meanwhile, as the platform writes them: `Ctrl K`, `⌘K`. */
export function shortcut(key: string): string {
  return /mac/i.test(navigator.userAgent) ? `⌘${key}` : `Ctrl ${key}`
}
