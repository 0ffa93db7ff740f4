/** What makes a spreadsheet take a text for a formula, also in its full-width form; the blanks are skipped before it looks. */
const formulaStart = /^[=+\-@\t\r\n\uff1d\uff0b\uff0d\uff20]/

/**
 * A text that no spreadsheet takes for a formula when it opens a CSV file: an apostrophe goes before one that begins like a formula, as
 * the owners of spreadsheets do by hand. Only for text: a negative number begins with a minus and is none.
 */
export function withoutFormula(text: string): string {
  return formulaStart.test(text) ? `'${text}` : text
}
