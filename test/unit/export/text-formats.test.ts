import { parse } from 'csv-parse/sync'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Cell, ReportColumn } from '../../../electron/contract/reports.ts'
import { encodeCsv, encodeJson } from '../../../electron/core/export/text-formats.ts'

const columns: ReportColumn[] = [
  { key: 'name', label: 'Name', type: 'text', personal: true, sums: false, blank: 'none' },
  { key: 'seats', label: 'Seats', type: 'integer', personal: false, sums: false, blank: 'none' },
  { key: 'day', label: 'Last activity', type: 'date', personal: false, sums: false, blank: 'none' },
]
const csv = (...rows: Cell[][]) => [...encodeCsv(columns, [rows])].join('')
const line = (...rows: Cell[][]) =>
  csv(...rows)
    .split('\r\n')
    .slice(1, -1)
    .join('\r\n')

describe('CSV', () => {
  test('begins with a byte order mark and the labels, every line ends in CR LF', () => {
    expect(csv(['Ann', 1, '2026-11-21'])).toBe('\uFEFFName,Seats,Last activity\r\nAnn,1,2026-11-21\r\n')
  })

  test('quotes, commas and line breaks are quoted, empty cells are empty', () => {
    expect(line(['O"Neil, "D"\nJr.', null, null])).toBe('"O""Neil, ""D""\nJr.",,')
  })

  test.each(['a\nb', 'a\rb', 'a\r\nb'])('a line break of any kind is quoted: %j', text => {
    expect(line([text, 1, null])).toBe(`"${text}",1,`)
  })

  test('of semicolons quotes what holds one, leaves commas alone and writes decimals with a comma', () => {
    const texts = encodeCsv(columns, [[['Berg; Ada', 1234.5, null]], [['Berg, Bo', -2, '0042']]], {
      separator: ';',
      decimal: ',',
    })
    expect([...texts].join('')).toBe(
      '\uFEFFName;Seats;Last activity\r\n"Berg; Ada";1234,5;\r\nBerg, Bo;-2;0042\r\n',
    )
  })

  test('names of every script stay as they are', () => {
    expect(line(['Ünsal Çelik 李雷 مرحبا 😀', 0, null])).toBe('Ünsal Çelik 李雷 مرحبا 😀,0,')
  })

  test.each(['=1+1', '+49 30', '-2', '@SUM(A1)', '\tx', '\rx', '＝1', '＠x'])(
    'the text %j is no formula',
    text => {
      expect(line([text, 1, null]).replaceAll('"', '')).toMatch(/^'/)
    },
  )

  test('a formula is quoted and defused together', () => {
    expect(line(['=HYPERLINK("http://evil.example","x")', 1, null])).toBe(
      `"'=HYPERLINK(""http://evil.example"",""x"")",1,`,
    )
  })

  test('numbers stay numbers, negative ones too', () => {
    expect(line(['Over-assigned', -5, null])).toBe('Over-assigned,-5,')
  })

  test('a text within is left alone', () => {
    expect(line(['a=b', 1, null])).toBe('a=b,1,')
  })

  test('whatever the text, no cell begins like a formula', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), text => {
        const cell = [...encodeCsv(columns.slice(0, 1), [[[text]]])].slice(1).join('')
        expect(cell.replace(/^"/, '')).not.toMatch(/^[=+\-@\t]/)
      }),
    )
  })
})

test.each([
  { separator: ',', decimal: '.' },
  { separator: ';', decimal: ',' },
  { separator: '\t', decimal: '.' },
] as const)('CSV with $separator gives another reader the same cells back, whatever they are', dialect => {
  const piece = fc.constantFrom('"', '\r', '\n', '\r\n', ',', ';', '\t', ' ', 'a', 'Ä', '😀', '\u2028', '')
  const cell = fc.oneof(
    fc.array(piece, { maxLength: 5 }).map(pieces => pieces.join('')),
    fc.string({ unit: 'binary' }),
    fc.double({ noNaN: true, noDefaultInfinity: true }),
    fc.constant(null),
  )
  fc.assert(
    fc.property(fc.array(fc.tuple(cell, cell, cell), { minLength: 1 }), rows => {
      const harmless = rows.map(row => row.map(one => (typeof one === 'string' ? `.${one}` : one)))
      const texts = harmless.map(row =>
        row.map(one => (typeof one === 'number' ? String(one).replace('.', dialect.decimal) : (one ?? ''))),
      )
      const text = [...encodeCsv(columns, [harmless, []], dialect)].join('')
      const options = { delimiter: dialect.separator, record_delimiter: '\r\n', bom: true, from_line: 2 }
      expect(parse(text, options)).toEqual(texts)
    }),
  )
})

describe('JSON', () => {
  const json = (...batches: Cell[][][]) => JSON.parse([...encodeJson(columns, batches)].join(''))

  test('is one array of objects by column, with nothing changed', () => {
    expect(json([['=1+1', -5, null]], [['Ann', 2, '2026-11-21']])).toEqual([
      { name: '=1+1', seats: -5, day: null },
      { name: 'Ann', seats: 2, day: '2026-11-21' },
    ])
  })

  test('without rows is an empty array', () => {
    expect(json()).toEqual([])
  })
})
