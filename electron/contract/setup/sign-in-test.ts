import type { ErrorCode } from '../errors.ts'

/** Microsoft has answered that these values do not sign in. */
const refusals: ReadonlySet<ErrorCode> = new Set([
  'signInRefused',
  'secretExpired',
  'secretMissing',
  'consentMissing',
  'forbidden',
])

/** Nobody has answered, or not in a way that says anything about the values. */
const untold: ReadonlySet<ErrorCode> = new Set([
  'offline',
  'timedOut',
  'tlsUntrusted',
  'throttled',
  'serviceUnavailable',
  'invalidAnswer',
])

/**
 * How the test ended that signing in makes before new values replace the ones in use: `refused` by Microsoft,
 * or `untested` because nobody could be asked. Null for a failure that has nothing to do with the test. After
 * both of the first a person may choose to save anyway.
 */
export function signInTestEnd(code: ErrorCode): 'refused' | 'untested' | null {
  if (refusals.has(code)) return 'refused'
  return untold.has(code) ? 'untested' : null
}
