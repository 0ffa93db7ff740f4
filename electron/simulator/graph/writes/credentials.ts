import { randomUUID } from 'node:crypto'
import { type Answer, json } from '../../answer.ts'
import { type Password, secretText } from '../../entra/apps.ts'
import { policyOf } from '../../entra/settings.ts'
import { passwordBody } from '../registration.ts'
import { refuseLifetime } from './keys.ts'
import { refuseChanging } from './rights.ts'
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

const twoYearsMs = 730 * 86_400_000

function addPassword({ service, claims, parts, body }: WriteVisit): Answer {
  const app = appById(service, parts[0] ?? '')
  if (isAnswer(app)) return app
  const refusal = refuseChanging(service, claims, app)
  if (refusal !== null) return refusal
  const { id: policy, secretsForbidden, maxSecretDays } = policyOf(service.settings.entra, app.appId)
  if (secretsForbidden) {
    return badRequest(
      `Credential type not allowed as per assigned policy '${policy}'.`,
      'CredentialTypeNotAllowedAsPerAppPolicy',
    )
  }
  const { delays } = service.entra
  const wanted = objectIn(body, 'passwordCredential')
  const start = delays.now()
  const end = Date.parse(textIn(wanted, 'endDateTime') ?? '') || start + twoYearsMs
  const tooLong = refuseLifetime(policy, start, end, maxSecretDays)
  if (tooLong !== null) return tooLong
  const text = secretText()
  const password: Password = {
    ...{ keyId: randomUUID(), displayName: textIn(wanted, 'displayName'), text, hint: text.slice(0, 3) },
    ...{ start: delays.nowText(), end: new Date(end).toISOString(), usableAt: delays.credential() },
    listedAt: delays.credentialList(),
  }
  app.passwords = [...app.passwords, password]
  return json(200, passwordBody(password, text))
}

function removePassword({ service, claims, parts, body }: WriteVisit): Answer {
  const app = appById(service, parts[0] ?? '')
  if (isAnswer(app)) return app
  const refusal = refuseChanging(service, claims, app)
  if (refusal !== null) return refusal
  const keyId = textIn(body, 'keyId')
  const password = app.passwords.find(known => known.keyId === keyId)
  if (password === undefined) return badRequest(`No password credential found with keyId: ${keyId}.`)
  app.passwords = app.passwords.filter(known => known.keyId !== keyId)
  app.removed = [...app.removed, { password, until: service.entra.delays.removal() }]
  return noContent
}

/** Secrets: the text is told once. */
export const credentialRoutes: readonly WriteRoute[] = [
  { method: 'POST', pattern: /^\/applications\/([^/()]+)\/addPassword$/, visit: addPassword },
  { method: 'POST', pattern: /^\/applications\/([^/()]+)\/removePassword$/, visit: removePassword },
]
