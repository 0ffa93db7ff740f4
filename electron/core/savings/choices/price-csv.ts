import Papa from 'papaparse'
import { pricePeriods } from '../../../contract/savings/names.ts'
import { type Price, type PricePeriod, parseAmount, priceScale } from '../money/price.ts'
import { dayOf, unquoted } from './file-cells.ts'
import type { PricedProduct } from './prices.ts'

/** What a line of a file of prices comes to before anything is stored. */
export const priceLineStatuses = [
  'ok',
  'replaces',
  'unknownProduct',
  'badAmount',
  'ambiguousAmount',
  'badCurrency',
  'badPeriod',
  'badDay',
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

/**
 * Reads a file or pasted cells with prices: commas, semicolons or tabs, UTF-8 or UTF-16, the columns in any
 * order. Nothing is stored.
 *
 * @param find finds a product by id, part number or exact name
 * @param currency of lines that have none
 * @param decimal the sign before decimals, null where the amounts say it themselves
 */
export function readPriceFile(
  content: Uint8Array | string,
  find: (product: string) => PricedProduct | null,
  stored: readonly Price[],
  currency: string,
  decimal: '.' | ',' | null = null,
): PriceFile {
  const text = typeof content === 'string' ? content : decode(content)
  const { data } = Papa.parse<string[]>(text.trim(), { skipEmptyLines: 'greedy' })
  const [header = [], ...rows] = data
  const places = header.map(columnOf)
  const cell = (row: readonly string[], column: (typeof priceColumns)[number]): string =>
    unquoted((row[places.indexOf(column)] ?? '').trim())
  const sign = decimal ?? commonSign(rows.map(row => cell(row, 'amount')))
  const lines = rows.map((row, index) => {
    const product = cell(row, 'sku')
    return { line: index + 2, product, ...priceOf(row, cell, find(product), stored, currency, sign) }
  })
  return { lines, asksForDecimal: lines.some(({ status }) => status === 'ambiguousAmount') }
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
  product: PricedProduct | null,
  stored: readonly Price[],
  fallback: string,
  sign: '.' | ',' | null,
): Pick<PriceLine, 'status' | 'price'> {
  const bad = (status: PriceLine['status']) => ({ status, price: null })
  if (product === null) return bad('unknownProduct')
  const amount = parseAmount(cell(row, 'amount'), sign)
  if (amount === 'ambiguous') return bad('ambiguousAmount')
  if (amount === null) return bad('badAmount')
  const currency = (cell(row, 'currency') || fallback).toUpperCase()
  if (!/^[A-Z]{3}$/.test(currency)) return bad('badCurrency')
  const per = periodOf(cell(row, 'per'))
  if (per === null) return bad('badPeriod')
  const validFrom = dayOf(cell(row, 'valid_from'))
  const validTo = dayOf(cell(row, 'valid_to'))
  if (validFrom === false || validTo === false) return bad('badDay')
  const subscriptionId = cell(row, 'subscription_id') || null
  const note = cell(row, 'note') || null
  const price: Price = {
    skuId: product.skuId,
    subscriptionId,
    amount,
    currency,
    per,
    validFrom,
    validTo,
    note,
  }
  const isKnown = stored.some(one => one.skuId === price.skuId && one.subscriptionId === subscriptionId)
  return { status: isKnown ? 'replaces' : 'ok', price }
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
