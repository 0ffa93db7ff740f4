import type { UsageReport } from '../catalogue/types.ts'
import { emptyAnswer, foreignAnswer, layoutOf, type ReportLayout } from './header.ts'
import { createJsonWriter, escapedRoom } from './json-writer.ts'
import { createKeyWriter, isConcealed } from './keys.ts'
import { createNewestDate } from './newest-date.ts'
import { createRecordScanner, longestRecordBytes, type RecordScanner, unclosedQuote } from './records.ts'
import { emptySpan, spanText } from './span.ts'

/** What a report turned out to be. */
export type ReportFindings = {
  /** Rows that were handed on. */
  rows: number
  /** Newest `Report Refresh Date`. */
  refreshDate: string | null
  concealed: boolean
  unknownColumns: readonly string[]
  missingColumns: readonly string[]
  /** Rows without a key, which could not be told from others. */
  dropped: number
  /** Rows with more or fewer fields than the header: what is missing is null, what is too much is left out. */
  ragged: number
  /** Fields that did not hold what their column should; they are null. */
  unreadable: number
}

export type ReportReader = {
  /** Reads on. What is not a whole row yet waits for the next bytes, as a copy: the bytes themselves may be used again. */
  push(bytes: Uint8Array): void
  /** The body has ended: hands on the last rows. */
  end(): ReportFindings
}

const comma = 0x2c
const closingBracket = 0x5d
const openingBrace = 0x7b
const closingBrace = 0x7d

const batchBytes = 256 * 1024
const noBytes = new Uint8Array(0)
/** Room for the beginning of a row in front of the next bytes, so that the memory need not grow with every push. */
const headroom = 4096

/**
 * Reads a usage report as it arrives and hands its rows on in batches: the UTF-8 bytes of a JSON object `{"key\titem":[…],…}` with at most
 * 1,000 rows, each as `StagedReportRow` tells. The bytes are overwritten when the reader goes on.
 *
 * @throws AppError `invalidAnswer` from `push` and `end` when it is no such report: another document (an error page, JSON), no column for
 * the key or refresh date, or a quotation mark that is never closed.
 */
export function createReportReader(report: UsageReport, onBatch: (rows: Uint8Array) => void): ReportReader {
  const scanner = createRecordScanner()
  const unread = createUnread()
  let rows: RowWriter | null = null

  const readRecord = (bytes: Uint8Array): void => {
    if (rows === null) rows = createRowWriter(report, readHeader(report, scanner, bytes), onBatch)
    else if (scanner.recordBytes() > 0) rows.write(scanner, bytes)
  }

  const read = (bytes: Uint8Array, last: boolean): void => {
    let from = 0
    if (rows === null) {
      const foreign = foreignAnswer(bytes)
      if (foreign !== null) throw foreign
      from = byteOrderMark(bytes)
    }
    while (from < bytes.length) {
      const next = scanner.next(bytes, from, last)
      if (next === -1) break
      readRecord(bytes)
      from = next
    }
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
  const names = Array.from({ length: scanner.fieldCount() }, (_, field) => {
    scanner.field(bytes, field, span)
    return spanText(span)
  })
  return layoutOf(report, names)
}

type RowWriter = { write(scanner: RecordScanner, bytes: Uint8Array): void; end(): ReportFindings }

const rowsPerBatch = 1000

function createRowWriter(
  report: UsageReport,
  layout: ReportLayout,
  onBatch: (rows: Uint8Array) => void,
): RowWriter {
  const out = createJsonWriter(batchBytes * 2)
  const keys = createKeyWriter(report, out)
  const refresh = createNewestDate()
  const [key, item, field] = [emptySpan(), emptySpan(), emptySpan()]
  const counts = { rows: 0, dropped: 0, ragged: 0, unreadable: 0 }
  let batched = 0

  const flush = (): void => {
    if (batched === 0) return
    out.byte(closingBrace)
    batched = 0
    onBatch(out.take())
  }

  const writeCells = (scanner: RecordScanner, bytes: Uint8Array): void => {
    for (const cell of layout.cells) {
      out.byte(comma)
      scanner.field(bytes, cell.field, field)
      if (!cell.write(out, field)) counts.unreadable += 1
    }
    out.byte(closingBracket)
  }

  return {
    write: (scanner, bytes) => {
      // Room for the key twice, every field escaped, and for the marks and nulls in between.
      out.reserve(escapedRoom(scanner.recordBytes()) * 2 + layout.cells.length * 8 + 32)
      if (scanner.fieldCount() !== layout.columns) counts.ragged += 1
      scanner.field(bytes, layout.keyField, key)
      scanner.field(bytes, layout.itemField, item)
      const before = out.size()
      out.byte(batched === 0 ? openingBrace : comma)
      if (!keys.write(key, item)) {
        out.rewind(before)
        counts.dropped += 1
        return
      }
      writeCells(scanner, bytes)
      scanner.field(bytes, layout.refreshField, field)
      refresh.see(field)
      counts.rows += 1
      batched += 1
      if (batched === rowsPerBatch || out.size() > batchBytes) flush()
    },
    end: () => {
      flush()
      const { unknownColumns, missingColumns } = layout
      const concealed = isConcealed(keys.concealedRows(), counts.rows)
      return { ...counts, refreshDate: refresh.newest(), concealed, unknownColumns, missingColumns }
    },
  }
}
