import { describe, expect, test } from 'vitest'
import { graphFailure } from '../../../electron/core/graph/graph-failure.ts'
import { readGraphFault } from '../../../electron/core/graph/graph-fault.ts'

const context = { permission: 'Directory.Read.All', clientRequestId: 'mine' }
const failureOf = (status: number, body: unknown, headers: Record<string, string> = {}) =>
  graphFailure(
    readGraphFault(status, headers, typeof body === 'string' ? body : JSON.stringify(body)),
    context,
  )
const error = (code: string, message = '', innerError?: object) => ({ error: { code, message, innerError } })

describe('what a refusal means', () => {
  test('a missing permission is named, by the answer where it names one and by the caller otherwise', () => {
    const denied = failureOf(403, error('Authorization_RequestDenied', 'Insufficient privileges'))
    expect(denied).toMatchObject({ code: 'consentMissing', step: 'consent' })
    expect(denied.message).toContain('Directory.Read.All')
    expect(denied.fix).toContain('Directory.Read.All')
    const named = failureOf(
      403,
      error('Authentication_MSGraphPermissionMissing', 'This needs AuditLog.Read.All in the token.'),
    )
    expect(named.message).toContain('AuditLog.Read.All')
  })

  test('the reports’ own error, which hides in the message, is recognised', () => {
    const message = JSON.stringify({ error: { code: 'S2SUnauthorized', message: 'Invalid permission.' } })
    expect(failureOf(403, error('UnknownError', message)).code).toBe('consentMissing')
  })

  test('a missing license is not a missing permission', () => {
    const failure = failureOf(403, error('Authentication_RequestFromNonPremiumTenantOrB2CTenant'))
    expect(failure).toMatchObject({ code: 'licenseMissing', step: null })
  })

  test('a policy and anything else refused are told apart', () => {
    expect(failureOf(403, error('insufficient_claims'))).toMatchObject({
      code: 'forbidden',
      step: 'conditionalAccess',
    })
    expect(failureOf(403, error('Authentication_RequestFromUnsupportedUserRole')).code).toBe('forbidden')
  })

  test.each([
    [410, error('resyncRequired')],
    [410, ''],
    [400, error('syncStateNotFound')],
    [400, error('BadRequest', '', { code: 'resyncRequired' })],
    [400, error('Request_UnsupportedQuery', 'The delta link is older than 30 days.')],
  ])('an expired delta token can be recognised: %i %j', (status, body) => {
    expect(failureOf(status, body)).toMatchObject({
      code: 'linkExpired',
      detail: { kind: 'expiredDeltaToken' },
    })
  })

  test('an expired page token, too, and other bad requests are not taken for it', () => {
    expect(failureOf(400, error('Directory_ExpiredPageToken'))).toMatchObject({
      code: 'linkExpired',
      detail: { kind: 'expiredPageToken' },
    })
    const other = failureOf(400, error('Request_UnsupportedQuery', 'Unsupported query.'))
    expect(other.code).toBe('badRequest')
    expect(other.detail['kind']).toBeUndefined()
  })

  test.each([
    [401, 'InvalidAuthenticationToken', 'signInRefused', 'cloud'],
    [401, 'Authorization_IdentityNotFound', 'signInRefused', 'enterpriseApp'],
    [404, 'Request_ResourceNotFound', 'notFound', null],
    [429, 'TooManyRequests', 'throttled', 'service'],
    [501, 'NotImplemented', 'badRequest', 'app'],
    [503, 'serviceNotAvailable', 'serviceUnavailable', 'service'],
    [507, '', 'serviceUnavailable', 'service'],
  ])('%i %s', (status, code, expected, step) => {
    const failure = failureOf(status, error(code))
    expect(failure).toMatchObject({ code: expected, step })
    expect(failure.fix).not.toBe('')
  })
})

describe('an error body', () => {
  test('is walked down to its most specific code, in either spelling', () => {
    const body = {
      error: {
        code: 'BadRequest',
        message: 'outer',
        innererror: {
          code: 'deeper',
          innerError: { code: 'deepest', 'request-id': 'r-1', date: '2026-11-23T10:00:00' },
        },
      },
    }
    const failure = failureOf(400, body)
    expect(failure.detail).toEqual({
      status: '400',
      graphCode: 'BadRequest > deeper > deepest',
      requestId: 'r-1',
      date: '2026-11-23T10:00:00',
      clientRequestId: 'mine',
    })
  })

  test.each(['', '<html>busy</html>', '{"error":', '{"error":"text"}', '[]', '{"error":{"code":7}}'])(
    'that is none leaves status and headers: %s',
    body => {
      const failure = failureOf(503, body, { 'request-id': 'r-2' })
      expect(failure.code).toBe('serviceUnavailable')
      expect(failure.detail).toEqual({ status: '503', requestId: 'r-2', clientRequestId: 'mine' })
    },
  )
})
