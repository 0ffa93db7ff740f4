import { describe, expect, test } from 'vitest'
import { credentialEnd, secretInUse } from '../../../electron/core/connectors/credential-end.ts'

const secret = (hint: string | null, day: string | null) => ({
  hint,
  endDateTime: day === null ? null : `${day}T10:00:00Z`,
})
const dayOf = (...parameters: Parameters<typeof secretInUse>) => {
  const found = secretInUse(...parameters)
  return found === null ? null : new Date(found.endsAt).toISOString().slice(0, 10)
}

describe('the secret in use', () => {
  test('is the one that begins alike, not the one that ends last', () => {
    expect(dayOf([secret('xyz', '2027-11-23'), secret('abc', '2027-04-04')], 'abc')).toBe('2027-04-04')
  })

  test('is the latest of several that begin alike', () => {
    expect(dayOf([secret('abc', '2027-01-01'), secret('abc', '2027-04-04')], 'abc')).toBe('2027-04-04')
  })

  test('is the only one whose beginning is not known, when none begins alike', () => {
    expect(dayOf([secret('xyz', '2027-11-23'), secret(null, '2027-04-04')], 'abc')).toBe('2027-04-04')
    expect(dayOf([secret('xyz', '2027-11-23')], 'abc')).toBeNull()
    expect(dayOf([secret(null, '2027-11-23'), secret(null, '2027-04-04')], 'abc')).toBeNull()
  })

  test('cannot be told among several when its own beginning is not known', () => {
    expect(dayOf([secret('xyz', '2027-11-23')], null)).toBe('2027-11-23')
    expect(dayOf([secret('xyz', '2027-11-23'), secret('abc', '2027-04-04')], null)).toBeNull()
    expect(dayOf([secret('abc', null)], 'abc')).toBeNull()
  })
})

describe('the end of a credential', () => {
  const listed = [secret('abc', '2027-04-04')]

  test('is read from the registration before the typed day counts', () => {
    const connector = { credential: 'secret', secretExpiresOn: '2027-01-31' } as const
    expect(credentialEnd(connector, listed, 'abc')).toEqual({ day: '2027-04-04', source: 'registration' })
    expect(credentialEnd(connector, listed, 'xyz')).toEqual({ day: '2027-01-31', source: 'typed' })
    expect(credentialEnd({ ...connector, secretExpiresOn: null }, [], 'abc')).toBeNull()
  })

  test('of a certificate is its own, whatever secrets are listed beside it', () => {
    const connector = { credential: 'certificate', secretExpiresOn: '2027-02-02' } as const
    expect(credentialEnd(connector, listed, null)).toEqual({ day: '2027-02-02', source: 'certificate' })
  })
})
