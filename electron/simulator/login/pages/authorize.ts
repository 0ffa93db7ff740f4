import type { Answer, Call } from '../../answer.ts'
import { type Account, hasRole } from '../../entra/people.ts'
import { azureCliScopes } from '../../entra/settings.ts'
import type { Service } from '../../service.ts'
import { checkTenant } from '../tenant-name.ts'
import { type Client, findClient, fitsRedirect, redirectsOf } from './clients.ts'
import { errorPage, escaped, form, page, sendBack } from './html.ts'
import { identify } from './identify.ts'

const oidcScopes = new Set(['openid', 'profile', 'email', 'offline_access'])
/** What a person may agree to without an administrator. */
const ownScopes = new Set(['User.Read'])

/** `/{tenant}/oauth2/v2.0/authorize`: the sign-in page, with the consent that it needs. */
export function authorizePage(service: Service, segment: string, call: Call): Answer {
  const query = call.url.searchParams
  const client = findClient(service, query.get('client_id') ?? '')
  const refusal = refuseRequest(service, segment, query, client)
  if (refusal !== null || client === null) return refusal ?? errorPage(700016, 'No such application.')
  const identified = identify(service, call)
  if (identified.kind === 'page') return identified.answer
  const { account, steps } = identified
  const scopes = graphScopes(service, query.get('scope') ?? '')
  const answered = new URLSearchParams(call.body).get('answer')
  const missing = missingConsent(service, client, scopes)
  const back = (fields: Record<string, string>) => answerTo(query, fields)
  if (answered === 'cancel') {
    return back({ error: 'access_denied', error_description: 'AADSTS65004: User declined to consent.' })
  }
  if (missing.some(scope => !ownScopes.has(scope)) && !mayConsent(account)) return approvalPage(client, steps)
  if (missing.length > 0 && answered !== 'accept') return consentPage(client, account, missing, steps)
  if (new URLSearchParams(call.body).get('organization') === 'yes') consentForAll(service, missing)
  const code = service.entra.codes.issue({
    clientId: client.clientId,
    redirectUri: query.get('redirect_uri') ?? '',
    challenge: query.get('code_challenge') ?? '',
    scopes,
    nonce: query.get('nonce') ?? '',
    account,
  })
  return back({ code, session_state: account.id })
}

/** Null for a request that may go on. Its refusals stay on the page: the redirect is not trusted yet. */
function refuseRequest(
  service: Service,
  segment: string,
  query: URLSearchParams,
  client: Client | null,
): Answer | null {
  const tenant = segment === 'organizations' ? { ok: true as const } : checkTenant(service, segment)
  if (!tenant.ok) return errorPage(tenant.number, tenant.sentence)
  if (client === null) {
    const sentence = `Application with identifier '${query.get('client_id') ?? ''}' was not found in the directory.`
    return errorPage(700016, sentence)
  }
  const { all } = redirectsOf(client)
  if (all.length === 0) return errorPage(500113, 'No reply address is registered for the application.')
  if (!fitsRedirect(all, query.get('redirect_uri') ?? '')) {
    return errorPage(50011, 'The redirect URI specified in the request does not match those registered.')
  }
  if (query.get('response_type') !== 'code')
    return errorPage(700054, 'Only the response type code is enabled.')
  if (query.get('code_challenge_method') !== 'S256') {
    return errorPage(9002325, 'Proof Key for Code Exchange is required for cross-origin redemption.')
  }
  const foreign = graphScopes(service, query.get('scope') ?? '').find(
    scope => client.kind === 'azureCli' && !azureCliScopes.includes(scope),
  )
  if (foreign === undefined) return null
  return errorPage(65002, 'Consent between first party application and resource must be configured.')
}

/** The delegated permissions of Microsoft Graph that are asked for, by bare name. */
export function graphScopes(service: Service, scope: string): readonly string[] {
  const prefix = `${service.urls().graphUrl}/`
  return scope
    .split(' ')
    .map(name => (name.startsWith(prefix) ? name.slice(prefix.length) : name))
    .filter(name => name !== '' && !oidcScopes.has(name))
}

function missingConsent(service: Service, client: Client, scopes: readonly string[]): readonly string[] {
  if (client.kind === 'azureCli') return []
  const given = client.kind === 'own' ? client.app.scopes : service.settings.entra.toolConsents
  return scopes.filter(scope => !given.includes(scope))
}

/** Delegated permissions take no more than an administrator of applications. */
function mayConsent(account: Account): boolean {
  return hasRole(
    account,
    'Global Administrator',
    'Privileged Role Administrator',
    'Application Administrator',
    'Cloud Application Administrator',
  )
}

function consentForAll(service: Service, scopes: readonly string[]): void {
  const { entra } = service.settings
  service.settings.entra = { ...entra, toolConsents: [...new Set([...entra.toolConsents, ...scopes])] }
}

function consentPage(
  client: Client,
  account: Account,
  scopes: readonly string[],
  steps: Record<string, string>,
): Answer {
  const list = scopes.map(scope => `<li>${escaped(scope)}</li>`).join('')
  return page(
    'Permissions requested',
    `<p>${escaped(client.name)}</p><p>${escaped(account.userName)}</p><ul>${list}</ul>${form(
      steps,
      '<p><label><input type="checkbox" name="organization" value="yes"> Consent on behalf of your organization</label></p><p><button name="answer" value="accept">Accept</button><button name="answer" value="cancel">Cancel</button></p>',
    )}`,
  )
}

/** What a person sees who may not consent. */
function approvalPage(client: Client, steps: Record<string, string>): Answer {
  return page(
    'Need admin approval',
    `<p>${escaped(client.name)} needs permission to access resources in your organization that only an admin can grant.</p><p>AADSTS90094: An administrator must consent.</p>${form(
      steps,
      '<p><button name="answer" value="cancel">Return to the application without granting consent</button></p>',
    )}`,
  )
}

function answerTo(query: URLSearchParams, fields: Record<string, string>): Answer {
  const state = query.get('state')
  const all = { ...fields, ...(state === null ? {} : { state }) }
  return sendBack(query.get('redirect_uri') ?? '', all, query.get('response_mode') ?? 'query')
}
