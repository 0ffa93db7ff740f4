import { z } from 'zod'
import type { ErrorCode } from '../../contract/errors.ts'
import type { ChecklistStep } from '../../contract/setup/checks.ts'
import { AppError } from '../errors.ts'
import { quoteMicrosoft } from '../quoted-words.ts'
import { findSignInError, lookupAddress, readSignInNumber } from './signin-errors.ts'
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
 */
export function signInFailure(status: number, body: unknown): AppError {
  const answer = readBody(body)
  const number = numberOf(answer)
  const known = number === null ? null : findSignInError(number)
  const result = known ?? resultFor(status, body, number)
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

function resultFor(status: number, body: unknown, number: number | null): FailureResult {
  const { error = '' } = readBody(body)
  if (status === 429) {
    return serviceResult('throttled', 'Microsoft receives too many sign-in requests from here.')
  }
  if (status >= 500 || error === 'temporarily_unavailable') {
    return serviceResult('serviceUnavailable', 'Microsoft’s sign-in service is not available at the moment.')
  }
  if (body === null && status !== 400 && status !== 401) return strangerResult(status)
  return unknownResult(error, number)
}

/**
 * Sign-in refuses with 400 or 401 and always with a JSON object; something else on the way answered in its
 * place.
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

function serviceResult(code: ErrorCode, message: string): FailureResult {
  return { code, step: 'service', message, fix: 'Wait some minutes and try again.', alsoCheck: [] }
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
