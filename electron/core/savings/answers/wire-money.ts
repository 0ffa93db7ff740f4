import type { Money as WireMoney } from '../../../contract/savings/answers.ts'
import { addMoney, type Money, moneyText } from '../money/price.ts'
import type { Reducible } from '../money/seat-costs.ts'

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

/** What can leave the bill of one subscription, as it leaves the engine. */
export function reducedFigure(
  rows: readonly Reducible[],
  subscriptionId: string,
): { seats: number; money: WireMoney[] } {
  const found = rows.find(row => row.subscriptionId === subscriptionId)
  if (found === undefined) return { seats: 0, money: [] }
  return { seats: found.seats, money: found.money === null ? [] : [wireMoney(found.money)] }
}
