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
  readPriceFile(text, find, stored, 'EUR', decimal)
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
  expect(statuses('')).toEqual([])
  expect(statuses('nonsense')).toEqual([])
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
  expect(back.lines.map(({ status }) => status)).toEqual(['replaces', 'replaces', 'badAmount'])
  expect(back.lines[0]?.price).toEqual(prices[0])
  expect(withPrices(prices, back.lines)).toHaveLength(2)
  expect(text).not.toMatch(/,=1\+1/)
})
