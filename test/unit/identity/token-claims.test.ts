import { expect, test } from 'vitest'
import { readTokenClaims } from '../../../electron/core/identity/token-claims.ts'

const tokenWith = (claims: unknown) =>
  ['{"alg":"none"}', JSON.stringify(claims), 'signature']
    .map(part => Buffer.from(part).toString('base64url'))
    .join('.')

test('roles and tenant are read where the token can be read', () => {
  const token = tokenWith({ roles: ['User.Read.All'], tid: 'a-tenant', name: 'ü' })
  expect(readTokenClaims(token)).toEqual({ roles: ['User.Read.All'], tenantId: 'a-tenant' })
})

test('a readable token without roles has none', () => {
  expect(readTokenClaims(tokenWith({ tid: 'a-tenant' }))).toEqual({ roles: [], tenantId: 'a-tenant' })
})

test.each(['opaque', '', 'a.b.c', tokenWith('text'), tokenWith(null)])(
  'an unreadable token is no error: %s',
  token => {
    expect(readTokenClaims(token)).toEqual({ roles: null, tenantId: null })
  },
)
