import type { Span } from './span.ts'

const quote = 0x22
const backslash = 0x5c
const firstPrintable = 0x20
const upperA = 0x41
const upperZ = 0x5a
const lowerCaseBit = 0x20

/** A control character takes six bytes in JSON. */
const longestEscape = 6

/**
 * Puts JSON together as UTF-8 bytes. Callers reserve room first and write afterwards without further checks; what is written is valid
 * as long as the bytes handed in are UTF-8.
 */
export type JsonWriter = {
  /** Makes sure that so many more bytes fit. */
  reserve(bytes: number): void
  /** One character of ASCII. */
  byte(byte: number): void
  /** Characters of ASCII that are JSON already. */
  ascii(text: string): void
  /** Bytes that are JSON already. */
  raw(span: Span): void
  /** The same with the letters of ASCII in lower case. */
  rawLower(span: Span): void
  /** The inside of a JSON string: everything JSON wants escaped is. Takes up to six times as much room. */
  escaped(span: Span): void
  size(): number
  /** Takes back what was written since the writer had that size. */
  rewind(size: number): void
  /** What was written, in a buffer that the next write overwrites. */
  take(): Uint8Array
}

export function createJsonWriter(initialBytes: number): JsonWriter {
  let buffer = new Uint8Array(initialBytes)
  let length = 0

  return {
    reserve: bytes => {
      if (length + bytes <= buffer.length) return
      const larger = new Uint8Array(Math.max(buffer.length * 2, length + bytes))
      larger.set(buffer.subarray(0, length))
      buffer = larger
    },
    byte: byte => {
      buffer[length] = byte
      length += 1
    },
    ascii: text => {
      const target = buffer
      const from = length
      for (let at = 0; at < text.length; at += 1) target[from + at] = text.charCodeAt(at)
      length = from + text.length
    },
    raw: ({ bytes, start, end }) => {
      const target = buffer
      const shift = length - start
      for (let at = start; at < end; at += 1) target[at + shift] = bytes[at] ?? 0
      length = end + shift
    },
    rawLower: ({ bytes, start, end }) => {
      const target = buffer
      const shift = length - start
      for (let at = start; at < end; at += 1) {
        const byte = bytes[at] ?? 0
        target[at + shift] = byte >= upperA && byte <= upperZ ? byte | lowerCaseBit : byte
      }
      length = end + shift
    },
    escaped: span => {
      length = copyEscaped(buffer, length, span)
    },
    size: () => length,
    rewind: size => {
      length = size
    },
    take: () => {
      const written = buffer.subarray(0, length)
      length = 0
      return written
    },
  }
}

/** Answers the position behind what was copied. */
function copyEscaped(target: Uint8Array, from: number, span: Span): number {
  const { bytes, start, end } = span
  let to = from
  for (let at = start; at < end; at += 1) {
    const byte = bytes[at] ?? 0
    if (byte < firstPrintable || byte === quote || byte === backslash) to = writeEscape(target, to, byte)
    else target[to++] = byte
  }
  return to
}

function writeEscape(target: Uint8Array, at: number, byte: number): number {
  const escaped =
    byte < firstPrintable ? `\\u${byte.toString(16).padStart(4, '0')}` : `\\${String.fromCharCode(byte)}`
  for (let index = 0; index < escaped.length; index += 1) target[at + index] = escaped.charCodeAt(index)
  return at + escaped.length
}

/** Room that a text of so many bytes can take when it is escaped and quoted. */
export function escapedRoom(bytes: number): number {
  return bytes * longestEscape + 2
}
