import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Connector } from '../../../electron/contract/connectors.ts'
import { readApplication } from '../../../electron/core/datasets/registration.ts'
import {
  decideExpiry,
  dueReminder,
  type ExpiryFacts,
  findCredentialEnd,
} from '../../../electron/core/setup/checks/expiry.ts'

const now = Date.parse('2026-11-23T15:00:00Z')
const connector: Connector = {
  id: '5d1f3c52-2b0e-4c6b-9d43-0a9d8a4f1c11',
  name: 'Contoso',
  tenantId: '6f1c2d3e-4a5b-4c6d-8e7f-9a0b1c2d3e4f',
  clientId: '0b1c2d3e-4a5b-4c6d-8e7f-9a0b1c2d3e4f',
  cloud: 'global',
  credential: 'secret',
  certificate: null,
  secretExpiresOn: '2027-01-01',
  createdAt: '2026-11-23T15:00:00.000Z',
}
const application = (...secrets: readonly (readonly [string | null, string | null])[]) =>
  readApplication({
    id: 'object',
    passwordCredentials: secrets.map(([hint, endDateTime]) => ({ hint, endDateTime })),
    keyCredentials: [{ customKeyIdentifier: 'qrvM' }, { customKeyIdentifier: null }],
  })
const facts = (changes: Partial<ExpiryFacts>): ExpiryFacts => ({
  connector,
  application: null,
  hint: 'abc',
  certificate: null,
  ...changes,
})
const dayOf = (changes: Partial<ExpiryFacts>) => {
  const end = findCredentialEnd(facts(changes))
  return end === null ? null : `${new Date(end.at).toISOString().slice(0, 10)} ${end.source}`
}

describe('the end of the credential', () => {
  test('is that of the secret with the same first characters', () => {
    const listed = application(['xyz', '2030-01-01T00:00:00Z'], ['abc', '2027-05-01T00:00:00Z'])
    expect(dayOf({ application: listed })).toBe('2027-05-01 registration')
  })

  test('is the latest of several that fit', () => {
    const listed = application(['abc', '2026-12-01T00:00:00Z'], ['abc', '2027-05-01T00:00:00Z'])
    expect(dayOf({ application: listed })).toBe('2027-05-01 registration')
  })

  test('is the only one that it can be when none begins alike, and that is said', () => {
    const listed = application([null, '2026-12-01T00:00:00Z'], ['xyz', '2027-05-01T00:00:00Z'])
    expect(dayOf({ application: listed })).toBe('2026-12-01 registration')
    expect(findCredentialEnd(facts({ application: listed }))?.found).toContain('is assumed')
    const others = application(['uvw', '2026-12-01T00:00:00Z'], ['xyz', '2027-05-01T00:00:00Z'])
    expect(dayOf({ application: others })).toBe('2027-01-01 typed')
  })

  test('is the typed day, the whole of it, when the registration tells none', () => {
    expect(dayOf({})).toBe('2027-01-01 typed')
    expect(dayOf({ application: application(['abc', null]) })).toBe('2027-01-01 typed')
    expect(findCredentialEnd(facts({}))?.at).toBe(Date.parse('2027-01-01T23:59:59Z'))
  })

  test('of a certificate is its own', () => {
    const certificate = { validTo: Date.parse('2028-02-03T00:00:00Z'), thumbprint: 'AABBCC' }
    const changes = {
      connector: { ...connector, credential: 'certificate' as const },
      certificate,
      application: application(['abc', '2027-05-01T00:00:00Z']),
    }
    expect(dayOf(changes)).toBe('2028-02-03 certificate')
    expect(findCredentialEnd(facts(changes))?.found).toContain('which the registration lists')
  })

  test('that nobody knows asks for the date', () => {
    const unknown = { ...connector, secretExpiresOn: null }
    expect(findCredentialEnd(facts({ connector: unknown }))).toBeNull()
    expect(decideExpiry(unknown, null, now)).toMatchObject({
      status: 'warn',
      fix: expect.stringContaining('Enter the date'),
    })
  })
})

test('reminders come 30, 14, 7 and 1 days ahead', () => {
  expect([31, 30, 15, 14, 8, 7, 2, 1, 0].map(dueReminder)).toEqual([null, 30, 30, 14, 14, 7, 7, 1, 1])
})

test('the nearer the end, the less mild the check, and a passed end always fails', () => {
  const rank = { pass: 0, skip: 0, warn: 1, fail: 2 }
  const statusAt = (at: number) =>
    decideExpiry(connector, { at, source: 'registration', found: '' }, now).status
  const moment = fc.integer({ min: now - 1e10, max: now + 1e10 })
  fc.assert(
    fc.property(moment, moment, (one, other) => {
      const [earlier, later] = one < other ? [one, other] : [other, one]
      expect(rank[statusAt(earlier)]).toBeGreaterThanOrEqual(rank[statusAt(later)])
      if (earlier <= now) expect(statusAt(earlier)).toBe('fail')
    }),
  )
})
