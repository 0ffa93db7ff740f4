import fc from 'fast-check'
import { expect, test } from 'vitest'
import { AppError } from '../../../electron/core/errors.ts'
import { readPieces, readText, reportNamed } from './read.ts'

const yammer = reportNamed('yammer_activity')
const header = 'Report Refresh Date,User Principal Name,User State,Read Count'
const stateCell = 1
const countCell = yammer.cells.findIndex(cell => cell.name === 'read_count') + 1

/** Any text, with what could trip a reader more often than chance would have it. */
const anyText = fc.string({ unit: 'grapheme', maxLength: 40 }).chain(text =>
  fc
    .array(
      fc.constantFrom(
        '"',
        '""',
        ',',
        '\n',
        '\r\n',
        '\r',
        '\t',
        '\\',
        '\u0000',
        'é',
        '👩‍🔬',
        'שלום',
        '\uFEFF',
        ' ',
      ),
      {
        maxLength: 6,
      },
    )
    .map(parts => parts.join(text)),
)

const quoted = (text: string) => `"${text.replaceAll('"', '""')}"`

const row = fc.record({
  key: fc.stringMatching(/^[a-z0-9.]{1,12}$/).map(name => `${name}@contoso.com`),
  state: anyText,
  count: fc.nat({ max: 1_000_000 }),
  mark: fc.boolean(),
})

const lineEnd = fc.constantFrom('\r\n', '\n')

/** Lines may end differently within one report. */
const report = fc
  .record({
    rows: fc.uniqueArray(row, { selector: ({ key }) => key, maxLength: 12 }),
    ends: fc.array(lineEnd, { minLength: 13, maxLength: 13 }),
    last: fc.constantFrom('', '\r\n', '\n'),
  })
  .map(({ rows, ends, last }) => {
    const lines = rows.map(({ key, state, count, mark }) =>
      ['2026-11-21', mark ? quoted(key) : key, quoted(state), count].join(','),
    )
    const text = [header, ...lines].map((line, index) => (index === 0 ? line : ends[index] + line)).join('')
    return { rows, text: text + last }
  })

test('any text in a field survives, character by character', () => {
  fc.assert(
    fc.property(report, ({ rows, text }) => {
      const read = readText(yammer, text)
      expect(read.findings.rows).toBe(rows.length)
      expect(new Map(read.rows.map(([key, cells]) => [key, [cells[stateCell], cells[countCell]]]))).toEqual(
        new Map(rows.map(({ key, state, count }) => [`${key}\t`, [state === '' ? null : state, count]])),
      )
    }),
    { numRuns: 500 },
  )
})

/** The bytes in pieces that end at the cuts. */
function piecesOf(bytes: Uint8Array, cuts: readonly number[]): Uint8Array[] {
  const within = cuts.filter(cut => cut < bytes.length).toSorted((one, other) => one - other)
  const edges = [0, ...within, bytes.length]
  return edges.slice(1).map((edge, index) => bytes.slice(edges[index], edge))
}
const anyCuts = fc.array(fc.nat({ max: 400 }), { maxLength: 20 })

test('however the bytes are split on their way, the rows are the same', () => {
  fc.assert(
    fc.property(report, anyCuts, ({ text }, cuts) => {
      const bytes = new TextEncoder().encode(`\uFEFF${text}`)
      expect(readPieces(yammer, piecesOf(bytes, cuts))).toEqual(readText(yammer, text))
    }),
    { numRuns: 500 },
  )
})

test('a field that begins with quotes and goes on behind them costs nobody a row, however it is split', () => {
  const state = fc.constantFrom(
    '"Bo" Berg',
    '""Bo"',
    '"Bo "" B" x',
    '5" disk',
    'a "b"',
    '"a, b"',
    '" "',
    '"x" "',
  )
  const count = fc.constantFrom('5', '"5"', '"5" ')
  fc.assert(
    fc.property(fc.array(fc.tuple(state, count, lineEnd), { maxLength: 12 }), anyCuts, (lines, cuts) => {
      const text = lines.map(([field, five, end], index) => `${end}2026-11-21,p${index}@x.y,${field},${five}`)
      const body = `${header}${text.join('')}`
      const read = readText(yammer, body)
      expect(read.rows.map(([key, cells]) => [key, cells[countCell]])).toEqual(
        lines.map((_, index) => [`p${index}@x.y\t`, 5]),
      )
      expect(readPieces(yammer, piecesOf(new TextEncoder().encode(body), cuts))).toEqual(read)
    }),
    { numRuns: 500 },
  )
})

test('byte by byte is no different', () => {
  fc.assert(
    fc.property(report, ({ text }) => {
      const pieces = Array.from(new TextEncoder().encode(text), byte => Uint8Array.of(byte))
      expect(readPieces(yammer, pieces)).toEqual(readText(yammer, text))
    }),
  )
})

test('whatever arrives, it is read or refused, and the same however it is split', () => {
  const outcome = (pieces: readonly Uint8Array[]): unknown => {
    try {
      return readPieces(yammer, pieces)
    } catch (error) {
      expect(error).toMatchObject({ code: 'invalidAnswer' })
      return error instanceof AppError ? error.detail : error
    }
  }
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 300 }), anyText, anyCuts, (noise, text, cuts) => {
      const bytes = Buffer.concat([new TextEncoder().encode(`${header}\n2026-11-21,${text},`), noise])
      expect(outcome(piecesOf(bytes, cuts))).toEqual(outcome([bytes]))
    }),
    { numRuns: 500 },
  )
})
