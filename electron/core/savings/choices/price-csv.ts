import Papa from 'papaparse'
import { pricePeriods } from '../../../contract/savings/names.ts'
import { overlaps, type Price, type PricePeriod, parseAmount, priceScale } from '../money/price.ts'
import { dayOf, missingColumn, tooManyLines, unquoted } from './file-cells.ts'
import type { PricedProduct } from './prices.ts'
import { currencyOf, splitCurrency } from './written-amount.ts'

/** What a line of a file of prices comes to before anything is stored. */
export const priceLineStatuses = [
  'ok',
  'replaces',
  'empty',
  'unknownProduct',
  'badAmount',
  'ambiguousAmount',
  'badCurrency',
  'badPeriod',
  'badDay',
  'unknownSubscription',
  'overlap',
] as const
export type PriceLine = {
  /** The line's number in the file, from 1; the header is the first. */
  readonly line: number
  readonly status: (typeof priceLineStatuses)[number]
  /** What was written as the product. */
  readonly product: string
  /** Null unless it can be stored. */
  readonly price: Price | null
}

/** The columns, in the order in which they are written. */
export const priceColumns = [
  'sku',
  'subscription_id',
  'amount',
  'currency',
  'per',
  'valid_from',
  'valid_to',
  'note',
] as const

/** Under which other names the columns are known, in small letters and without blanks. */
const aliases: Readonly<Record<string, (typeof priceColumns)[number]>> = {
  skuid: 'sku',
  skupartnumber: 'sku',
  product: 'sku',
  productname: 'sku',
  price: 'amount',
  cost: 'amount',
  unitprice: 'amount',
  subscriptionid: 'subscription_id',
  validfrom: 'valid_from',
  validto: 'valid_to',
  period: 'per',
}

export type PriceFile = {
  readonly lines: readonly PriceLine[]
  /** Whether an amount can be read in two ways: the sign before decimals has to be asked for. */
  readonly asksForDecimal: boolean
}

/** What the lines of a file are compared with. */
export type KnownPrices = {
  /** Finds a product by id, part number or exact name. */
  readonly find: (product: string) => PricedProduct | null
  readonly stored: readonly Price[]
  readonly subscriptions: ReadonlySet<string>
}

/** At most so many prices are entered at once. */
const maxLines = 5000

/**
 * Reads a file or pasted cells with prices: commas, semicolons or tabs, UTF-8 or UTF-16, the columns in any
 * order. Nothing is stored.
 *
 * @param currency of lines that have none
 * @param decimal the sign before decimals, null where the amounts say it themselves
 * @throws AppError `badRequest` for a file that names no product or amount in its first line, and for one
 * that is too long
 */
export function readPriceFile(
  content: Uint8Array | string,
  known: KnownPrices,
  currency: string,
  decimal: '.' | ',' | null = null,
): PriceFile {
  const text = typeof content === 'string' ? content : decode(content)
  const { data } = Papa.parse<string[]>(text.trim(), { skipEmptyLines: 'greedy' })
  const [header = [], ...rows] = data
  const places = header.map(columnOf)
  for (const column of ['sku', 'amount'] as const)
    if (!places.includes(column)) throw missingColumn(column, priceColumns)
  if (rows.length > maxLines) throw tooManyLines(maxLines)
  const cell = (row: readonly string[], column: (typeof priceColumns)[number]): string =>
    unquoted((row[places.indexOf(column)] ?? '').trim())
  const amountOf = (row: readonly string[]) => splitCurrency(cell(row, 'amount')).amount
  const sign = decimal ?? commonSign(rows.map(amountOf))
  const lines = rows.map((row, index): PriceLine => {
    const product = cell(row, 'sku')
    return { line: index + 2, product, ...priceOf(row, cell, known, currency, sign) }
  })
  return {
    lines: withoutOverlaps(lines),
    asksForDecimal: lines.some(({ status }) => status === 'ambiguousAmount'),
  }
}

/** Of two lines that are about the same seats on the same day only the first can be taken. */
function withoutOverlaps(lines: readonly PriceLine[]): PriceLine[] {
  const taken = new Map<string, Price[]>()
  return lines.map(line => {
    if (line.price === null) return line
    const key = `${line.price.skuId} ${line.price.subscriptionId}`
    const own = taken.get(key) ?? []
    const { price } = line
    if (own.some(other => overlaps(price, other))) return { ...line, status: 'overlap', price: null }
    taken.set(key, [...own, price])
    return line
  })
}

