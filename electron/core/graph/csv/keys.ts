import { snakeCase } from '../catalogue/build.ts'
import type { UsageReport } from '../catalogue/types.ts'
import { isDate } from './cells.ts'
import type { JsonWriter } from './json-writer.ts'
import { type Span, spanOf, spanText, trimSpan } from './span.ts'

const quote = 0x22
const dateLength = 10
/** A tab, as JSON writes it. */
const keyEnd = '\\t'

/** Writes a row's key, see `StagedReportRow`; the row's array is open afterwards, with the key as reported in its first place. */
export type KeyWriter = {
  /** Nothing is written, and false answered, when the row has no key. */
  write(key: Span, item: Span): boolean
  /** Rows so far whose key cannot be a person's name. */
  concealedRows(): number
}

export function createKeyWriter(report: UsageReport, out: JsonWriter): KeyWriter {
  return report.keyColumn === null ? createDateKeys(out) : createPersonKeys(out)
}

/** The rows of tenant counts are told apart by their day and by the ending of the measure's name that the item stands for. */
function createDateKeys(out: JsonWriter): KeyWriter {
  return {
    write: (key, item) => {
      trimSpan(key)
      if (!isDate(key)) return false
      key.end = key.start + dateLength
      out.byte(quote)
      out.raw(key)
      out.ascii(keyEnd)
      out.escaped(spanOf(measureEnding(spanText(item))))
      out.ascii('":[null')
      return true
    },
    concealedRows: () => 0,
  }
}

function measureEnding(item: string): string {
  const name = snakeCase(item)
  return name === '' || name === 'all' ? '' : `_${name}`
}

function createPersonKeys(out: JsonWriter): KeyWriter {
  let concealed = 0
  return {
    write: (key, item) => {
      trimSpan(key)
      if (key.start === key.end) return false
      const looks = lookAt(key)
      if ((looks & hasAt) === 0) concealed += 1
      out.byte(quote)
      if (looks <= hasAt) out.raw(key)
      else if (looks < isUnusual) out.rawLower(key)
      else out.escaped(spanOf(spanText(key).replaceAll('\t', ' ').toLowerCase()))
      out.ascii(keyEnd)
      out.escaped(item)
      if (looks <= hasAt) out.ascii('":[null')
      else {
        out.ascii('":["')
        out.escaped(key)
        out.byte(quote)
      }
      return true
    },
    concealedRows: () => concealed,
  }
}

const hasAt = 1
const hasUpper = 2
/** Letters beyond ASCII, whose lower case is not a matter of one byte, and what JSON or the key itself would want written differently. */
const isUnusual = 4

/** What each byte of a key says about it. */
const byteLooks = Uint8Array.from({ length: 256 }, (_, byte) => {
  const letter = String.fromCharCode(byte)
  if (letter === '@') return hasAt
  if (letter >= 'A' && letter <= 'Z') return hasUpper
  return letter < ' ' || letter > '~' || letter === '"' || letter === '\\' ? isUnusual : 0
})

function lookAt({ bytes, start, end }: Span): number {
  let looks = 0
  for (let index = start; index < end; index += 1) looks |= byteLooks[bytes[index] ?? 0] ?? 0
  return looks
}

/**
 * Whether the people's names are concealed. Concealed keys are 32 hexadecimal digits and never contain an `@`; the setting is about
 * the whole report, so that more than half of the rows decide and a few odd keys do not.
 */
export function isConcealed(concealedRows: number, rows: number): boolean {
  return concealedRows * 2 > rows
}
