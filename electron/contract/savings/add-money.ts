import type { Money } from './answers.ts'

/** Adds amounts of the same currency; amounts of two currencies stay apart. */
export function addMoney(money: readonly Money[]): Money[] {
  const sums = new Map<string, number>()
  for (const { currency, amount } of money) sums.set(currency, (sums.get(currency) ?? 0) + amount)
  return [...sums].map(([currency, amount]) => ({ currency, amount }))
}
