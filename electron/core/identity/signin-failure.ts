import { z } from 'zod'
import type { ErrorCode } from '../../contract/errors.ts'
import type { ChecklistStep } from '../../contract/setup/checks.ts'
import { maxOffsetMs, offsetInWords } from '../clock-offset.ts'
import { AppError } from '../errors.ts'
import { quoteMicrosoft } from '../quoted-words.ts'
import { findSignInError, lookupAddress, readSignInNumber, type SignInError } from './signin-errors.ts'
import { signInFamily } from './signin-family.ts'

/** Longer texts are cut and not dropped: the number comes first. */
const text = z
  .string()
  .transform(value => value.slice(0, 4096))
  .optional()
  .catch(undefined)

/**
 * Error body of the token endpoint (client credentials page). Every field can be missing when something else
 * answered.
 */
const ErrorBody = z.looseObject({
  error: text,
  error_description: text,
  error_codes: z.array(z.coerce.number()).optional().catch(undefined),
  suberror: text,
  timestamp: text,
  trace_id: text,
  correlation_id: text,
})
type ErrorBody = z.infer<typeof ErrorBody>

type FailureResult = {
  code: ErrorCode
  step: ChecklistStep
  message: string
  fix: string
  alsoCheck: readonly ChecklistStep[]
}

/**
 * The error for a refusal by the sign-in host. The number only chooses the words; whether it is temporary is
 * decided by status, OAuth error or table (see {@link isPassingRefusal}). `detail` carries what Microsoft's
 * support asks for. Of the description it has only what {@link quoteMicrosoft} leaves, and only where the
 * number is unknown: descriptions can name people.
 *
 * Codes: `signInRefused`, `secretExpired`, `secretMissing`, `consentMissing`, `throttled`,
 * `serviceUnavailable`, and `invalidAnswer` with step `network` when a web page or a redirect came from
 * something on the way.
 *
 * @param offsetMs by how much the clock of this computer is ahead; null when it was not measured
 */
export function signInFailure(status: number, body: unknown, offsetMs: number | null = null): AppError {
  const answer = readBody(body)
  const number = numberOf(answer)
  const known = number === null ? null : findSignInError(number)
  const result = known === null ? resultFor(status, body, number) : withClock(known, offsetMs)
  return new AppError(result.code, result.message, {
    fix: result.fix,
    step: result.step,
    detail: {
      status: String(status),
      ...(number === null ? {} : { aadsts: `AADSTS${number}`, lookup: lookupAddress(number) }),
      ...present('oauthError', answer.error),
      ...present('suberror', answer.suberror),
      ...present('correlationId', answer.correlation_id ?? within(answer, 'Correlation ID')),
      ...present('traceId', answer.trace_id ?? within(answer, 'Trace ID')),
      ...present('timestamp', answer.timestamp),
      ...present('clock', offsetMs === null ? '' : (offsetInWords(offsetMs) ?? '')),
      ...(known === null
        ? present('microsoftSays', quoteMicrosoft(answer.error_description ?? ''), 400)
        : {}),
      ...(result.alsoCheck.length === 0 ? {} : { alsoCheck: result.alsoCheck.join(', ') }),
    },
  })
}

/**
 * Whether the same request can be sent again without anybody doing anything. A known number decides, whatever
 * status it comes with. Detected loops are left alone: asking feeds them.
 */
export function isPassingRefusal(status: number, body: unknown): boolean {
  if (status === 429) return true
  const answer = readBody(body)
  const number = numberOf(answer)
  const known = number === null ? null : findSignInError(number)
  if (known !== null) return known.retryable && known.step === 'service'
  return status >= 500 || answer.error === 'temporarily_unavailable'
}

function readBody(body: unknown): ErrorBody {
  const parsed = ErrorBody.safeParse(body)
  return parsed.success ? parsed.data : {}
}

/**
 * The first number that is known, else the first: Microsoft lists the most specific one first, but not
 * always.
 */
