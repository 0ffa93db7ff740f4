/** Characters that copying from web pages, mails and documents brings along and that nobody sees. */
const invisible = /\p{Default_Ignorable_Code_Point}/gu
/** Hyphens and dashes that word processors put in place of the plain one. */
const dashes = /[\u2010-\u2015\u2212\ufe58\ufe63\uff0d]/gu
const quotePairs: readonly (readonly [string, string])[] = [
  ['"', '"'],
  ["'", "'"],
  ['`', '`'],
  ['\u201c', '\u201d'],
  ['\u201e', '\u201c'],
  ['\u2018', '\u2019'],
  ['\u00ab', '\u00bb'],
]
const bracketPairs: readonly (readonly [string, string])[] = [
  ['{', '}'],
  ['(', ')'],
  ['[', ']'],
  ['<', '>'],
]

/** Without what cannot be seen: zero-width characters anywhere, blanks of every kind at both ends. */
export function withoutInvisible(text: string): string {
  return text.replace(invisible, '').trim()
}

/** Without one pair of quotation marks around it, of whatever language. */
export function withoutQuotes(text: string): string {
  return withoutPair(text, quotePairs)
}

/** An ID as it was meant: without invisible characters, quotes, brackets and fancy dashes, in lower case. */
export function tidyIdentifier(raw: string): string {
  const plain = withoutQuotes(withoutInvisible(raw))
  return withoutPair(plain, bracketPairs).replace(dashes, '-').toLowerCase()
}

function withoutPair(text: string, pairs: readonly (readonly [string, string])[]): string {
  for (const [open, close] of pairs) {
    if (text.length > 1 && text.startsWith(open) && text.endsWith(close)) return text.slice(1, -1).trim()
  }
  return text
}
