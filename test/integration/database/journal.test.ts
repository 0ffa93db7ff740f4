import { describe, expect, test } from 'vitest'
import type { WireError } from '../../../electron/contract/errors.ts'
import type { DatasetResult } from '../../../electron/contract/sync.ts'
import { openWriter } from '../../../electron/platform/sqlite/open.ts'
import { licenses, people } from './support/people.ts'
import { report } from './support/reports.ts'
import { openTestTenant } from './support/tenant.ts'

const startedAt = '2026-11-23T06:00:00.000Z'
const finishedAt = '2026-11-23T06:05:00.000Z'
const error: WireError = {
  code: 'consentMissing',
  message: 'No.',
  fix: 'Grant it.',
  step: 'consent',
  detail: {},
}

const result: DatasetResult = {
  dataset: 'users',
  status: 'succeeded',
  rows: 5,
  inserted: 4,
  updated: 1,
  removed: 0,
  requests: 3,
  bytes: 9000,
  throttledMs: 250,
  durationMs: 1200,
  error: null,
}

describe('runs', () => {
  test('are kept with their datasets and errors', () => {
    const { writer, read } = openTestTenant()
    const id = writer.startRun({ mode: 'full', startedAt })
    writer.finishDataset(id, result)
    writer.finishDataset(id, { ...result, dataset: 'usage.email_activity', status: 'skipped', error })
    writer.finishRun(id, { status: 'partial', finishedAt, error: null, retryAt: '2026-11-23T08:00:00Z' })
    expect(read('select * from v_sync_runs')).toEqual([
      {
        run_id: id,
        status: 'partial',
        mode: 'full',
        started_at: startedAt,
        finished_at: finishedAt,
        error_code: null,
        error_message: null,
        error_fix: null,
        retry_at: '2026-11-23T08:00:00Z',
      },
    ])
    expect(
      read(
        'select dataset, status, rows, bytes, error_code, error_fix from v_sync_dataset_runs order by dataset',
      ),
    ).toEqual([
      {
        dataset: 'usage.email_activity',
        status: 'skipped',
        rows: 5,
        bytes: 9000,
        error_code: 'consentMissing',
        error_fix: 'Grant it.',
      },
      { dataset: 'users', status: 'succeeded', rows: 5, bytes: 9000, error_code: null, error_fix: null },
    ])
  })

  test('that a program left in the middle are closed when the next one starts', () => {
    const { writer, read } = openTestTenant()
    writer.startRun({ mode: 'full', startedAt })
    expect(read('select status from v_sync_runs')).toEqual([{ status: 'running' }])
    writer.startRun({ mode: 'incremental', startedAt: finishedAt })
    expect(read('select status, finished_at, error_code from v_sync_runs order by run_id')).toEqual([
      { status: 'cancelled', finished_at: finishedAt, error_code: 'cancelled' },
      { status: 'running', finished_at: null, error_code: null },
    ])
  })
})

test('a dataset’s state changes only where something is said of it', () => {
  const { writer } = openTestTenant()
  writer.note('users', { deltaLink: 'https://graph/delta', rows: 7, concealed: true })
  writer.note('users', { failures: 2, problem: 'failed' })
  writer.note('users', { deltaLink: null })
  expect(writer.states()).toEqual([
    {
      dataset: 'users',
      succeededAt: null,
      lastFullAt: null,
      deltaLink: null,
      refreshDate: null,
      fingerprint: null,
      concealed: true,
      // People that are stored.
      rows: 0,
      failures: 2,
      problem: 'failed',
    },
  ])
})

