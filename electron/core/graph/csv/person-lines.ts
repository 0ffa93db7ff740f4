/**
 * Rows of a report that has one for each person, as they are stored.
 *
 * `cells` is the UTF-8 of a JSON array with an array for each row: the person's key in lower case, then the catalogue entry's cells in order.
 * `people` says in lines what is looked for most, so that nobody has to read the JSON for it. A line has ten characters for each of the
 * entry's apps (`YYYY-MM-DD` of the last activity, or blanks), a checksum of the cells (eight), `d` where the person is marked as deleted
 * or else a blank, and the key; behind a tab the key as reported where that differs.
 */
export type PersonChunk = { rows: number; people: Uint8Array; cells: Uint8Array }

export const dayLength = 'YYYY-MM-DD'.length
export const checksumLength = 8
/** A small d. */
export const deletedMark = 0x64

/**
 * One line of `people` after the other. A class, because the engine of JavaScript makes a closure's code anew for each chunk, which would take
 * longer than reading it.
 */
export class PersonLines {
  readonly #text: string
  readonly #checksumAt: number
  #start = 0
  #end = -1
  /** The key, and what stands behind it. */
  #name = ''
  #tab = -1

  /** @param apps how many apps the report has days of activity for */
  constructor(text: string, apps: number) {
    this.#text = text
    this.#checksumAt = apps * dayLength
  }

  /** Moves on to the next line; false behind the last one. */
  next(): boolean {
    this.#start = this.#end + 1
    this.#end = this.#text.indexOf('\n', this.#start)
    if (this.#end === -1) return false
    this.#name = this.#text.slice(this.#start + this.#checksumAt + checksumLength + 1, this.#end)
    this.#tab = this.#name.indexOf('\t')
    return true
  }

  key(): string {
    return this.#tab === -1 ? this.#name : this.#name.slice(0, this.#tab)
  }

  /** Null where the key is as reported. */
  reportedKey(): string | null {
    return this.#tab === -1 ? null : this.#name.slice(this.#tab + 1)
  }

  /** Between 0 and 4,294,967,295. */
  checksum(): number {
    const from = this.#start + this.#checksumAt
    return Number.parseInt(this.#text.slice(from, from + checksumLength), 16)
  }

  isDeleted(): boolean {
    return this.#text.charCodeAt(this.#start + this.#checksumAt + checksumLength) === deletedMark
  }

  /** The number of the day of an app's last activity, see {@link dayText}; 0 where there was none. */
  day(app: number): number {
    return dayNumber(this.#text, this.#start + app * dayLength)
  }
}

const firstYear = 1970
const daysOfMonth = 32
const daysOfYear = 12 * daysOfMonth

/** A number that grows with the day, from 1 on and below 65,536, for a day in the form `YYYY-MM-DD`; 0 for blanks. */
function dayNumber(text: string, at: number): number {
  if (text.charCodeAt(at) === 0x20) return 0
  const year = twoDigits(text, at) * 100 + twoDigits(text, at + 2)
  return (
    (year - firstYear) * daysOfYear + (twoDigits(text, at + 5) - 1) * daysOfMonth + twoDigits(text, at + 8)
  )
}

function twoDigits(text: string, at: number): number {
  return (text.charCodeAt(at) - 0x30) * 10 + text.charCodeAt(at + 1) - 0x30
}

/** The day that a number of {@link PersonLines.day} stands for, `YYYY-MM-DD`. */
export function dayText(number: number): string {
  const year = firstYear + Math.floor(number / daysOfYear)
  const month = 1 + Math.floor((number % daysOfYear) / daysOfMonth)
  const padded = (value: number) => String(value).padStart(2, '0')
  return `${year}-${padded(month)}-${padded(number % daysOfMonth)}`
}
