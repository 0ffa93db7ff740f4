import { type Answer, type Call, headerText, json } from '../answer.ts'
import type { App, Password } from '../entra/apps.ts'
import type { Service } from '../service.ts'
import { issueToken } from './access-token.ts'
import { verifyAssertion } from './assertion.ts'
import { signInError } from './errors.ts'
import { findApp } from './pages/clients.ts'
import { redeemCode, redeemDeviceCode } from './redeem.ts'
import { checkTenant } from './tenant-name.ts'

type Form = {
  readonly clientId: string
  readonly secret: string | null
  readonly assertion: string | null
  readonly scope: string
  readonly grantType: string
}

type Refusal = { readonly number: number; readonly sentence: string }

const ofPeople: Readonly<Record<string, (service: Service, fields: URLSearchParams) => Answer>> = {
  authorization_code: redeemCode,
  'urn:ietf:params:oauth:grant-type:device_code': redeemDeviceCode,
  // The older name, which Microsoft’s own library still sends.
  device_code: redeemDeviceCode,
}

/**
 * `POST /{tenant}/oauth2/v2.0/token`: a code of a person who has signed in, or an app by secret, by HTTP
 * Basic or by certificate.
 */
export function tokenEndpoint(service: Service, segment: string, call: Call): Answer {
  const fields = new URLSearchParams(call.body)
  const redeem = ofPeople[fields.get('grant_type') ?? '']
  const isOfPeople = redeem !== undefined
  const tenant =
    isOfPeople && segment === 'organizations' ? { ok: true as const } : checkTenant(service, segment)
  if (!tenant.ok) return signInError(tenant.number, tenant.sentence)
  const { refuse } = service.settings
  if (refuse !== null) return signInError(refuse, 'The simulated tenant was told to refuse.')
  return isOfPeople ? redeem(service, fields) : clientCredentials(service, segment, call)
}

function clientCredentials(service: Service, segment: string, call: Call): Answer {
  const form = readForm(call)
  const app = findApp(service, form.clientId.toLowerCase())
  const refusal =
    requestRefusal(form) ??
    judgeClient(service, form, app) ??
    (app === null ? null : judgeProof(service, segment, form, app))
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
      access_token: issueToken(service, audience, form.assertion !== null, app ?? undefined),
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

function judgeClient(service: Service, form: Form, app: App | null): Refusal | null {
  const { world, entra } = service
  if (app === null || form.clientId !== app.appId) {
    const sentence = `Application with identifier '${form.clientId}' was not found in the directory '${world.company.displayName}'.`
    return { number: 700016, sentence }
  }
  const { principal } = app
  if (principal === null || principal.visible.read > entra.delays.now()) {
    const sentence = `The client application ${app.appId} is missing service principal in the tenant ${world.company.tenantId}.`
    return { number: 7000229, sentence }
  }
  if (isForgotten(service, app)) {
    return { number: 700016, sentence: `Application with identifier '${app.appId}' was not found.` }
  }
  if (principal.accountEnabled) return null
  return { number: 7000112, sentence: `Application '${app.appId}' is disabled.` }
}

/** Under `nasty` consistency an app that was known is at times unknown again in its first minute. */
function isForgotten({ settings, now }: Service, app: App): boolean {
  const age = now() - Date.parse(app.createdAt)
  return settings.entra.consistency === 'nasty' && age < 60_000 && Math.floor(age / 10_000) % 2 === 1
}

function judgeProof(service: Service, segment: string, form: Form, app: App): Refusal | null {
  if (form.assertion !== null) {
    const { loginUrl } = service.urls()
    const { tenantId } = service.world.company
    const bases = [`${loginUrl}/${segment}`, `${loginUrl}/${tenantId}`]
    const verdict = verifyAssertion(form.assertion, {
      certificates: app.keys.filter(({ usableAt }) => usableAt <= service.now()).map(({ der }) => der),
      clientId: app.appId,
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
  return checkSecret(service, app, form.secret)
}

function checkSecret(service: Service, app: App, secret: string): Refusal | null {
  const now = service.now()
  const found = app.passwords.find(({ text, usableAt }) => text === secret && usableAt <= now)
  if (found !== undefined && !hasEnded(found, now)) return null
  if (found !== undefined) {
    return {
      number: 7000222,
      sentence: `The provided client secret keys for app '${app.appId}' are expired.`,
    }
  }
  const sentence = `Invalid client secret provided. Ensure the secret being sent in the request is the client secret value, not the client secret ID, for a secret added to app '${app.appId}'.`
  return { number: 7000215, sentence }
}

function hasEnded({ end }: Password, now: number): boolean {
  return Date.parse(end) < now
}
