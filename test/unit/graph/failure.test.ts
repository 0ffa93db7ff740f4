import { describe, expect, test } from 'vitest'
import { graphFailure } from '../../../electron/core/graph/failure.ts'
import { readGraphFault } from '../../../electron/core/graph/fault.ts'

const context = { permission: 'Directory.Read.All', clientRequestId: 'mine' }
const failureOf = (
  status: number,
  body: unknown,
  headers: Record<string, string> = {},
  more: { changes?: boolean } = {},
) =>
  graphFailure(readGraphFault(status, headers, typeof body === 'string' ? body : JSON.stringify(body)), {
    ...context,
    ...more,
  })
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
    expect(failureOf(status, body, {}, { changes: true })).toMatchObject({
      code: 'linkExpired',
      detail: { kind: 'expiredDeltaToken' },
    })
  })

  test('what is gone is no link to changes where none were asked for', () => {
    expect(failureOf(410, error('Gone'))).toMatchObject({ code: 'notFound', detail: { status: '410' } })
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

describe('a 403 in every shape', () => {
  const needs = 'ScopeAuthorizationRequirement(Reports.Read.All)'
  const inCapitals = {
    Code: 'Forbidden',
    Message: 'Access denied',
    Details: [{ Code: 'PolicyNotSatisfied', Message: needs }],
  }
  const shapes: [string, unknown][] = [
    [
      'JSON in capitals inside the message',
      error('UnknownError', JSON.stringify(inCapitals), { 'request-id': 'r-1' }),
    ],
    [
      'JSON in JSON in the message',
      error('UnknownError', JSON.stringify(error('x', JSON.stringify(inCapitals)))),
    ],
    ['bare and in capitals', inCapitals],
    ['all capitals', { ERROR: { CODE: 'FORBIDDEN', MESSAGE: needs } }],
    ['OData 2', { 'odata.error': { code: 'Forbidden', message: { lang: 'en-US', value: needs } } }],
    [
      'details',
      {
        error: { code: 'Forbidden', message: '', details: [{ code: 'PolicyNotSatisfied', message: needs }] },
      },
    ],
    ['an inner error', error('Forbidden', '', { code: 'PolicyNotSatisfied', message: needs })],
    ['a list', [error('Forbidden', needs)]],
    ['an object as the message', { error: { code: 'Forbidden', message: inCapitals } }],
    ['a byte order mark', `\uFEFF${JSON.stringify(inCapitals)}`],
  ]
  test.each(shapes)('%s: the missing permission is found', (_shape, body) => {
    const failure = graphFailure(
      readGraphFault(403, {}, typeof body === 'string' ? body : JSON.stringify(body)),
      { permission: null, clientRequestId: 'mine' },
    )
    expect(failure).toMatchObject({ code: 'consentMissing', step: 'consent' })
    expect(failure.message).toContain('Reports.Read.All')
    expect(failure.message + JSON.stringify(failure.detail)).not.toContain('{\\"')
  })

  test('keeps the way through the codes and the request id', () => {
    const body = error('UnknownError', JSON.stringify(inCapitals), { 'request-id': 'r-1' })
    expect(failureOf(403, body).detail).toMatchObject({
      graphCode: 'UnknownError > Forbidden > PolicyNotSatisfied',
      requestId: 'r-1',
    })
  })

  test('says of an unknown code what Microsoft says, without names and raw JSON', () => {
    const failure = failureOf(
      403,
      error('SomethingNew', "The feature is off for 'Contoso' and ada@contoso.com."),
    )
    expect(failure).toMatchObject({ code: 'forbidden', step: 'permissions' })
    expect(failure.detail['microsoftSays']).toBe('The feature is off for […] and […].')
    expect(failure.message + failure.fix).not.toMatch(/licen[sc]e|proxy/i)
    expect(failureOf(403, error('SomethingNew', '{"a":1}')).detail['microsoftSays']).toBeUndefined()
  })

  test('is blamed on something on the way only when a web page came without a request id', () => {
    const page = '<!DOCTYPE html><html><body>Blocked</body></html>'
    expect(failureOf(403, page)).toMatchObject({ code: 'forbidden', step: 'network' })
    expect(failureOf(403, page, { 'request-id': 'r-3' })).toMatchObject({
      code: 'forbidden',
      step: 'permissions',
    })
    for (const body of ['', 'Forbidden', '[]', 'null']) {
      expect(failureOf(403, body)).toMatchObject({ code: 'forbidden', step: 'permissions' })
    }
  })

  test.each([
    [
      'AccessDenied',
      'Access has been blocked by Conditional Access policies.',
      'forbidden',
      'conditionalAccess',
    ],
    [
      'Authentication_RequestFromUnsupportedUserRole',
      'User is not in the allowed roles',
      'forbidden',
      'permissions',
    ],
    ['PermissionScopeNotGranted', '', 'consentMissing', 'consent'],
    ['s2sunauthorized', '', 'consentMissing', 'consent'],
    ['Directory_QuotaExceeded', '', 'forbidden', 'register'],
    ['SomethingNewAsPerAppPolicy', '', 'forbidden', 'register'],
    ['BlockedByConditionalAccessPolicy', '', 'forbidden', 'conditionalAccess'],
    ['MailboxThrottled', '', 'throttled', 'service'],
    ['CredentialTypeNotAllowedAsPerAppPolicy', '', 'forbidden', 'register'],
  ])('%s %s is %s of step %s', (code, message, expected, step) => {
    expect(failureOf(403, error(code, message))).toMatchObject({ code: expected, step })
  })

  test('that is nested without end or very large is read within bounds', () => {
    let nested = needs
    for (let depth = 0; depth < 10; depth += 1) nested = JSON.stringify({ message: nested })
    expect(failureOf(403, nested).code).toBe('forbidden')
    const wide = {
      error: { code: 'x'.repeat(5_000), details: Array.from({ length: 9_000 }, () => ({ code: 'y' })) },
    }
    expect(JSON.stringify(failureOf(403, wide).detail).length).toBeLessThan(1_000)
  })
})

describe('the codes that a setup can meet', () => {
  /**
   * As the notes on setup name them, with what they mean; `details` carries a code as the detail of a general
   * one.
   */
  const facts: [number, string, string, string | null][] = [
    [400, 'CredentialInvalidLifetimeAsPerAppPolicy', 'forbidden', 'register'],
    [400, 'CredentialTypeNotAllowedAsPerAppPolicy', 'forbidden', 'register'],
    [400, 'InvalidUniqueTenantIdentifierAsPerAppPolicy', 'forbidden', 'register'],
    [400, 'NoBackingApplicationObject', 'notFound', 'enterpriseApp'],
    [400, 'ServiceTreeInvalid', 'forbidden', 'register'],
    [400, 'ServiceTreeNullValueProvided', 'forbidden', 'register'],
    [400, 'SignInAudienceNotAllowedAsPerAppPolicy', 'forbidden', 'register'],
    [401, 'Authentication_MissingOrMalformed', 'signInRefused', 'cloud'],
    [401, 'Authorization_IdentityNotFound', 'signInRefused', 'enterpriseApp'],
    [401, 'InvalidAuthenticationToken', 'signInRefused', 'cloud'],
    [401, 'S2SUnauthorized', 'consentMissing', 'consent'],
    [403, 'Authentication_MSGraphPermissionMissing', 'consentMissing', 'consent'],
    [403, 'Authentication_RequestFromNonPremiumTenantOrB2CTenant', 'licenseMissing', null],
    [403, 'Authorization_RequestDenied', 'consentMissing', 'consent'],
    [403, 'Directory_QuotaExceeded', 'forbidden', 'register'],
    [403, 'PermissionScopeNotGranted', 'consentMissing', 'consent'],
    [404, 'Request_ResourceNotFound', 'notFound', null],
    [409, 'Request_MultipleObjectsWithSameKeyValue', 'badRequest', 'enterpriseApp'],
  ]
  test.each(facts)('%i %s, alone, wrapped or as a detail', (status, code, expected, step) => {
    const bodies = [
      error(code),
      error('UnknownError', JSON.stringify(error(code))),
      { error: { code: 'Request_BadRequest', message: '', details: [{ code, message: '' }] } },
    ]
    for (const body of bodies) expect(failureOf(status, body)).toMatchObject({ code: expected, step })
  })
})

describe('an answer without data', () => {
  test.each([
    [202, /an unexpected response/],
    [206, /an unexpected response/],
    [304, /an unexpected response/],
    [302, /redirect/],
  ])('%i is no answer', (status, why) => {
    expect(failureOf(status, '')).toMatchObject({ code: 'invalidAnswer', step: 'network' })
    expect(failureOf(status, '').message).toMatch(why)
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
      microsoftSays: 'outer',
    })
  })

  test.each(['', '<html>busy</html>', '{"error":', '{"error":"a text"}', '[]', '{"error":{"code":7}}'])(
    'that is none leaves status and headers: %s',
    body => {
      const failure = failureOf(503, body, { 'request-id': 'r-2' })
      expect(failure.code).toBe('serviceUnavailable')
      expect(failure.detail).toEqual({ status: '503', requestId: 'r-2', clientRequestId: 'mine' })
    },
  )
})
