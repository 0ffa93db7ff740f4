export const braceOpen = 0x7b
/** With which markup begins. */
export const angleOpen = 0x3c

/** The first byte from there on that is no blank of JSON; the length when there is none. */
function skipBlank(bytes: Uint8Array, from: number): number {
  let at = from
  while (isBlank(bytes[at])) at += 1
  return at
}

/** Where a JSON text begins: at its first visible byte, before which a byte order mark may stand. */
export function startOfJson(bytes: Uint8Array): number {
  const hasMark = bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf
  return skipBlank(bytes, hasMark ? 3 : 0)
}

function isBlank(byte: number | undefined): boolean {
  return byte === 0x20 || byte === 0x09 || byte === 0x0a || byte === 0x0d
}

/** Next links stand within the first line of a page; looking further would cost more than it could save. */
const headBytes = 16 * 1024
const key = /\s*[{,]\s*"((?:[^"\\]|\\.)*)"\s*:\s*/y
const text = /"(?:[^"\\]|\\.)*"/y
const scalar = /(?:-?\d[\d.eE+-]*|true|false|null)/y

/**
 * The page's `@odata.nextLink`, when it is at the top level before the rows, without parsing the page.
 * Null when it comes later or not at all: the parsed page alone decides that, and this is only good for
 * asking ahead of time.
 */
export function peekNextLink(bytes: Uint8Array): string | null {
  const head = Buffer.from(bytes.buffer, bytes.byteOffset, Math.min(bytes.byteLength, headBytes)).toString()
  let at = head.startsWith('\uFEFF') ? 1 : 0
  for (;;) {
    const name = match(key, head, at)
    if (name === null || name[1] === 'value') return null
    at += name[0].length
    const value = match(text, head, at) ?? match(scalar, head, at)
    if (value === null) return null
    if (name[1] === '@odata.nextLink') return readText(value[0])
    at += value[0].length
  }
}

function match(pattern: RegExp, subject: string, at: number): RegExpExecArray | null {
  pattern.lastIndex = at
  return pattern.exec(subject)
}

function readText(literal: string): string | null {
  try {
    const value: unknown = JSON.parse(literal)
    return typeof value === 'string' ? value : null
  } catch {
    return null
  }
}

const quote = 0x22
const backslash = 0x5c
const comma = 0x2c
const colon = 0x3a
const braceClose = 0x7d
const bracketOpen = 0x5b
const bracketClose = 0x5d

const utf8 = new TextDecoder()

/** Large enough that taking a part out costs nothing, small enough that what it is parsed into dies young. */
const partBytes = 8 * 1024

/**
 * Divides a page's `value` list into lists of a few entries without reading them: a page of a thousand people
 * as one tree of objects outlives the young part of the heap, and is copied before it is thrown away. Where a
 * bracket stands wrong a part or the rest is no JSON, which whoever parses them finds.
 */
export class ListParts {
  readonly #text: Buffer
  /** Behind the list's opening bracket; -1 for a document without such a list. */
  readonly #from: number
  /** Where the next part begins. */
  #at: number
  /** Where the bracket stands that closes the list; -1 until it is found. */
  #end = -1

  constructor(body: Uint8Array) {
    this.#text = Buffer.from(body.buffer, body.byteOffset, body.byteLength)
    this.#from = startOfList(this.#text)
    this.#at = this.#from
  }

  /** The JSON text of a list with the next entries; null behind the last ones. */
  next(): string | null {
    if (this.#from < 0 || this.#end >= 0) return null
    const text = this.#text
    const from = this.#at
    const enough = from + partBytes
    let to = endOfValue(text, from)
    while (text[to] === comma && to < enough) to = endOfValue(text, to + 1)
    if (text[to] === comma) this.#at = to + 1
    else this.#end = to
    return `[${text.toString('utf8', from, to)}]`
  }

  /** The document without the list's entries, once {@link ListParts.next} has found no more. */
  rest(): string {
    const text = this.#text
    if (this.#from < 0) return utf8.decode(text)
    return utf8.decode(text.subarray(0, this.#from)) + utf8.decode(text.subarray(this.#end))
  }
}

/** Goes from member to member of the outermost object. */
function startOfList(text: Buffer): number {
  let at = startOfJson(text)
  if (text[at] !== braceOpen) return -1
  do {
    const key = skipBlank(text, at + 1)
    if (text[key] !== quote) return -1
    const behindKey = behindString(text, key)
    const separator = skipBlank(text, behindKey)
    if (text[separator] !== colon) return -1
    const value = skipBlank(text, separator + 1)
    if (text[value] === bracketOpen && text.toString('latin1', key, behindKey) === '"value"') return value + 1
    at = endOfValue(text, value)
  } while (text[at] === comma)
  return -1
}

/** Where the comma or bracket stands that ends the value, or the text's length. */
function endOfValue(text: Buffer, from: number): number {
  const { length } = text
  let depth = 0
  let at = from
  while (at < length) {
    const byte = text[at]
    if (byte === quote) {
      at = behindString(text, at)
      continue
    }
    if (byte === braceOpen || byte === bracketOpen) depth += 1
    else if (byte === braceClose || byte === bracketClose) {
      if (depth === 0) return at
      depth -= 1
    } else if (byte === comma && depth === 0) return at
    at += 1
  }
  return length
}

/** @param opening where the opening quotation mark stands */
function behindString(text: Buffer, opening: number): number {
  const { length } = text
  let at = opening + 1
  while (at < length) {
    const byte = text[at]
    if (byte === quote) return at + 1
    at += byte === backslash ? 2 : 1
  }
  return length
}
