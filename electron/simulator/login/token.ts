import { type Answer, type Call, headerText, json } from '../answer.ts'
import type { Service } from '../service.ts'
import { issueToken } from './access-token.ts'
import { verifyAssertion } from './assertion.ts'
import { signInError } from './errors.ts'
import { checkTenant } from './tenant-name.ts'

type Form = {
  readonly clientId: string
  readonly secret: string | null
  readonly assertion: string | null
  readonly scope: string
  readonly grantType: string
}

type Refusal = { readonly number: number; readonly sentence: string }

/** `POST /{tenant}/oauth2/v2.0/token` for client credentials: by secret, by HTTP Basic, by certificate. */
export function tokenEndpoint(service: Service, segment: string, call: Call): Answer {
  const tenant = checkTenant(service, segment)
  if (!tenant.ok) return signInError(tenant.number, tenant.sentence)
  const { refuse } = service.settings
  if (refuse !== null) return signInError(refuse, 'The simulated tenant was told to refuse.')
  const form = readForm(call)
  const refusal = requestRefusal(form) ?? judgeClient(service, form) ?? judgeProof(service, segment, form)
  if (refusal !== null) return signInError(refusal.number, refusal.sentence)
  const audience = form.scope.slice(0, -'/.default'.length)
  if (audience !== service.urls().graphUrl) {
    const sentence = `The resource principal named ${audience} was not found in the tenant named ${service.world.company.displayName}.`
    return signInError(500011, sentence)
  }
  const lifetime = service.settings.tokenLifetimeSeconds
  return json(
    200,
    {
      token_type: 'Bearer',
      expires_in: lifetime,
      ext_expires_in: lifetime,
      access_token: issueToken(service, audience, form.assertion !== null),
    },
    { 'cache-control': 'no-store, no-cache', pragma: 'no-cache' },
  )
}

function readForm(call: Call): Form {
  const fields = new URLSearchParams(call.body)
  const basic = basicCredentials(headerText(call.headers, 'authorization'))
  return {
    clientId: fields.get('client_id') ?? basic?.user ?? '',
    secret: fields.get('client_secret') ?? basic?.password ?? null,
    assertion: fields.get('client_assertion'),
    scope: fields.get('scope') ?? '',
    grantType: fields.get('grant_type') ?? '',
  }
}

function basicCredentials(header: string): { user: string; password: string } | null {
  const [, encoded] = /^Basic (.+)$/i.exec(header) ?? []
  if (encoded === undefined) return null
  const [user = '', ...password] = Buffer.from(encoded, 'base64').toString('utf8').split(':')
  return { user: decodeURIComponent(user), password: decodeURIComponent(password.join(':')) }
}

function requestRefusal(form: Form): Refusal | null {
  if (form.grantType === '') return missing('grant_type')
  if (form.grantType !== 'client_credentials') {
    return { number: 70003, sentence: `The app requested an unsupported grant type '${form.grantType}'.` }
  }
  if (form.clientId === '') return missing('client_id')
  if (form.scope === '') return missing('scope')
  const scopes = form.scope.split(' ').filter(scope => scope !== '' && !oidcScopes.has(scope))
  if (scopes.length > 1)
    return { number: 700022, sentence: 'The provided scope names more than one resource.' }
  if (form.scope.endsWith('/.default')) return null
  return {
    number: 70011,
    sentence: `The provided value for the input parameter 'scope' is not valid: ${form.scope}.`,
  }
}

const oidcScopes = new Set(['openid', 'profile', 'offline_access'])

function missing(field: string): Refusal {
  return { number: 900144, sentence: `The request body must contain the following parameter: '${field}'.` }
}

function judgeClient(service: Service, form: Form): Refusal | null {
  const { credentials, settings, world } = service
  if (form.clientId.toLowerCase() !== credentials.clientId) {
    const sentence = `Application with identifier '${form.clientId}' was not found in the directory '${world.company.displayName}'.`
    return { number: 700016, sentence }
  }
  if (settings.registration.accountEnabled) return null
  return { number: 7000112, sentence: `Application '${credentials.clientId}' is disabled.` }
}

function judgeProof(service: Service, segment: string, form: Form): Refusal | null {
  const { credentials } = service
  if (form.assertion !== null) {
    const { loginUrl } = service.urls()
    const { tenantId } = service.world.company
    const bases = [`${loginUrl}/${segment}`, `${loginUrl}/${tenantId}`]
    const verdict = verifyAssertion(form.assertion, {
      certificate: credentials.certificate,
      clientId: credentials.clientId,
      audiences: bases.flatMap(base => [`${base}/oauth2/v2.0/token`, `${base}/v2.0`]),
      now: service.now(),
    })
    return verdict.ok ? null : verdict
  }
  if (form.secret === null || form.secret === '') {
    return {
      number: 7000218,
      sentence: "The request body must contain 'client_assertion' or 'client_secret'.",
    }
  }
  return checkSecret(service, form.secret)
}

function checkSecret(service: Service, secret: string): Refusal | null {
  const { credentials, settings } = service
  const ends = settings.registration.secretEnds
  const ended = ends !== undefined && Date.parse(ends) < service.now()
  if (secret === credentials.expiredSecret || (secret === credentials.clientSecret && ended)) {
    const sentence = `The provided client secret keys for app '${credentials.clientId}' are expired.`
    return { number: 7000222, sentence }
  }
  if (secret === credentials.clientSecret) return null
  const sentence = `Invalid client secret provided. Ensure the secret being sent in the request is the client secret value, not the client secret ID, for a secret added to app '${credentials.clientId}'.`
  return { number: 7000215, sentence }
}
