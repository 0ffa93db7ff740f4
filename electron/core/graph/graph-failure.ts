import type { ChecklistStep } from '../../contract/checks.ts'
import type { ErrorCode } from '../../contract/errors.ts'
import { AppError } from '../errors.ts'
import type { GraphFault } from './graph-fault.ts'

/** The lack of an application permission, in the words of the directory, of the reports and of the sign-in data. */
const codesOfConsent = new Set([
  'Authorization_RequestDenied',
  'S2SUnauthorized',
  'Authentication_MSGraphPermissionMissing',
])
const codesOfLicense = new Set(['Authentication_RequestFromNonPremiumTenantOrB2CTenant'])
const codesOfOldDelta = new Set([
  'syncStateNotFound',
  'resyncRequired',
  'SyncStateNotFound',
  'ResyncRequired',
])

type Verdict = { code: ErrorCode; message: string; fix: string; step?: ChecklistStep; kind?: string }
type Context = { permission: string | null; clientRequestId: string }

/**
 * What a refusal means and what to do. It is decided on status and code, as the errors page asks for; the message is looked at only
 * where Graph has no code of its own. The codes go along in `detail` for a support case.
 *
 * Expired page and delta tokens are `linkExpired` with `detail.kind` `expiredPageToken` or `expiredDeltaToken`.
 */
export function graphFailure(fault: GraphFault, context: Context): AppError {
  const verdict = judge(fault, context.permission)
  return new AppError(verdict.code, verdict.message, {
    fix: verdict.fix,
    step: verdict.step ?? null,
    detail: {
      status: String(fault.status),
      ...(fault.codes.length === 0 ? {} : { graphCode: fault.codes.join(' > ').slice(0, 200) }),
      ...(fault.requestId === '' ? {} : { requestId: fault.requestId }),
      ...(fault.date === '' ? {} : { date: fault.date }),
      clientRequestId: context.clientRequestId,
      ...(verdict.kind === undefined ? {} : { kind: verdict.kind }),
    },
  })
}

function judge(fault: GraphFault, permission: string | null): Verdict {
  if (isOldDelta(fault)) return expired('expiredDeltaToken')
  if (fault.codes.includes('Directory_ExpiredPageToken')) return expired('expiredPageToken')
  switch (fault.status) {
    case 401:
      return judgeToken(fault)
    case 403:
      return judgeRefusal(fault, permission)
    case 404:
      return {
        code: 'notFound',
        message: 'Microsoft Graph does not have what was asked for.',
        fix: 'If it was created a moment ago, wait some minutes and try again.',
      }
    case 429:
      return {
        code: 'throttled',
        message: 'Microsoft Graph receives too many requests from this app.',
        fix: 'Wait some minutes and try again. The next scheduled sync goes on from here.',
        step: 'service',
      }
    default:
      return fault.status >= 500 && fault.status !== 501 ? unavailable(fault) : judgeRequest(fault)
  }
}

function expired(kind: 'expiredDeltaToken' | 'expiredPageToken'): Verdict {
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

/** 410, the two codes of the delta-query-overview page, or a 400 that says only in its text that the delta link is too old. */
function isOldDelta({ status, codes, message }: GraphFault): boolean {
  if (status === 410 || codes.some(code => codesOfOldDelta.has(code))) return true
  return status === 400 && /delta/i.test(message) && /\b(older|expired|30 days)\b/i.test(message)
}

function judgeToken({ codes }: GraphFault): Verdict {
  if (codes.includes('Authorization_IdentityNotFound')) {
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

function judgeRefusal({ codes, message }: GraphFault, permission: string | null): Verdict {
  if (codes.some(code => codesOfConsent.has(code)))
    return consentMissing(permissionNamed(message) ?? permission)
  if (codes.some(code => codesOfLicense.has(code))) {
    return {
      code: 'licenseMissing',
      message: 'The tenant has no Entra ID P1 or P2, which Microsoft demands for sign-in activity.',
      fix: 'Nothing is wrong with the setup: the last sign-in stays empty, everything else is complete.',
    }
  }
  if (codes.includes('insufficient_claims')) {
    return {
      code: 'forbidden',
      message: 'A Conditional Access policy of the tenant keeps the app from Microsoft Graph.',
      fix: 'Exclude the app from the policy, or add the place it runs from to the allowed ones.',
      step: 'conditionalAccess',
    }
  }
  return {
    code: 'forbidden',
    message: 'Microsoft Graph refused the request.',
    fix: 'Look up the code below. Usually a permission, a license or a policy of the tenant is behind it.',
    step: 'permissions',
  }
}

function consentMissing(permission: string | null): Verdict {
  const name = permission ?? 'a permission'
  return {
    code: 'consentMissing',
    message: `The app may not read this: ${name} is not granted.`,
    fix: `In the app registration open API permissions, add ${name} as an application permission of Microsoft Graph, then grant admin consent. It can take some minutes to arrive.`,
    step: 'consent',
  }
}

/** Sign-in data name the permission they miss within the message. */
function permissionNamed(message: string): string | null {
  return /\b[A-Z][A-Za-z]+\.[A-Z][A-Za-z]+\.All\b/.exec(message)?.[0] ?? null
}

function unavailable({ status }: GraphFault): Verdict {
  return {
    code: 'serviceUnavailable',
    message: `Microsoft Graph is not available at the moment (status ${status}).`,
    fix: 'Wait some minutes and try again. The next scheduled sync goes on from here.',
    step: 'service',
  }
}

function judgeRequest({ status }: GraphFault): Verdict {
  return {
    code: 'badRequest',
    message: `Microsoft Graph could not do what was asked (status ${status}).`,
    fix: 'Try again. If it happens again, send the log file of today with the codes below.',
    step: 'app',
  }
}
