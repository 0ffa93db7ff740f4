import { isGuid } from '../../../contract/entry/guid.ts'
import { readClientId, readTenantId } from '../../../contract/entry/identifiers.ts'
import { tokenScope } from '../../clouds.ts'
import { firstProblem } from '../../connectors/hints.ts'
import { AppError } from '../../errors.ts'
import { pageRefusal } from '../../identity/loopback/refusal.ts'
import type { Cloud } from '../../ports.ts'

export type ConsentTarget = { cloud: Cloud; tenantId: string; clientId: string }

/**
 * The page on which an administrator consents to everything that the registration asks for (admin consent
 * endpoint v2: with `.default` it includes application permissions). It comes back to the redirect URI with
 * the state.
 *
 * @throws AppError `malformedId` for values that are no IDs
 */
export function consentAddress(
  { cloud, tenantId, clientId }: ConsentTarget,
  redirectUri: string,
  state: string,
): string {
  const tenant = readTenantId(tenantId)
  const client = readClientId(clientId)
  const problem = firstProblem([...tenant.hints, ...client.hints])
  if (problem !== null) throw problem
  const url = new URL(`${cloud.loginUrl}/${encodeURIComponent(tenant.value)}/v2.0/adminconsent`)
  url.search = new URLSearchParams({
    client_id: client.value,
    scope: tokenScope(cloud),
    redirect_uri: redirectUri,
    state,
  }).toString()
  return url.href
}

/**
 * Why the page's answer is no consent; null when it is one. Any `error` wins: Microsoft sends
 * `admin_consent=True` along with a refusal as well (admin consent page). A yes still has to be proved by a
 * token, since the redirect can be made by anybody who knows the state.
 */
export function consentRefusal(fields: Readonly<Record<string, string>>, tenantId: string): AppError | null {
  const { error, error_description, admin_consent, tenant } = fields
  if (error !== undefined) return pageRefusal(error, error_description ?? '')
  if (admin_consent?.toLowerCase() !== 'true') {
    return new AppError(
      'invalidAnswer',
      'The consent page came back without saying whether it was accepted.',
      {
        fix: 'Open the consent page again. If it happens again, grant admin consent under API permissions in the portal.',
        step: 'consent',
      },
    )
  }
  const wanted = readTenantId(tenantId).value
  if (tenant === undefined || !isGuid(wanted) || tenant.toLowerCase() === wanted.toLowerCase()) return null
  return new AppError('signInRefused', 'Consent was given in another tenant than the one of this setup.', {
    fix: 'Open the consent page again in a private browser window and sign in with an administrator of this tenant. Remove the app from Enterprise applications of the other tenant.',
    step: 'consent',
  })
}
