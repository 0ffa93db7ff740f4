import type { ReportCell } from '../catalogue/types.ts'
import { isDay } from './days.ts'
import { copyBytes, copyEscaped } from './json-writer.ts'
import { isBlank, spanText } from './span.ts'

const digitZero = 0x30
const digitOne = 0x31
const digitNine = 0x39
const quote = 0x22
const lowerCaseBit = 0x20
const dateLength = 10
/** Numbers of so many digits are exact in JavaScript and SQLite alike. */
const mostDigits = 15

const integer = 0
/** The kind of a column of days, see {@link cellKindOf}. */
export const date = 1
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
 * Writes a field, without the quotes around it, as a JSON value. What cannot be read is null, and so is an empty field. Blanks around a value do
 * not count, except in texts.
 *
 * @returns the position behind what was written; negative when the field did not hold what its column should
 */
export function writeCell(
  kind: number,
  target: Uint8Array,
  to: number,
  bytes: Uint8Array,
  start: number,
  end: number,
): number {
  if (start === end && kind !== presence) return writeNull(target, to)
  if (kind === text) return writeText(target, to, bytes, start, end)
  let first = start
  let stop = end
  while (first < stop && isBlank(bytes[first])) first += 1
  while (stop > first && isBlank(bytes[stop - 1])) stop -= 1
  if (kind === presence) return writeFlag(target, to, readFlag(bytes, first, stop) ?? first < stop)
  if (first === stop) return writeNull(target, to)
  if (kind === integer) return writeInteger(target, to, bytes, first, stop)
  if (kind === date) return writeDate(target, to, bytes, first, stop)
  const read = readFlag(bytes, first, stop)
  return read === null ? -writeNull(target, to) : writeFlag(target, to, read)
}

export function writeNull(target: Uint8Array, to: number): number {
  target[to] = 0x6e
  target[to + 1] = 0x75
  target[to + 2] = 0x6c
  target[to + 3] = 0x6c
  return to + 4
}

function writeText(target: Uint8Array, to: number, bytes: Uint8Array, start: number, end: number): number {
  target[to] = quote
  const next = copyEscaped(target, to + 1, bytes, start, end)
  target[next] = quote
  return next + 1
}

function writeInteger(target: Uint8Array, to: number, bytes: Uint8Array, start: number, end: number): number {
  if (isPlainInteger(bytes, start, end)) return copyBytes(target, to, bytes, start, end)
  const number = readInteger(spanText({ bytes, start, end }))
  if (number === null) return -writeNull(target, to)
  const digits = String(number)
  for (let at = 0; at < digits.length; at += 1) target[to + at] = digits.charCodeAt(at)
  return to + digits.length
}

/** Digits as JSON wants them: no sign, no zero in front, few enough to be exact. */
function isPlainInteger(bytes: Uint8Array, start: number, end: number): boolean {
  const length = end - start
  if (length > mostDigits || (bytes[start] === digitZero && length > 1)) return false
  for (let at = start; at < end; at += 1) {
    const byte = bytes[at] ?? 0
    if (byte < digitZero || byte > digitNine) return false
  }
  return true
}

function readInteger(digits: string): number | null {
  if (!/^[+-]?\d+(\.0*)?$/.test(digits)) return null
  const number = Number(digits)
  return Number.isSafeInteger(number) ? number : null
}

function writeDate(target: Uint8Array, to: number, bytes: Uint8Array, start: number, end: number): number {
  if (!isDay(bytes, start, end)) return -writeNull(target, to)
  target[to] = quote
  const next = copyBytes(target, to + 1, bytes, start, start + dateLength)
  target[next] = quote
  return next + 1
}

function writeFlag(target: Uint8Array, to: number, isSet: boolean): number {
  target[to] = isSet ? digitOne : digitZero
  return to + 1
}

const words = (...texts: string[]): Uint8Array[] => texts.map(word => new TextEncoder().encode(word))
const [falseWord, noWord, zeroWord] = words('false', 'no', '0')
const [trueWord, yesWord, oneWord] = words('true', 'yes', '1')

/** Reports spell flags in two ways, `True` and `False` or `Yes` and `No`; 1 and 0 are understood as well. */
function readFlag(bytes: Uint8Array, start: number, end: number): boolean | null {
  const isWord = (word: Uint8Array | undefined) => word !== undefined && isSame(bytes, start, end, word)
  if (isWord(falseWord) || isWord(noWord) || isWord(zeroWord)) return false
  return isWord(trueWord) || isWord(yesWord) || isWord(oneWord) ? true : null
}

function isSame(bytes: Uint8Array, start: number, end: number, word: Uint8Array): boolean {
  if (end - start !== word.length) return false
  for (let at = 0; at < word.length; at += 1) {
    if (((bytes[start + at] ?? 0) | lowerCaseBit) !== word[at]) return false
  }
  return true
}
