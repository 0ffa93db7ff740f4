import type { Money } from '../../../electron/contract/savings/answers.ts'

/** Amounts, one per currency, in the person's locale; nothing where there are no prices. */
export function moneyText(money: readonly Money[], locale?: string): string {
  return money
    .map(({ currency, amount }) =>
      new Intl.NumberFormat(locale, { style: 'currency', currency }).format(amount),
    )
    .join(' + ')
}

/** Adds amounts of the same currency. */
export function addMoney(money: readonly Money[]): Money[] {
  const sums = new Map<string, number>()
  for (const { currency, amount } of money) sums.set(currency, (sums.get(currency) ?? 0) + amount)
  return [...sums].map(([currency, amount]) => ({ currency, amount }))
}
