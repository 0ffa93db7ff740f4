import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { z } from 'zod'
import { checklistSteps } from '../../../electron/contract/setup/checks.ts'
import { toWire } from '../../../electron/core/errors.ts'
import {
  findSignInError,
  lookupAddress,
  readSignInNumber,
  signInErrors,
} from '../../../electron/core/identity/signin-errors.ts'
import { isPassingRefusal, signInFailure } from '../../../electron/core/identity/signin-failure.ts'

const Facts = z.record(
  z.string(),
  z.object({ step: z.enum(checklistSteps), retryable: z.boolean(), alsoCheck: z.array(z.string()) }),
)
/**
 * Numbers with the checklist step they point back to, as Microsoft's reference and recorded answers have
 * them.
 */
const facts = Facts.parse(JSON.parse(readFileSync(new URL('signin-facts.json', import.meta.url), 'utf8')))

describe('the table of sign-in errors', () => {
  test('knows every number of the facts, once, with its step', () => {
    expect(Object.keys(facts)).toHaveLength(113)
    const known = Object.fromEntries(
      signInErrors.map(({ number, step, retryable, alsoCheck }) => [number, { step, retryable, alsoCheck }]),
    )
    expect(signInErrors).toHaveLength(113)
    expect(known).toEqual(facts)
  })

  test.each(signInErrors.map(entry => [entry.number, entry] as const))(
    '%i says what happened and what to do',
    (_number, entry) => {
      for (const sentence of [entry.message, entry.fix]) {
        expect(sentence).toMatch(/^[A-Z].{20,}[.]$/s)
        expect(sentence).not.toMatch(/AADSTS|undefined|\bAs for\b/)
      }
    },
  )

  test('matches whole numbers only', () => {
    expect(findSignInError(700021)).toBeNull()
    expect(findSignInError(7000215)?.step).toBe('secret')
    expect(findSignInError(700229)).toBeNull()
    expect(findSignInError(7000229)?.step).toBe('enterpriseApp')
    expect(readSignInNumber('AADSTS7000215: Invalid client secret provided.')).toBe(7000215)
    expect(readSignInNumber('error AADSTS50011 The redirect URI')).toBe(50011)
    expect(readSignInNumber('nothing of the kind')).toBeNull()
  })

  test('names codes that scripts can rely on', () => {
    const codeOf = (number: number) => findSignInError(number)?.code
    expect(codeOf(7000222)).toBe('secretExpired')
    expect(codeOf(7000218)).toBe('secretMissing')
    expect(codeOf(7000215)).toBe('signInRefused')
    expect(codeOf(65001)).toBe('consentMissing')
    expect(codeOf(90033)).toBe('serviceUnavailable')
    expect(codeOf(90055)).toBe('throttled')
  })
})

const refusal = (number: number, more: object = {}) => ({
  error: 'invalid_client',
  error_description: `AADSTS${number}: Invalid client secret for Jane Doe (jane@contoso.com). Trace ID: 0aa81f11-0000-4000-8000-000000000001 Correlation ID: 0aa81f11-0000-4000-8000-000000000002 Timestamp: 2026-11-23 10:00:00Z`,
  error_codes: [number],
  timestamp: '2026-11-23 10:00:00Z',
  trace_id: '0aa81f11-0000-4000-8000-000000000001',
  correlation_id: '0aa81f11-0000-4000-8000-000000000002',
  ...more,
})

