import { describe, expect, test } from 'vitest'
import {
  exitStatus,
  statusByCode,
  statusOfChecks,
  statusOfRun,
  worstStatus,
} from '../../../electron/cli/exit-status.ts'
import { errorCodes, type WireError } from '../../../electron/contract/errors.ts'
import type { DatasetResult } from '../../../electron/contract/sync.ts'

function wire(code: WireError['code']): WireError {
  return { code, message: 'It failed.', fix: 'Do this.', step: null, detail: {} }
}

function dataset(
  name: string,
  status: DatasetResult['status'],
  code: WireError['code'] | null = null,
): DatasetResult {
  return {
    dataset: name,
    status,
    rows: 0,
    inserted: 0,
    updated: 0,
    removed: 0,
    requests: 0,
    bytes: 0,
    throttledMs: 0,
    durationMs: 0,
    error: code === null ? null : wire(code),
  }
}

describe('the exit status of an error', () => {
  test.each([
    ['badRequest', 2],
    ['malformedId', 2],
    ['secretIsAnId', 2],
    ['fileMissing', 2],
    ['notFound', 2],
    ['signInRefused', 4],
    ['secretMissing', 4],
    ['secretExpired', 4],
    ['consentMissing', 4],
    ['forbidden', 4],
    ['offline', 5],
    ['timedOut', 5],
    ['tlsUntrusted', 5],
    ['throttled', 5],
    ['serviceUnavailable', 5],
    ['syncRunning', 6],
    ['cancelled', 130],
    ['unexpected', 1],
    ['databaseDamaged', 1],
    ['databaseNewer', 1],
  ] as const)('%s ends with %i', (code, status) => {
    expect(statusByCode[code]).toBe(status)
  })

  test('every code has one', () => {
    expect(Object.keys(statusByCode).sort()).toEqual([...errorCodes].sort())
  })
})

describe('the exit status of a sync', () => {
  const licenses = dataset('licenses', 'succeeded')
  const users = dataset('users', 'succeeded')

  test('a run whose datasets all arrived is done', () => {
    expect(statusOfRun({ status: 'succeeded', error: null, datasets: [licenses, users] })).toBe(0)
  })

  test('usage that is not granted makes the run partial and leaves the status 0, unless nothing else was asked for', () => {
    const notGranted = dataset('usage.teams', 'skipped', 'consentMissing')
    const datasets = [licenses, users, notGranted]
    expect(statusOfRun({ status: 'partial', error: null, datasets })).toBe(0)
    expect(statusOfRun({ status: 'failed', error: null, datasets: [notGranted] })).toBe(4)
  })

  test('one failed dataset among others is 3', () => {
    const datasets = [licenses, users, dataset('usage.teams', 'failed', 'throttled')]
    expect(statusOfRun({ status: 'partial', error: null, datasets })).toBe(3)
  })

  test.each(['licenses', 'users'])('%s without permission is 4, also when it was only skipped', name => {
    const refusedOne = dataset(name, 'skipped', 'consentMissing')
    expect(statusOfRun({ status: 'partial', error: null, datasets: [licenses, refusedOne] })).toBe(4)
    const failedOne = dataset(name, 'failed', 'forbidden')
    expect(statusOfRun({ status: 'partial', error: null, datasets: [users, failedOne] })).toBe(4)
  })

  test('a sign-in that is refused is 4', () => {
    expect(statusOfRun({ status: 'failed', error: wire('signInRefused'), datasets: [] })).toBe(4)
  })

  test('nothing arrived because nothing could be reached is 5', () => {
    const datasets = [dataset('licenses', 'failed', 'offline'), dataset('users', 'failed', 'timedOut')]
    expect(statusOfRun({ status: 'failed', error: null, datasets })).toBe(5)
    expect(statusOfRun({ status: 'failed', error: wire('throttled'), datasets: [] })).toBe(5)
  })

  test('a cancelled run is 130', () => {
    expect(statusOfRun({ status: 'cancelled', error: null, datasets: [users] })).toBe(130)
  })

  test('a run that failed without a reason is 1', () => {
    expect(statusOfRun({ status: 'failed', error: null, datasets: [] })).toBe(1)
  })
})

describe('the exit status of checks', () => {
  test('warnings and skipped checks are no failure', () => {
    expect(
      statusOfChecks([
        { status: 'pass', step: 'tenant' },
        { status: 'warn', step: 'secret' },
        { status: 'skip', step: 'reportSettings' },
      ]),
    ).toBe(0)
  })

  test('a failed check on credentials or permissions is 4', () => {
    expect(statusOfChecks([{ status: 'fail', step: 'secret' }])).toBe(4)
    expect(statusOfChecks([{ status: 'fail', step: 'consent' }])).toBe(4)
  })

  test('an unreachable service is 5, whatever else could not be verified', () => {
    expect(
      statusOfChecks([
        { status: 'fail', step: 'network' },
        { status: 'fail', step: 'consent' },
      ]),
    ).toBe(5)
  })
})

describe('the exit status of several connectors', () => {
  test('is that of the gravest result', () => {
    const { done, datasetFailed, refused, interrupted } = exitStatus
    expect(worstStatus([])).toBe(done)
    expect(worstStatus([done, datasetFailed])).toBe(datasetFailed)
    expect(worstStatus([datasetFailed, refused, done])).toBe(refused)
    expect(worstStatus([refused, interrupted])).toBe(interrupted)
  })
})
