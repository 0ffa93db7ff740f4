import { createHmac, timingSafeEqual } from 'node:crypto'
import type { App } from '../entra/apps.ts'
import { guid, hexText } from '../random.ts'
import type { Service } from '../service.ts'

export type TokenClaims = {
  readonly aud: string
  readonly roles: readonly string[]
  readonly exp: number
  readonly appid: string
  readonly oid: string
  /** Delegated permissions, parted by blanks; missing in a token of an app. */
  readonly scp?: string
  /** Template ids of the person's directory roles. */
  readonly wids?: readonly string[]
}

/** Somebody who has signed in, and what for. */
export type UserSubject = {
  readonly clientId: string
  readonly userName: string
  readonly userId: string
  readonly scopes: readonly string[]
  readonly roleTemplates: readonly string[]
}

function encode(value: unknown): string {
  return Buffer.from(JSON.stringify(value)).toString('base64url')
}

function sign(service: Service, text: string): string {
  return createHmac('sha512', service.signingKey).update(text).digest('base64url')
}

function signed(service: Service, issued: number, payload: Record<string, unknown>): string {
  const kid = hexText(service.world.seed, 1, [311, 312, 313])
  const header = { typ: 'JWT', alg: 'RS256', kid, nonce: `${issued}` }
  const text = `${encode(header)}.${encode(payload)}`
  return `${text}.${sign(service, text)}`
}

/** Claims of every access token. */
function common({ world, settings }: Service, audience: string, issued: number) {
  return {
    aud: audience,
    iss: `https://sts.windows.net/${world.company.tenantId}/`,
    ...{ iat: issued, nbf: issued, exp: issued + settings.tokenLifetimeSeconds },
    tid: world.company.tenantId,
    uti: guid(issued, 314),
    ver: '1.0',
  }
}

/**
 * A token as Graph gets it: three parts, of which a client can read the middle one. Roles are fixed when it
 * is made; those that were granted a moment ago may be missing.
 */
export function issueToken(service: Service, audience: string, byCertificate: boolean, app?: App): string {
  const issued = Math.floor(service.now() / 1000)
  const [first] = service.entra.apps.all()
  const of = app ?? first
  const principal = of?.principal?.id ?? ''
  const roles = (of?.granted ?? [])
    .filter(({ inTokensAt }) => inTokensAt <= service.now())
    .map(({ role }) => role)
  return signed(service, issued, {
    ...common(service, audience, issued),
    app_displayname: of?.displayName,
    appid: of?.appId,
    appidacr: byCertificate ? '2' : '1',
    idtyp: 'app',
    oid: principal,
    sub: principal,
    ...(roles.length === 0 ? {} : { roles }),
  })
}

/** A token in the name of a person. */
export function issueUserToken(service: Service, audience: string, subject: UserSubject): string {
  const issued = Math.floor(service.now() / 1000)
  return signed(service, issued, {
    ...common(service, audience, issued),
    appid: subject.clientId,
    appidacr: '0',
    idtyp: 'user',
    oid: subject.userId,
    sub: subject.userId,
    upn: subject.userName,
    scp: subject.scopes.join(' '),
    wids: subject.roleTemplates,
  })
}

/** Who has signed in, for the app that asked. */
export function issueIdToken(service: Service, subject: UserSubject, nonce: string): string {
  const { tenantId } = service.world.company
  const issued = Math.floor(service.now() / 1000)
  return signed(service, issued, {
    aud: subject.clientId,
    iss: `${service.urls().loginUrl}/${tenantId}/v2.0`,
    ...{ iat: issued, nbf: issued, exp: issued + service.settings.tokenLifetimeSeconds },
    name: subject.userName.split('@')[0],
    oid: subject.userId,
    sub: subject.userId,
    preferred_username: subject.userName,
    tid: tenantId,
    ver: '2.0',
    ...(nonce === '' ? {} : { nonce }),
  })
}

/**
 * The claims of a token that this simulator made, or null for anything else. Expiry is for the caller to
 * judge.
 */
export function readToken(service: Service, token: string): TokenClaims | null {
  const [header = '', payload = '', signature = ''] = token.split('.')
  const expected = Buffer.from(sign(service, `${header}.${payload}`))
  const given = Buffer.from(signature)
  if (given.length !== expected.length || !timingSafeEqual(given, expected)) return null
  // The signature proves that the claims are the ones written above.
  return { roles: [], ...JSON.parse(Buffer.from(payload, 'base64url').toString('utf8')) }
}
