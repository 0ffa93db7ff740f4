import { isCurrency } from '../../../contract/entry/currency.ts'

/** An amount as a spreadsheet shows it, and what stands before or behind it: a code, a sign, or nothing. */
export type WrittenAmount = { readonly amount: string; readonly unit: string | null }

const written =
  /^(?<before>[^\d\s.,'’+=-]{1,3})?\s*(?<amount>\d[\d.,'’\s]*?)(?:[.,][-–—]+)?\s*(?<after>[^\d\s.,'’+=-]{1,3})?$/u

/** Takes the currency off an amount, for instance `57,00 €`, `EUR 57` or `36,-`. */
export function splitCurrency(text: string): WrittenAmount {
  const parts = written.exec(text.trim())?.groups
  const { before, amount = '', after } = parts ?? {}
  if (parts === undefined || (before !== undefined && after !== undefined))
    return { amount: text, unit: null }
  return { amount, unit: before ?? after ?? null }
}

/**
 * The currency of an amount; null where it is none, or where the sign beside the amount is of another one.
 *
 * @param unit what stands beside the amount
 * @param column what the line says of its currency; empty for nothing
 * @param fallback of lines that have none
 */
export function currencyOf(unit: string | null, column: string, fallback: string): string | null {
  const told = column.toUpperCase()
  if (unit !== null && isCurrency(unit.toUpperCase())) {
    return told === '' || told === unit.toUpperCase() ? unit.toUpperCase() : null
  }
  const code = told || (own[unit ?? ''] ?? fallback.toUpperCase())
  if (!isCurrency(code)) return null
  return unit === null || signOf(code) === unit.toLowerCase() ? code : null
}

/** Signs that stand for one currency; `$`, `¥` and `kr` stand for several. */
const own: Readonly<Record<string, string>> = { '€': 'EUR', '£': 'GBP' }

function signOf(currency: string): string | undefined {
  const style = { style: 'currency', currency, currencyDisplay: 'narrowSymbol' } as const
  const parts = new Intl.NumberFormat('en', style).formatToParts(0)
  return parts.find(({ type }) => type === 'currency')?.value.toLowerCase()
}
