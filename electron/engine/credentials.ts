import type { Connector } from '../contract/connectors.ts'
import { type CredentialEnd, credentialEnd } from '../core/connectors/credential-end.ts'
import { shapeOfSecret } from '../core/connectors/secret-shape.ts'
import { AppError } from '../core/errors.ts'
import type { SecretStore } from '../core/ports.ts'
import type { ReportReader } from '../core/reports/ports.ts'
import { Secret } from '../core/secret.ts'
import type { KeychainSession } from '../core/secrets/keychain.ts'
import { createMemorySecrets } from '../core/secrets/memory-secrets.ts'
import { inspectCertificate } from '../platform/keychain/certificate.ts'
import { createSystemKeychain } from '../platform/keychain/session.ts'
import { type DemoTenant, demoConnectorId } from './demo.ts'
import type { Services } from './services.ts'

/**
 * When the credential of a connector ends, from what was retrieved of its registration. May ask the keychain
 * for the beginning of the secret.
 *
 * @param reader the connector's database, null while it has none
 */
export async function readCredentialEnd(
  services: Pick<Services, 'secretHint'>,
  connector: Connector,
  reader: Pick<ReportReader, 'registeredSecrets'> | null,
): Promise<CredentialEnd | null> {
  const secrets = connector.credential === 'secret' ? (reader?.registeredSecrets() ?? []) : []
  const hint = secrets.length === 0 ? null : await services.secretHint(connector)
  return credentialEnd(connector, secrets, hint)
}

/**
 * The secrets as they are, but the demo tenant's comes from the demo tenant: it is made at every start and
 * kept nowhere.
 */
export function withDemoSecret(secrets: SecretStore, demo: DemoTenant): SecretStore {
  return {
    kind: secrets.kind,
    save: (id, secret) => (id === demoConnectorId ? Promise.resolve() : secrets.save(id, secret)),
    read: async id => {
      if (id !== demoConnectorId) return secrets.read(id)
      const tenant = await demo.start(null)
      return new Secret(tenant.clientSecret)
    },
    remove: id => (id === demoConnectorId ? Promise.resolve(false) : secrets.remove(id)),
  }
}

/**
 * See `Services.secretHint`. A keychain that does not answer costs the hint, not the work that asked for it.
 */
export async function secretHint(secrets: SecretStore, connector: Connector): Promise<string | null> {
  if (connector.credential === 'certificate') return null
  const secret = await secrets.read(connector.id).catch(() => null)
  return secret === null ? null : shapeOfSecret(secret, connector).hint
}

/**
 * The store that the environment names: the keychain of the system unless it says otherwise. Throws
 * `badRequest` for a name that there is not.
 */
export function secretStore(
  env: Readonly<Record<string, string | undefined>>,
  open: () => Promise<KeychainSession>,
): SecretStore {
  const wanted = env['M365_CONNECTOR_SECRET_STORE'] ?? 'keychain'
  if (wanted === 'memory') return createMemorySecrets(env, inspectCertificate)
  if (wanted === 'keychain') return createSystemKeychain({ open })
  throw new AppError('badRequest', `M365_CONNECTOR_SECRET_STORE cannot be "${wanted}".`, {
    fix: 'Set it to keychain or memory. Secrets are never kept anywhere else.',
  })
}
