import type { UsageReport } from '../catalogue/types.ts'
import { endOfDays } from './days.ts'
import { layoutOf } from './header.ts'
import { CsvRecords } from './records.ts'
import { cutShort, emptyAnswer, foreignAnswer } from './refusals.ts'
import type { ReportFindings } from './report-findings.ts'
import type { ReportLayout } from './report-layout.ts'
import { type ReportRow, ReportRows } from './report-rows.ts'

export type { ReportFindings, ReportRow }

export type ReportReader = {
  /** Hands on the rows that are whole. The bytes are not needed any more afterwards. */
  push(bytes: Uint8Array): void
  /** The body has ended: hands on the last row. */
  end(): ReportFindings
}

/**
 * Larger blocks take longer: the fields of a whole block are in memory at once and outlive the quickest
 * garbage collection.
 */
const blockBytes = 64 * 1024

/**
 * Reads a usage report as it arrives and hands its rows on, one after the other.
 *
 * @param onRow gets each row; the object and its array are good until it returns
 * @param latestDay `YYYY-MM-DD`, after which no day can be true; without it any day is taken
 * @throws AppError `invalidAnswer` from `push` and `end` when it is no such report: another document (an
 * error page, JSON), no column for the key or refresh date, a quotation mark that is never closed, or an end
 * in the middle of a line (`detail.kind` `cutShort`).
 */
export function createReportReader(
  report: UsageReport,
  onRow: (row: ReportRow) => void,
  latestDay: string = endOfDays,
): ReportReader {
  const records = new CsvRecords()
  let body: ReportBody | null = null

  const read = (): void => {
    const foreign = body === null ? foreignAnswer(records.unread) : null
    if (foreign !== null) throw foreign
    const found = records.take()
    const first = body === null ? found.shift() : undefined
    if (first !== undefined) {
      const layout = layoutOf(report, withoutLineEnd(first), records.hasLineEnd || found.length > 0)
      body = new ReportBody(layout, new ReportRows(report, layout, onRow, latestDay))
    }
    body?.read(found, records.hasLineEnd)
  }

  return {
    push: bytes => {
      for (let from = 0; from < bytes.length; from += blockBytes) {
        records.add(bytes.subarray(from, from + blockBytes))
        read()
      }
    },
    end: () => {
      records.end()
      read()
      if (body === null) throw emptyAnswer()
      return body.rows.findings()
    },
  }
}

/** What follows the header. */
class ReportBody {
  readonly rows: ReportRows
  readonly #namedColumns: number
  #fieldsBefore: number

  constructor({ columns, namedColumns }: ReportLayout, rows: ReportRows) {
    this.rows = rows
    this.#namedColumns = namedColumns
    this.#fieldsBefore = columns
  }

  /** @param isWhole false when the document ends with the last record, without a line end */
  read(records: readonly string[][], isWhole: boolean): void {
    for (const record of records) {
      withoutLineEnd(record)
      const isEmpty = record.length === 1 && record[0] === ''
      // A transfer without an announced length does not show that it was cut; too few fields do.
      const isShort = record.length < Math.min(this.#namedColumns, this.#fieldsBefore)
      if (!isWhole && isShort && !isEmpty && record === records.at(-1)) throw cutShort()
      if (!isEmpty) this.rows.read(record)
      this.#fieldsBefore = record.length
    }
  }
}

const carriageReturn = 0x0d

/** The record itself, with the carriage return of a CRLF taken off its last field. */
function withoutLineEnd(record: string[]): string[] {
  const last = record.length - 1
  const field = record[last] ?? ''
  if (field.charCodeAt(field.length - 1) === carriageReturn) record[last] = field.slice(0, -1)
  return record
}
