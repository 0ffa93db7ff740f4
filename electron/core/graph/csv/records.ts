import { AppError } from '../../errors.ts'
import type { Span } from './span.ts'

const comma = 0x2c
const lineFeed = 0x0a
const carriageReturn = 0x0d
const quote = 0x22

/** More columns than any report has; fields beyond them are counted only. */
const mostFields = 512

/** A record that goes on for longer is a quotation mark that nobody closed. */
export const longestRecordBytes = 1024 * 1024

/**
 * Finds the fields of one CSV record after the other. Working on bytes saves turning a whole report into text and back, which costs more
 * than all the rest of reading it; it is safe because the characters that separate fields never occur inside another character's UTF-8.
 */
export class RecordScanner {
  /** Where the record's fields begin and end, quotes included; {@link RecordScanner.field} takes them off. */
  readonly starts = new Int32Array(mostFields)
  readonly ends = new Int32Array(mostFields)
  fieldCount = 0
  /** Length without the line's end. */
  recordBytes = 0
  /** Whether a line end followed; without one the record reaches the end of the body. */
  hasLineEnd = false

  /**
   * Finds the record that begins at `from`. Commas separate fields; LF, CRLF or the end of the body ends the record.
   *
   * @param last whether the body ends with these bytes; otherwise a record that reaches their end is not whole
   * @returns the position behind the record, or -1 when it is not whole
   * @throws AppError `invalidAnswer` when the body ends inside quotes: all rows since the opening one would silently be one field.
   */
  next(bytes: Uint8Array, from: number, last: boolean): number {
    const { starts, ends } = this
    const size = bytes.length
    let count = 0
    let start = from
    let at = from
    for (;;) {
      at = bytes[at] === quote ? endOfQuoted(bytes, at, last) : endOfPlain(bytes, at)
      if (at === size && !last) return -1
      if (count < mostFields) {
        starts[count] = start
        ends[count] = at
      }
      count += 1
      if (bytes[at] !== comma) break
      at += 1
      start = at
    }
    const stop = at > start && bytes[at - 1] === carriageReturn ? at - 1 : at
    if (count <= mostFields) ends[count - 1] = stop
    this.fieldCount = count
    this.hasLineEnd = at < size
    this.recordBytes = stop - from
    return Math.min(at + 1, size)
  }

  /** Whether the record has such a field. */
  has(index: number): boolean {
    return index >= 0 && index < this.fieldCount && index < mostFields
  }

  /** Points the span at a field of the record, without the quotes around it; at nothing when the record has no such field. */
  field(bytes: Uint8Array, index: number, span: Span): void {
    const there = this.has(index)
    span.bytes = bytes
    span.start = there ? (this.starts[index] ?? 0) : 0
    span.end = there ? (this.ends[index] ?? 0) : 0
    if (bytes[span.start] === quote && span.start < span.end) unquote(span)
  }
}

function endOfPlain(bytes: Uint8Array, from: number): number {
  const size = bytes.length
  let at = from
  while (at < size) {
    const byte = bytes[at]
    if (byte === comma || byte === lineFeed) break
    at += 1
  }
  return at
}

/** Every quote opens or closes, so that a doubled quote closes and opens again: commas and line ends count outside only. */
function endOfQuoted(bytes: Uint8Array, from: number, last: boolean): number {
  const size = bytes.length
  let inside = false
  let at = from
  while (at < size) {
    const byte = bytes[at]
    if (byte === quote) inside = !inside
    else if (!inside && (byte === comma || byte === lineFeed)) break
    at += 1
  }
  if (inside && last) throw unclosedQuote()
  return at
}

/** Takes the quotes off: nearly always only the two around the text, in which case it stays where it is. */
function unquote(span: Span): void {
  const { bytes, start, end } = span
  const closing = bytes.indexOf(quote, start + 1)
  if (closing === end - 1) {
    span.start = start + 1
    span.end = closing
    return
  }
  const text = new Uint8Array(end - start)
  let length = 0
  let inside = false
  for (let at = start; at < end; at += 1) {
    const byte = bytes[at] ?? 0
    const doubled = inside && byte === quote && at + 1 < end && bytes[at + 1] === quote
    if (doubled) at += 1
    if (doubled || byte !== quote) text[length++] = byte
    else inside = !inside
  }
  span.bytes = text
  span.start = 0
  span.end = length
}

/** The body ends in the middle of a record, which a transfer without an announced length does not show. */
export function cutShort(): AppError {
  return new AppError('invalidAnswer', 'The usage report ends in the middle of a line.', {
    fix: 'Sync again: the download was cut short. What was there before is unchanged.',
    detail: { kind: 'cutShort' },
  })
}

export function unclosedQuote(): AppError {
  return new AppError('invalidAnswer', 'The usage report has a quotation mark that is never closed.', {
    fix: 'Sync again later: Microsoft renews the report every day.',
    detail: { kind: 'unclosedQuote' },
  })
}
