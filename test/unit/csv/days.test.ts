import { expect, test } from 'vitest'
import { mail, mailHeader, readText, reportNamed } from './read.ts'

/** Reads a report on 2026-11-23. */
const read = (name: string, ...lines: string[]) => readText(reportNamed(name), lines.join('\n'), '2026-11-24')
const row = (refresh: string, key: string, activity: string) =>
  `${refresh},${key},Somebody,False,,${activity},3,20,15,1,2,OFFICE 365 E5,30`

test("a day of the future is nobody's newest day and nobody's activity", () => {
  const { findings, rows } = read(
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
  expect(rows.map(([, cells]) => cells[3])).toEqual(['2026-11-20', null, '2026-11-19'])
})

test('tomorrow is a day like others: it has begun somewhere', () => {
  expect(read(mail.name, mailHeader, row('2026-11-24', 'ada@x.y', '2026-11-24')).findings).toMatchObject({
    refreshDate: '2026-11-24',
    future: 0,
    unreadableRows: 0,
  })
})

test('tenant counts of future days are left out', () => {
  const { findings, rows } = read(
    'office365_active_user_counts',
    'Report Refresh Date,Office 365,Teams,Report Date,Report Period',
    '2026-11-21,5,3,2026-11-20,30',
    '2026-11-21,5,3,2062-11-20,30',
  )
  expect(findings).toMatchObject({ rows: 1, dropped: 1 })
  expect(rows.map(([key]) => key)).toEqual(['2026-11-20\t'])
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
