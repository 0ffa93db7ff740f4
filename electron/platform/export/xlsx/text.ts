/** Longest text of a cell in Excel's own limits. */
const longestText = 32_767

/** What XML 1.0 has no place for, and the rest of the control characters. */
const forbidden = /[^\P{Cc}\t\n\r]|[\ufffe\uffff]/gu
/** What Excel would read back as an escaped character. */
const looksEscaped = /_(?=x[0-9a-fA-F]{4}_)/g
const special = /[&<>"]/g
const entities: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' }
/** Anything that one of the rules could concern. Most texts hold none of it and are done with after one look. */
const remarkable = /[&<>"\r\ufffe\uffff]|_x|[^\P{Cc}\t\n]|\p{Surrogate}/u

/** A text as it stands in a workbook's XML, so that Excel shows it again as it was; what XML cannot hold is left out. */
export function xmlText(text: string): string {
  const short = text.length > longestText ? text.slice(0, longestText) : text
  if (!remarkable.test(short)) return short
  return short
    .toWellFormed()
    .replaceAll(forbidden, '')
    .replaceAll(looksEscaped, '_x005F_')
    .replaceAll(special, character => entities[character] ?? character)
    .replaceAll('\r', '_x000D_')
}
