import { InvalidArgumentError } from 'commander'
import { csvSeparators } from '../contract/settings-names.ts'

/** A parser for whole numbers in a range, both ends included. */
export function wholeNumber(min: number, max: number) {
  return (text: string): number => {
    const value = Number(text)
    if (/^\d+$/.test(text.trim()) && value >= min && value <= max) return value
    throw new InvalidArgumentError(`It has to be a whole number from ${min} to ${max}.`)
  }
}

export function calendarDate(text: string): string {
  const at = new Date(`${text}T00:00:00Z`)
  if (/^\d{4}-\d{2}-\d{2}$/.test(text) && !Number.isNaN(at.getTime()) && at.toISOString().startsWith(text))
    return text
  throw new InvalidArgumentError('It has to be a date such as 2027-03-31.')
}

/** Names between commas, of which there has to be one at least. */
export function commaSeparated(text: string): string[] {
  const names = text
    .split(',')
    .map(name => name.trim())
    .filter(name => name !== '')
  if (names.length > 0) return names
  throw new InvalidArgumentError('Name at least one, several with commas between them.')
}

/** Gathers an option that may be given several times. */
export function repeated(text: string, earlier: readonly string[] = []): string[] {
  return [...earlier, text]
}

export function someText(text: string): string {
  if (text.trim() !== '') return text
  throw new InvalidArgumentError('It may not be empty.')
}

const separatorSigns: Readonly<Record<string, (typeof csvSeparators)[number]>> = {
  ',': 'comma',
  ';': 'semicolon',
  '\t': 'tab',
  '\\t': 'tab',
}

/** A separator by its name or as the sign itself. */
export function csvSeparator(text: string): (typeof csvSeparators)[number] {
  const named = csvSeparators.find(name => name === text.trim().toLowerCase())
  const found = named ?? separatorSigns[text]
  if (found !== undefined) return found
  throw new InvalidArgumentError(`Choose from ${csvSeparators.join(', ')}.`)
}
