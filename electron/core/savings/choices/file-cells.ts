import { AppError } from '../../errors.ts'

/** What was written so that a spreadsheet would not take it for a formula. */
export const unquoted = (text: string): string => text.replace(/^'(?=[=+\-@])/, '')

/** A day as `YYYY-MM-DD`, null for none; false where the text is no day of the calendar. */
export function dayOf(text: string): string | null | false {
  if (text === '') return null
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return false
  const day = new Date(`${text}T00:00:00Z`)
  return !Number.isNaN(day.getTime()) && day.toISOString().startsWith(text) ? text : false
}

/** A file whose first line does not say what stands where. */
export function missingColumn(column: string, columns: readonly string[]): AppError {
  return new AppError('badRequest', `The first line names no column "${column}", so nothing could be read.`, {
    fix: `Name the columns in the first line: ${columns.join(', ')}.`,
  })
}

/** A file that is longer than what is taken over at once. */
export function tooManyLines(most: number): AppError {
  return new AppError('badRequest', `The file has more than ${most.toLocaleString('en')} lines.`, {
    fix: 'Divide it into several files. Nothing was stored.',
  })
}
