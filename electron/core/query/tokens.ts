/** A piece of a statement. A `name`, a word or a quoted identifier, is in lower case without quotes. */
export type Token = { kind: 'name' | 'text' | 'number' | 'sign'; value: string; start: number; end: number }

const patterns: readonly [Token['kind'] | 'blank', RegExp][] = [
  ['blank', /(?:\s+|--[^\n]*|\/\*[\s\S]*?(?:\*\/|$))/y],
  // An unfinished quotation takes all that follows, and the database says so.
  ['text', /[xX]?'(?:[^']|'')*(?:'|$)/y],
  ['name', /"(?:[^"]|"")*(?:"|$)|`(?:[^`]|``)*(?:`|$)|\[[^\]]*(?:\]|$)/y],
  ['number', /\d[\w.]*/y],
  ['name', /[\p{L}_][\p{L}\p{N}_$]*/uy],
  ['sign', /[\s\S]/y],
]

/** The pieces of a statement as SQLite divides them, without blanks and comments. */
export function tokensOf(sql: string): Token[] {
  const tokens: Token[] = []
  let at = 0
  while (at < sql.length) {
    for (const [kind, pattern] of patterns) {
      pattern.lastIndex = at
      const [found] = pattern.exec(sql) ?? []
      if (found === undefined) continue
      if (kind !== 'blank') {
        tokens.push({ kind, value: plainValue(kind, found), start: at, end: at + found.length })
      }
      at += found.length
      break
    }
  }
  return tokens
}

function plainValue(kind: Token['kind'], text: string): string {
  if (kind !== 'name') return text
  return text.replace(/^["`[]|["`\]]$/g, '').toLowerCase()
}
