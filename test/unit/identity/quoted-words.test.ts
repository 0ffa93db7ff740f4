import { expect, test } from 'vitest'
import { quoteMicrosoft } from '../../../electron/core/quoted-words.ts'

test.each([
  [
    'Insufficient privileges to complete the operation.',
    'Insufficient privileges to complete the operation.',
  ],
  ['ScopeAuthorizationRequirement(Reports.Read.All)', '(Reports.Read.All)'],
  [
    "User account 'ada@contoso.com' does not exist in tenant 'Contoso Ltd'.",
    'User account […] does not exist in tenant […].',
  ],
  ['Access denied for Ada Lovelace-King, Zoë, 王芳 and ADA.', 'Access denied for […] and […].'],
  ['See https://contoso.example/x?u=ada for 11111111-2222-3333-4444-555555555555', 'See […] for […]'],
  [
    'The client 10.20.30.40 in contoso.onmicrosoft.com is not allowed.',
    'The client […] in […] is not allowed.',
  ],
  ['<html><h1>Access denied</h1></html>', 'Access denied'],
  [
    "Neither tenant is B2C or tenant doesn't have premium license",
    "Neither tenant is B2C or tenant doesn't have premium license",
  ],
  ['AADSTS1: ada@contoso.com', ''],
  ['', ''],
])('%s', (text, quoted) => {
  expect(quoteMicrosoft(text)).toBe(quoted)
})

test('is bounded, and quick with anything', () => {
  for (const part of ['a', "'", '<', '@', 'A.', ':', '0', '( ']) {
    expect(quoteMicrosoft(part.repeat(200_000)).length).toBeLessThan(310)
  }
})
