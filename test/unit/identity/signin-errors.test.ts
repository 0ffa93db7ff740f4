import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { z } from 'zod'
import { checklistSteps } from '../../../electron/contract/checks.ts'
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
/** Numbers with the checklist step they point back to, as Microsoft's reference and recorded answers have them. */
const facts = Facts.parse(JSON.parse(readFileSync(new URL('signin-facts.json', import.meta.url), 'utf8')))

describe('the table of sign-in errors', () => {
  test('knows every number of the facts, once, with its step', () => {
    expect(Object.keys(facts)).toHaveLength(76)
    const known = Object.fromEntries(
      signInErrors.map(({ number, step, retryable, alsoCheck }) => [number, { step, retryable, alsoCheck }]),
    )
    expect(signInErrors).toHaveLength(76)
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
    expect(signInFailure(400, '<html>')).toMatchObject({ code: 'signInRefused', step: 'app' })
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
