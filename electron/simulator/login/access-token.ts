import { createHmac, timingSafeEqual } from 'node:crypto'
import { guid, hexText } from '../random.ts'
import type { Service } from '../service.ts'

export type TokenClaims = {
  readonly aud: string
  readonly roles: readonly string[]
  readonly exp: number
  readonly appid: string
}

function encode(value: unknown): string {
  return Buffer.from(JSON.stringify(value)).toString('base64url')
}

function sign(service: Service, text: string): string {
  return createHmac('sha512', service.signingKey).update(text).digest('base64url')
}

/**
 * A token as Graph gets it: three parts, of which a client can read the middle one. Roles are fixed when it
 * is made.
 */
export function issueToken(service: Service, audience: string, byCertificate: boolean): string {
  const { world, credentials, settings } = service
  const issued = Math.floor(service.now() / 1000)
  const header = {
    typ: 'JWT',
    alg: 'RS256',
    kid: hexText(world.seed, 1, [311, 312, 313]),
    nonce: `${issued}`,
  }
  const payload = {
    aud: audience,
    iss: `https://sts.windows.net/${world.company.tenantId}/`,
    iat: issued,
    nbf: issued,
    exp: issued + settings.tokenLifetimeSeconds,
    app_displayname: settings.registration.displayName,
    appid: credentials.clientId,
    appidacr: byCertificate ? '2' : '1',
    idtyp: 'app',
    oid: credentials.servicePrincipalId,
    sub: credentials.servicePrincipalId,
    tid: world.company.tenantId,
    uti: guid(issued, 314),
    ver: '1.0',
    ...(settings.grantedRoles.length === 0 ? {} : { roles: settings.grantedRoles }),
  }
  const text = `${encode(header)}.${encode(payload)}`
  return `${text}.${sign(service, text)}`
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
