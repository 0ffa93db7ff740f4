import { accountErrors } from './signin-errors/account.ts'
import { consentErrors } from './signin-errors/consent.ts'
import { credentialErrors } from './signin-errors/credential.ts'
import type { SignInError } from './signin-errors/entry.ts'
import { registrationErrors } from './signin-errors/registration.ts'
import { serviceErrors } from './signin-errors/service.ts'
import { tenantAndCloudErrors } from './signin-errors/tenant-and-cloud.ts'

export type { SignInError } from './signin-errors/entry.ts'

/**
 * Every AADSTS number that an administrator can meet while setting up an app that signs in by itself. The
 * facts come from Microsoft's reference of sign-in errors (entra-docs, reference-error-codes) and from
 * recorded answers; the words are ours. Microsoft may change numbers, so that an unknown one must always be
 * expected.
 */
export const signInErrors: readonly SignInError[] = [
  ...tenantAndCloudErrors,
  ...registrationErrors,
  ...credentialErrors,
  ...consentErrors,
  ...accountErrors,
  ...serviceErrors,
]

/** The entry of a whole number, or null when it is not known. */
export function findSignInError(number: number): SignInError | null {
  return signInErrors.find(entry => entry.number === number) ?? null
}

/** The number within a text such as a redirect's `error_description`; null when it names none. */
export function readSignInNumber(text: string): number | null {
  const [, digits] = /\bAADSTS(\d{4,9})(?!\d)/.exec(text) ?? []
  return digits === undefined ? null : Number(digits)
}

/** Where anybody can look a number up. */
export function lookupAddress(number: number): string {
  return `https://login.microsoftonline.com/error?code=${number}`
}
