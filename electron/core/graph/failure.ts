import { offsetInWords } from '../clock-offset.ts'
import { AppError } from '../errors.ts'
import type { HttpResponse } from '../ports.ts'
import { quoteMicrosoft } from '../quoted-words.ts'
import type { GraphCall } from './call.ts'
import { type GraphFault, maxFaultBytes, readGraphFault } from './fault.ts'
import { findRefusal, forbiddenRefusal, isConsentFault, type Refusal } from './refusal.ts'

const codesOfOldDelta: ReadonlySet<string> = new Set(['syncstatenotfound', 'resyncrequired'])
const maxMessageLength = 2_000

type Context = {
  permission: string | null
  clientRequestId: string
  /** Whether a list of changes was asked for, whose links become too old. */
  changes?: boolean
  /** By how much the clock of this computer is ahead, in milliseconds, where that was measured. */
  offsetMs?: number | null
}

/**
 * What a refusal means and what to do. It is decided on status and code, as the errors page asks for; the
 * message is looked at only where Graph has no code of its own. The codes go along in `detail` for a support
 * case, and Microsoft's own words without names (see {@link quoteMicrosoft}) where the code alone says too
 * little.
 *
 * Expired page and delta tokens are `linkExpired` with `detail.kind` `expiredPageToken` or
 * `expiredDeltaToken`.
 */
export function graphFailure(received: GraphFault, context: Context): AppError {
  const fault = { ...received, message: received.message.slice(0, maxMessageLength) }
  const refusal = refusalFor(fault, context)
  const isPlain = refusal.code === 'forbidden' || refusal.code === 'badRequest'
  return new AppError(refusal.code, refusal.message, {
    fix: refusal.fix,
    step: refusal.step ?? null,
    detail: {
      status: String(fault.status),
      ...present('graphCode', fault.codes.join(' > ').slice(0, 200)),
      ...present('requestId', fault.requestId.slice(0, 128)),
      ...present('date', fault.date.slice(0, 64)),
      clientRequestId: context.clientRequestId,
      ...present('clock', offsetInWords(context.offsetMs ?? 0) ?? ''),
      ...(isPlain ? present('microsoftSays', quoteMicrosoft(fault.message)) : {}),
      ...present('kind', refusal.kind ?? ''),
    },
  })
}

function present(name: string, value: string): Record<string, string> {
  return value === '' ? {} : { [name]: value }
}

function refusalFor(fault: GraphFault, { permission, changes = false }: Context): Refusal {
  if (fault.status < 400) return withoutData(fault)
  if (isOldDelta(fault, changes)) return expired('expiredDeltaToken')
  if (hasCode(fault, 'Directory_ExpiredPageToken')) return expired('expiredPageToken')
  switch (fault.status) {
    case 401:
      return isConsentFault(fault) ? forbiddenRefusal(fault, permission) : tokenRefusal(fault)
    case 403:
      return forbiddenRefusal(fault, permission)
    case 404:
      return {
        code: 'notFound',
        message: 'Microsoft Graph does not have what was asked for.',
        fix: 'If it was created a moment ago, wait some minutes and try again.',
      }
    case 410:
      return {
        code: 'notFound',
        message: 'Microsoft Graph no longer has what was asked for.',
        fix: 'Try again later. If it stays so, look for a new version of this app.',
      }
    case 429:
      return {
        code: 'throttled',
        message: 'Microsoft Graph receives too many requests from this app.',
        fix: 'Wait some minutes and try again. The next scheduled sync resumes from here.',
        step: 'service',
      }
    default:
      return fault.status >= 500 && fault.status !== 501
        ? unavailable(fault)
        : (findRefusal(fault) ?? requestRefusal(fault))
  }
}

function expired(kind: 'expiredDeltaToken' | 'expiredPageToken'): Refusal {
  return {
    code: 'linkExpired',
    message:
      kind === 'expiredDeltaToken'
        ? 'The link to the latest changes has become too old.'
        : 'The link to the next page has become too old.',
    fix: 'Sync again; the list is then read from the start.',
    kind,
  }
}

/**
 * 410 where changes were asked for, the two codes of the delta-query-overview page, or a 400 that says only
 * in its text that the delta link is too old.
 */
