import { expect, test } from 'vitest'
import { createReportReader } from '../../../electron/core/graph/csv/report-reader.ts'
import type { ReportFindings } from '../../../electron/core/graph/csv/row-writer.ts'
import { mail, mailHeader, reportNamed } from './read.ts'

/** Reads a report on 2026-11-23. */
function read(name: string, ...lines: string[]): { findings: ReportFindings; cells: unknown[] } {
  const cells: unknown[] = []
  const text = (bytes: Uint8Array) => new TextDecoder().decode(bytes)
  const reader = createReportReader(
    reportNamed(name),
    {
      people: chunk => cells.push(...JSON.parse(text(chunk.cells))),
      keyed: rows => cells.push(...Object.keys(JSON.parse(text(rows)))),
    },
    '2026-11-24',
  )
  reader.push(new TextEncoder().encode(lines.join('\n')))
  return { findings: reader.end(), cells }
}
const row = (refresh: string, key: string, activity: string) =>
  `${refresh},${key},Somebody,False,,${activity},3,20,15,1,2,OFFICE 365 E5,30`

test("a day of the future is nobody's newest day and nobody's activity", () => {
  const { findings, cells } = read(
    mail.name,
    mailHeader,
    row('2026-11-21', 'ada@x.y', '2026-11-20'),
    row('2026-11-21', 'bo@x.y', '2099-01-01'),
    row('2099-12-31', 'cy@x.y', '2026-11-19'),
  )
  expect(findings).toMatchObject({
    refreshDate: '2026-11-21',
    future: 1,
    futureDate: '2099-12-31',
    unreadableRows: 1,
  })
  expect(cells.map(cell => (Array.isArray(cell) ? cell[3] : cell))).toEqual([
    '2026-11-20',
    null,
    '2026-11-19',
  ])
})

test('tomorrow is a day like others: it has begun somewhere', () => {
  expect(read(mail.name, mailHeader, row('2026-11-24', 'ada@x.y', '2026-11-24')).findings).toMatchObject({
    refreshDate: '2026-11-24',
    future: 0,
    unreadableRows: 0,
  })
})

test('tenant counts of future days are left out', () => {
  const { findings, cells } = read(
    'office365_active_user_counts',
    'Report Refresh Date,Office 365,Teams,Report Date,Report Period',
    '2026-11-21,5,3,2026-11-20,30',
    '2026-11-21,5,3,2062-11-20,30',
  )
  expect(findings).toMatchObject({ rows: 1, dropped: 1 })
  expect(cells).toEqual(['2026-11-20\t'])
})

test('rows whose activity or date cannot be read are counted; other columns do not matter for that', () => {
  const { findings } = read(
    mail.name,
    mailHeader,
    row('2026-11-21', 'ada@x.y', '20.11.2026'),
    row('today', 'bo@x.y', '2026-11-20'),
    '2026-11-21,cy@x.y,Somebody',
    '2026-11-21,di@x.y,Somebody,perhaps,never,2026-11-20,many,20,15,1,2,OFFICE 365 E5,30',
    row('2026-11-21', 'ed@x.y', ''),
  )
  expect(findings).toMatchObject({ rows: 5, unreadableRows: 3 })
})
