import { emptySpan, type Span, spanOf, spanText, trimSpan } from './span.ts'

/** By what a report names a person, read from one field after the other. */
export class PersonKeys {
  /** In lower case, and blanks for what ends a line or a field: people are compared by it. Good until the next key is read. */
  readonly compared = emptySpan()
  /** Keys so far that cannot be a person's name: concealed keys are 32 hexadecimal digits, and only names have an `@`. */
  concealedKeys = 0
  #lowered = new Uint8Array(256)
  #looks = 0

  /** Whether what is compared is what the report says, letter by letter. */
  get isAsReported(): boolean {
    return this.#looks <= hasAt
  }

  /** Reads the key from its field, which is narrowed to what counts. Answers whether there is one. */
  read(field: Span): boolean {
    trimSpan(field)
    const { bytes, start, end } = field
    if (start === end) return false
    const looks = looksOf(bytes, start, end)
    this.#looks = looks
    if ((looks & hasAt) === 0) this.concealedKeys += 1
    if (looks <= hasAt) this.#point(bytes, start, end)
    else if (looks < isUnusual) {
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
const lowerCaseBit = 0x20

/** What each byte of a key says about it. */
const byteLooks = Uint8Array.from({ length: 256 }, (_, byte) => {
  const letter = String.fromCharCode(byte)
  if (letter === '@') return hasAt
  if (letter >= 'A' && letter <= 'Z') return hasUpper
  return letter < ' ' || letter > '~' || letter === '"' || letter === '\\' ? isUnusual : 0
})

function looksOf(bytes: Uint8Array, start: number, end: number): number {
  let looks = 0
  for (let at = start; at < end; at += 1) looks |= byteLooks[bytes[at] ?? 0] ?? 0
  return looks
}

function copyLowered(target: Uint8Array, bytes: Uint8Array, start: number, end: number): void {
  for (let at = start; at < end; at += 1) {
    const byte = bytes[at] ?? 0
    target[at - start] = byteLooks[byte] === hasUpper ? byte | lowerCaseBit : byte
  }
}

/**
 * Whether the people's names are concealed. The setting is about the whole report, so that more than half of the rows decide and a few odd
 * keys do not.
 */
export function isConcealed(concealedKeys: number, rows: number): boolean {
  return concealedKeys * 2 > rows
}
