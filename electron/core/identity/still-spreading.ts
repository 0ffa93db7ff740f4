import type { AppError } from '../errors.ts'

/**
 * Numbers that clear by themselves shortly after an app, its secret or certificate, or its consent was made:
 * not found, no enterprise application, credential not known, still being provisioned, no consent.
 */
const numbers: ReadonlySet<string> = new Set(
  [700016, 7000229, 7000215, 700027, 650051, 65001].map(number => `AADSTS${number}`),
)
/** Microsoft Graph hears of a new app later than the sign-in that gives it a token. */
const graphCode = /\bAuthorization_IdentityNotFound\b/i

/** Whether a refusal can come from Microsoft still distributing what was made a moment ago. */
export function isStillSpreading({ detail }: AppError): boolean {
  return numbers.has(detail['aadsts'] ?? '') || graphCode.test(detail['graphCode'] ?? '')
}
