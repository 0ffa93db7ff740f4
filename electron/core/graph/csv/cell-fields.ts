import { date, writeCell, writeNull } from './cells.ts'
import { isLater } from './days.ts'
import type { ReportLayout } from './header.ts'
import type { JsonWriter } from './json-writer.ts'
import type { RecordScanner } from './records.ts'
import { emptySpan } from './span.ts'

const comma = 0x2c
const quote = 0x22

/** Writes the cells of one record after the other, each behind a comma. */
export class CellFields {
  /** Where each cell of the last record begins in the writer's bytes, in the catalogue entry's order. */
  readonly starts: Int32Array
  /**
   * Whether a day of last activity of the last record could not be read or was not there, though the report
   * has a column for it.
   */
  lostActivity = false
  readonly #fields: Int32Array
  readonly #kinds: Int32Array
  readonly #out: JsonWriter
  readonly #activity: Uint8Array
  readonly #latest: Uint8Array
  readonly #quoted = emptySpan()

  /** @param latestDay `YYYY-MM-DD`, after which no day can be true */
  constructor({ cells }: ReportLayout, out: JsonWriter, latestDay: string) {
    this.#fields = Int32Array.from(cells, cell => cell.field)
    this.#kinds = Int32Array.from(cells, cell => cell.kind)
    this.#activity = Uint8Array.from(cells, cell => (cell.isActivity && cell.field >= 0 ? 1 : 0))
    this.#latest = new TextEncoder().encode(latestDay)
    this.starts = new Int32Array(cells.length)
    this.#out = out
  }

  /** Answers how many fields did not hold what their column should. */
  write(scanner: RecordScanner, bytes: Uint8Array): number {
    const fields = this.#fields
    const kinds = this.#kinds
    const target = this.#out.bytes
    let to = this.#out.length
    let unreadable = 0
    this.lostActivity = false
    for (let cell = 0; cell < fields.length; cell += 1) {
      const wanted = fields[cell] ?? -1
      const field = scanner.has(wanted) ? wanted : -1
      target[to] = comma
      to += 1
      this.starts[cell] = to
      const next = this.#writeField(kinds[cell] ?? 0, scanner, bytes, field, to)
      if (next < 0) unreadable += 1
      if (this.#activity[cell] === 1 && (next < 0 || field < 0)) this.lostActivity = true
      to = next < 0 ? -next : next
    }
    this.#out.length = to
    return unreadable
  }

  /** A day that cannot be true yet is not readable either. */
  #writeField(kind: number, scanner: RecordScanner, bytes: Uint8Array, field: number, to: number): number {
    const target = this.#out.bytes
    const start = scanner.starts[field] ?? 0
    const end = scanner.ends[field] ?? 0
    const next =
      start < end && bytes[start] === quote
        ? this.#writeQuoted(kind, scanner, bytes, field, to)
        : writeCell(kind, target, to, bytes, start, end)
    const isFuture = kind === date && target[to] === quote && isLater(target, to + 1, this.#latest)
    return isFuture ? -writeNull(target, to) : next
  }

  #writeQuoted(kind: number, scanner: RecordScanner, bytes: Uint8Array, field: number, to: number): number {
    const inside = this.#quoted
    scanner.field(bytes, field, inside)
    return writeCell(kind, this.#out.bytes, to, inside.bytes, inside.start, inside.end)
  }
}
