const quote = 0x22
const backslash = 0x5c
const firstPrintable = 0x20

/** A control character takes six bytes in JSON. */
const longestEscape = 6

/**
 * Puts JSON together as UTF-8 bytes. Callers reserve room first and write afterwards without further checks; what is written is valid
 * as long as the bytes handed in are UTF-8. A class, and its bytes in reach, because each byte of every report goes through here.
 */
export class JsonWriter {
  bytes: Uint8Array
  length = 0

  constructor(initialBytes: number) {
    this.bytes = new Uint8Array(initialBytes)
  }

  /** Makes sure that so many more bytes fit. */
  reserve(bytes: number): void {
    if (this.length + bytes <= this.bytes.length) return
    const larger = new Uint8Array(Math.max(this.bytes.length * 2, this.length + bytes))
    larger.set(this.bytes.subarray(0, this.length))
    this.bytes = larger
  }

  /** One character of ASCII. */
  byte(byte: number): void {
    this.bytes[this.length] = byte
    this.length += 1
  }

  /** Characters of ASCII that are JSON already. */
  ascii(text: string): void {
    for (let at = 0; at < text.length; at += 1) this.byte(text.charCodeAt(at))
  }

  /** Bytes that are JSON already. */
  raw(bytes: Uint8Array, start: number, end: number): void {
    this.length = copyBytes(this.bytes, this.length, bytes, start, end)
  }

  /** The same with a blank for what would end a line or a field of it. */
  rawLine(bytes: Uint8Array, start: number, end: number): void {
    for (let at = start; at < end; at += 1) {
      const byte = bytes[at] ?? 0
      this.byte(byte === 0x09 || byte === 0x0a || byte === 0x0d ? 0x20 : byte)
    }
  }

  /** The inside of a JSON string: everything JSON wants escaped is. Takes up to six times as much room. */
  escaped(bytes: Uint8Array, start: number, end: number): void {
    this.length = copyEscaped(this.bytes, this.length, bytes, start, end)
  }

  /** What was written, in a buffer that the next write overwrites. */
  take(): Uint8Array {
    const written = this.bytes.subarray(0, this.length)
    this.length = 0
    return written
  }
}

/** Copies bytes, which are few, to a position; answers the one behind them. */
export function copyBytes(
  target: Uint8Array,
  to: number,
  bytes: Uint8Array,
  start: number,
  end: number,
): number {
  const shift = to - start
  for (let at = start; at < end; at += 1) target[at + shift] = bytes[at] ?? 0
  return end + shift
}

/** The same for the inside of a JSON string, with everything escaped that JSON wants to be. */
export function copyEscaped(
  target: Uint8Array,
  to: number,
  bytes: Uint8Array,
  start: number,
  end: number,
): number {
  let next = to
  for (let at = start; at < end; at += 1) {
    const byte = bytes[at] ?? 0
    if (byte < firstPrintable || byte === quote || byte === backslash) next = writeEscape(target, next, byte)
    else target[next++] = byte
  }
  return next
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
