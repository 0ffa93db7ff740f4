import { describe, expect, test } from 'vitest'
import type { DatasetState, ReportFindings } from '../../../electron/core/sync/ports.ts'
import {
  latestTrueDay,
  type ReportAnswer,
  worseBesideOthers,
  worseReport,
} from '../../../electron/core/sync/worse/report.ts'
import { usageReports } from '../../../electron/core/usage/catalogue/index.ts'
import type { UsageReport } from '../../../electron/core/usage/catalogue/types.ts'

const reportNamed = (name: string): UsageReport => {
  const found = usageReports.find(report => report.name === name)
  if (found === undefined) throw new Error(`There is no report ${name}.`)
  return found
}
const mail = reportNamed('email_activity')
const counts = reportNamed('email_activity_counts')

const stored = (
  rows: number,
  refreshDate: string | null = '2026-11-20',
  concealed = false,
): DatasetState => ({
  dataset: 'usage.email_activity',
  succeededAt: '2026-11-22T06:00:00Z',
  lastFullAt: null,
  deltaLink: null,
  refreshDate,
  fingerprint: null,
  concealed,
  rows,
  failures: 0,
  problem: null,
})
const findings = (some: Partial<ReportFindings>): ReportFindings => ({
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
  ...some,
})

test('no day after tomorrow is true', () => {
  const now = Date.parse('2026-11-23T10:00:00Z')
  expect(latestTrueDay(now, [])).toBe('2026-11-24')
  expect(latestTrueDay(now, ['2026-11-10', '2026-11-10', '2099-01-01'])).toBe('2026-11-24')
  // The clock of this computer is behind: most reports say so.
  expect(latestTrueDay(now, ['2026-12-20', '2026-12-20', '2026-12-19'])).toBe('2026-12-30')
})

describe('a report by itself', () => {
  const worse = (state: DatasetState | null, some: Partial<ReportFindings>, report = mail) =>
    worseReport(report, state, findings(some), '2026-11-24')

  test.each<[string, Partial<ReportFindings>]>([
    ['emptied', { rows: 0, refreshDate: null }],
    ['older', { refreshDate: '2026-11-19' }],
    ['future', { refreshDate: null, future: 100, futureDate: '2099-01-01' }],
    ['nameless', { rows: 3, dropped: 97 }],
    ['unreadable', { unreadableRows: 51 }],
  ])('is set aside when it is %s, and is told with rows and dates', (kind, some) => {
    const { rows = 100, refreshDate: date = '2026-11-21' } = some
    expect(worse(stored(100), some)).toEqual({
      kind,
      before: { rows: 100, date: '2026-11-20' },
      came: { rows, date: kind === 'future' ? '2099-01-01' : date },
    })
  })

  test('is taken when it is as good: newer, of the same day, with a few odd rows', () => {
    expect(worse(stored(100), {})).toBeNull()
    expect(worse(stored(100), { refreshDate: '2026-11-20' })).toBeNull()
    expect(worse(stored(100), { rows: 96, dropped: 120, future: 2, unreadableRows: 20 })).toBeNull()
  })

  test('is taken, without an alarm, by a tenant that never had a row', () => {
    expect(worse(null, { rows: 0, refreshDate: null })).toBeNull()
    expect(worse(stored(0, null), { rows: 0, refreshDate: null })).toBeNull()
    expect(worse(null, { rows: 0, dropped: 4 })).toBeNull()
    expect(worse(null, { refreshDate: null, future: 100, futureDate: '2099-01-01' })).toBeNull()
  })

  test('is never taken when most of its rows cannot be read: unknown activity is not none', () => {
    expect(worse(null, { unreadableRows: 60 })?.kind).toBe('unreadable')
  })

  test('is taken when what is stored is the one that is dated in the future', () => {
    expect(worse(stored(100, '2099-01-01'), {})).toBeNull()
  })

  test('of tenant counts is judged like the others', () => {
    expect(worse(stored(180), { rows: 0, refreshDate: null }, counts)?.kind).toBe('emptied')
    expect(worse(stored(180), { rows: 0, dropped: 180 }, counts)?.kind).toBe('unreadable')
    expect(worse(stored(180), { rows: 7 }, counts)).toBeNull()
  })
})

describe('reports beside each other', () => {
  const answer = (dataset: string, some: Partial<ReportAnswer>): ReportAnswer => ({
    dataset,
    report: mail,
    state: stored(100),
    came: { rows: 100, refreshDate: '2026-11-21', concealed: false },
    ...some,
  })
  const came = (rows: number, concealed = false, refreshDate = '2026-11-21') => ({
    rows,
    refreshDate,
    concealed,
  })
  const kinds = (answers: ReportAnswer[], people: number | null = 100) =>
    Object.fromEntries([...worseBesideOthers(answers, people)].map(([dataset, { kind }]) => [dataset, kind]))

  test('one that suddenly conceals the names while the others show them is set aside', () => {
    const others = [answer('b', {}), answer('c', { came: null })]
    expect(kinds([answer('a', { came: came(100, true) }), ...others])).toEqual({ a: 'concealed' })
  })

  test('when all of them conceal the names the tenant does, and they are taken', () => {
    const hidden = ['a', 'b', 'c'].map(dataset => answer(dataset, { came: came(100, true) }))
    expect(kinds(hidden)).toEqual({})
  })

  test('one that had concealed the names before goes on', () => {
    const concealed = answer('a', { state: stored(100, '2026-11-20', true), came: came(100, true) })
    expect(kinds([concealed, answer('b', {}), answer('c', {})])).toEqual({})
  })

  test('far fewer rows are set aside, unless the directory has become as small', () => {
    expect(kinds([answer('a', { came: came(49) })])).toEqual({ a: 'shortened' })
    expect(kinds([answer('a', { came: came(49) })], null)).toEqual({ a: 'shortened' })
    expect(kinds([answer('a', { came: came(50) })])).toEqual({})
    expect(kinds([answer('a', { came: came(20) })], 30)).toEqual({})
  })

  test('few rows that stay few for a week are the truth', () => {
    expect(kinds([answer('a', { came: came(10, false, '2026-11-26') })])).toEqual({ a: 'shortened' })
    expect(kinds([answer('a', { came: came(10, false, '2026-11-27') })])).toEqual({})
  })

  test('tenant counts cover the gap only, so that their number of rows says nothing', () => {
    expect(kinds([answer('a', { report: counts, state: stored(180), came: came(7) })])).toEqual({})
  })
})
