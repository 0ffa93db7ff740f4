import { expect, test } from 'vitest'
import { decideFindings } from '../../../electron/core/insight/overview/findings.ts'
import { readFindings } from '../../../electron/core/savings/keep-findings.ts'
import { openWriter } from '../../../electron/platform/sqlite/open.ts'
import { savingsTenant } from './support/tenant.ts'

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
      failedAssignments: 40,
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
