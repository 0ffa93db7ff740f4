import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { open } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, onTestFinished, test } from 'vitest'
import type { Cell, ReportColumn } from '../../../electron/contract/reports.ts'
import { columnLetters, excelDay, xmlText } from '../../../electron/core/export/worksheet.ts'
import { writeWorkbook } from '../../../electron/platform/export/workbook.ts'
import { readZip } from './zip-reader.ts'

const columns: ReportColumn[] = [
  { key: 'name', label: 'Name', type: 'text', personal: true, sums: false, blank: 'none' },
  { key: 'seats', label: 'Seats', type: 'integer', personal: false, sums: false, blank: 'none' },
  { key: 'day', label: 'Last activity', type: 'date', personal: false, sums: false, blank: 'none' },
  { key: 'at', label: 'Created', type: 'time', personal: false, sums: false, blank: 'none' },
  { key: 'enabled', label: 'Enabled', type: 'flag', personal: false, sums: false, blank: 'none' },
  { key: 'cost', label: 'Cost (per year)', type: 'money', personal: false, sums: false, blank: 'none' },
]

async function workbook(title: string, ...batches: Cell[][][]): Promise<Record<string, string>> {
  const folder = mkdtempSync(join(tmpdir(), 'm365-connector-xlsx-'))
  onTestFinished(() => rmSync(folder, { recursive: true }))
  const path = join(folder, 'book.xlsx')
  const file = await open(path, 'wx')
  await writeWorkbook(file, { title, columns, batches })
  await file.close()
  return readZip(readFileSync(path))
}

type Read = { type: string | null; style: string | null; value: string }

/** The cells of a sheet by reference, read as any program reads them. */
function cellsOf(sheet: string): Record<string, Read> {
  const cells = sheet.matchAll(/<c r="([A-Z]+\d+)"(?: s="(\d+)")?(?: t="(\w+)")?>(.*?)<\/c>/gs)
  return Object.fromEntries(
    [...cells].map(([, reference = '', style, type, content = '']) => [
      reference,
      {
        type: type ?? null,
        style: style ?? null,
        value: (/<(?:v|t[^>]*)>(.*?)<\/(?:v|t)>/s.exec(content)?.[1] ?? '')
          .replaceAll('&lt;', '<')
          .replaceAll('&gt;', '>')
          .replaceAll('&quot;', '"')
          .replaceAll('&amp;', '&'),
      },
    ]),
  )
}

/** The number format behind a cell's style. */
function formatOf(styles: string, style: string | null): string | undefined {
  const cell = [...styles.matchAll(/<xf numFmtId="(\d+)" fontId="(\d)"[^>]*applyNumberFormat/g)][
    Number(style ?? 0)
  ]
  return new RegExp(`numFmtId="${cell?.[1]}" formatCode="([^"]*)"`).exec(styles)?.[1]
}

