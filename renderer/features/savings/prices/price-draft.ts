import { isCurrency } from '../../../../electron/contract/entry/currency.ts'
import type { PriceInput, PriceList } from '../../../../electron/contract/savings/inputs.ts'

type Subscriptions = PriceList['products'][number]['subscriptions']

/** A line of the grid while it is edited: the amount is what was typed. */
export type DraftPrice = Omit<PriceInput, 'amount'> & {
  key: string
  name: string
  partNumber: string
  seats: number | null
  /** Those of the product, to choose from. */
  subscriptions: Subscriptions
  amount: string
}

/** Every price, and an empty line for each paid product that has none; products by their names. */
export function draftOf({ prices, products }: PriceList): DraftPrice[] {
  const usual = prices[0]?.currency ?? 'EUR'
  return products.flatMap(({ skuId, partNumber, name, kind, bought, subscriptions }) => {
    const own = prices.filter(price => price.skuId === skuId)
    const base = { skuId, partNumber, name, seats: bought, subscriptions }
    if (own.length > 0) return own.map((price, index) => ({ ...price, ...base, key: `${skuId} ${index}` }))
    if (kind !== 'paid' && kind !== 'device' && kind !== 'target') return []
    return [{ ...emptyPrice, ...base, currency: usual, key: `${skuId} new` }]
  })
}

const emptyPrice = {
  subscriptionId: null,
  amount: '',
  currency: 'EUR',
  per: 'month' as const,
  validFrom: null,
  validTo: null,
  note: null,
}

/** One more price of the same product, behind the line that it is added at. */
export function withLine(drafts: readonly DraftPrice[], at: DraftPrice): DraftPrice[] {
  const key = `${at.skuId} ${crypto.randomUUID()}`
  const added = { ...at, amount: '', validFrom: null, validTo: null, note: null, key }
  return drafts.flatMap(draft => (draft.key === at.key ? [draft, added] : [draft]))
}

/** Without the line; the last one of a product only becomes empty. */
export function withoutLine(drafts: readonly DraftPrice[], gone: DraftPrice): DraftPrice[] {
  const isLast = drafts.filter(({ skuId }) => skuId === gone.skuId).length === 1
  return isLast
    ? drafts.map(draft =>
        draft.key === gone.key ? { ...draft, ...emptyPrice, currency: draft.currency } : draft,
      )
    : drafts.filter(({ key }) => key !== gone.key)
}

type Problem = 'badAmount' | 'badCurrency' | 'badDays' | 'overlap'

/** What is wrong with a line, beside the others; an empty amount takes the price away. */
export function draftProblem(draft: DraftPrice, drafts: readonly DraftPrice[] = []): Problem | null {
  const { amount, currency, validFrom, validTo } = draft
  if (amount.trim() === '') return null
  if (!/^\d{1,9}([.,]\d{1,4})?$/.test(amount.trim())) return 'badAmount'
  if (!isCurrency(currency)) return 'badCurrency'
  if (validFrom !== null && validTo !== null && validTo < validFrom) return 'badDays'
  return drafts.some(other => other.key !== draft.key && isSameDay(draft, other)) ? 'overlap' : null
}

/** Whether two prices are about the same seats on some day. */
function isSameDay(one: DraftPrice, other: DraftPrice): boolean {
  if (other.amount.trim() === '') return false
  if (one.skuId !== other.skuId || one.subscriptionId !== other.subscriptionId) return false
  return (
    (one.validFrom ?? '') <= (other.validTo ?? '9999') && (other.validFrom ?? '') <= (one.validTo ?? '9999')
  )
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

/** Prices that were read take the place of those of the same seats. */
export function mergePrices(stored: readonly PriceInput[], read: readonly PriceInput[]): PriceInput[] {
  const isReplaced = (one: PriceInput) =>
    read.some(price => price.skuId === one.skuId && price.subscriptionId === one.subscriptionId)
  return [...stored.filter(one => !isReplaced(one)), ...read]
}
