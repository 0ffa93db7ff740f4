import { expect, test } from 'vitest'
import {
  readPriceFile,
  withPrices,
  writePriceFile,
} from '../../../electron/core/savings/choices/price-csv.ts'
import type { Price } from '../../../electron/core/savings/money/price.ts'

const products = [
  { skuId: 'e3', partNumber: 'SPE_E3', name: 'Microsoft 365 E3' },
  { skuId: 'e5', partNumber: 'SPE_E5', name: 'Microsoft 365 E5' },
]
const find = (text: string) =>
  products.find(({ skuId, partNumber, name }) =>
    [skuId, partNumber, name].some(known => known.toLowerCase() === text.toLowerCase()),
  ) ?? null
const read = (text: string | Uint8Array, stored: readonly Price[] = [], decimal: '.' | ',' | null = null) =>
  readPriceFile(text, { find, stored, subscriptions: new Set(['s1']) }, 'EUR', decimal)
const statuses = (text: string | Uint8Array) => read(text).lines.map(({ status }) => status)

test('commas, semicolons and tabs, columns in any order and of other tools, UTF-8 and UTF-16', () => {
  const files = [
    'sku,amount,currency\nSPE_E3,36,EUR',
    'Currency;Price;SkuId\nEUR;36,00;e3',
    'Product Name\tCost\nMicrosoft 365 E3\t36',
  ]
  for (const file of files)
    expect(read(file).lines).toMatchObject([
      { status: 'ok', price: { skuId: 'e3', amount: 360_000, per: 'month' } },
    ])
  const utf16 = Buffer.from(`\ufeff${files[0]}`, 'utf16le')
  expect(read(new Uint8Array(utf16)).lines).toMatchObject([{ status: 'ok', price: { amount: 360_000 } }])
})

test('each line that cannot be taken says why, and stores nothing', () => {
  const lines = [
    'sku,amount,currency,per,valid_from',
    'SPE_E3,36,EUR,month,',
    'NOPE,1,EUR,month,',
    'SPE_E3,free,EUR,month,',
    'SPE_E3,1,Euro,month,',
    'SPE_E3,1,EUR,week,',
    'SPE_E3,1,EUR,month,2026-02-30',
    "=cmd|' /C calc'!A0,1,EUR,month,",
    ',,,,',
  ]
  expect(statuses(lines.join('\r\n'))).toEqual([
    'ok',
    'unknownProduct',
    'badAmount',
    'badCurrency',
    'badPeriod',
    'badDay',
    'unknownProduct',
  ])
  const known = [
    'sku,subscription_id,amount,valid_from,valid_to',
    'SPE_E3,nope,1,,',
    'SPE_E3,s1,1,,',
    'SPE_E3,,1,2027-01-01,2026-12-31',
    'SPE_E3,,1,,2026-12-31',
    'SPE_E3,,2,2026-12-31,',
    'SPE_E5,,1000000000,,',
  ]
  expect(statuses(known.join('\n'))).toEqual([
    'unknownSubscription',
    'ok',
    'badDay',
    'ok',
    'overlap',
    'badAmount',
  ])
})

test('a file that does not say what stands where is refused as a whole, and one that is too long', () => {
  for (const text of [
    '',
    'nonsense',
    'SPE_E3,36\nSPE_E5,57',
    '<html><body>Sign in</body></html>',
    'PK\u0003\u0004',
  ])
    expect(() => read(text)).toThrow(/The first line names no column "sku"/)
  expect(() => read('sku;note\nSPE_E3;36')).toThrow(/no column "amount"/)
  expect(() => read(`sku,amount\n${'SPE_E3,36\n'.repeat(5001)}`)).toThrow(/more than 5,000 lines/)
})

test('an amount is read with the currency that a spreadsheet shows beside it', () => {
  const amounts = (...cells: string[]) =>
    read(`sku\tamount\tcurrency\n${cells.map(cell => `SPE_E3\t${cell}`).join('\n')}`).lines.map(
      ({ price, status }) => (price === null ? status : `${price.amount / 10_000} ${price.currency}`),
    )
  for (const cell of ['57,00 €', '€ 57.00', 'EUR 57', '57 eur', '57,-', '57.–', '57,00\u00a0€\tEUR'])
    expect(amounts(cell)).toEqual(['57 EUR'])
  expect(amounts('£8.00', '$57\tUSD', '$57\tCAD', '¥4500\tJPY', 'CHF 1’234.50')).toEqual(
    // The second and third are about the same seats on the same days as the first.
    ['8 GBP', 'overlap', 'overlap', 'overlap', 'overlap'],
  )
  expect(['$57\tUSD', '¥4500\tJPY', 'CHF 1’234.50'].flatMap(cell => amounts(cell))).toEqual([
    '57 USD',
    '4500 JPY',
    '1234.5 CHF',
  ])
  // A sign of another currency, of several, two of them, and what is no currency.
  for (const cell of ['$57', '$57\tEUR', '57 €\tUSD', '57 ABC', '57\tXYZ', '57 x', '57\teuro'])
    expect(amounts(cell)).toEqual(['badCurrency'])
  for (const cell of ['€ 57 EUR', 'fifty', '-5', '=1+1', '#REF!', '1e3', '5 5 €']) {
    expect(amounts(cell)).not.toEqual(['57 EUR'])
    expect(amounts(cell)[0]).toMatch(/badAmount|^55 EUR$/)
  }
})

test('an amount that can be read in two ways is asked for, unless another line of the file leaves no doubt', () => {
  expect(read('sku,amount\nSPE_E3,1.234').asksForDecimal).toBe(true)
  expect(read('sku;amount\nSPE_E3;1.234\nSPE_E5;2.345,50').lines.map(({ price }) => price?.amount)).toEqual([
    12_340_000, 23_455_000,
  ])
  expect(read('sku,amount\nSPE_E3,1.234', [], '.').lines.map(({ price }) => price?.amount)).toEqual([12_340])
})

test('prices that are written are read again as they were, and products without a price have an empty line', () => {
  const prices: Price[] = [
    {
      skuId: 'e3',
      subscriptionId: null,
      amount: 365_000,
      currency: 'EUR',
      per: 'month',
      validFrom: null,
      validTo: '2026-11-30',
      note: 'old, "list" price',
    },
    {
      skuId: 'e3',
      subscriptionId: 's1',
      amount: 4_000_000,
      currency: 'USD',
      per: 'year',
      validFrom: '2026-12-01',
      validTo: null,
      note: '=1+1',
    },
  ]
  const text = writePriceFile(
    prices,
    skuId => products.find(one => one.skuId === skuId)?.partNumber ?? skuId,
    ['e5'],
  )
  const back = read(text, prices)
  expect(back.lines.map(({ status }) => status)).toEqual(['replaces', 'replaces', 'empty'])
  expect(back.lines[0]?.price).toEqual(prices[0])
  expect(withPrices(prices, back.lines)).toHaveLength(2)
  expect(text).not.toMatch(/,=1\+1/)
})
