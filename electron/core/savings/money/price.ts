import { z } from 'zod'
import { pricePeriods } from '../../../contract/savings/names.ts'

export type PricePeriod = (typeof pricePeriods)[number]

/** Prices are kept as integers of a ten-thousandth of the currency's unit. */
export const priceScale = 10_000

/**
 * What a seat costs in a year, as an integer of a thirty-thousandth of the currency's unit: a third of three
 * years' price is exact in it. Sums are made of these and rounded once.
 */
export const yearScale = 30_000

/** A price that a person entered for a product, or for one of its subscriptions. */
export const Price = z.object({
  skuId: z.string(),
  /** Null: for every subscription that has no price of its own. */
  subscriptionId: z.string().nullable(),
  /** Integer of {@link priceScale}. */
  amount: z.int().min(0),
  /** ISO 4217. */
  currency: z.string().regex(/^[A-Z]{3}$/),
  per: z.enum(pricePeriods),
  /** First day, `YYYY-MM-DD`; null: ever since. */
  validFrom: z.string().nullable(),
  /** Last day; null: without end. */
  validTo: z.string().nullable(),
  note: z.string().nullable(),
})
export type Price = z.infer<typeof Price>

const yearFactors: Readonly<Record<PricePeriod, number>> = { month: 36, year: 3, three_years: 1 }

/** A seat's price of a year, an integer of {@link yearScale}. */
export function yearOf({ amount, per }: Pick<Price, 'amount' | 'per'>): number {
  return amount * yearFactors[per]
}

/** Whether a price is the one of a day. */
export function isValidOn(
  { validFrom, validTo }: Pick<Price, 'validFrom' | 'validTo'>,
  day: string,
): boolean {
  return (validFrom === null || validFrom <= day) && (validTo === null || day <= validTo)
}

/** Whether two prices are about the same seats on one day. */
export function overlaps(one: Price, other: Price): boolean {
  if (one.skuId !== other.skuId || one.subscriptionId !== other.subscriptionId) return false
  const startsBeforeEnd = (a: Price, b: Price) =>
    a.validFrom === null || b.validTo === null || a.validFrom <= b.validTo
  return startsBeforeEnd(one, other) && startsBeforeEnd(other, one)
}

/** More than this nobody pays for a seat, and sums of it would not be exact. */
const maxAmount = 1_000_000_000 * priceScale - 1

/** How many decimals a currency has, for instance 2 of EUR, 0 of JPY and 3 of KWD. */
export function decimalsOf(currency: string): number {
  try {
    const format = new Intl.NumberFormat('en', { style: 'currency', currency })
    return format.resolvedOptions().maximumFractionDigits ?? 2
  } catch {
    return 2
  }
}

/**
 * A sum of years' prices as the currency writes it, for instance `1200.00`: rounded once, half up.
 *
 * @param sum integer of {@link yearScale}
 */
export function moneyText(sum: number, currency: string): string {
  const decimals = decimalsOf(currency)
  const unit = 10n ** BigInt(decimals)
  const scaled = BigInt(sum) * unit * 2n + BigInt(yearScale)
  const rounded =
    scaled >= 0n ? scaled / BigInt(yearScale * 2) : -((-scaled - 1n) / BigInt(yearScale * 2)) - 1n
  const sign = rounded < 0n ? '-' : ''
  const digits = (rounded < 0n ? -rounded : rounded).toString().padStart(decimals + 1, '0')
  if (decimals === 0) return sign + digits
  return `${sign}${digits.slice(0, -decimals)}.${digits.slice(-decimals)}`
}

/** Money of one currency; an integer of {@link yearScale}. */
export type Money = { readonly currency: string; readonly sum: number }

/**
 * Adds up money per currency, in the order of the currencies' names; amounts of two currencies are never
 * added.
 */
export function addMoney(amounts: Iterable<Money>): Money[] {
  const sums = new Map<string, number>()
  for (const { currency, sum } of amounts) sums.set(currency, (sums.get(currency) ?? 0) + sum)
  return [...sums]
    .map(([currency, sum]) => ({ currency, sum }))
    .sort((a, b) => (a.currency < b.currency ? -1 : 1))
}

/**
 * An amount as a person or a file writes it, an integer of {@link priceScale}; null where the text is no
 * amount, `ambiguous` where a single comma or point with three digits behind it can be read in two ways.
 *
 * @param decimal the sign before decimals where that is known
 */
export function parseAmount(text: string, decimal: '.' | ',' | null = null): number | 'ambiguous' | null {
  const bare = text.trim().replace(/[\s'’]/g, '')
  if (!/^\d[\d.,]*$/.test(bare)) return null
  const sign = decimal ?? decimalSign(bare)
  if (sign === 'ambiguous') return 'ambiguous'
  const group = sign === ',' ? '.' : ','
  const [whole = '', fraction = '', ...rest] = bare.split(sign ?? '.')
  if (rest.length > 0 || fraction.includes(group) || fraction.length > 4) return null
  if (whole.includes(group) && !/^\d{1,3}([.,]\d{3})+$/.test(whole)) return null
  const amount = Number(whole.replaceAll(group, '') + fraction.padEnd(4, '0'))
  return amount <= maxAmount ? amount : null
}

function decimalSign(text: string): '.' | ',' | null | 'ambiguous' {
  const points = text.split('.').length - 1
  const commas = text.split(',').length - 1
  if (points > 0 && commas > 0) return text.lastIndexOf('.') > text.lastIndexOf(',') ? '.' : ','
  if (points + commas === 0) return null
  const sign = points > 0 ? '.' : ','
  if (points + commas > 1) return sign === '.' ? ',' : '.'
  return /^\d{1,3}[.,]\d{3}$/.test(text) && !text.startsWith('0') ? 'ambiguous' : sign
}
