import { describe, expect, test } from 'vitest'
import { AppError, toWire } from '../../../electron/core/errors.ts'
import { worseKinds } from '../../../electron/core/graph/retry.ts'
import type { DatasetState } from '../../../electron/core/sync/ports.ts'
import {
  isSetAside,
  storedMeasure,
  type WorseAnswer,
  worseAnswerError,
  worseFinding,
} from '../../../electron/core/sync/worse/answer.ts'
import { isLastingLoss, worseList, worseLoss } from '../../../electron/core/sync/worse/directory.ts'

const state = (fields: Partial<DatasetState> = {}): DatasetState => ({
  dataset: 'licenses',
  succeededAt: '2026-11-22T08:00:00.000Z',
  lastFullAt: '2026-11-22T08:00:00.000Z',
  deltaLink: null,
  refreshDate: null,
  fingerprint: null,
  concealed: false,
  rows: 12,
  failures: 0,
  problem: null,
  ...fields,
})
const worse: WorseAnswer = {
  kind: 'shortened',
  before: { rows: 100, date: '2026-11-21' },
  came: { rows: 3, date: '2026-11-22' },
}

describe('an answer that is worse than what is stored', () => {
  test('ends its dataset as an invalid answer that says what was and what came', () => {
    const error = worseAnswerError('usage.email_activity', worse)
    expect(error).toMatchObject({
      code: 'invalidAnswer',
      detail: {
        kind: 'shortened',
        rowsBefore: '100',
        dateBefore: '2026-11-21',
        rowsCame: '3',
        dateCame: '2026-11-22',
      },
    })
    expect(error.message).toContain('usage.email_activity')
    expect(isSetAside(error)).toBe(true)
  })

  test.each(worseKinds)('that is %s becomes a flagged finding with both dates', kind => {
    const wire = toWire(worseAnswerError('licenses', { ...worse, kind }))
    const finding = worseFinding('licenses', wire, storedMeasure(state()))
    expect(finding).toMatchObject({ dataset: 'licenses', expected: 100, actual: 3, verdict: 'flagged' })
    expect(finding?.explanation).toMatch(/^There were 100 rows of 2026-11-21, and .*2026-11-22/)
    expect(finding?.explanation).toContain('The data of 2026-11-21 stays')
  })

  test('that is no page at all is flagged with what is stored, where something is', () => {
    const wire = toWire(
      new AppError('invalidAnswer', 'No page.', { fix: 'Again.', detail: { kind: 'json' } }),
    )
    expect(worseFinding('licenses', wire, storedMeasure(state()))).toMatchObject({ expected: 12, actual: 0 })
    expect(worseFinding('licenses', wire, storedMeasure(state({ rows: 0 })))).toBeNull()
    expect(worseFinding('licenses', wire, storedMeasure(null))).toBeNull()
  })

  test('is told apart from other failures', () => {
    const other = new AppError('throttled', 'Later.', { fix: 'Wait.', detail: { kind: 'emptied' } })
    expect(isSetAside(other)).toBe(false)
    expect(worseFinding('licenses', toWire(other), storedMeasure(state()))).toBeNull()
  })

  test('of a report is measured by the day that the report is about', () => {
    expect(storedMeasure(state({ refreshDate: '2026-11-20' }))).toEqual({ rows: 12, date: '2026-11-20' })
    expect(storedMeasure(null)).toEqual({ rows: 0, date: null })
  })
})

describe('a list of few rows', () => {
  test.each([
    // stored, came, lost although in use
    [12, 5, 3, 'shortened'],
    [12, 6, 3, null],
    [12, 5, 0, null],
    [2, 1, 1, null],
    [0, 0, 0, null],
  ])('%i stored, %i came, %i in use are missing: %s', (rows, came, lost, kind) => {
    expect(worseLoss(state({ rows }), came, lost)?.kind ?? null).toBe(kind)
  })

  test.each([
    [state(), { rows: 0, unreadable: 0 }, 'emptied'],
    [state(), { rows: 0, unreadable: 12 }, 'unreadable'],
    [state(), { rows: 11, unreadable: 1 }, 'unreadable'],
    [state(), { rows: 12, unreadable: 1 }, null],
    [state(), { rows: 11, unreadable: 0 }, null],
    [state({ rows: 0 }), { rows: 0, unreadable: 0 }, null],
    [null, { rows: 0, unreadable: 0 }, null],
    [null, { rows: 0, unreadable: 2 }, 'unreadable'],
    [null, { rows: 3, unreadable: 2 }, null],
  ])('stored %j, came %j: %s', (stored, came, kind) => {
    expect(worseList(stored, came)?.kind ?? null).toBe(kind)
  })

  test.each([
    ['renewals', 7, 3, true],
    ['licenses', 30, 9, true],
    ['renewals', 7, 2, false],
    ['renewals', 6, 9, false],
    ['organization', 30, 9, false],
    ['registration', 30, 9, false],
  ])(
    '%s that has been short for %i days and %i syncs is believed: %s',
    (dataset, days, failures, believed) => {
      const succeededAt = '2026-11-01T06:00:00.000Z'
      const now = Date.parse(succeededAt) + days * 86_400_000
      expect(isLastingLoss({ ...state({ succeededAt, failures }), dataset }, now)).toBe(believed)
    },
  )
})
