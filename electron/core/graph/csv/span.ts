/** A stretch of bytes: one field of a record. */
export type Span = { bytes: Uint8Array; start: number; end: number }

const space = 0x20
const tab = 0x09

export function emptySpan(): Span {
  return { bytes: new Uint8Array(0), start: 0, end: 0 }
}

export function spanOf(text: string): Span {
  const bytes = new TextEncoder().encode(text)
  return { bytes, start: 0, end: bytes.length }
}

/** Invalid UTF-8 becomes the replacement character. */
export function spanText({ bytes, start, end }: Span): string {
  return new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes.subarray(start, end))
}

/** Narrows the span to what is left without blanks around it. */
export function trimSpan(span: Span): void {
  const { bytes } = span
  while (span.start < span.end && isBlank(bytes[span.start])) span.start += 1
  while (span.end > span.start && isBlank(bytes[span.end - 1])) span.end -= 1
}

export function isBlank(byte: number | undefined): boolean {
  return byte === space || byte === tab
}
