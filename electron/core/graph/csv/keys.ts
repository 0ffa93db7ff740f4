import { snakeCase } from '../catalogue/build.ts'
import type { UsageReport } from '../catalogue/types.ts'
import { isDay, isLater } from './days.ts'
import type { JsonWriter } from './json-writer.ts'
import { PersonKeys } from './person-key.ts'
import { type Span, spanOf, spanText, trimSpan } from './span.ts'

const quote = 0x22
const dateLength = 10
/** A tab, as JSON writes it. */
const keyEnd = '\\t'

/** Writes a row's key, see `StagedReportRow`; the row's array is open afterwards, with the key as reported in its first place. */
export type KeyWriter = {
  /**
   * Nothing is written, and false answered, when the row has no key that names somebody or a day that can be
   * true.
   */
  write(key: Span, item: Span): boolean
  /** Rows so far whose key cannot be a person's name. */
  concealedRows(): number
}

/** @param latestDay `YYYY-MM-DD`, after which no day can be true */
export function createKeyWriter(report: UsageReport, out: JsonWriter, latestDay: string): KeyWriter {
  return report.keyColumn === null ? createDayKeys(out, latestDay) : createItemKeys(out)
}

/** The rows of tenant counts are told apart by their day and by the ending of the measure's name that the item stands for. */
function createDayKeys(out: JsonWriter, latestDay: string): KeyWriter {
  const { bytes: latest } = spanOf(latestDay)
  return {
    write: (key, item) => {
      trimSpan(key)
      if (!isDay(key.bytes, key.start, key.end) || isLater(key.bytes, key.start, latest)) return false
      out.byte(quote)
      out.raw(key.bytes, key.start, key.start + dateLength)
      out.ascii(keyEnd)
      writeInside(out, spanOf(measureEnding(spanText(item))))
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

/** A person has a row for each item. */
function createItemKeys(out: JsonWriter): KeyWriter {
  const keys = new PersonKeys()
  return {
    write: (key, item) => {
      if (!keys.read(key)) return false
      out.byte(quote)
      writeInside(out, keys.compared)
      out.ascii(keyEnd)
      writeInside(out, item)
      if (keys.isAsReported) out.ascii('":[null')
      else {
        out.ascii('":["')
        writeInside(out, key)
        out.byte(quote)
      }
      return true
    },
    concealedRows: () => keys.concealedKeys,
  }
}

function writeInside(out: JsonWriter, { bytes, start, end }: Span): void {
  out.escaped(bytes, start, end)
}
