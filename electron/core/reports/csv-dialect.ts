import type { csvSeparators } from '../../contract/settings-names.ts'

/** How fields and decimals are separated in a CSV file. */
export type CsvDialect = { separator: ',' | ';' | '\t'; decimal: '.' | ',' }

/** RFC 4180, with decimals as programs read them. */
export const plainCsv: CsvDialect = { separator: ',', decimal: '.' }
/** What a spreadsheet opens into columns where the comma separates decimals. */
const europeanCsv: CsvDialect = { separator: ';', decimal: ',' }

type Choice = (typeof csvSeparators)[number]

/**
 * The dialect of a choice. Between semicolons decimals have a comma: whoever asks for them has a spreadsheet
 * that reads only those.
 */
export function dialectOf(choice: Exclude<Choice, 'auto'>): CsvDialect {
  if (choice === 'tab') return { separator: '\t', decimal: '.' }
  return choice === 'semicolon' ? europeanCsv : plainCsv
}

/** @param locale as POSIX writes it (`de_DE.UTF-8`) or as BCP 47 does (`de-DE`) */
export function dialectOfLocale(locale: string): CsvDialect {
  const tag = locale.replace(/[.@].*$/, '').replaceAll('_', '-')
  return usesDecimalComma(tag) ? europeanCsv : plainCsv
}

function usesDecimalComma(tag: string): boolean {
  try {
    const parts = new Intl.NumberFormat(tag).formatToParts(1.5)
    return parts.some(({ type, value }) => type === 'decimal' && value === ',')
  } catch {
    // `C`, `POSIX`, nothing, or a language that nobody knows: none of them asks for anything else than the
    // rule.
    return false
  }
}

/**
 * The separators that Windows uses, from what `reg query "HKCU\Control Panel\International"` prints: Excel
 * takes its list separator from there, and a person can have changed it. Null where it says nothing that a
 * CSV file could use.
 */
export function dialectOfWindows(answer: string): CsvDialect | null {
  const entry = (name: string) => new RegExp(`^\\s*${name}\\s+REG_SZ\\s+(\\S+)\\s*$`, 'im').exec(answer)?.[1]
  const separator = entry('sList')
  const decimal = entry('sDecimal') === ',' ? ',' : '.'
  if (separator === ';') return { separator, decimal }
  // A comma for both would tear numbers apart.
  return separator === ',' ? { separator, decimal: '.' } : null
}
