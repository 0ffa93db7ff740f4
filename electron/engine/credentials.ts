import type { Connector } from '../contract/connectors.ts'
import { type CredentialEnd, credentialEnd } from '../core/connectors/credential-end.ts'
import { shapeOfSecret } from '../core/connectors/secret-shape.ts'
import type { SecretStore } from '../core/ports.ts'
import type { ReportReader } from '../core/reports/ports.ts'
import { Secret } from '../core/secret.ts'
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
