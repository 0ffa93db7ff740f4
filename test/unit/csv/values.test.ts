import { describe, expect, test } from 'vitest'
import type { UsageReport } from '../../../electron/core/usage/catalogue/types.ts'
import { mail, readText, reportNamed } from './read.ts'

describe('values', () => {
  const one = (report: UsageReport, column: string, value: string) => {
    const cell = report.cells.findIndex(({ header }) => header === column) + 1
    const header = `Report Refresh Date,${report.keyColumn},${column}`
    const { rows, findings } = readText(report, `${header}\n2026-11-21,a@x.y,${value}`)
    return [rows[0]?.[1][cell], findings.unreadable]
  }

  test.each([
    ['12', 12, 0],
    ['0', 0, 0],
    ['', null, 0],
    [' 7 ', 7, 0],
    ['007', 7, 0],
    ['-3', -3, 0],
    ['5.0', 5, 0],
    ['107374182400000', 107374182400000, 0],
    ['999999999999999999999', null, 1],
    ['1.5', null, 1],
    ['n/a', null, 1],
  ])('the number %j is %j', (value, expected, unreadable) => {
    expect(one(mail, 'Send Count', value)).toEqual([expected, unreadable])
  })

  test.each([
    ['True', 1, 0],
    ['False', 0, 0],
    ['Yes', 1, 0],
    ['No', 0, 0],
    ['TRUE', 1, 0],
    ['1', 1, 0],
    ['0', 0, 0],
    ['', null, 0],
    ['maybe', null, 1],
  ])('the flag %j is %j', (value, expected, unreadable) => {
    expect(one(reportNamed('m365_app'), 'Word (Windows)', value)).toEqual([expected, unreadable])
  })

  test.each([
    ['ProPlus', 1],
    ['Yes', 1],
    ['No', 0],
    ['', 0],
  ])('a mail client that says %j was used: %j', (value, expected) => {
    expect(one(reportNamed('email_app_usage'), 'Outlook For Windows', value)).toEqual([expected, 0])
  })

  test('a mail client that has no column, or no field in a short row, is not known to be unused', () => {
    const report = reportNamed('email_app_usage')
    const [mac, windows] = ['Mail For Mac', 'Outlook For Windows'].map(
      column => report.cells.findIndex(({ header }) => header === column) + 1,
    )
    const header = `Report Refresh Date,${report.keyColumn},Outlook For Windows,Last Activity Date`
    const { rows } = readText(report, `${header}\n2026-11-21,a@x.y,,2026-11-20\n2026-11-21,b@x.y\n`)
    expect(rows.map(([, cells]) => [cells[mac ?? 0], cells[windows ?? 0]])).toEqual([
      [null, 0],
      [null, null],
    ])
  })

  test.each([
    ['2026-11-20', '2026-11-20', 0],
    ['2024-02-29', '2024-02-29', 0],
    ['2026-11-20T00:00:00Z', '2026-11-20', 0],
    ['2026-11-20 00:00:00', '2026-11-20', 0],
    ['', null, 0],
    ['2026-02-29', null, 1],
    ['2026-13-01', null, 1],
    ['20-11-2026', null, 1],
    ['2026-11-200', null, 1],
    ['11/20/2026', null, 1],
  ])('the date %j is %j', (value, expected, unreadable) => {
    expect(one(mail, 'Last Activity Date', value)).toEqual([expected, unreadable])
  })

  test('text arrives as it was sent: 256 characters, right to left, emoji, blanks, control characters', () => {
    const yammer = reportNamed('yammer_activity')
    for (const text of [
      'x'.repeat(256),
      'שלום עולם \u202E',
      '👩‍🔬 数据',
      ' a  b ',
      'a\tb\\c\u0001',
      'null',
    ]) {
      expect(one(yammer, 'User State', text)).toEqual([text, 0])
    }
  })
})
