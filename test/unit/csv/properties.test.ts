import fc from 'fast-check'
import { expect, test } from 'vitest'
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

const report = fc.uniqueArray(row, { selector: ({ key }) => key, maxLength: 12 }).chain(rows =>
  fc.constantFrom('\r\n', '\n').map(end => {
    const lines = rows.map(({ key, state, count, mark }) =>
      ['2026-11-21', mark ? quoted(key) : key, quoted(state), count].join(','),
    )
    return { rows, text: [header, ...lines].join(end) }
  }),
)

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

test('however the bytes are split on their way, the rows are the same', () => {
  fc.assert(
    fc.property(report, fc.array(fc.nat({ max: 400 }), { maxLength: 20 }), ({ text }, cuts) => {
      const bytes = new TextEncoder().encode(`\uFEFF${text}`)
      const edges = [
        0,
        ...cuts.filter(cut => cut < bytes.length).toSorted((one, other) => one - other),
        bytes.length,
      ]
      const pieces = edges.slice(1).map((edge, index) => bytes.slice(edges[index], edge))
      expect(readPieces(yammer, pieces)).toEqual(readText(yammer, text))
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

test('whatever arrives, it is read or refused, and what is handed on is JSON', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 300 }), anyText, (noise, text) => {
      const bytes = new TextEncoder().encode(`${header}\n2026-11-21,${text},`)
      try {
        readPieces(yammer, [bytes, new TextEncoder().encode(new TextDecoder().decode(noise))])
      } catch (error) {
        expect(error).toMatchObject({ code: 'invalidAnswer' })
      }
    }),
    { numRuns: 500 },
  )
})
