import { describe, expect, test } from 'vitest'
import { statusText } from '../../../electron/cli/commands/status.ts'
import { createFormat } from '../../../electron/cli/text/numbers.ts'
import { overviewText } from '../../../electron/cli/text/overview-text.ts'
import { createPaint } from '../../../electron/cli/text/paint.ts'
import { groupResults, runSummary } from '../../../electron/cli/text/run-summary.ts'
import type { Cell, ReportPage } from '../../../electron/contract/reports.ts'
import type { ConnectorStatus } from '../../../electron/contract/schemas.ts'
import type { DatasetResult, SyncRun } from '../../../electron/contract/sync.ts'

const options = { paint: createPaint(false), format: createFormat('en-US', 'UTC'), width: null }

function result(dataset: string, changes: Partial<DatasetResult> = {}): DatasetResult {
  return {
    dataset,
    status: 'succeeded',
    rows: 10,
    inserted: 1,
    updated: 2,
    removed: 3,
    requests: 1,
    bytes: 1000,
    throttledMs: 0,
    durationMs: 100,
    error: null,
    ...changes,
  }
}

const notGranted = {
  code: 'consentMissing',
  message: 'Reports.Read.All is not granted.',
  fix: 'Grant it.',
  step: 'consent',
  detail: {},
} as const

function run(changes: Partial<SyncRun>): SyncRun {
  return {
    id: 1,
    connector: 'c',
    status: 'succeeded',
    mode: 'full',
    startedAt: '2026-11-23T10:00:00Z',
    finishedAt: '2026-11-23T10:00:05Z',
    datasets: [],
    balance: [],
    error: null,
    retryAt: null,
    ...changes,
  }
}

describe('the summary of a sync', () => {
  test('puts usage reports that went well into one line, and leaves the others alone', () => {
    const rows = groupResults([
      result('users'),
      result('usage.a'),
      result('daily.a'),
      result('usage.b', { durationMs: 900 }),
      result('usage.c', { status: 'failed' }),
    ])
    expect(rows.map(({ dataset }) => dataset)).toEqual(['users', 'usage (2 datasets)', 'daily.a', 'usage.c'])
    expect(rows[1]).toMatchObject({ rows: 20, inserted: 2, requests: 2, bytes: 2000, durationMs: 900 })
  })

  test('tells a reason once for all datasets that share it, with its fix', () => {
    const datasets = ['a', 'b', 'c', 'd', 'e'].map(name =>
      result(`usage.${name}`, { status: 'skipped', error: notGranted }),
    )
    const text = runSummary(run({ datasets }), 'Contoso', options)
    expect(text).toContain(
      'skipped usage.a, usage.b, usage.c and 2 more: Reports.Read.All is not granted.\n  Fix: Grant it.',
    )
    expect(text.match(/Grant it/g)).toHaveLength(1)
  })

  test('ends with what a partial sync lacks: what is not granted, what failed, or both', () => {
    const skipped = result('usage.a', { status: 'skipped', error: notGranted })
    const failed = result('usage.b', { status: 'failed', error: notGranted })
    const verdict = (...datasets: ReturnType<typeof result>[]) =>
      runSummary(run({ status: 'partial', datasets: [result('users'), ...datasets] }), 'Contoso', options)
    expect(verdict(skipped)).toContain(
      'Synced "Contoso" in part; 1 of 2 datasets lack a permission that is not granted. Full sync',
    )
    expect(verdict(failed)).toContain('Synced "Contoso" in part; what failed keeps its earlier data. Full')
    expect(verdict(skipped, failed)).toContain(
      'in part; 1 of 3 datasets lack a permission that is not granted; what failed keeps its earlier data.',
    )
  })

  test('shows differences in the books, what is flagged before what is explained', () => {
    const finding = { dataset: 'users', expected: 1200, actual: 1190, explanation: 'Look.' }
    const text = runSummary(
      run({
        balance: [
          { ...finding, subject: 'guests', verdict: 'explained' },
          { ...finding, subject: 'people', verdict: 'flagged' },
        ],
      }),
      'Contoso',
      options,
    )
    expect(text).toMatch(/! users, people: 1,190 instead of 1,200\. Look\.\n· users, guests/)
  })

  test('explains differences with one reason once', () => {
    const balance = ['a', 'b', 'c', 'd'].map(name => ({
      dataset: `usage.${name}`,
      subject: 'rows',
      expected: 10,
      actual: 9,
      verdict: 'explained' as const,
      explanation: 'Deleted people are kept.',
    }))
    const text = runSummary(run({ balance }), 'Contoso', options)
    expect(text).toContain(
      '· usage.a, rows: 9 instead of 10; usage.b, rows: 9 instead of 10; and 2 more. Deleted people are kept.',
    )
    expect(text.match(/Deleted people/g)).toHaveLength(1)
  })

  test('says when to try again, and that earlier data is safe', () => {
    const text = runSummary(
      run({ status: 'failed', error: notGranted, retryAt: '2026-11-23T12:00:00Z' }),
      'Contoso',
      options,
    )
    expect(text).toContain('The sync of "Contoso" failed; earlier data is unchanged.')
    expect(text).toMatch(/Microsoft asks to wait until Nov 23, 2026, 12:00/)
    expect(text).toContain('Step:  Grant admin consent')
  })
})