function decode(content: Uint8Array): string {
  const [first, second] = content
  if (first === 0xff && second === 0xfe) return new TextDecoder('utf-16le').decode(content)
  if (first === 0xfe && second === 0xff) return new TextDecoder('utf-16be').decode(content)
  return new TextDecoder().decode(content)
}

function columnOf(name: string): (typeof priceColumns)[number] | null {
  const known = name
    .trim()
    .toLowerCase()
    .replaceAll(/[\s_-]/g, '')
  return priceColumns.find(column => column.replaceAll('_', '') === known) ?? aliases[known] ?? null
}

/** The sign before decimals where some amount of the file leaves no doubt. */
function commonSign(amounts: readonly string[]): '.' | ',' | null {
  const signs = new Set(
    (['.', ','] as const).filter(sign => {
      const other = sign === '.' ? ',' : '.'
      return amounts.some(
        amount =>
          parseAmount(amount) !== 'ambiguous' &&
          parseAmount(amount, sign) !== null &&
          parseAmount(amount, other) === null,
      )
    }),
  )
  const [only] = signs
  return signs.size === 1 && only !== undefined ? only : null
}

type Cell = (row: readonly string[], column: (typeof priceColumns)[number]) => string

function priceOf(
  row: readonly string[],
  cell: Cell,
  { find, stored, subscriptions }: KnownPrices,
  fallback: string,
  sign: '.' | ',' | null,
): Pick<PriceLine, 'status' | 'price'> {
  const bad = (status: PriceLine['status']) => ({ status, price: null })
  const product = find(cell(row, 'sku'))
  if (product === null) return bad('unknownProduct')
  if (cell(row, 'amount') === '') return bad('empty')
  const written = splitCurrency(cell(row, 'amount'))
  const amount = parseAmount(written.amount, sign)
  if (amount === 'ambiguous') return bad('ambiguousAmount')
  if (amount === null) return bad('badAmount')
  const currency = currencyOf(written.unit, cell(row, 'currency'), fallback)
  if (currency === null) return bad('badCurrency')
  const per = periodOf(cell(row, 'per'))
  if (per === null) return bad('badPeriod')
  const days = daysOf(cell(row, 'valid_from'), cell(row, 'valid_to'))
  if (days === null) return bad('badDay')
  const subscriptionId = cell(row, 'subscription_id') || null
  const isKnown = stored.some(one => one.skuId === product.skuId && one.subscriptionId === subscriptionId)
  if (subscriptionId !== null && !isKnown && !subscriptions.has(subscriptionId))
    return bad('unknownSubscription')
  const note = cell(row, 'note') || null
  const price: Price = { skuId: product.skuId, subscriptionId, amount, currency, per, ...days, note }
  return { status: isKnown ? 'replaces' : 'ok', price }
}

function daysOf(from: string, to: string): Pick<Price, 'validFrom' | 'validTo'> | null {
  const [validFrom, validTo] = [dayOf(from), dayOf(to)]
  if (validFrom === false || validTo === false) return null
  return validFrom !== null && validTo !== null && validTo < validFrom ? null : { validFrom, validTo }
}

function periodOf(text: string): PricePeriod | null {
  if (text === '') return 'month'
  const known = text.toLowerCase().replaceAll(/[\s-]/g, '_')
  return pricePeriods.find(period => period === known) ?? null
}

/**
 * The prices with those of a file in the place of what they replace: products and subscriptions not in it
 * keep theirs.
 */
export function withPrices(stored: readonly Price[], lines: readonly PriceLine[]): Price[] {
  const added = lines.flatMap(({ price }) => price ?? [])
  const isReplaced = (one: Price) =>
    added.some(price => price.skuId === one.skuId && price.subscriptionId === one.subscriptionId)
  return [...stored.filter(one => !isReplaced(one)), ...added]
}

/** Prices as a file that {@link readPriceFile} reads; products without a price have an empty amount. */
export function writePriceFile(
  prices: readonly Price[],
  partNumberOf: (skuId: string) => string,
  unpriced: readonly string[] = [],
): string {
  const rows = prices.map(price => [
    partNumberOf(price.skuId),
    price.subscriptionId ?? '',
    String(price.amount / priceScale),
    price.currency,
    price.per,
    price.validFrom ?? '',
    price.validTo ?? '',
    price.note ?? '',
  ])
  const empty = unpriced.map(skuId => [partNumberOf(skuId), '', '', '', 'month', '', '', ''])
  return Papa.unparse(
    { fields: [...priceColumns], data: [...rows, ...empty] },
    { escapeFormulae: true, newline: '\r\n' },
  )
}
