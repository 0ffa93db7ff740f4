import { writeCell } from './cells.ts'
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
  readonly #fields: Int32Array
  readonly #kinds: Int32Array
  readonly #out: JsonWriter
  readonly #quoted = emptySpan()

  constructor({ cells }: ReportLayout, out: JsonWriter) {
    this.#fields = Int32Array.from(cells, cell => cell.field)
    this.#kinds = Int32Array.from(cells, cell => cell.kind)
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
    for (let cell = 0; cell < fields.length; cell += 1) {
      const wanted = fields[cell] ?? -1
      const field = scanner.has(wanted) ? wanted : -1
      const start = scanner.starts[field] ?? 0
      const end = scanner.ends[field] ?? 0
      target[to] = comma
      to += 1
      this.starts[cell] = to
      const kind = kinds[cell] ?? 0
      const next =
        start < end && bytes[start] === quote
          ? this.#writeQuoted(kind, scanner, bytes, field, to)
          : writeCell(kind, target, to, bytes, start, end)
      if (next < 0) unreadable += 1
      to = next < 0 ? -next : next
    }
    this.#out.length = to
    return unreadable
  }

  #writeQuoted(kind: number, scanner: RecordScanner, bytes: Uint8Array, field: number, to: number): number {
    const inside = this.#quoted
    scanner.field(bytes, field, inside)
    return writeCell(kind, this.#out.bytes, to, inside.bytes, inside.start, inside.end)
  }
}
