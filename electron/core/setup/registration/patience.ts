import type { WriteResult } from '../../graph/write.ts'

/** How long a call has been tried, and how. */
export type Attempts = { count: number; sinceMs: number }

/** Milliseconds until the call is made again, and why; null when that would not help. */
export type Patience = { waitMs: number; reason: string } | null

const objectWaits = [2_000, 3_000, 5_000, 5_000] as const
const laterWaitMs = 10_000
const maxObjectMs = 180_000
const maxForeignMs = 60_000
const maxYoungMs = 30_000
const maxServiceAttempts = 6
const maxServiceWaitMs = 120_000

const spreading = 'Microsoft is still distributing what was created a moment ago.'
const notYetValid = 'The certificate is not valid yet by Microsoft’s clock.'
const busy = 'Microsoft Graph asks to wait.'
const interrupted = 'The service or the connection failed; the call changes nothing twice.'

/**
 * Whether a call is worth repeating. What was just created is not known everywhere at first: reads can find
 * it while writes do not, so that only the write itself shows that it has arrived.
 *
 * @param isRepeatable whether a call whose answer was lost may be sent again blindly
 */
export function patienceFor(result: WriteResult, attempts: Attempts, isRepeatable: boolean): Patience {
  if (result.kind === 'answer') return null
  if (result.kind === 'broken') return isRepeatable ? afterFault(attempts) : null
  const { status, retryAfterMs } = result
  if (status === 429 || status === 503 || status === 504) return whenAsked(retryAfterMs, attempts)
  if (status >= 500) return isRepeatable ? afterFault(attempts) : null
  const budgetMs = youthBudget(result)
  if (budgetMs === null) return null
  const waitMs = objectWaits[attempts.count - 1] ?? laterWaitMs
  if (attempts.sinceMs + waitMs > budgetMs) return null
  return { waitMs, reason: isAboutDates(result) ? notYetValid : spreading }
}

type Refused = Extract<WriteResult, { kind: 'refused' }>

/** How long a refusal is taken for a sign that something is new; null for one that stays. */
function youthBudget(result: Refused): number | null {
  const { status, codes, message } = result
  const names = codes.map(code => code.toLowerCase())
  if (status === 404) return maxObjectMs
  if (names.includes('nobackingapplicationobject')) return maxObjectMs
  if (status === 400 && /not a valid reference update|does not reference a valid/i.test(message)) {
    return maxObjectMs
  }
  if (status === 409 && names.includes('directory_concurrencyviolation')) return maxObjectMs
  if (isAboutDates(result) || isProofRefused(result)) return maxYoungMs
  // The same words are a real lack of rights at times.
  return status === 403 && /local tenant/i.test(message) ? maxForeignMs : null
}

function whenAsked(retryAfterMs: number | null, { count }: Attempts): Patience {
  const waitMs = retryAfterMs ?? 1_000 * 2 ** count
  return count >= maxServiceAttempts || waitMs > maxServiceWaitMs ? null : { waitMs, reason: busy }
}

function afterFault({ count }: Attempts): Patience {
  return count >= 4 ? null : { waitMs: 1_000 * 2 ** count, reason: interrupted }
}

/** Lives in days that are tried one after the other where a policy allows less and does not say what. */
const lives = [365, 180, 90, 30, 7] as const

/** The next shorter life of a credential; null when there is none. */
export function shorterLife(days: number): number | null {
  return lives.find(life => life < days) ?? null
}

const hasCode = (result: WriteResult, code: string) =>
  result.kind === 'refused' && result.codes.some(known => known.toLowerCase() === code.toLowerCase())

/** Whether a policy of the tenant allows no credential that lives this long. */
export function isTooLong(result: WriteResult): boolean {
  return hasCode(result, 'CredentialInvalidLifetimeAsPerAppPolicy')
}

/** Whether a policy of the tenant allows no credential of this kind. */
export function isForbiddenKind(result: WriteResult): boolean {
  return hasCode(result, 'CredentialTypeNotAllowedAsPerAppPolicy')
}

/**
 * Whether the dates of a certificate are refused: its start lies ahead of Microsoft's clock, or its end is
 * none that the service takes. Both come under the same code.
 */
export function isAboutDates(result: WriteResult): boolean {
  return (
    result.kind === 'refused' &&
    (result.codes.some(code => /^KeyCredentialsInvalid(Start|End)Date$/i.test(code)) ||
      /key credential (start|end) date is invalid/i.test(result.message))
  )
}

/** Whether a proof with a certificate was refused: a new one is not known everywhere at first. */
export function isProofRefused(result: WriteResult): boolean {
  return hasCode(result, 'Authentication_MissingOrMalformed')
}

/** Whether what should be created is there already. */
export function isThereAlready(result: WriteResult): boolean {
  return hasCode(result, 'Request_MultipleObjectsWithSameKeyValue')
}

/** Whether the credential that should be removed is none of the registration’s any more. */
export function isGoneAlready(result: WriteResult): boolean {
  return (
    result.kind === 'refused' &&
    (result.status === 400 || result.status === 404) &&
    /no (password|key) credential found/i.test(result.message)
  )
}

/** Whether the answer was lost: the call may have been carried out, or not. */
export function isLost(result: WriteResult): boolean {
  return result.kind === 'broken' || (result.kind === 'refused' && result.status >= 500)
}
