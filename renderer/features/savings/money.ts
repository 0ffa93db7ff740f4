import type { Money } from '../../../electron/contract/savings/answers.ts'

/** Amounts, one per currency, in the person's locale; nothing where there are no prices. */
export function moneyText(money: readonly Money[], locale?: string): string {
  return money
    .map(({ currency, amount }) =>
      new Intl.NumberFormat(locale, { style: 'currency', currency }).format(amount),
    )
    .join(' + ')
}
