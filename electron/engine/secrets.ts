import type { Connector } from '../contract/connectors.ts'
import { shapeOfSecret } from '../core/connectors/secret-shape.ts'
import type { SecretStore } from '../core/ports.ts'
import { Secret } from '../core/secret.ts'
import { type DemoTenant, demoConnectorId } from './demo.ts'

/** The secrets as they are, but the demo tenant's comes from the demo tenant: it is made anew at every start and kept nowhere. */
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

/** See `Services.secretHint`. A keychain that does not answer costs the hint, not the work that asked for it. */
export async function secretHint(secrets: SecretStore, connector: Connector): Promise<string | null> {
  if (connector.credential === 'certificate') return null
  const secret = await secrets.read(connector.id).catch(() => null)
  return secret === null ? null : shapeOfSecret(secret, connector).hint
}
