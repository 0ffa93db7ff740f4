import { emptySpan, type Span, spanOf, spanText, trimSpan } from './span.ts'

/** By what a report names a person, read from one field after the other. */
export class PersonKeys {
  /** In lower case, and blanks for what ends a line or a field: people are compared by it. Good until the next key is read. */
  readonly compared = emptySpan()
  /** Keys so far that cannot be a person's name, see {@link isConcealedKey}. */
  concealedKeys = 0
  #lowered = new Uint8Array(256)
  #looks = 0

  /** Whether what is compared is what the report says, letter by letter. */
  get isAsReported(): boolean {
    return (this.#looks & changesCase) === 0
  }

  /**
   * Reads the key from its field, which is narrowed to what counts. Answers whether it names anybody: reports
   * have rows for activity that Microsoft attributes to no account, with nothing, `--` or zeros in place of
   * the name.
   */
  read(field: Span): boolean {
    trimSpan(field)
    const { bytes, start, end } = field
    const looks = looksOf(bytes, start, end)
    this.#looks = looks
    if ((looks & saysSomething) === 0 || isPlaceholder(bytes, start, end)) return false
    if (isConcealedKey(field, looks)) this.concealedKeys += 1
    if ((looks & changesCase) === 0) this.#point(bytes, start, end)
    else if ((looks & isUnusual) === 0) {
      if (this.#lowered.length < end - start) this.#lowered = new Uint8Array((end - start) * 2)
      copyLowered(this.#lowered, bytes, start, end)
      this.#point(this.#lowered, 0, end - start)
    } else {
      const other = spanOf(
        spanText(field)
          .replaceAll(/[\t\r\n]/g, ' ')
          .toLowerCase(),
      )
      this.#point(other.bytes, other.start, other.end)
    }
    return true
  }

  #point(bytes: Uint8Array, start: number, end: number): void {
    this.compared.bytes = bytes
    this.compared.start = start
    this.compared.end = end
  }
}

const hasAt = 1
const hasUpper = 2
/** Letters beyond ASCII, whose lower case is not a matter of one byte, what ends a line or a field, and what JSON writes otherwise. */
const isUnusual = 4
/** An angle bracket, which no user principal name may have. */
const hasBracket = 8
/** Anything but the dashes, zeros and marks that stand for no name. */
const saysSomething = 16
const changesCase = hasUpper | isUnusual
const lowerCaseBit = 0x20
const at = 0x40

/** What each byte of a key says about it. */
const byteLooks = Uint8Array.from({ length: 256 }, (_, byte) => {
  const letter = String.fromCharCode(byte)
  if ('-0 .{}_'.includes(letter)) return 0
  if (letter === '@') return saysSomething | hasAt
  if (letter === '<' || letter === '>') return saysSomething | hasBracket
  if (letter >= 'A' && letter <= 'Z') return saysSomething | hasUpper
  return letter < ' ' || letter > '~' || letter === '"' || letter === '\\'
    ? saysSomething | isUnusual
    : saysSomething
})

function looksOf(bytes: Uint8Array, start: number, end: number): number {
  let looks = 0
  for (let place = start; place < end; place += 1) looks |= byteLooks[bytes[place] ?? 0] ?? 0
  return looks
}

function copyLowered(target: Uint8Array, bytes: Uint8Array, start: number, end: number): void {
  for (let place = start; place < end; place += 1) {
    const byte = bytes[place] ?? 0
    target[place - start] = ((byteLooks[byte] ?? 0) & hasUpper) !== 0 ? byte | lowerCaseBit : byte
  }
}

const placeholders: ReadonlySet<string> = new Set(['n/a', 'null', 'none', 'unknown'])
const longestPlaceholder = 7

/** Whether the key is a word that stands for no name. */
function isPlaceholder(bytes: Uint8Array, start: number, end: number): boolean {
  if (end - start > longestPlaceholder) return false
  return placeholders.has(spanText({ bytes, start, end }).toLowerCase())
}

const digestDigits = 32

/**
 * Whether a key stands for a name that Microsoft conceals: 32 hexadecimal digits, a tagged hash such as
 * `<PII:H105(…)>`, or either of them in front of a domain that was left standing. Whatever has no `@` is no
 * user principal name either.
 */
function isConcealedKey({ bytes, start, end }: Span, looks: number): boolean {
  if ((looks & hasAt) === 0 || (looks & hasBracket) !== 0) return true
  return (
    bytes[start + digestDigits] === at && isHexadecimal(bytes, start, Math.min(end, start + digestDigits))
  )
}

function isHexadecimal(bytes: Uint8Array, start: number, end: number): boolean {
  for (let place = start; place < end; place += 1) {
    const byte = bytes[place] ?? 0
    const letter = byte | lowerCaseBit
    if (!((byte >= 0x30 && byte <= 0x39) || (letter >= 0x61 && letter <= 0x66))) return false
  }
  return true
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
