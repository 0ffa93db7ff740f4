import { createHash } from 'node:crypto'
import { type Answer, json } from '../answer.ts'
import { type Account, directoryRoles } from '../entra/people.ts'
import { azureCliScopes, tools } from '../entra/settings.ts'
import type { Service } from '../service.ts'
import { issueIdToken, issueUserToken } from './access-token.ts'
import { signInError } from './errors.ts'
import { findClient, fitsRedirect, redirectsOf } from './pages/clients.ts'

/** `grant_type=authorization_code`: a code is exchanged once, by whoever knows its verifier. */
export function redeemCode(service: Service, fields: URLSearchParams): Answer {
  const code = service.entra.codes.find(fields.get('code') ?? '')
  if (code === null) return signInError(70000, 'The provided code is malformed or invalid.', 'invalid_grant')
  if (code.used) return signInError(54005, 'OAuth2 Authorization code was already redeemed.', 'invalid_grant')
  if (code.until < service.now()) {
    return signInError(70008, 'The provided authorization code has expired.', 'invalid_grant')
  }
  if (fields.get('client_id') !== code.clientId || fields.get('redirect_uri') !== code.redirectUri) {
    return signInError(50148, 'The code was issued to another client or redirect URI.', 'invalid_grant')
  }
  const verifier = createHash('sha256')
    .update(fields.get('code_verifier') ?? '')
    .digest('base64url')
  if (verifier !== code.challenge) {
    return signInError(501481, 'The Code_Verifier does not match the code_challenge.', 'invalid_grant')
  }
  const client = findClient(service, code.clientId)
  if (client?.kind === 'own' && fitsRedirect(redirectsOf(client).web, code.redirectUri)) {
    const sentence = "The request body must contain 'client_assertion' or 'client_secret'."
    return signInError(7000218, sentence)
  }
  code.used = true
  return userTokens(service, code)
}

/** The grant of a device code: asked again and again until somebody answers on the other device. */
export function redeemDeviceCode(service: Service, fields: URLSearchParams): Answer {
  const entry = service.entra.codes.findDevice(fields.get('device_code') ?? '')
  if (entry === null) return signInError(70018, 'The device code is unknown.', 'bad_verification_code')
  if (entry.until < service.now()) return signInError(70019, 'The device code has expired.', 'expired_token')
  const { clientId, scopes, state } = entry
  if (state.kind === 'pending') {
    return signInError(70016, 'Pending end-user authorization.', 'authorization_pending')
  }
  if (state.kind === 'declined') {
    return signInError(65004, 'User declined to consent to access the app.', 'authorization_declined')
  }
  return userTokens(service, { clientId, scopes, account: state.account, nonce: '' })
}

type Agreed = {
  readonly clientId: string
  readonly scopes: readonly string[]
  readonly account: Account
  readonly nonce: string
}

function userTokens(service: Service, { clientId, scopes, account, nonce }: Agreed): Answer {
  const { tenantId } = service.world.company
  const lifetime = service.settings.tokenLifetimeSeconds
  const granted = clientId === tools.azureCli.clientId ? azureCliScopes : scopes
  const subject = {
    ...{ clientId, userName: account.userName, userId: account.id, scopes: granted },
    roleTemplates: account.roles.map(role => directoryRoles[role]),
  }
  const info = { uid: account.id, utid: tenantId }
  return json(
    200,
    {
      token_type: 'Bearer',
      scope: granted.map(scope => `${service.urls().graphUrl}/${scope}`).join(' '),
      expires_in: lifetime,
      ext_expires_in: lifetime,
      access_token: issueUserToken(service, service.urls().graphUrl, subject),
      id_token: issueIdToken(service, subject, nonce),
      client_info: Buffer.from(JSON.stringify(info)).toString('base64url'),
    },
    { 'cache-control': 'no-store, no-cache', pragma: 'no-cache' },
  )
}
