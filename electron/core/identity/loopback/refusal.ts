import type { AppError } from '../../errors.ts'
import { signInFailure } from '../signin-failure.ts'

/** The names under which a refusal without a number was seen (v1, v2, and the authorize page). */
const declined: ReadonlySet<string> = new Set(['access_denied', 'permission_denied', 'consent_required'])

/** The error that Microsoft's sign-in or consent page came back with. */
export function pageRefusal(error: string, description: string): AppError {
  const isNumbered = /\bAADSTS\d/.test(description)
  const error_description = declined.has(error) && !isNumbered ? 'AADSTS65004: declined' : description
  return signInFailure(400, { error, error_description })
}
