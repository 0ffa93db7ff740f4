export const braceOpen = 0x7b

/** The first byte from there on that is no blank of JSON; the length when there is none. */
export function skipBlank(bytes: Uint8Array, from: number): number {
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
