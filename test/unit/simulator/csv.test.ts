import fc from 'fast-check'
import { expect, test } from 'vitest'
import { parseCsv, writeCsv } from '../../../electron/simulator/csv.ts'
import { changeColumns, emptyCsv, messCsv } from '../../../electron/simulator/faults/csv-faults.ts'

const cell = fc.string({ unit: fc.constantFrom('a', 'ü', '"', ',', '\r\n', '\n', ' ', '漢', '=') })

test('what is written can be read again, whatever is in the cells', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 5 }),
      fc.array(fc.array(cell, { minLength: 5, maxLength: 5 }), { minLength: 1 }),
      (width, rows) => {
        // A row of one empty cell is an empty line, which no reader can tell from none.
        const cut = rows.map(row => [...row.slice(0, width), 'end'])
        expect(parseCsv(writeCsv(cut))).toEqual(cut)
      },
    ),
  )
})

test('damaged text is refused', () => {
  expect(() => parseCsv('a,"b\r\nc')).toThrow(SyntaxError)
})

const text = '\ufeffReport Refresh Date,Display Name,Send Count\r\n2026-11-21,"Doe, Jane",3\r\n'

test('columns can be added, left out and turned round', () => {
  expect(changeColumns(text, { kind: 'columns', added: ['New'] })).toBe(
    '\ufeffReport Refresh Date,Display Name,Send Count,New\r\n2026-11-21,"Doe, Jane",3,new\r\n',
  )
  expect(changeColumns(text, { kind: 'columns', missing: ['Display Name'] })).toBe(
    '\ufeffReport Refresh Date,Send Count\r\n2026-11-21,3\r\n',
  )
  expect(changeColumns(text, { kind: 'columns', reordered: true })).toBe(
    '\ufeffSend Count,Display Name,Report Refresh Date\r\n3,"Doe, Jane",2026-11-21\r\n',
  )
})

test('names can be made messy, and values emptied', () => {
  expect(parseCsv(messCsv(text))[1]?.[1]).toContain('"')
  expect(emptyCsv(text)).toBe('\ufeffReport Refresh Date,Display Name,Send Count\r\n2026-11-21,,\r\n')
})