function numberOf({ error_codes = [], error_description }: ErrorBody): number | null {
  const described = readSignInNumber(error_description ?? '')
  const numbers = [...error_codes, ...(described === null ? [] : [described])].filter(
    number => Number.isSafeInteger(number) && number > 0,
  )
  return numbers.find(number => findSignInError(number) !== null) ?? numbers[0] ?? null
}

/** Refusals of a signed proof in which its times have a part. */
const numbersOfTime: ReadonlySet<number> = new Set([50013, 500133, 700024])

/** A clock that was measured is to blame for certain, or is not. */
function withClock(known: SignInError, offsetMs: number | null): FailureResult {
  if (offsetMs === null || !numbersOfTime.has(known.number)) return known
  const words = offsetInWords(offsetMs)
  if (Math.abs(offsetMs) > maxOffsetMs) {
    return {
      ...known,
      step: 'network',
      message: `The clock of this computer is ${words}, so that the signed proof of the certificate is refused.`,
      fix: 'Set the date, the time and the time zone of this computer, best automatically, and try again.',
      alsoCheck: [],
    }
  }
  if (words !== null || known.step !== 'network') return known
  return {
    ...known,
    step: 'certificate',
    message:
      'The signed proof of the certificate lies outside its time, although the clock of this computer is right.',
    fix: 'Try again in a minute. If it happens again, look whether the certificate is valid today, and enter another one if it is not.',
    alsoCheck: ['network'],
  }
}

function resultFor(status: number, body: unknown, number: number | null): FailureResult {
  const { error = '' } = readBody(body)
  const isMicrosoft = error !== '' || number !== null
  if (status === 429) {
    return serviceResult('throttled', 'Microsoft receives too many sign-in requests from here.')
  }
  if (status === 511) return strangerResult(status)
  if (status >= 500 || error === 'temporarily_unavailable') {
    return serviceResult(
      'serviceUnavailable',
      'Microsoft’s sign-in service is not available at the moment.',
      isMicrosoft ? '' : ` ${orProxy}`,
    )
  }
  return isMicrosoft ? unknownResult(error, number) : strangerResult(status)
}

/**
 * Sign-in says with every refusal why, as an OAuth error or a number; something else on the way answered in
 * its place.
 */
function strangerResult(status: number): FailureResult {
  return {
    code: 'invalidAnswer',
    step: 'network',
    message: `Something else answered in the place of Microsoft’s sign-in (status ${status}).`,
    fix: 'Open a web site in the browser, where a network may ask to sign in. Otherwise ask the network team to let this computer reach the sign-in host.',
    alsoCheck: [],
  }
}

/** Gateways of Microsoft answer with a bare page as well as those of a company. */
const orProxy =
  'If a browser cannot open the sign-in page either, a proxy answered in its place: test the hosts in Settings, Network.'

function serviceResult(code: ErrorCode, message: string, hint = ''): FailureResult {
  return { code, step: 'service', message, fix: `Wait some minutes and try again.${hint}`, alsoCheck: [] }
}

function unknownResult(oauthError: string, number: number | null): FailureResult {
  const name = number === null ? oauthError.slice(0, 64) || 'no code' : `AADSTS${number}`
  const look = number === null ? '' : `Look the code up at ${lookupAddress(number)}. `
  const { step, hint } = signInFamily(number, oauthError)
  return {
    code: 'signInRefused',
    step,
    message: `Microsoft refused the sign-in (${name}).`,
    fix: `${look}${hint}`,
    alsoCheck: [],
  }
}

/** Older answers carry their identifiers within the description only. */
function within({ error_description }: ErrorBody, label: string): string | undefined {
  return new RegExp(`${label}: ([0-9a-fA-F-]{36})`).exec(error_description ?? '')?.[1]
}

function present(name: string, value: string | undefined, maxLength = 128): Record<string, string> {
  return value === undefined || value === '' ? {} : { [name]: value.slice(0, maxLength) }
}
