import { describe, expect, test } from 'vitest'
import type { ErrorCode } from '../../../electron/contract/errors.ts'
import type { DatasetResult } from '../../../electron/contract/sync.ts'
import { commonError, failureStatus, runStatus } from '../../../electron/core/sync/results.ts'
import { findReportDataset } from '../../../electron/core/usage/catalogue/datasets.ts'

function result(status: DatasetResult['status'], code: ErrorCode | null = null): DatasetResult {
  const error =
    code === null ? null : { code, message: 'A sentence.', fix: 'A step.', step: null, detail: {} }
  const counts = { rows: 0, inserted: 0, updated: 0, removed: 0, requests: 0, bytes: 0 }
  return { dataset: 'users', status, ...counts, throttledMs: 0, durationMs: 0, error }
}

describe('how a run ends', () => {
  test.each<[DatasetResult[], string]>([
    [[result('succeeded'), result('unchanged')], 'succeeded'],
    [[result('succeeded'), result('skipped', 'consentMissing')], 'partial'],
    [[result('unchanged'), result('skipped', 'consentMissing')], 'partial'],
    [[result('skipped', 'consentMissing'), result('skipped')], 'failed'],
    // Not offered is no gap: nobody can grant a license, a cloud or a report that Microsoft has retired.
    [[result('succeeded'), result('skipped', 'licenseMissing')], 'succeeded'],
    [[result('succeeded'), result('skipped', 'notInThisCloud')], 'succeeded'],
    [[result('succeeded'), result('skipped', 'notFound')], 'succeeded'],
    // Not due yet.
    [[result('succeeded'), result('skipped')], 'succeeded'],
    [[result('succeeded'), result('failed', 'invalidAnswer')], 'partial'],
    [[result('unchanged'), result('failed', 'throttled')], 'partial'],
    [[result('failed', 'throttled'), result('skipped', 'consentMissing')], 'failed'],
    [[result('succeeded'), result('cancelled', 'cancelled')], 'cancelled'],
    [[], 'succeeded'],
  ])('%#: follows from its datasets', (datasets, status) => {
    expect(runStatus(datasets)).toBe(status)
  })

  test('with one word for all when nothing came, and one cause outside kept everything away', () => {
    expect(commonError([result('failed', 'offline'), result('failed', 'offline')])?.code).toBe('offline')
    expect(commonError([result('failed', 'diskFull'), result('skipped', 'consentMissing')])?.code).toBe(
      'diskFull',
    )
    expect(commonError([result('failed', 'offline'), result('failed', 'throttled')])).toBeNull()
    expect(commonError([result('failed', 'offline'), result('succeeded')])).toBeNull()
    expect(commonError([result('failed', 'invalidAnswer')])).toBeNull()
  })

  test('a refusal skips what the product can do without, and fails what it cannot', () => {
    const other = { required: false, report: null }
    const required = { required: true, report: null }
    expect(failureStatus('consentMissing', other)).toBe('skipped')
    expect(failureStatus('consentMissing', required)).toBe('failed')
    expect(failureStatus('invalidAnswer', other)).toBe('failed')
    expect(failureStatus('cancelled', required)).toBe('cancelled')
  })

  test('what only makes figures of others exact fails a sync by no answer, and by what would fail all', () => {
    const exact = { required: false, report: findReportDataset('usage.m365_app_d7') }
    for (const code of ['throttled', 'invalidAnswer', 'serviceUnavailable', 'timedOut', 'forbidden'] as const)
      expect(failureStatus(code, exact), code).toBe('skipped')
    for (const code of ['diskFull', 'databaseDamaged', 'unexpected'] as const)
      expect(failureStatus(code, exact), code).toBe('failed')
    expect(failureStatus('cancelled', exact)).toBe('cancelled')
    const needed = { required: false, report: findReportDataset('usage.m365_app_d30') }
    expect(failureStatus('throttled', needed)).toBe('failed')
  })
})
