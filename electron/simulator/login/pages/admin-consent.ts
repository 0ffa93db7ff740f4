import { randomUUID } from 'node:crypto'
import type { Answer, Call } from '../../answer.ts'
import { type App, newPrincipal } from '../../entra/apps.ts'
import { hasRole } from '../../entra/people.ts'
import { graphAppId, roleName, scopeIds } from '../../registration.ts'
import type { Service } from '../../service.ts'
import { findApp, fitsRedirect } from './clients.ts'
import { errorPage, escaped, form, page, sendBack } from './html.ts'
import { identify } from './identify.ts'

/**
 * The admin-consent page, v1 and v2. `simulate=accept` or `decline` in the query answers at once, as if an
 * administrator had pressed the button.
 */
export function adminConsentPage(service: Service, isV2: boolean, call: Call): Answer {
  const query = call.url.searchParams
  const app = findApp(service, (query.get('client_id') ?? '').toLowerCase())
  const redirect = query.get('redirect_uri') ?? ''
  if (app === null) return errorPage(700016, 'Application was not found in the directory.')
  if (app.webUris.length + app.publicUris.length === 0) {
    return errorPage(500113, 'No reply address is registered for the application.')
  }
  if (!fitsRedirect([...app.webUris, ...app.publicUris], redirect)) {
    return errorPage(50011, 'The redirect URI does not match the ones registered.')
  }
  if (app.principal !== null && app.principal.visible.write > service.entra.delays.now()) {
    return errorPage(650051, 'The application needs a service principal that is still being provisioned.')
  }
  const wanted = wantedOf(app, query.get('scope'), isV2)
  const answered = query.get('simulate') ?? askAdministrator(service, app, wanted, call)
  if (typeof answered !== 'string') return answered
  if (answered !== 'accept') return sendBack(redirect, declined(query, isV2), 'query')
  grant(service, app, wanted)
  const scope = query.get('scope')
  const fields = {
    admin_consent: 'True',
    state: query.get('state') ?? '',
    tenant: service.world.company.tenantId,
    ...(scope === null ? {} : { scope }),
  }
  return sendBack(redirect, fields, 'query')
}

/** What is consented to: with named scopes of v2 delegated permissions alone. */
type Wanted = { readonly roles: readonly string[]; readonly scopes: readonly string[] }

function wantedOf(app: App, scope: string | null, isV2: boolean): Wanted {
  const access = app.access.flatMap(({ resourceAppId, resourceAccess }) =>
    resourceAppId === graphAppId ? resourceAccess : [],
  )
  const named = (type: string) => access.filter(entry => entry.type === type).map(({ id }) => id)
  const scopes = named('Scope').map(
    id => Object.entries(scopeIds).find(([, known]) => known === id.toLowerCase())?.[0] ?? id,
  )
  const isAll = !isV2 || scope === null || scope.endsWith('/.default')
  return { roles: isAll ? named('Role').map(roleName) : [], scopes }
}

/** The administrator's answer, or the page that asks for it. */
function askAdministrator(service: Service, app: App, wanted: Wanted, call: Call): string | Answer {
  const identified = identify(service, call)
  if (identified.kind === 'page') return identified.answer
  const { account, steps } = identified
  const isAllowed =
    hasRole(account, 'Global Administrator', 'Privileged Role Administrator') ||
    (wanted.roles.length === 0 &&
      hasRole(account, 'Application Administrator', 'Cloud Application Administrator'))
  if (!isAllowed) {
    return page(
      'Need admin approval',
      `<p>${escaped(app.displayName)}</p><p>AADSTS90094: The grant requires an admin with more rights.</p>`,
      400,
    )
  }
  const answer = new URLSearchParams(call.body).get('answer')
  if (answer !== null) return answer
  const list = [...wanted.roles, ...wanted.scopes].map(name => `<li>${escaped(name)}</li>`).join('')
  return page(
    'Permissions requested',
    `<p>Review for your organization</p><p>${escaped(app.displayName)}</p><ul>${list}</ul>${form(
      steps,
      '<p><button name="answer" value="accept">Accept</button><button name="answer" value="cancel">Cancel</button></p>',
    )}`,
  )
}

/** v2 says `admin_consent=True` along with the refusal. */
function declined(query: URLSearchParams, isV2: boolean): Record<string, string> {
  const state = query.get('state') ?? ''
  if (!isV2) return { state, error: 'permission_denied', error_description: 'The admin canceled the request' }
  return {
    admin_consent: 'True',
    state,
    error: 'consent_required',
    error_description: 'AADSTS65004: User declined to consent to access the app.',
  }
}

/** Replaces what was granted for the whole tenant before, and makes the enterprise application. */
function grant({ entra }: Service, app: App, { roles, scopes }: Wanted): void {
  const { delays } = entra
  app.principal ??= newPrincipal(['WindowsAzureActiveDirectoryIntegratedApp'], delays)
  app.granted = roles.map(
    role =>
      app.granted.find(known => known.role === role) ?? {
        ...{ id: randomUUID(), role },
        inTokensAt: delays.consent(),
        listedAt: delays.grant(),
      },
  )
  app.scopes = scopes
}
