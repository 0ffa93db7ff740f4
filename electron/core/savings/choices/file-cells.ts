/** What was written so that a spreadsheet would not take it for a formula. */
export const unquoted = (text: string): string => text.replace(/^'(?=[=+\-@])/, '')

/** A day as `YYYY-MM-DD`, null for none; false where the text is no day of the calendar. */
export function dayOf(text: string): string | null | false {
  if (text === '') return null
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return false
  const day = new Date(`${text}T00:00:00Z`)
  return !Number.isNaN(day.getTime()) && day.toISOString().startsWith(text) ? text : false
}
