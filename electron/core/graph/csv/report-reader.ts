import type { UsageReport } from '../catalogue/types.ts'
import { endOfDays } from './days.ts'
import { emptyAnswer, foreignAnswer, layoutOf, type ReportLayout } from './header.ts'
import { createKeyedRows } from './keyed-rows.ts'
import type { PersonChunk } from './person-lines.ts'
import { PersonRows } from './person-rows.ts'
import { cutShort, longestRecordBytes, RecordScanner, unclosedQuote } from './records.ts'
import type { ReportFindings, RowWriter } from './row-writer.ts'
import { emptySpan, spanText } from './span.ts'

export type { ReportFindings }

export type ReportReader = {
  /** Reads on. What is not a whole row yet waits for the next bytes, as a copy: the bytes themselves may be used again. */
  push(bytes: Uint8Array): void
  /** The body has ended: hands on the last rows. */
  end(): ReportFindings
}

/**
 * Where a report's rows go, at most 1,000 at a time. Of a report with one row for each person (`hasPersonChunks`) they come as chunks, of any
 * other as the UTF-8 of a JSON object `{"key\titem":[…],…}`, each row as `StagedReportRow` tells. The bytes are overwritten when the
 * reader goes on.
 */
export type ReportRows = {
  people(chunk: PersonChunk): void
  keyed(rows: Uint8Array): void
}

/** Whether a report's rows come as chunks. */
export function hasPersonChunks(report: UsageReport): boolean {
  return report.grain === 'person' && report.itemColumn === null
}

const noBytes = new Uint8Array(0)
/** Room for the beginning of a row in front of the next bytes, so that the memory need not grow with every push. */
const headroom = 4096

/**
 * Reads a usage report as it arrives and hands its rows on in batches.
 *
 * @param latestDay `YYYY-MM-DD`, after which no day can be true; without it any day is taken
 * @throws AppError `invalidAnswer` from `push` and `end` when it is no such report: another document (an
 * error page, JSON), no column for the key or refresh date, a quotation mark that is never closed, or an end
 * in the middle of a line (`detail.kind` `cutShort`).
 */
export function createReportReader(
  report: UsageReport,
  onRows: ReportRows,
  latestDay: string = endOfDays,
): ReportReader {
  const scanner = new RecordScanner()
  const unread = createUnread()
  let rows: RowWriter | null = null
  let layout: ReportLayout | null = null

  /** Answers the position behind the header, or where the bytes begin when it is not whole. */
  const begin = (bytes: Uint8Array, last: boolean): number => {
    const foreign = foreignAnswer(bytes)
    if (foreign !== null) throw foreign
    const from = byteOrderMark(bytes)
    const next = from < bytes.length ? scanner.next(bytes, from, last) : -1
    if (next === -1) return from
    layout = readHeader(report, scanner, bytes)
    rows = createRows(report, layout, onRows, latestDay)
    return next
  }

  const read = (bytes: Uint8Array, last: boolean): void => {
    let from = rows === null ? begin(bytes, last) : 0
    if (rows !== null && layout !== null) from = writeRecords(rows, scanner, layout, bytes, from, last)
    if (unread.keepFrom(from) > longestRecordBytes) throw unclosedQuote()
  }

  return {
    push: bytes => read(unread.with(bytes), false),
    end: () => {
      read(unread.with(noBytes), true)
      if (rows === null) throw emptyAnswer()
      return rows.end()
    },
  }
}

/** Writes every whole record and answers the position behind the last one. */
function writeRecords(
  rows: RowWriter,
  scanner: RecordScanner,
  layout: ReportLayout,
  bytes: Uint8Array,
  from: number,
  last: boolean,
): number {
  let at = from
  while (at < bytes.length) {
    const fieldsBefore = scanner.fieldCount
    const next = scanner.next(bytes, at, last)
    if (next === -1) break
    if (!scanner.hasLineEnd && isCutShort(scanner, layout, fieldsBefore)) throw cutShort()
    if (scanner.recordBytes > 0) rows.write(scanner, bytes)
    at = next
  }
  return at
}

/** Whether the last record, which has no line end, has fewer fields than the one before it. */
function isCutShort(
  { fieldCount, recordBytes }: RecordScanner,
  layout: ReportLayout,
  fieldsBefore: number,
): boolean {
  return recordBytes > 0 && fieldCount < Math.min(layout.namedColumns, fieldsBefore)
}

/** What has been pushed and not been read yet, always in one piece and in the same memory. */
function createUnread() {
  let buffer = noBytes
  let length = 0
  return {
    /** All that is unread with more bytes behind it; valid until the next call. */
    with: (bytes: Uint8Array): Uint8Array => {
      const needed = length + bytes.length
      if (needed > buffer.length) {
        const larger = new Uint8Array(needed + headroom)
        larger.set(buffer.subarray(0, length))
        buffer = larger
      }
      buffer.set(bytes, length)
      length = needed
      return buffer.subarray(0, length)
    },
    /** Everything before the position has been read; answers how much is left. */
    keepFrom: (position: number): number => {
      buffer.copyWithin(0, position, length)
      length -= position
      return length
    },
  }
}

/** Length of the byte order mark that most reports begin with. */
function byteOrderMark(bytes: Uint8Array): number {
  return bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf ? 3 : 0
}

function readHeader(report: UsageReport, scanner: RecordScanner, bytes: Uint8Array): ReportLayout {
  const span = emptySpan()
  const names = Array.from({ length: scanner.fieldCount }, (_, field) => {
    scanner.field(bytes, field, span)
    return spanText(span)
  })
  return layoutOf(report, names, scanner.hasLineEnd)
}

function createRows(
  report: UsageReport,
  layout: ReportLayout,
  onRows: ReportRows,
  latestDay: string,
): RowWriter {
  return hasPersonChunks(report)
    ? new PersonRows(report, layout, chunk => onRows.people(chunk), latestDay)
    : createKeyedRows(report, layout, rows => onRows.keyed(rows), latestDay)
}
