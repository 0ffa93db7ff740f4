/** Next links stand within the first line of a page; looking further would cost more than it could save. */
const headBytes = 16 * 1024
const key = /\s*[{,]\s*"((?:[^"\\]|\\.)*)"\s*:\s*/y
const text = /"(?:[^"\\]|\\.)*"/y
const scalar = /(?:-?\d[\d.eE+-]*|true|false|null)/y

/**
 * The page's `@odata.nextLink`, when it stands at the top level before the rows, without parsing the page. Null when it comes later or
 * not at all: the parsed page alone decides that, and this is only good for asking ahead of time.
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
