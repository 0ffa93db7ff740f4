import { isDate } from './cells.ts'
import { type Span, spanText, trimSpan } from './span.ts'

/** Keeps the newest of many dates, nearly all of which are the same. */
export type NewestDate = { see(field: Span): void; newest(): string | null }

export function createNewestDate(): NewestDate {
  const last = new Uint8Array(10)
  let newest: string | null = null

  const isLast = ({ bytes, start, end }: Span): boolean => {
    if (end - start !== last.length) return false
    for (let at = 0; at < last.length; at += 1) if (bytes[start + at] !== last[at]) return false
    return true
  }

  return {
    see: field => {
      if (isLast(field)) return
      trimSpan(field)
      if (!isDate(field)) return
      field.end = field.start + last.length
      last.set(field.bytes.subarray(field.start, field.end))
      const date = spanText(field)
      if (newest === null || date > newest) newest = date
    },
    newest: () => newest,
  }
}
