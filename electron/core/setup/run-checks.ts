import type { Connector } from '../../contract/connectors.ts'
import { readTenantId } from '../../contract/entry/identifiers.ts'
import type { Check } from '../../contract/setup/checks.ts'
import { shapeOfSecret } from '../connectors/secret-shape.ts'
import type { Application } from '../datasets/registration.ts'
import type { OpenIdConfiguration } from '../identity/openid-configuration.ts'
import type { AccessToken } from '../ports.ts'
import type { Secret } from '../secret.ts'
import { attempt } from './attempt.ts'
import { skipped } from './checks/check.ts'
import { checkExpiry, findCredentialEnd } from './checks/expiry.ts'
import { checkCloud, checkTenantExists, checkToken, tenantKinds } from './checks/tenant.ts'
import { checkClientValue, checkCredentialValue, checkTenantValue } from './checks/values.ts'
import { checkGranted, skipGranted } from './granted.ts'
import type { SetupPorts } from './ports.ts'

const tenantFirst = 'The tenant has to be found first.'

/**
 * Verifies the checklist against the live tenant, telling each check as soon as it is known, in the order of
 * the checklist. A check that fails is a finding and never thrown; those that depend on it are skipped with
 * the reason. Throws `cancelled` only.
 *
 * @param credential what the keychain holds: the secret's Value, or the private key; null when there is
 * nothing.
 */
export async function* runChecks(
  ports: SetupPorts,
  connector: Connector,
  credential: Secret | null,
  signal: AbortSignal,
): AsyncGenerator<Check, void, undefined> {
  const tenantValue = checkTenantValue(connector)
  const others = [checkClientValue(connector), checkCredentialValue(connector, credential, ports)]
  yield* [tenantValue, ...others]
  const valuesFit = others.every(({ status }) => status !== 'fail')

  const tenant = yield* tenantValue.status === 'fail'
    ? skipTenant('The tenant ID has to be right first.')
    : checkTenant(ports, readTenantId(connector.tenantId).value, signal)
  const token =
    tenant !== null && valuesFit
      ? yield* checkSignIn(ports, signal)
      : yield* skipSignIn(tenant === null ? tenantFirst : 'Client ID and credential have to be right first.')
  const application =
    tenant !== null && token !== null
      ? yield* checkGranted(ports, { connector, tenant, token, signal })
      : yield* skipRest('Sign-in has to work first.')
  yield checkExpiry(connector, findEnd(ports, connector, credential, application), ports.clock.now())
}

/** All checks at once. */
export async function collectChecks(
  ports: SetupPorts,
  connector: Connector,
  credential: Secret | null,
  signal: AbortSignal,
): Promise<Check[]> {
  return await Array.fromAsync(runChecks(ports, connector, credential, signal))
}

async function* checkTenant(
  ports: SetupPorts,
  tenantId: string,
  signal: AbortSignal,
): AsyncGenerator<Check, OpenIdConfiguration | null, undefined> {
  const openId = await attempt(() => ports.openId(tenantId, signal), signal)
  yield checkTenantExists(openId)
  if (!openId.ok) {
    yield skipped(tenantKinds.cloud, tenantFirst)
    return null
  }
  const cloud = checkCloud(ports.cloud, openId.value)
  yield cloud
  return cloud.status === 'fail' ? null : openId.value
}

async function* checkSignIn(
  ports: SetupPorts,
  signal: AbortSignal,
): AsyncGenerator<Check, AccessToken | null, undefined> {
  const token = await attempt(() => ports.token(signal), signal)
  yield checkToken(token)
  return token.ok ? token.value : null
}

async function* skipTenant(reason: string): AsyncGenerator<Check, null, undefined> {
  yield* [skipped(tenantKinds.exists, reason), skipped(tenantKinds.cloud, reason)]
  return null
}

async function* skipSignIn(reason: string): AsyncGenerator<Check, null, undefined> {
  yield skipped(tenantKinds.token, reason)
  return null
}

async function* skipRest(reason: string): AsyncGenerator<Check, null, undefined> {
  yield* skipGranted(reason)
  return null
}

function findEnd(
  ports: SetupPorts,
  connector: Connector,
  credential: Secret | null,
  application: Application | null,
) {
  const isSecret = connector.credential === 'secret'
  const hint = isSecret && credential !== null ? shapeOfSecret(credential, connector).hint : null
  const certificate = isSecret ? null : ports.inspectCertificate(connector.certificate ?? '').chosen
  return findCredentialEnd({ connector, application, hint, certificate })
}
