import { describe, expect, test } from 'vitest'
import { findReport } from '../../../electron/core/reports/index.ts'
import { checkSources } from '../../../electron/core/reports/notes.ts'
import { describeSources } from '../../../electron/core/reports/sources.ts'
import type { DatasetFact } from '../../../electron/core/reports/trust.ts'

const now = Date.parse('2026-11-23T12:00:00Z')
const fact = (dataset: string, more: Partial<DatasetFact> = {}): DatasetFact => ({
  dataset,
  succeededAt: '2026-11-23T06:00:00Z',
  refreshDate: dataset.includes('.') ? '2026-11-21' : null,
  concealed: false,
  problem: null,
  ...more,
})
const usage = 'usage.office365_active_d30'
const otherUsage = 'usage.teams_user_activity'
const judge = (report: string, ...facts: DatasetFact[]) => checkSources(findReport(report), facts, now)
const kinds = (report: string, ...facts: DatasetFact[]) =>
  judge(report, ...facts).notes.map(({ kind }) => kind)
const missing = (problem: string | null): Partial<DatasetFact> => ({
  succeededAt: null,
  refreshDate: null,
  problem,
})

describe('what a report says of its sources', () => {
  test('nothing when all is well, and the newest day of its usage', () => {
    const facts = [
      fact('users'),
      fact(usage),
      fact(otherUsage, { refreshDate: '2026-11-20' }),
      fact('sign_in_activity'),
    ]
    expect(judge('users', ...facts)).toEqual({
      missing: {},
      isAnswerable: true,
      activityAsOf: '2026-11-21',
      notes: [],
    })
  })

  test('a report without usage has no day of usage', () => {
    expect(judge('unused-seats', fact('licenses'), fact(usage)).activityAsOf).toBeNull()
  })

  test('a permission that is missing, by its name', () => {
    const { notes, isAnswerable } = judge(
      'inactive',
      fact('users'),
      fact('sign_in_activity'),
      fact(usage, missing('notGranted')),
    )
    expect(notes).toEqual([{ kind: 'notGranted', text: expect.stringContaining('Reports.Read.All') }])
    expect(isAnswerable).toBe(false)
  })

  test('a source that is only an addition does not keep the report from telling the rest', () => {
    const { notes, isAnswerable } = judge(
      'users',
      fact('users'),
      fact(usage, missing('notGranted')),
      fact('sign_in_activity', missing('notGranted')),
    )
    expect(isAnswerable).toBe(true)
    expect(notes.map(({ text }) => text.split(':')[0])).toEqual(['Usage per user', 'Last sign-in'])
  })

  test.each([
    ['licenseMissing', 'info'],
    ['notInThisCloud', 'info'],
    ['failed', 'partial'],
    [null, 'empty'],
  ])('never retrieved because of %s: %s', (problem, kind) => {
    expect(kinds('users', fact('users'), fact(usage), fact('sign_in_activity', missing(problem)))).toEqual([
      kind,
    ])
  })

  test('no state at all means that no sync has run', () => {
    expect(kinds('renewals')).toEqual(['empty'])
    expect(judge('renewals').isAnswerable).toBe(false)
  })

  test('concealed names: the setting, and no figures per person', () => {
    const { notes, isAnswerable, activityAsOf } = judge(
      'inactive',
      fact('users'),
      fact('sign_in_activity'),
      fact(usage, { concealed: true }),
    )
    expect(notes).toEqual([
      { kind: 'concealed', text: expect.stringContaining('Org settings > Services > Reports') },
    ])
    expect(isAnswerable).toBe(false)
    expect(activityAsOf).toBe('2026-11-21')
  })

  test('as long as one report conceals names, nobody is judged by the others', () => {
    const facts = [
      fact('users'),
      fact('sign_in_activity'),
      fact(usage),
      fact(otherUsage, { concealed: true }),
    ]
    expect(judge('inactive', ...facts)).toMatchObject({ isAnswerable: false, notes: [{ kind: 'concealed' }] })
  })

  test('one of several datasets that failed is named with the age of its data', () => {
    const facts = [
      fact('users'),
      fact(usage),
      fact(otherUsage, { problem: 'failed', succeededAt: '2026-11-20T06:00:00Z' }),
      fact('sign_in_activity'),
    ]
    const { notes, isAnswerable } = judge('users', ...facts)
    expect(notes).toEqual([
      { kind: 'partial', text: expect.stringContaining('Teams user activity (data of 2026-11-20)') },
    ])
    expect(isAnswerable).toBe(true)
  })

  test('a permission that is no longer granted is named once, however many datasets need it', () => {
    const gone = { problem: 'notGranted', succeededAt: '2026-11-22T06:00:00Z' } as const
    const facts = [fact('users'), fact(usage, gone), fact(otherUsage, gone), fact('sign_in_activity')]
    expect(judge('users', ...facts).notes).toEqual([
      {
        kind: 'notGranted',
        text: expect.stringMatching(
          /^Usage per user: no longer granted; the figures are those of 2026-11-22\. Add .*Reports\.Read\.All/,
        ),
      },
    ])
  })

  test('many datasets that failed are not all named', () => {
    const failed = { problem: 'failed', succeededAt: '2026-11-22T06:00:00Z' } as const
    const datasets = describeSources().activity.datasets.slice(0, 5)
    const facts = [fact('users'), ...datasets.map(dataset => fact(dataset, failed)), fact('sign_in_activity')]
    expect(judge('users', ...facts).notes.map(({ text }) => text)).toEqual([
      expect.stringMatching(/and 2 more\. The sync history says why\.$/),
    ])
  })

  test('data that is days old says so', () => {
    const { notes } = judge('renewals', fact('renewals', { succeededAt: '2026-11-20T11:00:00Z' }))
    expect(notes).toEqual([{ kind: 'stale', text: expect.stringContaining('3 days ago (2026-11-20)') }])
    expect(kinds('renewals', fact('renewals', { succeededAt: '2026-11-22T11:00:00Z' }))).toEqual([])
  })
})
