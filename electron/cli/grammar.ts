import { type Command, InvalidArgumentError } from 'commander'
import { csvSeparators } from '../contract/settings-names.ts'
import type { Context } from './context.ts'
import type { ExitStatus } from './exit-status.ts'

/** Wraps the function of a command so that commander can call it. */
export type Runner = (command: (context: Context) => Promise<ExitStatus>) => Promise<void>

/** Adds one command to the program: its name, arguments, options, help and examples, and what it runs. */
export type DeclareCommand = (program: Command, run: Runner) => void

export const oneConnector = "the connector's id or name"
export const onlyConnector = "the connector's id or name; may be left out where only one exists"

export const maxPort = 65_535
export const maxPeople = 200_000

/** Example lines below the options of a command. */
export function examples(...lines: readonly string[]): string {
  return ['', 'Examples:', ...lines.map(line => `  ${line}`)].join('\n')
}

/** The options of a command that takes a credential; `readCredential` reads what they name. */
export function withCredentialOptions(command: Command): Command {
  return command
    .option(
      '--secret-stdin',
      'read the client secret (its Value) from standard input; asks for it, hidden, at a terminal',
    )
    .option('--certificate <file>', 'sign in with a certificate and its private key: a PEM or PFX file')
    .option(
      '--passphrase-stdin',
      'read the passphrase of the certificate from standard input; asks for it, hidden, at a terminal',
    )
    .option('--secret-expires <date>', 'last day of the secret, as YYYY-MM-DD', calendarDate)
}

/** A parser for whole numbers in a range, both ends included. */
export function wholeNumber(min: number, max: number) {
  return (text: string): number => {
    const value = Number(text)
    if (/^\d+$/.test(text.trim()) && value >= min && value <= max) return value
    throw new InvalidArgumentError(`It must be a whole number from ${min} to ${max}.`)
  }
}

export function calendarDate(text: string): string {
  const at = new Date(`${text}T00:00:00Z`)
  if (/^\d{4}-\d{2}-\d{2}$/.test(text) && !Number.isNaN(at.getTime()) && at.toISOString().startsWith(text))
    return text
  throw new InvalidArgumentError('It must be a date such as 2027-03-31.')
}

/** A parser for one of a few words. */
export function oneOf<Word extends string>(words: readonly Word[]) {
  return (text: string): Word => {
    const found = words.find(word => word === text.trim().toLowerCase())
    if (found !== undefined) return found
    throw new InvalidArgumentError(`It must be one of ${words.join(', ')}.`)
  }
}

/** Names separated by commas, at least one. */
export function commaSeparated(text: string): string[] {
  const names = text
    .split(',')
    .map(name => name.trim())
    .filter(name => name !== '')
  if (names.length > 0) return names
  throw new InvalidArgumentError('Name at least one; separate several with commas.')
}

/** Collects an option that may be given several times. */
export function repeated(text: string, earlier: readonly string[] = []): string[] {
  return [...earlier, text]
}

export function someText(text: string): string {
  if (text.trim() !== '') return text
  throw new InvalidArgumentError('It must not be empty.')
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
