import { z } from 'zod'
import type { ChecklistStep } from '../../contract/checks.ts'
import type { ErrorCode } from '../../contract/errors.ts'
import { AppError } from '../errors.ts'
import { findSignInError, lookupAddress, readSignInNumber } from './signin-errors.ts'

const text = z.string().max(4096).optional().catch(undefined)

/** Error body of the token endpoint (client credentials page). Every field can be missing when something else answered. */
const ErrorBody = z.looseObject({
  error: text,
  error_description: text,
  error_codes: z.array(z.number()).optional().catch(undefined),
  suberror: text,
  timestamp: text,
  trace_id: text,
  correlation_id: text,
})
type ErrorBody = z.infer<typeof ErrorBody>

type Verdict = {
  code: ErrorCode
  step: ChecklistStep
  message: string
  fix: string
  alsoCheck: readonly ChecklistStep[]
}

/**
 * The error for a refusal by the sign-in host. The number only chooses the words; whether it passes by itself is told by status, OAuth
 * error or table (see {@link isPassingRefusal}). `detail` carries what Microsoft's support asks for, never the description: it can name people.
 */
export function signInFailure(status: number, body: unknown): AppError {
  const answer = readBody(body)
  const number = numberOf(answer)
  const verdict = judge(status, answer, number)
  return new AppError(verdict.code, verdict.message, {
    fix: verdict.fix,
    step: verdict.step,
    detail: {
      status: String(status),
      ...(number === null ? {} : { aadsts: `AADSTS${number}`, lookup: lookupAddress(number) }),
      ...present('oauthError', answer.error),
      ...present('suberror', answer.suberror),
      ...present('correlationId', answer.correlation_id ?? within(answer, 'Correlation ID')),
      ...present('traceId', answer.trace_id ?? within(answer, 'Trace ID')),
      ...present('timestamp', answer.timestamp),
      ...(verdict.alsoCheck.length === 0 ? {} : { alsoCheck: verdict.alsoCheck.join(', ') }),
    },
  })
}

/** Whether the same request can be sent again without anybody doing anything. Detected loops are left alone: asking feeds them. */
export function isPassingRefusal(status: number, body: unknown): boolean {
  if (status === 429 || status >= 500) return true
  const answer = readBody(body)
  if (answer.error === 'temporarily_unavailable') return true
  const number = numberOf(answer)
  const known = number === null ? null : findSignInError(number)
  return known?.retryable === true && known.step === 'service'
}

function readBody(body: unknown): ErrorBody {
  const parsed = ErrorBody.safeParse(body)
  return parsed.success ? parsed.data : {}
}

function numberOf({ error_codes, error_description }: ErrorBody): number | null {
  return error_codes?.[0] ?? readSignInNumber(error_description ?? '')
}

function judge(status: number, answer: ErrorBody, number: number | null): Verdict {
  const known = number === null ? null : findSignInError(number)
  if (known !== null) return known
  if (status === 429) {
    return serviceVerdict('throttled', 'Microsoft receives too many sign-in requests from here.')
  }
  if (status >= 500 || answer.error === 'temporarily_unavailable') {
    return serviceVerdict('serviceUnavailable', 'Microsoft’s sign-in service is not available at the moment.')
  }
  return unknownVerdict(answer.error ?? '', number)
}

function serviceVerdict(code: ErrorCode, message: string): Verdict {
  return { code, step: 'service', message, fix: 'Wait some minutes and try again.', alsoCheck: [] }
}

/** The OAuth error is coarse but stable, so that it names the step where the number is not known. */
const stepsOfOauthErrors: Readonly<Record<string, ChecklistStep>> = {
  invalid_client: 'secret',
  unauthorized_client: 'clientId',
  invalid_grant: 'conditionalAccess',
  invalid_scope: 'cloud',
  invalid_resource: 'cloud',
  invalid_tenant: 'tenant',
  consent_required: 'consent',
  interaction_required: 'conditionalAccess',
  access_denied: 'conditionalAccess',
}

function unknownVerdict(oauthError: string, number: number | null): Verdict {
  const name = number === null ? oauthError || 'no code' : `AADSTS${number}`
  const look = number === null ? '' : `Look the code up at ${lookupAddress(number)}. `
  return {
    code: 'signInRefused',
    step: stepsOfOauthErrors[oauthError] ?? 'app',
    message: `Microsoft refused the sign-in (${name}).`,
    fix: `${look}Then check tenant ID, client ID and secret, and try again.`,
    alsoCheck: [],
  }
}

/** Older answers carry their identifiers within the description only. */
function within({ error_description }: ErrorBody, label: string): string | undefined {
  return new RegExp(`${label}: ([0-9a-fA-F-]{36})`).exec(error_description ?? '')?.[1]
}

function present(name: string, value: string | undefined): Record<string, string> {
  return value === undefined || value === '' ? {} : { [name]: value.slice(0, 128) }
}
