/**
 * Bytes as text, or why they are none: saved as UTF-16 in a way that cannot be read safely, or in no known
 * encoding at all.
 */
export type Decoded = { text: string; problem: null } | { text: null; problem: 'utf16' | 'unknown' }

export type DecodeOptions = {
  /**
   * Takes bytes that are no UTF-8 for a replacement character each, for files in which only the ASCII part
   * matters.
   */
  lenient: boolean
}

/** What to do about a text that is saved as UTF-16 and cannot be read. */
export const saveAsUtf8 =
  'Save it as UTF-8: in Notepad choose that encoding, in Windows PowerShell write "Set-Content -Encoding ascii".'

/**
 * Reads a text as programs on Windows write it, too: UTF-8 with or without a byte order mark, UTF-16 with a
 * mark, as Windows PowerShell 5.1 and Notepad save it, or without one as long as it is plain ASCII. A text
 * never has NUL characters.
 */
export function decodeText(bytes: Uint8Array, { lenient }: DecodeOptions = { lenient: false }): Decoded {
  const order = utf16Order(bytes)
  if (order !== null) return decodedAs('utf-16le', order === 'little' ? bytes : swapped(bytes), false)
  return decodedAs('utf-8', bytes, lenient)
}

function decodedAs(encoding: 'utf-8' | 'utf-16le', bytes: Uint8Array, lenient: boolean): Decoded {
  try {
    const text = new TextDecoder(encoding, { fatal: !lenient }).decode(bytes)
    return text.includes('\0') ? { text: null, problem: 'utf16' } : { text, problem: null }
  } catch {
    return { text: null, problem: encoding === 'utf-8' ? 'unknown' : 'utf16' }
  }
}

function utf16Order(bytes: Uint8Array): 'little' | 'big' | null {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return 'little'
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return 'big'
  // Without a mark every second byte of plain ASCII is zero, and no other one.
  if (bytes.length < 2 || bytes.length % 2 !== 0) return null
  const isZeroAt = (remainder: 0 | 1) =>
    bytes.every((byte, index) => (byte === 0) === (index % 2 === remainder))
  if (isZeroAt(1)) return 'little'
  return isZeroAt(0) ? 'big' : null
}

function swapped(bytes: Uint8Array): Uint8Array {
  const turned = new Uint8Array(bytes.length)
  for (let index = 0; index + 1 < bytes.length; index += 2) {
    turned[index] = bytes[index + 1] ?? 0
    turned[index + 1] = bytes[index] ?? 0
  }
  // Half a character at the end stays one, so that it is refused.
  return bytes.length % 2 === 0 ? turned : Uint8Array.from([...turned.subarray(0, -1), bytes.at(-1) ?? 0])
}