describe('the books', () => {
  const balanced = people(
    { user_id: 'u1', holds: ['e3'] },
    { user_id: 'u2', holds: ['e3'] },
    { user_id: 'u3' },
  )

  test('have nothing to say when everything agrees', () => {
    const tenant = openTestTenant()
    const runId = tenant.writer.startRun({ mode: 'full', startedAt })
    tenant.publish([balanced, licenses({ sku_id: 'e3', consumed_units: 2 })], { runId })
    expect(tenant.writer.balance({ runId, peopleCount: 3, setAside: [] })).toEqual([])
  })

  test('flag what cannot be explained and keep it with the run', () => {
    const tenant = openTestTenant()
    const runId = tenant.writer.startRun({ mode: 'full', startedAt })
    tenant.publish([balanced, licenses({ sku_id: 'e3', consumed_units: 20 })], { runId })
    const findings = tenant.writer.balance({ runId, peopleCount: 500, setAside: [] })
    expect(findings).toMatchObject([
      { dataset: 'users', subject: 'people', expected: 500, actual: 3, verdict: 'flagged' },
      { dataset: 'licenses', subject: 'Suite Three', expected: 20, actual: 2, verdict: 'flagged' },
    ])
    expect(tenant.read('select * from v_sync_balance order by expected desc')).toEqual(
      findings.map(finding => ({ run_id: runId, ...finding })),
    )
  })

  test('explain products of the whole organization', () => {
    const tenant = openTestTenant()
    const runId = tenant.writer.startRun({ mode: 'full', startedAt })
    const everybodys = { sku_id: 'all', applies_to: 'Company', consumed_units: 1 }
    tenant.publish([balanced, licenses({ sku_id: 'e3', consumed_units: 2 }, everybodys)], {
      runId,
    })
    expect(tenant.writer.balance({ runId, peopleCount: null, setAside: [] })).toMatchObject([
      { subject: 'All', verdict: 'explained', explanation: expect.stringContaining('organization') },
    ])
  })

  test('explain report rows of people who were deleted, and flag rows of strangers', () => {
    const tenant = openTestTenant()
    const runId = tenant.writer.startRun({ mode: 'full', startedAt })
    const row = (key: string, is_deleted: number) => ({ key, is_deleted, last_activity_date: '2026-11-20' })
    tenant.publish(
      [
        balanced,
        report('usage.email_activity', [
          row('u1@contoso.example', 0),
          row('u2@contoso.example', 0),
          row('gone@contoso.example', 1),
        ]),
        report('usage.one_drive_activity', [
          row('u1@contoso.example', 0),
          row('stranger@contoso.example', 0),
        ]),
      ],
      { runId },
    )
    expect(tenant.writer.balance({ runId, peopleCount: 3, setAside: [] })).toMatchObject([
      { dataset: 'usage.email_activity', expected: 3, actual: 2, verdict: 'explained' },
      { dataset: 'usage.one_drive_activity', expected: 2, actual: 1, verdict: 'flagged' },
    ])
  })

  test('let no loss excuse itself: rows of people whom the run lost and Microsoft still counts are flagged', () => {
    const tenant = openTestTenant()
    const mail = report('usage.email_activity', [
      { key: 'u1@contoso.example', last_activity_date: '2026-11-20' },
      { key: 'u2@contoso.example', last_activity_date: '2026-11-20' },
    ])
    tenant.publish([balanced, mail], { runId: tenant.writer.startRun({ mode: 'full', startedAt }) })
    const runId = tenant.writer.startRun({ mode: 'full', startedAt })
    tenant.publish([people({ user_id: 'u1', holds: ['e3'] }, { user_id: 'u3' })], { runId })
    const verdict = (peopleCount: number) =>
      tenant.writer
        .balance({ runId, peopleCount, setAside: [] })
        .find(({ dataset }) => dataset === 'usage.email_activity')?.verdict
    expect(verdict(3)).toBe('flagged')
    expect(verdict(2)).toBe('explained')
  })

  test('say so when names are concealed and flag nothing for it', () => {
    const tenant = openTestTenant()
    const runId = tenant.writer.startRun({ mode: 'full', startedAt })
    const concealed = [{ key: '0123456789ABCDEF0123456789ABCDEF', last_activity_date: '2026-11-20' }]
    tenant.publish([balanced, report('usage.email_activity', concealed, { concealed: true })], { runId })
    expect(tenant.writer.balance({ runId, peopleCount: 3, setAside: [] })).toMatchObject([
      { verdict: 'explained', explanation: expect.stringContaining('conceals') },
    ])
  })

  test('flag licensed people whom no report names', () => {
    const tenant = openTestTenant()
    const runId = tenant.writer.startRun({ mode: 'full', startedAt })
    tenant.publish(
      [
        balanced,
        report('usage.email_activity', [{ key: 'u1@contoso.example', last_activity_date: '2026-11-20' }]),
      ],
      { runId },
    )
    expect(tenant.writer.balance({ runId, peopleCount: 3, setAside: [] })).toMatchObject([
      { dataset: 'usage', subject: 'licensed people', expected: 2, actual: 1, verdict: 'flagged' },
    ])
  })

  test('say once that an update had all usage retrieved again, as soon as some is there', () => {
    const tenant = openTestTenant()
    const writer = openWriter(tenant.file)
    writer.script("insert into meta (name, value) values ('usage_stored_again', '1')")
    writer.close()
    const said = () => {
      const runId = tenant.writer.startRun({ mode: 'full', startedAt })
      return tenant.writer
        .balance({ runId, peopleCount: null, setAside: [] })
        .filter(({ dataset }) => dataset === 'usage')
    }
    expect(said()).toEqual([])
    tenant.publish([report('usage.email_activity', [{ key: 'u1@contoso.example', send_count: 1 }])])
    expect(said()).toEqual([
      {
        dataset: 'usage',
        subject: 'usage reports stored in a new way',
        expected: 1,
        actual: 1,
        verdict: 'explained',
        explanation: expect.stringContaining('retrieved again'),
      },
    ])
    expect(said()).toEqual([])
  })
})
