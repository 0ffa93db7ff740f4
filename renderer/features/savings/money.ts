import type { Money } from '../../../electron/contract/savings/answers.ts'

/** Amounts, one per currency, as the locale writes them, without cents where there are none. */
export function moneyText(money: readonly Money[], locale?: string): string {
  return written(money, locale, 'stripIfInteger')
}

/** The same with its cents in any case, for amounts that stand below each other. */
export function centsText(money: readonly Money[], locale?: string): string {
  return written(money, locale, 'auto')
}

/** One amount without its cents, for tables in which many stand beside each other. */
export function wholeText(amount: number, currency: string, locale?: string): string {
  return new Intl.NumberFormat(locale, { style: 'currency', currency, maximumFractionDigits: 0 }).format(
    amount,
  )
}

function written(
  money: readonly Money[],
  locale: string | undefined,
  trailingZeroDisplay: 'auto' | 'stripIfInteger',
): string {
  return money
    .map(({ currency, amount }) =>
      new Intl.NumberFormat(locale, { style: 'currency', currency, trailingZeroDisplay }).format(amount),
    )
    .join(' + ')
}
