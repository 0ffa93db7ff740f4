import { describe, expect, test } from 'vitest'
import { parseFilter } from '../../../electron/simulator/graph/filter.ts'
import { packToken, unpackToken } from '../../../electron/simulator/graph/skip-token.ts'

describe('a filter', () => {
  test('gives the bounds of a range of names', () => {
    expect(parseFilter("userPrincipalName ge 'B' and userPrincipalName lt 'd'")).toMatchObject({
      from: 'b',
      to: 'd',
      toIncluded: false,
      advanced: true,
    })
    expect(parseFilter("userPrincipalName le 'd'")).toMatchObject({
      from: null,
      to: 'd',
      toIncluded: true,
      advanced: false,
    })
  })

  test('keeps `and` and quotes inside of a value', () => {
    expect(parseFilter("userPrincipalName eq 'rock and o''roll'")).toMatchObject({
      from: "rock and o'roll",
      to: "rock and o'roll",
    })
  })

  test.each([
    'nonsense',
    "password eq 'x'",
    'userPrincipalName near 4',
    "userPrincipalName ge 'b' or userPrincipalName lt 'a'",
    '',
  ])('refuses %j', text => {
    expect(parseFilter(text)).toBeNull()
  })

  test('knows which comparisons are advanced', () => {
    expect(parseFilter("department ne 'Sales'")?.advanced).toBe(true)
    expect(parseFilter('assignedLicenses/$count ne 0')?.advanced).toBe(true)
    expect(parseFilter("startswith(displayName,'A')")?.advanced).toBe(false)
  })
})

test('a token says again what was packed, and others are refused', () => {
  const token = { kind: 'delta', next: 3, since: 1, until: 2, day: 20_000, select: ['id'] } as const
  expect(unpackToken(packToken(token))).toEqual(token)
  expect(packToken(token)).toMatch(/^[\w-]+$/)
  for (const text of ['', 'nonsense', Buffer.from('m~{').toString('base64url')])
    expect(unpackToken(text)).toBeNull()
})
