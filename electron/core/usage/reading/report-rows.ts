import { snakeCase } from '../catalogue/build.ts'
import type { UsageReport } from '../catalogue/types.ts'
import { type CellValue, RowCells } from './cells.ts'
import { dayOf, NewestDay } from './days.ts'
import { PersonKeys } from './person-key.ts'
import { findingsOf, noRows, type ReportFindings } from './report-findings.ts'
import type { ReportLayout } from './report-layout.ts'

/** A row of a usage report. The object and its array are reused for the next row. */
export type ReportRow = {
  /** Person: key in lower case. Tenant counts: the day, `YYYY-MM-DD`. */
  key: string
  /** The person's key as reported where it differs from `key`; null otherwise and for tenant counts. */
  reportedKey: string | null
  /**
   * A person's item as it was sent. Tenant counts: the ending of the measure's name in snake_case with an
   * underscore in front. Empty for the total (`All`) and where the report has no item.
   */
  item: string
  /**
   * The catalogue entry's cells in order: integers, texts, days `YYYY-MM-DD`, flags 0 or 1; null where the
   * field is empty, missing or could not be read.
   */
  cells: CellValue[]
}

/** Turns the records of a report, whose columns are known, into rows. */
export class ReportRows {
  readonly #report: UsageReport
  readonly #layout: ReportLayout
  readonly #onRow: (row: ReportRow) => void
  readonly #latest: string
  readonly #keys = new PersonKeys()
  readonly #cells: RowCells
  readonly #refresh: NewestDay
  readonly #counts = noRows()
  readonly #row: ReportRow

  /** @param latestDay `YYYY-MM-DD`, after which no day can be true */
  constructor(report: UsageReport, layout: ReportLayout, onRow: (row: ReportRow) => void, latestDay: string) {
    this.#report = report
    this.#layout = layout
    this.#onRow = onRow
    this.#latest = latestDay
    this.#cells = new RowCells(layout, latestDay)
    this.#refresh = new NewestDay(latestDay)
    this.#row = { key: '', reportedKey: null, item: '', cells: this.#cells.values }
  }

  /** Hands the record on as a row; one that names nobody, or no day that can be true, counts as dropped. */
  read(record: readonly string[]): void {
    const { columns, refreshField } = this.#layout
    const counts = this.#counts
    if (record.length !== columns) counts.ragged += 1
    const isDated = this.#refresh.see(record[refreshField] ?? '')
    if (!this.#readKey(record)) {
      counts.dropped += 1
      return
    }
    const cells = this.#cells
    cells.read(record)
    counts.unreadable += cells.unreadable
    if (!isDated || cells.lostActivity) counts.unreadableRows += 1
    counts.rows += 1
    this.#onRow(this.#row)
  }

  findings(): ReportFindings {
    return findingsOf(this.#layout, this.#counts, this.#refresh, this.#keys.concealedKeys)
  }

  #readKey(record: readonly string[]): boolean {
    const { keyField, itemField } = this.#layout
    const row = this.#row
    const field = record[keyField] ?? ''
    const item = itemField < 0 ? '' : (record[itemField] ?? '')
    if (this.#report.keyColumn === null) {
      const day = dayOf(field)
      if (day === null || day > this.#latest) return false
      row.key = day
      row.item = measureEnding(item)
      return true
    }
    if (!this.#keys.read(field)) return false
    row.key = this.#keys.key
    row.reportedKey = this.#keys.reportedKey
    row.item = item
    return true
  }
}

function measureEnding(item: string): string {
  const name = snakeCase(item)
  return name === '' || name === 'all' ? '' : `_${name}`
}
