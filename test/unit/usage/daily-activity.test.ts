import { expect, test } from 'vitest'
import { dayPath, dayReports } from '../../../electron/core/daily-activity/day-reports.ts'
import { gatherDay } from '../../../electron/core/daily-activity/day-rows.ts'
import { type DayAnswer, problemOfDay } from '../../../electron/core/daily-activity/judge.ts'
import { allowance, type CoveredDay, daysToAsk } from '../../../electron/core/daily-activity/plan.ts'
import type { ReportFindings } from '../../../electron/core/usage/reading/report-findings.ts'

const today = '2026-11-23'
const covered = (date: string, held: Partial<CoveredDay> = {}): CoveredDay => ({
  date,
  askedAt: null,
  retrievedAt: null,
  newestThen: null,
  ...held,
})
const facts = (days: CoveredDay[], more = {}) => ({
  report: 'm365_app',
  newestDay: '2026-11-21',
  concealed: false,
  days,
  ...more,
})

test('days between the first that is offered and the newest are asked for, the oldest first', () => {
  const days = ['2026-11-22', '2026-11-21', '2026-10-26', '2026-10-25'].map(date => covered(date))
  expect(daysToAsk(facts(days), today)).toEqual(['2026-10-26', '2026-11-21'])
  expect(daysToAsk(facts(days, { concealed: true }), today)).toEqual([])
  expect(daysToAsk(facts(days, { newestDay: null }), today)).toEqual([])
})

test.each([
  ['2026-11-18', '2026-11-20', true],
  ['2026-11-18', '2026-11-21', false],
  ['2026-11-19', '2026-11-20', false],
] as const)('the day %s that was held at %s is asked for again: %s', (date, newestThen, again) => {
  const day = covered(date, { retrievedAt: '2026-11-22T06:00:00Z', newestThen })
  expect(daysToAsk(facts([day]), today)).toEqual(again ? [date] : [])
})

test('six days of a report in ten minutes are allowed; calls of the future count for nothing', () => {
  const now = Date.parse('2026-11-23T06:10:00Z')
  const at = (minutes: number) => new Date(now - minutes * 60_000).toISOString()
  const asked = (minutes: number) => covered('2026-11-01', { askedAt: at(minutes) })
  expect(allowance([asked(9), asked(1), asked(11), asked(-5)], now)).toEqual({
    calls: 4,
    nextAt: now + 60_000,
  })
  expect(
    allowance(
      Array.from({ length: 12 }, () => asked(2)),
      now,
    ).calls,
  ).toBe(0)
})

const findings: ReportFindings = {
  rows: 100,
  refreshDate: '2026-11-21',
  future: 0,
  futureDate: null,
  concealed: false,
  unknownColumns: [],
  missingColumns: [],
  dropped: 0,
  ragged: 0,
  unreadable: 0,
  unreadableRows: 0,
}
const answer = (more: Partial<DayAnswer>, found: Partial<ReportFindings> = {}): DayAnswer => ({
  day: '2026-11-15',
  findings: { ...findings, ...found },
  people: 40,
  later: 0,
  held: 0,
  counted: 41,
  ...more,
})

test.each([
  ['a usual answer', answer({}), null],
  ['one with many rows that could not be read', answer({}, { unreadableRows: 60 }), 'unreadable'],
  ['one whose rows name nobody', answer({}, { dropped: 120 }), 'nameless'],
  ['one that conceals names', answer({}, { concealed: true }), 'concealed'],
  ['one made before the day', answer({}, { refreshDate: '2026-11-14' }), 'older'],
  ['one whose dates are later', answer({ later: 51 }), 'otherDay'],
  ['a bare header against the counts', answer({ people: 0 }, { rows: 0 }), 'emptied'],
  ['rows that are all of other days', answer({ people: 0 }), 'otherDay'],
  [
    'a bare header on a day of which people are held',
    answer({ people: 0, held: 3, counted: 0 }, { rows: 0 }),
    'emptied',
  ],
  ['a bare header on a day without any use', answer({ people: 0, counted: 0 }, { rows: 0 }), null],
] as const)('%s', (_what, given, problem) => {
  expect(problemOfDay(given)).toBe(problem)
})

test('only what is dated the day itself counts, and only for apps whose flag is set', () => {
  const report = dayReports().find(({ name }) => name === 'm365_app')
  if (report === undefined) throw new Error('There is no such report.')
  const rows = gatherDay(report, '2026-11-15')
  const row = (key: string, cells: Record<string, string | number>) =>
    rows.add({ key, reportedKey: null, item: '', cells: report.cells.map(({ name }) => cells[name] ?? null) })
  row('ann@contoso.com', { last_activity_date: '2026-11-15', word: 1, teams: 1, excel: 0 })
  row('ben@contoso.com', { last_activity_date: '2026-11-14', word: 1 })
  row('cyd@contoso.com', { last_activity_date: '2026-11-16', word: 1 })
  expect(rows.people).toEqual([{ key: 'ann@contoso.com', reportedKey: null, apps: 0b100010 }])
  expect(rows.later()).toBe(1)
  expect(dayPath(report, '2026-11-15')).toBe('/reports/getM365AppUserDetail(date=2026-11-15)')
})
