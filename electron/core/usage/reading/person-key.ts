import { nameKey } from '../../name-key.ts'
import { trimBlanks } from './blanks.ts'

/** By what a report names a person, read from one field after the other. */
export class PersonKeys {
  /** In lower case, and blanks for what ends a line or a field: people are compared by it. */
  key = ''
  /** The key as the report has it where that differs; null otherwise. */
  reportedKey: string | null = null
  /** Keys so far that cannot be a person's name, see {@link isConcealedKey}. */
  concealedKeys = 0

  /**
   * Reads the key from its field. Answers whether it names anybody: reports have rows for activity that
   * Microsoft attributes to no account, with nothing, `--` or zeros in place of the name.
   */
  read(field: string): boolean {
    const name = trimBlanks(field)
    const looks = looksOf(name)
    if ((looks & saysSomething) === 0 || isPlaceholder(name)) return false
    if (isConcealedKey(name, looks)) this.concealedKeys += 1
    const reported = (looks & isUnusual) === 0 ? name : name.replaceAll(/[\t\r\n]/g, ' ')
    this.key = (looks & changesCase) === 0 ? reported : nameKey(reported)
    this.reportedKey = this.key === reported ? null : reported
    return true
  }
}

const hasAt = 1
const hasUpper = 2
/** Letters beyond ASCII and what ends a line or a field. */
const isUnusual = 4
/** An angle bracket, which no user principal name may have. */
const hasBracket = 8
/** Anything but the dashes, zeros and marks that stand for no name. */
const saysSomething = 16
const changesCase = hasUpper | isUnusual

/** What each character of ASCII says about a key; all others are unusual. */
const characterLooks = Uint8Array.from({ length: 128 }, (_, code) => {
  const letter = String.fromCharCode(code)
  if ('-0 .{}_'.includes(letter)) return 0
  if (letter === '@') return saysSomething | hasAt
  if (letter === '<' || letter === '>') return saysSomething | hasBracket
  if (letter >= 'A' && letter <= 'Z') return saysSomething | hasUpper
  return letter < ' ' || letter > '~' ? saysSomething | isUnusual : saysSomething
})

function looksOf(name: string): number {
  let looks = 0
  for (let at = 0; at < name.length; at += 1) {
    looks |= characterLooks[name.charCodeAt(at)] ?? saysSomething | isUnusual
  }
  return looks
}

const placeholders: ReadonlySet<string> = new Set(['n/a', 'null', 'none', 'unknown'])
const maxPlaceholderLength = 7

/** Whether the key is a word that stands for no name. */
function isPlaceholder(name: string): boolean {
  return name.length <= maxPlaceholderLength && placeholders.has(name.toLowerCase())
}

const digestDigits = 32

/**
 * Whether a key stands for a name that Microsoft conceals: 32 hexadecimal digits, a tagged hash such as
 * `<PII:H105(…)>`, or either of them in front of a domain that was left standing. Whatever has no `@` is no
 * user principal name either.
 */
function isConcealedKey(name: string, looks: number): boolean {
  if ((looks & hasAt) === 0 || (looks & hasBracket) !== 0) return true
  return name[digestDigits] === '@' && /^[0-9a-f]{32}@/i.test(name)
}

/** Whether a stored key is a tagged hash, which nothing may show as a person's name. */
export function isTaggedHash(key: string): boolean {
  return key.includes('<')
}

/**
 * Whether the names of a tenant count as concealed: in no fewer of its reports than show them. One odd report
 * does not speak for all.
 *
 * @param reports of each report that names anybody, whether its names are concealed
 */
export function areNamesConcealed(reports: readonly boolean[]): boolean {
  const concealed = reports.filter(isConcealed => isConcealed).length
  return concealed > 0 && concealed * 2 >= reports.length
}

/**
 * Whether the people's names are concealed in a report. The setting is about the whole report, so that more
 * than half of the rows that name somebody decide and a few odd keys do not.
 */
export function isConcealed(concealedKeys: number, rows: number): boolean {
  return concealedKeys * 2 > rows
}
