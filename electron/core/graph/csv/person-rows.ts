import type { UsageReport } from '../catalogue/types.ts'
import { CellFields } from './cell-fields.ts'
import { NewestDay } from './days.ts'
import type { ReportLayout } from './header.ts'
import { escapedRoom, JsonWriter } from './json-writer.ts'
import { PersonKeys } from './person-key.ts'
import { checksumLength, dayLength, deletedMark, type PersonChunk } from './person-lines.ts'
import type { RecordScanner } from './records.ts'
import {
  batchBytes,
  findingsOf,
  noRows,
  type ReportFindings,
  type RowWriter,
  roomBetween,
  rowsPerBatch,
} from './row-writer.ts'
import { emptySpan } from './span.ts'

const comma = 0x2c
const quote = 0x22
const tab = 0x09
const blank = 0x20
const lineFeed = 0x0a
const openingBracket = 0x5b
const closingBracket = 0x5d
const digitOne = 0x31

/**
 * Writes the rows of a report that has one for each person, as {@link PersonChunk} tells. Classes do the work here, because the engine of
 * JavaScript makes a closure's code anew for each report, which takes as long as reading it.
 */
export class PersonRows implements RowWriter {
  readonly #layout: ReportLayout
  readonly #onChunk: (chunk: PersonChunk) => void
  readonly #out = new JsonWriter(batchBytes * 2)
  readonly #lines = new JsonWriter(batchBytes)
  readonly #keys = new PersonKeys()
  readonly #cells: CellFields
  readonly #marks: Marks
  readonly #refresh: NewestDay
  readonly #key = emptySpan()
  readonly #field = emptySpan()
  readonly #counts = noRows()
  #batched = 0

  /** @param latestDay `YYYY-MM-DD`, after which no day can be true */
  constructor(
    report: UsageReport,
    layout: ReportLayout,
    onChunk: (chunk: PersonChunk) => void,
    latestDay: string,
  ) {
    this.#layout = layout
    this.#onChunk = onChunk
    this.#refresh = new NewestDay(latestDay)
    this.#cells = new CellFields(layout, this.#out, latestDay)
    this.#marks = new Marks(report, this.#cells, this.#out, this.#lines)
  }

  write(scanner: RecordScanner, bytes: Uint8Array): void {
    const out = this.#out
    const counts = this.#counts
    out.reserve(escapedRoom(scanner.recordBytes) * 2 + roomBetween(this.#layout))
    this.#lines.reserve(scanner.recordBytes * 3 + this.#marks.room)
    if (scanner.fieldCount !== this.#layout.columns) counts.ragged += 1
    scanner.field(bytes, this.#layout.refreshField, this.#field)
    const isDated = this.#refresh.see(this.#field)
    scanner.field(bytes, this.#layout.keyField, this.#key)
    if (!this.#keys.read(this.#key)) {
      counts.dropped += 1
      return
    }
    this.#openRow()
    const cellsFrom = out.length
    counts.unreadable += this.#cells.write(scanner, bytes)
    if (!isDated || this.#cells.lostActivity) counts.unreadableRows += 1
    out.byte(closingBracket)
    this.#writeLine(cellsFrom)
    counts.rows += 1
    this.#batched += 1
    if (this.#batched === rowsPerBatch || out.length > batchBytes) this.#flush()
  }

  end(): ReportFindings {
    this.#flush()
    return findingsOf(this.#layout, this.#counts, this.#refresh, this.#keys.concealedKeys)
  }

  #openRow(): void {
    const out = this.#out
    const { bytes, start, end } = this.#keys.compared
    out.byte(this.#batched === 0 ? openingBracket : comma)
    out.byte(openingBracket)
    out.byte(quote)
    out.escaped(bytes, start, end)
    out.byte(quote)
  }

  #writeLine(cellsFrom: number): void {
    const lines = this.#lines
    const { bytes, start, end } = this.#keys.compared
    this.#marks.write(cellsFrom)
    lines.raw(bytes, start, end)
    if (!this.#keys.isAsReported) {
      lines.byte(tab)
      lines.rawLine(this.#key.bytes, this.#key.start, this.#key.end)
    }
    lines.byte(lineFeed)
  }

  #flush(): void {
    if (this.#batched === 0) return
    this.#out.byte(closingBracket)
    const chunk = { rows: this.#batched, people: this.#lines.take(), cells: this.#out.take() }
    this.#batched = 0
    this.#onChunk(chunk)
  }
}

/** Writes what stands in front of the key in a person's line: days of activity, checksum, and whether the person is deleted. */
class Marks {
  /** How much of a line it takes at most. */
  readonly room: number
  readonly #dates: Int32Array
  readonly #flags: Int32Array
  readonly #deleted: number
  readonly #cells: CellFields
  readonly #out: JsonWriter
  readonly #lines: JsonWriter

  constructor(
    { activity, cells: known }: UsageReport,
    cells: CellFields,
    out: JsonWriter,
    lines: JsonWriter,
  ) {
    const positionOf = (name: string | null) => known.findIndex(cell => cell.name === name)
    this.room = activity.length * dayLength + 32
    this.#dates = Int32Array.from(activity, ({ dateCell }) => positionOf(dateCell))
    this.#flags = Int32Array.from(activity, ({ flagCell }) => positionOf(flagCell))
    this.#deleted = positionOf('is_deleted')
    this.#cells = cells
    this.#out = out
    this.#lines = lines
  }

  /** @param cellsFrom where the cells begin that have just been written */
  write(cellsFrom: number): void {
    const lines = this.#lines
    for (let app = 0; app < this.#dates.length; app += 1) {
      this.#writeDay(this.#dates[app] ?? 0, this.#flags[app] ?? -1)
    }
    writeChecksum(lines, this.#out.bytes, cellsFrom, this.#out.length)
    lines.byte(this.#deleted >= 0 && this.#isOne(this.#deleted) ? deletedMark : blank)
  }

  #writeDay(dateCell: number, flagCell: number): void {
    const { bytes } = this.#out
    const lines = this.#lines
    const from = this.#cells.starts[dateCell] ?? 0
    const counts = bytes[from] === quote && (flagCell < 0 || this.#isOne(flagCell))
    if (counts) lines.raw(bytes, from + 1, from + 1 + dayLength)
    else {
      lines.bytes.fill(blank, lines.length, lines.length + dayLength)
      lines.length += dayLength
    }
  }

  #isOne(cell: number): boolean {
    return this.#out.bytes[this.#cells.starts[cell] ?? 0] === digitOne
  }
}

const checksumFactor = 0x9e3779b1
const hexDigits = new TextEncoder().encode('0123456789abcdef')

/** A sum over the bytes, four at a time, that differs where they differ, but for one case in four billion; as eight hexadecimal digits. */
function writeChecksum(lines: JsonWriter, bytes: Uint8Array, start: number, end: number): void {
  let sum = end - start
  for (let at = start; at < end; at += 4) {
    // What stands behind the end is what an earlier batch left there.
    const left = end - at
    const word =
      (bytes[at] ?? 0) |
      (left > 1 ? (bytes[at + 1] ?? 0) << 8 : 0) |
      (left > 2 ? (bytes[at + 2] ?? 0) << 16 : 0) |
      (left > 3 ? (bytes[at + 3] ?? 0) << 24 : 0)
    sum = Math.imul(sum ^ word, checksumFactor)
    sum ^= sum >>> 15
  }
  const { bytes: target, length } = lines
  for (let digit = 0; digit < checksumLength; digit += 1)
    target[length + digit] = hexDigits[(sum >>> (digit * 4)) & 15] ?? 0
  lines.length = length + checksumLength
}
