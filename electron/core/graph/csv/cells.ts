import type { ReportCell } from '../catalogue/types.ts'
import type { JsonWriter } from './json-writer.ts'
import { type Span, spanText, trimSpan } from './span.ts'

const words = (...texts: string[]): Uint8Array[] => texts.map(text => new TextEncoder().encode(text))
const yesWords = words('true', 'yes', '1')
const noWords = words('false', 'no', '0')
const digitZero = 0x30
const digitOne = 0x31
const digitNine = 0x39
const quote = 0x22
const dash = 0x2d
const space = 0x20
const lowerCaseBit = 0x20
const timeMark = 0x54
const dateLength = 10
/** Dates before any Microsoft 365 stand for none: the beginning of some calendar. */
const firstYear = 1970
/** Numbers of so many digits are exact in JavaScript and SQLite alike. */
const mostDigits = 15

/** Writes a field as a JSON value and answers whether it was what the column holds. What cannot be read is null. */
export type CellWriter = (out: JsonWriter, field: Span) => boolean

/** The writer of a column. Blanks around a value do not count, except in texts, and an empty field is null. */
export function cellWriter(cell: ReportCell): CellWriter {
  if (cell.type === 'integer') return writeInteger
  if (cell.type === 'date') return writeDate
  if (cell.type === 'text') return writeText
  return cell.anyText === true ? writePresence : writeFlag
}

function writeText(out: JsonWriter, field: Span): boolean {
  if (field.start === field.end) return writeNothing(out, true)
  out.byte(quote)
  out.escaped(field)
  out.byte(quote)
  return true
}

function writeNothing(out: JsonWriter, readable: boolean): boolean {
  out.ascii('null')
  return readable
}

function writeInteger(out: JsonWriter, field: Span): boolean {
  trimSpan(field)
  if (field.start === field.end) return writeNothing(out, true)
  if (isPlainInteger(field)) {
    out.raw(field)
    return true
  }
  const number = readInteger(spanText(field))
  if (number === null) return writeNothing(out, false)
  out.ascii(String(number))
  return true
}

/** Digits as JSON wants them: no sign, no zero in front, few enough to be exact. */
function isPlainInteger({ bytes, start, end }: Span): boolean {
  const length = end - start
  if (length > mostDigits || (bytes[start] === digitZero && length > 1)) return false
  for (let at = start; at < end; at += 1) if (!isDigit(bytes[at])) return false
  return true
}

function readInteger(text: string): number | null {
  if (!/^[+-]?\d+(\.0*)?$/.test(text)) return null
  const number = Number(text)
  return Number.isSafeInteger(number) ? number : null
}

function writeDate(out: JsonWriter, field: Span): boolean {
  trimSpan(field)
  if (field.start === field.end) return writeNothing(out, true)
  if (!isDate(field)) return writeNothing(out, false)
  field.end = field.start + dateLength
  out.byte(quote)
  out.raw(field)
  out.byte(quote)
  return true
}

/** Whether the field is a calendar day in the form `YYYY-MM-DD`, on its own or followed by a time of day. */
export function isDate({ bytes, start, end }: Span): boolean {
  const stop = start + dateLength
  if (end < stop || (end > stop && bytes[stop] !== timeMark && bytes[stop] !== space)) return false
  if (bytes[start + 4] !== dash || bytes[start + 7] !== dash) return false
  const year = digits(bytes, start, start + 4)
  const month = digits(bytes, start + 5, start + 7)
  const day = digits(bytes, start + 8, stop)
  return year >= firstYear && month >= 1 && month <= 12 && day >= 1 && day <= daysIn(year, month)
}

function daysIn(year: number, month: number): number {
  if (month === 2) return year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0) ? 29 : 28
  return month === 4 || month === 6 || month === 9 || month === 11 ? 30 : 31
}

/** The number that the digits make; -1 when there is anything else. */
function digits(bytes: Uint8Array, start: number, end: number): number {
  let number = 0
  for (let at = start; at < end; at += 1) {
    const byte = bytes[at]
    if (!isDigit(byte)) return -1
    number = number * 10 + (byte ?? 0) - digitZero
  }
  return number
}

function writeFlag(out: JsonWriter, field: Span): boolean {
  trimSpan(field)
  if (field.start === field.end) return writeNothing(out, true)
  const flag = readFlag(field)
  if (flag === null) return writeNothing(out, false)
  out.byte(flag ? digitOne : digitZero)
  return true
}

function writePresence(out: JsonWriter, field: Span): boolean {
  trimSpan(field)
  const flag = readFlag(field) ?? field.start < field.end
  out.byte(flag ? digitOne : digitZero)
  return true
}

/** Reports spell flags in two ways, `True` and `False` or `Yes` and `No`; 1 and 0 are understood as well. */
function readFlag(field: Span): boolean | null {
  for (const word of yesWords) if (isWord(field, word)) return true
  for (const word of noWords) if (isWord(field, word)) return false
  return null
}

function isWord({ bytes, start, end }: Span, word: Uint8Array): boolean {
  if (end - start !== word.length) return false
  for (let at = 0; at < word.length; at += 1) {
    if (((bytes[start + at] ?? 0) | lowerCaseBit) !== word[at]) return false
  }
  return true
}

function isDigit(byte: number | undefined): boolean {
  return byte !== undefined && byte >= digitZero && byte <= digitNine
}
