import { describe, expect, test } from 'vitest'
import { dayText, PersonLines } from '../../../electron/core/graph/csv/person-lines.ts'
import { createReportReader } from '../../../electron/core/graph/csv/report-reader.ts'
import { reportCsv } from '../../support/report-csv.ts'
import { reportNamed } from './read.ts'

const active = reportNamed('office365_active')
const copilot = reportNamed('microsoft365_copilot_usage')

/** The lines of a report's people as they are stored. */
function linesOf(report: typeof active, rows: Parameters<typeof reportCsv>[1]): PersonLines {
  const texts: string[] = []
  const reader = createReportReader(report, {
    keyed: () => undefined,
    people: ({ people }) => texts.push(Buffer.from(people).toString('utf8')),
  })
  reader.push(reportCsv(report, rows))
  reader.end()
  return new PersonLines(texts.join(''), report.activity.length)
}

const [firstApp, secondApp] = active.activity
if (firstApp === undefined || secondApp === undefined) throw new Error('The report has too few apps.')

describe('a line of a person', () => {
  test('names the person in lower case, and as reported where that differs', () => {
    const lines = linesOf(active, [
      ['Ana@Contoso.com', {}],
      ['bo@contoso.com', {}],
    ])
    expect([lines.next(), lines.key(), lines.reportedKey()]).toEqual([
      true,
      'ana@contoso.com',
      'Ana@Contoso.com',
    ])
    expect([lines.next(), lines.key(), lines.reportedKey()]).toEqual([true, 'bo@contoso.com', null])
    expect(lines.next()).toBe(false)
  })

  test('cannot be broken by a name with line breaks and tabs', () => {
    const lines = linesOf(active, [
      ['a\nb\tC@contoso.com', {}],
      ['bo@contoso.com', {}],
    ])
    expect([lines.next(), lines.key(), lines.reportedKey()]).toEqual([
      true,
      'a b c@contoso.com',
      'a b C@contoso.com',
    ])
    expect([lines.next(), lines.key()]).toEqual([true, 'bo@contoso.com'])
  })

  test('has the days of activity in the order of the apps, which compare as days do', () => {
    const lines = linesOf(active, [
      ['a@x.y', { [firstApp.dateCell]: '2025-12-31', [secondApp.dateCell]: '2026-01-01' }],
      ['b@x.y', {}],
    ])
    lines.next()
    expect([dayText(lines.day(0)), dayText(lines.day(1))]).toEqual(['2025-12-31', '2026-01-01'])
    expect(lines.day(0)).toBeLessThan(lines.day(1))
    lines.next()
    expect([lines.day(0), lines.day(1)]).toEqual([0, 0])
  })

  test('says who was deleted', () => {
    const lines = linesOf(active, [
      ['a@x.y', { is_deleted: 1 }],
      ['b@x.y', { is_deleted: 0 }],
    ])
    lines.next()
    expect(lines.isDeleted()).toBe(true)
    lines.next()
    expect(lines.isDeleted()).toBe(false)
  })

  test('has the same checksum for the same cells and another one for others', () => {
    const sums = (cells: Parameters<typeof reportCsv>[1]) => {
      const lines = linesOf(active, cells)
      lines.next()
      return lines.checksum()
    }
    const one = sums([['a@x.y', { is_deleted: 0, deleted_date: null }]])
    expect(sums([['b@x.y', { is_deleted: 0 }]])).toBe(one)
    expect(sums([['a@x.y', { is_deleted: 1 }]])).not.toBe(one)
    expect(sums([['a@x.y', { is_deleted: 0, [firstApp.dateCell]: '2026-01-01' }]])).not.toBe(one)
  })
})

test('the last day that a day can be stands for itself', () => {
  for (const day of ['1970-01-01', '2000-02-29', '2099-12-31']) {
    const cell = copilot.activity[0]?.dateCell ?? ''
    const lines = linesOf(copilot, [['a@x.y', { [cell]: day }]])
    lines.next()
    expect(dayText(lines.day(0))).toBe(day)
  }
})
