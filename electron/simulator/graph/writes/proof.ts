import { X509Certificate } from 'node:crypto'
import { type Answer, graphError, json } from '../../answer.ts'
import type { App } from '../../entra/apps.ts'
import { decode, isSigned } from '../../login/assertion.ts'
import type { Service } from '../../service.ts'
import { keyBody } from '../registration.ts'
import { newKey } from './keys.ts'
import { denied } from './rights.ts'
import {
  appById,
  badRequest,
  isAnswer,
  noContent,
  objectIn,
  textIn,
  type WriteRoute,
  type WriteVisit,
} from './route.ts'

/** The audience of a proof: the directory service of old. */
const audience = '00000002-0000-0000-c000-000000000000'
const maxLifeSeconds = 600
const leewaySeconds = 300

/**
 * Lets an app roll its own certificates without any permission, once it proves that it has the key of one
 * that is registered.
 */
function proven(then: (visit: WriteVisit, app: App) => Answer): WriteRoute['visit'] {
  return visit => {
    const { service, claims, parts, body } = visit
    const app = appById(service, parts[0] ?? '')
    if (isAnswer(app)) return app
    // Nobody can do it for an app but the app itself.
    if (claims.scp !== undefined || claims.appid !== app.appId) return denied
    return refuseProof(service, app, textIn(body, 'proof') ?? '') ?? then(visit, app)
  }
}

function refuseProof(service: Service, app: App, proof: string): Answer | null {
  const malformed = () =>
    graphError(401, 'Authentication_MissingOrMalformed', 'Access Token missing or malformed.')
  const [headerPart = '', payloadPart = '', signature = '', ...more] = proof.split('.')
  const header = decode(headerPart)
  const payload = decode(payloadPart)
  if (proof.includes('=') || more.length > 0 || header === null || payload === null) return malformed()
  const now = service.now() / 1000
  const { aud, iss, nbf, exp } = payload
  const isInTime =
    typeof nbf === 'number' &&
    typeof exp === 'number' &&
    exp - nbf <= maxLifeSeconds &&
    nbf <= now + leewaySeconds &&
    exp >= now - leewaySeconds
  // The issuer is the object id of the registration, not its client id.
  if (aud !== audience || iss !== app.id || !isInTime) return malformed()
  const valid = app.keys.filter(({ end, usableAt }) => Date.parse(end) > now * 1000 && usableAt <= now * 1000)
  const isProven = valid.some(({ der }) =>
    isSigned(
      `${headerPart}.${payloadPart}`,
      signature,
      String(header['alg']),
      new X509Certificate(der).publicKey,
    ),
  )
  return isProven ? null : malformed()
}

const addKey = proven(({ service, body }, app) => {
  const made = newKey(service, app, { ...objectIn(body, 'keyCredential') })
  if ('status' in made) return made
  app.keys = [...app.keys, made]
  return json(200, keyBody(made))
})

const removeKey = proven(({ body }, app) => {
  const keyId = textIn(body, 'keyId')
  if (!app.keys.some(key => key.keyId === keyId)) {
    return badRequest(`No key credential found with keyId: ${keyId}.`)
  }
  app.keys = app.keys.filter(key => key.keyId !== keyId)
  return noContent
})

/** An app's own change of its certificates (application-addkey, application-removekey). */
export const proofRoutes: readonly WriteRoute[] = [
  { method: 'POST', pattern: /^\/applications\/([^/()]+)\/addKey$/, visit: addKey },
  { method: 'POST', pattern: /^\/applications\/([^/()]+)\/removeKey$/, visit: removeKey },
]
