import type { Money as WireMoney } from '../../../contract/savings/answers.ts'
import { addMoney, type Money, moneyText } from '../money/price.ts'

/** Money as it leaves the engine: rounded to the currency's decimals. */
export function wireMoney({ sum, currency }: Money): WireMoney {
  return { currency, amount: Number(moneyText(sum, currency)) }
}

/** Sums per currency, rounded once each. */
export function wireSums(amounts: Iterable<Money>): WireMoney[] {
  return addMoney(amounts).map(wireMoney)
}

/** Money of a row; null where either part is unknown. */
export function moneyOf(sum: number | null, currency: string | null): Money | null {
  return sum === null || currency === null || currency === '' ? null : { sum, currency }
}