describe('the overview', () => {
  const keys = ['position', 'area', 'title', 'value', 'unit', 'note', 'as_of', 'figure']
  const page = (rows: Cell[][]): ReportPage => ({
    report: 'overview',
    columns: keys.map(key => ({
      key,
      label: key,
      type: 'text',
      personal: false,
      sums: false,
      blank: 'none',
    })),
    rows,
    offset: 0,
    filtered: rows.length,
    total: rows.length,
    activityAsOf: '2026-11-21',
    notes: [{ kind: 'notGranted', text: 'Last sign-in: not granted.' }],
    missing: {},
  })

  test('says in words when the last sync was, whatever unit the figure has', () => {
    const linesOf = (hours: number) =>
      overviewText(
        page([[1, 'Connector', 'Last sync', hours, 'hours ago', 'succeeded', null, 'last_sync']]),
        options,
      )
        .split('\n')
        .at(1)
    expect(linesOf(0)).toBe('  Last sync  just now  succeeded')
    expect(linesOf(6.5)).toBe('  Last sync  6 hours ago  succeeded')
  })

  test('is grouped by area under its usual date, with figures aligned', () => {
    const text = overviewText(
      page([
        [1, 'People', 'People', 1200, 'people', null, '2026-11-23', 'people'],
        [2, 'People', 'Licensed', 36, 'people', null, '2026-11-23', 'licensed'],
        [3, 'People', 'Active', 8, 'people', 'of 36', '2026-11-21', 'active'],
        [4, 'Savings', 'Cost', null, null, 'Enter prices', null, 'cost'],
      ]),
      options,
    )
    expect(text.split('\n')).toEqual([
      'People  as of Nov 23, 2026',
      '  People    1,200 people',
      '  Licensed     36 people',
      '  Active        8 people  of 36, as of Nov 21, 2026',
      '',
      'Savings',
      '  Cost                 –  Enter prices',
      '',
      'Activity as of Nov 21, 2026.',
      'Last sign-in: not granted.',
    ])
  })
})

describe('the status of a connector', () => {
  const now = Date.parse('2026-11-23T12:00:00Z')
  const status: ConnectorStatus = {
    connector: {
      id: 'd3a00000-0000-4000-8000-000000000001',
      name: 'Contoso',
      tenantId: 'contoso.example',
      clientId: '22222222-2222-4222-8222-222222222222',
      cloud: 'global',
      credential: 'secret',
      certificate: null,
      secretExpiresOn: null,
      createdAt: '2026-11-23T09:00:00Z',
    },
    demo: false,
    domain: null,
    lastRun: run({ status: 'partial', datasets: [result('users'), result('usage.a', { status: 'failed' })] }),
    nextRunAt: null,
    secretExpiresOn: '2026-12-03',
    secretExpirySource: 'registration',
    databaseBytes: 129.4 * 1024 ** 2,
    databaseFile: '/data/contoso.sqlite',
    running: false,
  }

  test('tells the last sync, the secret and the database in words', () => {
    const text = statusText(status, { ...options, now })
    expect(text).toContain('partial, full, 2 datasets, 1 failed, 1 hour ago (Nov 23, 2026, 10:00')
    expect(text).toContain('secret expires in 9 days (Dec 3, 2026, read from the registration)')
    expect(text).toContain('129.4 MB, /data/contoso.sqlite')
    const lacking = run({
      status: 'partial',
      datasets: [result('users'), result('usage.a', { status: 'skipped', error: notGranted })],
    })
    expect(statusText({ ...status, lastRun: lacking }, { ...options, now })).toContain(
      'partial, full, 2 datasets, 1 not granted, 1 hour ago',
    )
  })

  test('says so when nothing is known', () => {
    const empty = { ...status, lastRun: null, secretExpiresOn: null, databaseBytes: 0 }
    const text = statusText(empty, { ...options, now })
    expect(text).toContain('never; start one with "m365-connector sync"')
    expect(text).toContain('its last day is not known')
    expect(text).toContain('nothing retrieved yet')
  })
})
