import type { ChecklistStep } from '../../contract/setup/checks.ts'
import { findSignInError } from './signin-errors.ts'

/** Where a refusal belongs whose number nobody knows, and what to look at there. */
export type SignInFamily = { step: ChecklistStep; hint: string }

/** The OAuth error is coarse but stable, so that it names the step where the number does not. */
const stepsOfOauthErrors: Readonly<Record<string, ChecklistStep>> = {
  invalid_client: 'secret',
  unauthorized_client: 'clientId',
  invalid_grant: 'conditionalAccess',
  invalid_scope: 'cloud',
  invalid_resource: 'enterpriseApp',
  invalid_tenant: 'tenant',
  consent_required: 'consent',
  login_required: 'consent',
  interaction_required: 'conditionalAccess',
  access_denied: 'conditionalAccess',
  permission_denied: 'consent',
}

/**
 * Numbers come in groups by subject (reference of sign-in errors); the longest beginning that fits decides.
 */
const stepsOfBeginnings: readonly (readonly [string, ChecklistStep])[] = [
  ['50002', 'tenant'],
  ['5001', 'consent'],
  ['5003', 'consent'],
  ['5005', 'consent'],
  ['5007', 'consent'],
  ['5010', 'consent'],
  ['5012', 'consent'],
  ['53', 'conditionalAccess'],
  ['54', 'conditionalAccess'],
  ['65', 'consent'],
  ['70000', 'consent'],
  ['70001', 'clientId'],
  ['70002', 'secret'],
  ['70003', 'certificate'],
  ['9000', 'tenant'],
  ['9002', 'app'],
  ['9003', 'service'],
  ['9009', 'consent'],
  ['135', 'conditionalAccess'],
  ['16', 'consent'],
]

const hints: Readonly<Partial<Record<ChecklistStep, string>>> = {
  cloud: 'Check that the cloud that was chosen is the one that the tenant lives in.',
  tenant: 'Compare the Directory (tenant) ID, and ask an administrator whether the tenant can still be used.',
  register: 'Look at the settings under Authentication in the app registration.',
  redirect: 'Compare the redirect URI in the app registration.',
  clientId: 'Compare the Application (client) ID, and check that the app was registered in this tenant.',
  secret: 'Create a new client secret, or upload the certificate again, and enter it here.',
  certificate: 'Compare the certificate with the one that was uploaded under Certificates & secrets.',
  permissions: 'Look at the API permissions of the app registration.',
  consent: 'Let an administrator open the consent page again.',
  enterpriseApp:
    'In Entra look under Enterprise applications whether the app and Microsoft Graph are enabled for sign-in.',
  conditionalAccess: 'In Entra look up this sign-in under Sign-in logs: it names the policy that stopped it.',
  network: 'Ask the network team whether something on the way changes or restricts sign-in.',
  service: 'Wait some minutes and try again.',
}

/**
 * The step for a number that the table does not have: that of the number it was made from (6- and 7-digit
 * numbers begin with an older 5-digit one), then of its group, then of the OAuth error. A number says more
 * than an OAuth error, which Microsoft uses for much.
 */
export function signInFamily(number: number | null, oauthError: string): SignInFamily {
  const step =
    (number === null ? null : stepOfNumber(String(number))) ?? stepsOfOauthErrors[oauthError] ?? 'app'
  return { step, hint: hints[step] ?? 'Check tenant ID, client ID and credential.' }
}

function stepOfNumber(digits: string): ChecklistStep | null {
  const beginnings = stepsOfBeginnings.filter(([beginning]) => digits.startsWith(beginning))
  const [longest] = beginnings.toSorted(([a], [b]) => b.length - a.length)
  if (longest?.[0] === '50002') return longest[1]
  const base = digits.length > 5 ? findSignInError(Number(digits.slice(0, 5))) : null
  return base?.step ?? longest?.[1] ?? null
}
