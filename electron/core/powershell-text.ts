/**
 * A text as a PowerShell literal that nothing in it can leave. Within single quotes PowerShell reads neither
 * variables nor backticks; it takes the typographic single quotes for plain ones, so those are doubled as
 * well.
 */
export function powerShellText(text: string): string {
  return `'${singleLine(text).replace(/['\u2018-\u201b]/g, '$&$&')}'`
}

/** A text on one line, without the characters that end one or that nobody sees. */
export function singleLine(text: string): string {
  return text.replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]+/gu, ' ').trim()
}
