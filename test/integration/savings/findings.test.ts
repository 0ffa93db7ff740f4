import { expect, test } from 'vitest'
import { ReportRequest } from '../../../electron/contract/reports.ts'
import { decideFindings } from '../../../electron/core/insight/overview/findings.ts'
import { createReportReader } from '../../../electron/core/reports/reader.ts'
import { readFindings } from '../../../electron/core/savings/keep-findings.ts'
import { openReader, openWriter } from '../../../electron/platform/sqlite/open.ts'
import { savingsTenant } from './support/tenant.ts'

const clock = { now: () => Date.parse('2026-11-23T12:00:00Z'), sleep: () => Promise.resolve() }
const active = { exchange: '2026-11-20', teams: '2026-11-20' }
const shared = { enabled: false, mailbox: 'Shared' as const, disabledSince: '2026-03-01', success: null }

test('a product in two ways is a finding without money; a large shared mailbox without a license is one', () => {
  const tenant = savingsTenant({
    prices: [
      { product: 'SPE_E3', amount: 36 },
      { product: 'SPE_E5', amount: 57 },
    ],
    people: [
      { id: 'nia', holds: [{ product: 'SPE_E3' }, { product: 'SPE_E3', group: 'g1' }], ...active },
      {
        id: 'two',
        holds: ['SPE_E3', { product: 'SPE_E3', group: 'g1', state: 'Error', error: 'Other' }],
        ...active,
      },
      { id: 'ida', holds: ['SPE_E5', 'SPE_E3'], ...active },
      { id: 'old', ...shared, holds: [], mailboxGb: 55 },
      { id: 'arch', ...shared, holds: [], mailboxGb: 5, archive: true },
      { id: 'small', ...shared, holds: [], mailboxGb: 49 },
      { id: 'sales', ...shared, mailboxGb: 61 },
      { id: 'off', ...shared, holds: [{ product: 'SPE_E3', off: ['EXCHANGE_S_ENTERPRISE'] }], mailboxGb: 61 },
    ],
  })
  const writer = openWriter(tenant.file)
  try {
    const findings = readFindings(writer)
    expect(findings).toMatchObject({ heldTwice: 1, underLicensed: 3 })
    expect(findings?.money.find(({ rule }) => rule === 'R3')).toEqual({
      rule: 'R3',
      currency: 'EUR',
      sum: 432 * 30_000,
    })
  } finally {
    writer.close()
  }
})

test('findings come by what they cost, then by their seats; what stops the syncs comes first', () => {
  const findings = decideFindings({
    seats: null,
    users: null,
    health: { lastRun: null, dataChecks: null, credentialDays: 3 },
    candidates: {
      failed: { assignments: 40, rows: 3 },
      redundant: 2,
      disabled: { users: 1, seats: 1 },
      guests: { users: 5, seats: 5 },
      heldTwice: 7,
      underLicensed: 1,
      money: new Map([
        ['R1', [{ currency: 'EUR', amount: 432 }]],
        [
          'R3',
          [
            { currency: 'EUR', amount: 864 },
            { currency: 'USD', amount: 100_000 },
          ],
        ],
        ['R6', [{ currency: 'USD', amount: 9_000 }]],
      ]),
    },
  })
  expect(findings.map(({ kind }) => kind)).toEqual([
    'credentialEnds',
    'redundantLicenses',
    'disabledWithLicenses',
    'guestsWithLicenses',
    'failedAssignments',
  ])
  expect(findings[1]?.money).toEqual([
    { currency: 'EUR', amount: 864 },
    { currency: 'USD', amount: 100_000 },
  ])
})

test('failed assignments are told by product, error and group, with what each means and whether it is old', () => {
  const failing = (group: string | null, error: string, updatedAt: string | null) =>
    ({ group, error, updatedAt }) as const
  const states = {
    a: failing('g1', 'CountViolation', '2026-11-20T06:00:00Z'),
    b: failing('g1', 'CountViolation', '2026-11-22T06:00:00Z'),
    c: failing('g2', 'CountViolation', null),
    d: failing('g1', 'MutuallyExclusiveViolation', '2026-11-22T06:00:00Z'),
    e: failing('g1', 'UniquenessViolation', '2026-11-10T06:00:00Z'),
    f: failing(null, 'Others', '2026-11-22T06:00:00Z'),
  }
  const tenant = savingsTenant({
    products: [{ sku_id: '', sku_part_number: 'SPE_E3', enabled_units: 8, consumed_units: 7 }],
    people: Object.entries(states).map(([id, { group, error }]) => ({
      id,
      holds: [{ product: 'SPE_E3', ...(group === null ? {} : { group }), state: 'Error', error }],
    })),
  })
  for (const [id, { updatedAt }] of Object.entries(states))
    tenant.change('update license_state set updated_at = ? where user_id = ?', updatedAt, id)
  const rows = () => {
    const reports = createReportReader(() => openReader(tenant.file), clock)
    try {
      const request = { connector: 'c', report: 'failed-assignments', limit: 100 }
      const { columns, rows: found } = reports.page(ReportRequest.parse(request))
      const keys = ['error', 'group_id', 'users', 'hint', 'meaning', 'fix']
      return found
        .map(cells => keys.map(key => cells[columns.findIndex(column => column.key === key)]))
        .toSorted((one, other) => String(one).localeCompare(String(other)))
    } finally {
      reports.close()
    }
  }
  const free = '1 seat is unassigned now: reprocess the group'
  expect(rows().map(row => row.slice(0, 4))).toEqual([
    ['CountViolation', 'g1', 2, free],
    ['CountViolation', 'g2', 1, free],
    ['MutuallyExclusiveViolation', 'g1', 1, null],
    ['Others', null, 1, null],
    ['UniquenessViolation', 'g1', 1, expect.stringMatching(/^13 days old: the reason may be gone/)],
  ])
  expect(rows().map(row => row[4])).toEqual([
    expect.stringMatching(/^No seat was left: it counts as demand/),
    expect.stringMatching(/^No seat was left/),
    expect.stringMatching(/^A plan conflicts/),
    expect.stringMatching(/gives no reason/),
    expect.stringMatching(/^A value that only one account may have/),
  ])
  expect(new Set(rows().map(row => row[5])).size).toBe(4)
  // Without a free seat it is demand, and nothing else is said of it.
  tenant.change('update license set consumed_units = 8')
  expect(rows()[0]?.[3]).toBeNull()
})