describe('a refusal by the sign-in host', () => {
  test('carries everything that a support case needs and nothing of the description', () => {
    const wire = toWire(signInFailure(401, refusal(7000215)))
    expect(wire).toMatchObject({
      code: 'signInRefused',
      step: 'secret',
      detail: {
        aadsts: 'AADSTS7000215',
        lookup: 'https://login.microsoftonline.com/error?code=7000215',
        oauthError: 'invalid_client',
        correlationId: '0aa81f11-0000-4000-8000-000000000002',
        traceId: '0aa81f11-0000-4000-8000-000000000001',
        timestamp: '2026-11-23 10:00:00Z',
        status: '401',
      },
    })
    expect(JSON.stringify(wire)).not.toContain('Jane')
  })

  test('finds number and identifiers within the description when the fields are missing', () => {
    const { error, error_description } = refusal(700016)
    const failure = signInFailure(400, { error, error_description })
    expect(failure.step).toBe('clientId')
    expect(failure.detail).toMatchObject({
      aadsts: 'AADSTS700016',
      traceId: '0aa81f11-0000-4000-8000-000000000001',
      correlationId: '0aa81f11-0000-4000-8000-000000000002',
    })
  })

  test('with a number that nobody knows shows the code and where to look it up', () => {
    const failure = signInFailure(401, refusal(7_999_999))
    expect(failure.message).toContain('AADSTS7999999')
    expect(failure.fix).toContain(lookupAddress(7_999_999))
    expect(failure).toMatchObject({ code: 'signInRefused', step: 'secret' })
    expect(signInFailure(400, { error: 'invalid_tenant' }).step).toBe('tenant')
  })

  test.each([
    [5000299, 'invalid_grant', 'tenant'],
    [7000299, 'interaction_required', 'secret'],
    [7000199, 'invalid_client', 'enterpriseApp'],
    [530099, 'access_denied', 'conditionalAccess'],
    [650099, 'invalid_client', 'consent'],
    [900029, 'invalid_request', 'tenant'],
    [899999, 'invalid_resource', 'enterpriseApp'],
    [899999, 'invalid_request', 'app'],
  ])('an unknown number %i with %s leads to the step of its family', (number, error, step) => {
    const failure = signInFailure(400, refusal(number, { error }))
    expect(failure).toMatchObject({ code: 'signInRefused', step })
    expect(failure.fix).toContain(lookupAddress(number))
  })

  test('with an unknown number quotes Microsoft, without names', () => {
    const description = `AADSTS899999: The tenant 'Contoso' has reached its limit for Jane Doe (jane@contoso.com). Ask Microsoft support. Trace ID: x`
    const { detail } = signInFailure(400, refusal(899999, { error_description: description }))
    expect(detail['microsoftSays']).toBe(
      'The tenant […] has reached its limit for […] ([…]). Ask Microsoft support.',
    )
    const long = signInFailure(
      400,
      refusal(899999, { error_description: `AADSTS899999: ${'this is so '.repeat(9_000)}` }),
    )
    expect(long.detail['microsoftSays']?.length).toBeLessThan(310)
    expect(long.detail['aadsts']).toBe('AADSTS899999')
  })

  test.each([
    [400, 'invalid_grant', 5000225, /inactive/],
    [400, 'interaction_required', 5000225, /inactive/],
    [400, 'invalid_grant', 5000224, /not available/],
    [503, 'temporarily_unavailable', 5000224, /not available/],
  ])('%i %s AADSTS%i: the tenant is blocked as a whole', (status, error, number, why) => {
    const body = refusal(number, { error })
    const failure = signInFailure(status, body)
    expect(failure).toMatchObject({ code: 'signInRefused', step: 'tenant' })
    expect(failure.message).toMatch(/blocked the tenant as a whole/)
    expect(failure.message).toMatch(why)
    expect(failure.fix).toMatch(/Neither the secret nor the client ID is to blame.+ask Microsoft/)
    expect(failure.detail).toMatchObject({ aadsts: `AADSTS${number}`, correlationId: body.correlation_id })
    expect(isPassingRefusal(status, body)).toBe(false)
  })

  test.each([
    [400, 'invalid_resource'],
    [401, 'invalid_client'],
    [400, 'unauthorized_client'],
    [500, 'server_error'],
  ])('%i %s AADSTS500014: Microsoft Graph is switched off in the tenant', (status, error) => {
    const failure = signInFailure(status, refusal(500014, { error }))
    expect(failure).toMatchObject({ code: 'signInRefused', step: 'enterpriseApp' })
    expect(failure.message).toMatch(/Microsoft Graph is switched off.+subscriptions have lapsed/)
    expect(failure.message + failure.fix).not.toMatch(/secret|cloud/i)
    expect(isPassingRefusal(status, refusal(500014, { error }))).toBe(false)
  })

  test('is found wherever the number stands: as text, behind an unknown one, in a long description', () => {
    const step = (body: object) => signInFailure(400, { error: 'invalid_grant', ...body }).step
    expect(step({ error_codes: ['7000215'] })).toBe('secret')
    expect(step({ error_codes: [899999, 500014] })).toBe('enterpriseApp')
    expect(step({ error_description: `AADSTS5000225: ${'x'.repeat(100_000)}` })).toBe('tenant')
  })

  test.each([
    [17 * 60_000, 'network', '17 minutes ahead of Microsoft’s'],
    [-3 * 3_600_000, 'network', '3 hours behind Microsoft’s'],
    [-26 * 3_600_000, 'network', '1 day behind Microsoft’s'],
    [-2_000, 'certificate', 'although the clock of this computer is right'],
    [120_000, 'network', 'usually this machine’s clock is wrong'],
  ])('of a proof whose time is wrong says what the clock has to do with it: %i ms', (offset, step, words) => {
    for (const number of [500133, 700024]) {
      const failure = signInFailure(401, refusal(number), offset)
      expect(failure).toMatchObject({ code: 'signInRefused', step })
      expect(failure.message).toContain(words)
    }
    const clock = signInFailure(401, refusal(7000215), offset).detail['clock']
    expect(clock === undefined).toBe(Math.abs(offset) < 60_000)
    expect(signInFailure(401, refusal(7000215), offset).step).toBe('secret')
  })

  test('by something else on the way is no refusal of Microsoft', () => {
    for (const status of [302, 400, 401, 403, 404, 407, 511]) {
      for (const body of [null, '<html>', {}, { message: 'Access denied by your organization' }]) {
        const failure = signInFailure(status, body)
        expect(failure).toMatchObject({ code: 'invalidAnswer', step: 'network' })
        expect(failure.message).not.toContain('refused')
      }
    }
    expect(signInFailure(503, null).fix).toContain('a proxy answered in its place')
    expect(signInFailure(503, { error: 'temporarily_unavailable' }).fix).not.toContain('proxy')
  })

  test('passes by itself only when the service is to blame', () => {
    expect(isPassingRefusal(503, null)).toBe(true)
    expect(isPassingRefusal(429, null)).toBe(true)
    expect(isPassingRefusal(400, { error: 'temporarily_unavailable' })).toBe(true)
    expect(isPassingRefusal(400, refusal(90033))).toBe(true)
    expect(isPassingRefusal(401, refusal(7000215))).toBe(false)
    expect(isPassingRefusal(400, refusal(50196))).toBe(false)
    expect(signInFailure(503, '<html>').code).toBe('serviceUnavailable')
    expect(signInFailure(429, null).code).toBe('throttled')
  })
})
