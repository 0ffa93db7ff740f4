import type { PriceInput, PriceList } from '../../../../electron/contract/savings/inputs.ts'

/** A line of the grid while it is edited: the amount is what was typed. */
export type DraftPrice = Omit<PriceInput, 'amount'> & {
  key: string
  name: string
  partNumber: string
  seats: number | null
  amount: string
}

/** Every price, and an empty line for each paid product that has none; products by their names. */
export function draftOf({ prices, products }: PriceList): DraftPrice[] {
  const usual = prices[0]?.currency ?? 'EUR'
  return products.flatMap(({ skuId, partNumber, name, kind, bought }) => {
    const own = prices.filter(price => price.skuId === skuId)
    const base = { skuId, partNumber, name, seats: bought }
    if (own.length > 0) return own.map((price, index) => ({ ...price, ...base, key: `${skuId} ${index}` }))
    if (kind !== 'paid' && kind !== 'device') return []
    const empty = {
      subscriptionId: null,
      amount: '',
      currency: usual,
      per: 'month' as const,
      validFrom: null,
      validTo: null,
      note: null,
    }
    return [{ ...empty, ...base, key: `${skuId} new` }]
  })
}

/** What is wrong with a line; an empty amount takes the price away. */
export function draftProblem({ amount, currency }: DraftPrice): 'badAmount' | 'badCurrency' | null {
  if (amount.trim() === '') return null
  if (!/^\d{1,9}([.,]\d{1,4})?$/.test(amount.trim())) return 'badAmount'
  return /^[A-Z]{3}$/.test(currency) ? null : 'badCurrency'
}

/** The lines that have an amount, as they are stored. */
export function pricesOf(drafts: readonly DraftPrice[]): PriceInput[] {
  return drafts
    .filter(({ amount }) => amount.trim() !== '')
    .map(({ skuId, subscriptionId, amount, currency, per, validFrom, validTo, note }) => ({
      skuId,
      subscriptionId,
      amount: amount.trim().replace(',', '.'),
      currency,
      per,
      validFrom,
      validTo,
      note,
    }))
}
