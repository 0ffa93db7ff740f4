import type { ReportCell } from '../catalogue/types.ts'
import { trimBlanks } from './blanks.ts'
import { PastDays } from './days.ts'
import type { ReportLayout } from './report-layout.ts'

/** An integer, text, day `YYYY-MM-DD` or flag (0, 1); null where nothing is known. */
export type CellValue = string | number | null

const digitZero = 0x30
/** Numbers of so many digits are exact, whatever the digits are. */
const maxDigits = 15

const integer = 0
const date = 1
const flag = 2
const presence = 3
const text = 4

/** What a column holds, as a number, because it is looked at for every field. */
export function cellKindOf(cell: ReportCell): number {
  if (cell.type === 'flag') return cell.anyText === true ? presence : flag
  if (cell.type === 'integer') return integer
  return cell.type === 'date' ? date : text
}

/**
 * Reads the kept cells of one row after the other. What cannot be read is null, and so is an empty field or
 * one that the row does not have. Blanks around a value do not count, except in texts.
 */
export class RowCells {
  /** The cells of the last row, in the catalogue entry's order. */
  readonly values: CellValue[]
  /** How many fields of the last row did not hold what their column should. */
  unreadable = 0
  /**
   * Whether a day of last activity of the last row could not be read or was not there, though the report has
   * a column for it.
   */
  lostActivity = false
  readonly #fields: Int32Array
  readonly #kinds: Int32Array
  readonly #isActivity: Uint8Array
  readonly #days: PastDays

  /** @param latestDay `YYYY-MM-DD`, after which no day can be true */
  constructor({ cells }: ReportLayout, latestDay: string) {
    this.values = cells.map(() => null)
    this.#fields = Int32Array.from(cells, cell => cell.field)
    this.#kinds = Int32Array.from(cells, cell => cell.kind)
    this.#isActivity = Uint8Array.from(cells, cell => (cell.isActivity && cell.field >= 0 ? 1 : 0))
    this.#days = new PastDays(latestDay)
  }

  read(record: readonly string[]): void {
    const { values } = this
    this.unreadable = 0
    this.lostActivity = false
    for (let cell = 0; cell < values.length; cell += 1) {
      const position = this.#fields[cell] ?? -1
      const field = position < 0 ? undefined : record[position]
      // Of a column that is not there nothing is known, not even where an empty field would say no.
      const value = field === undefined ? null : this.#readField(this.#kinds[cell] ?? text, field)
      if (value === undefined) this.unreadable += 1
      if ((value === undefined || field === undefined) && this.#isActivity[cell] === 1)
        this.lostActivity = true
      values[cell] = value ?? null
    }
  }

  #readField(kind: number, field: string): CellValue | undefined {
    if (field === '') return kind === presence ? 0 : null
    if (kind === integer) return readInteger(field)
    if (kind === date) return this.#days.read(field) ?? nothingOrUnreadable(field)
    if (kind === text) return field
    return (
      readFlag(field) ?? (kind === presence ? Number(trimBlanks(field) !== '') : nothingOrUnreadable(field))
    )
  }
}

/** Null for a field of blanks, undefined for any other that was not understood. */
function nothingOrUnreadable(field: string): null | undefined {
  return trimBlanks(field) === '' ? null : undefined
}

function readInteger(field: string): number | null | undefined {
  const { length } = field
  if (length > maxDigits) return readSpelledInteger(field)
  let number = 0
  for (let at = 0; at < length; at += 1) {
    const digit = field.charCodeAt(at) - digitZero
    if (digit < 0 || digit > 9) return readSpelledInteger(field)
    number = number * 10 + digit
  }
  return number
}

/** An integer with a sign, blanks, zeros behind a point, or many digits. */
function readSpelledInteger(field: string): number | null | undefined {
  const digits = trimBlanks(field)
  if (!/^[+-]?\d+(\.0*)?$/.test(digits)) return nothingOrUnreadable(field)
  const number = Number(digits)
  // Adding zero turns minus zero into zero.
  return Number.isSafeInteger(number) ? number + 0 : undefined
}

/** Reports spell flags in two ways, `True` and `False` or `Yes` and `No`; 1 and 0 are understood as well. */
function readFlag(field: string): 0 | 1 | undefined {
  if (field === 'No' || field === 'False') return 0
  if (field === 'Yes' || field === 'True') return 1
  const word = trimBlanks(field).toLowerCase()
  if (word === 'no' || word === 'false' || word === '0') return 0
  return word === 'yes' || word === 'true' || word === '1' ? 1 : undefined
}