describe('a workbook', () => {
  test('keeps every kind of value as what it is', async () => {
    const files = await workbook('Users', [['00123', -5, '2026-11-21', '2026-11-21T18:00:00Z', 1, 1234.5]])
    const styles = files['xl/styles.xml'] ?? ''
    const cells = cellsOf(files['xl/worksheets/sheet1.xml'] ?? '')
    expect(cells['A2']).toMatchObject({ type: 'inlineStr', value: '00123' })
    expect(cells['B2']).toMatchObject({ type: null, value: '-5' })
    expect(cells['C2']).toMatchObject({ type: null, value: '46347' })
    expect(cells['D2']).toMatchObject({ type: null, value: '46347.75' })
    expect(cells['E2']).toMatchObject({ type: 'b', value: '1' })
    expect(cells['F2']).toMatchObject({ type: null, value: '1234.5' })
    expect(formatOf(styles, cells['A2']?.style ?? null)).toBe('@')
    expect(formatOf(styles, cells['C2']?.style ?? null)).toBe('yyyy\\-mm\\-dd')
    expect(formatOf(styles, cells['D2']?.style ?? null)).toBe('yyyy\\-mm\\-dd\\ hh:mm')
    expect(formatOf(styles, cells['F2']?.style ?? null)).toBe('#,##0.00')
  })

  test('a text that looks like a formula, a number or a date stays a text', async () => {
    const texts = ['=1+1', '1e5', '2026-11-21', '-5', 'TRUE']
    const files = await workbook('Users', [texts.map(text => [text, null, null, null, null, null])].flat())
    const cells = cellsOf(files['xl/worksheets/sheet1.xml'] ?? '')
    expect(texts.map((_, index) => cells[`A${index + 2}`])).toEqual(
      texts.map(value => expect.objectContaining({ type: 'inlineStr', value })),
    )
  })

  test('the header is bold and stays in sight, times say their zone', async () => {
    const files = await workbook('Users', [['Ann', 1, null, null, null, null]])
    const sheet = files['xl/worksheets/sheet1.xml'] ?? ''
    const header = cellsOf(sheet)
    expect([header['A1']?.value, header['D1']?.value]).toEqual(['Name', 'Created (UTC)'])
    const fonts = [
      ...(files['xl/styles.xml'] ?? '').matchAll(/<xf numFmtId="\d+" fontId="(\d)"[^>]*applyNumberFormat/g),
    ]
    expect(fonts[Number(header['A1']?.style)]?.[1]).toBe('1')
    expect(sheet).toContain('ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"')
    expect(sheet).toContain('<autoFilter ref="A1:F2"/>')
    expect(sheet.match(/<col /g)).toHaveLength(columns.length)
  })

  test('empty cells are left out, rows go on over batches', async () => {
    const row = (name: string): Cell[] => [name, null, null, null, null, null]
    const files = await workbook('Users', [row('a'), row('b')], [row('c')])
    const sheet = files['xl/worksheets/sheet1.xml'] ?? ''
    expect([...sheet.matchAll(/<row r="(\d+)"/g)].map(match => match[1])).toEqual(['1', '2', '3', '4'])
    expect(cellsOf(sheet)['A4']?.value).toBe('c')
    expect(cellsOf(sheet)['B4']).toBeUndefined()
  })

  test('without rows it has its header all the same', async () => {
    const files = await workbook('Users')
    expect(cellsOf(files['xl/worksheets/sheet1.xml'] ?? '')['A1']?.value).toBe('Name')
  })

  test('a sheet has a name that Excel takes', async () => {
    const files = await workbook('A [very] long: title/that *goes* on & on')
    expect(files['xl/workbook.xml']).toMatch(/<sheet name="A {2}very {2}long {2}title that {2}goes" /)
  })

  test('dates that no calendar has stay texts', async () => {
    const files = await workbook('Users', [['x', null, 'soon', '0001-01-01T00:00:00Z', null, null]])
    const cells = cellsOf(files['xl/worksheets/sheet1.xml'] ?? '')
    expect([cells['C2']?.value, cells['D2']?.value]).toEqual(['soon', '0001-01-01T00:00:00Z'])
  })
})

test.each([
  [0, 'A'],
  [25, 'Z'],
  [26, 'AA'],
  [701, 'ZZ'],
  [702, 'AAA'],
])('column %i is %s', (index, letters) => {
  expect(columnLetters(index)).toBe(letters)
})

test('days are counted as Excel counts them', () => {
  expect(excelDay('2000-01-01')).toBe(36526)
  expect(excelDay('1900-03-01')).toBe(61)
  expect(excelDay('1899-12-31')).toBeNull()
})

test.each([
  ['a & b < c > "d"', 'a &amp; b &lt; c &gt; &quot;d&quot;'],
  ['bell\u0007', 'bell'],
  ['line\r\nbreak', 'line_x000D_\nbreak'],
  ['_x0041_', '_x005F_x0041_'],
  ['lone \ud800 half', 'lone \ufffd half'],
  ['x'.repeat(40_000), 'x'.repeat(32_767)],
  ['plain_name', 'plain_name'],
])('text %#: what XML cannot hold is escaped or left out', (text, expected) => {
  expect(xmlText(text)).toBe(expected)
})