function isOldDelta({ status, codes, message }: GraphFault, changes: boolean): boolean {
  if ((status === 410 && changes) || codes.some(code => codesOfOldDelta.has(code.toLowerCase()))) return true
  return status === 400 && /delta/i.test(message) && /\b(older|expired|30 days)\b/i.test(message)
}

function tokenRefusal(fault: GraphFault): Refusal {
  if (hasCode(fault, 'Authorization_IdentityNotFound')) {
    return {
      code: 'signInRefused',
      message: 'Microsoft Graph does not know this app in the tenant (yet).',
      fix: 'If it was registered a moment ago, wait some minutes. Otherwise open it under Enterprise applications, or grant admin consent, which creates it there.',
      step: 'enterpriseApp',
    }
  }
  return {
    code: 'signInRefused',
    message: 'Microsoft Graph did not accept the token that sign-in had just issued.',
    fix: 'Check that the chosen cloud is the one the tenant lives in. If it is, try again in some minutes.',
    step: 'cloud',
  }
}

/** Whether the code is among those of the fault, in any case. */
function hasCode({ codes }: GraphFault, wanted: string): boolean {
  return codes.some(code => code.toLowerCase() === wanted.toLowerCase())
}

function unavailable({ status }: GraphFault): Refusal {
  if (status === 511) return networkSignIn
  return {
    code: 'serviceUnavailable',
    message: `Microsoft Graph is not available at the moment (status ${status}).`,
    fix: 'Wait some minutes and try again. The next scheduled sync resumes from here.',
    step: 'service',
  }
}

const networkSignIn: Refusal = {
  code: 'serviceUnavailable',
  message: 'The network asks to sign in before it lets anything through (status 511).',
  fix: 'Open a web site in the browser and sign in to the network, then try again.',
  step: 'network',
}

/** A redirect, a part of an answer, or word that it is not ready, where the whole answer was asked for. */
function withoutData({ status }: GraphFault): Refusal {
  const what =
    status >= 300 && status !== 304 ? 'a redirect, which was not followed' : 'an unexpected response'
  return {
    code: 'invalidAnswer',
    message: `Microsoft Graph returned ${what} (status ${status}).`,
    fix: 'Try again later. If it happens again, a proxy or the sign-in page of a network may answer in its place: open a web site in the browser.',
    step: 'network',
  }
}

function requestRefusal({ status }: GraphFault): Refusal {
  return {
    code: 'badRequest',
    message: `Microsoft Graph could not do what was asked (status ${status}).`,
    fix: 'Try again. If it happens again, send the log file of today with the codes of this error.',
    step: 'app',
  }
}

/** The error object comes first, or right after the context that every answer has. */
const beginsWithError =
  /^\uFEFF?\s*\{\s*(?:"@odata\.context"\s*:\s*"[^"]*"\s*,\s*)?"(?:odata\.)?error"\s*:\s*\{/i
const headBytes = 1_024

/**
 * Refuses an error object that came with a good status, as gateways send it at times. Taken for data it would
 * be a list without rows.
 *
 * @throws AppError `consentMissing` or `licenseMissing` when its code says so, otherwise `invalidAnswer`,
 * which is asked for again.
 */
export function refuseFault(bytes: Uint8Array, headers: HttpResponse['headers'], call: GraphCall): void {
  const text = Buffer.from(bytes.buffer, bytes.byteOffset, Math.min(bytes.byteLength, maxFaultBytes))
  if (!beginsWithError.test(text.toString('utf8', 0, headBytes))) return
  const fault = readGraphFault(403, headers, text.toString('utf8'))
  const failure = graphFailure(fault, { permission: call.permission, clientRequestId: '' })
  const { status: _, clientRequestId: __, ...codes } = failure.detail
  if (failure.code === 'consentMissing' || failure.code === 'licenseMissing') {
    throw new AppError(failure.code, failure.message, { fix: failure.fix, step: failure.step, detail: codes })
  }
  throw new AppError('invalidAnswer', 'Microsoft Graph answered with an error in the place of data.', {
    fix: 'Wait some minutes and try again. If the problem continues, report the codes of this error to Microsoft support.',
    step: 'service',
    detail: codes,
  })
}
