import { tidySecret } from '../../contract/entry/secret.ts'
import type { InspectCertificate } from '../connectors/certificate.ts'
import type { SecretStore } from '../ports.ts'
import { Secret } from '../secret.ts'

/**
 * Secrets that live as long as this process and are never written. What was saved comes first; otherwise
 * every connector reads `M365_CONNECTOR_CLIENT_SECRET`: the secret's Value, or a PEM text of which the
 * private key is taken.
 */
export function createMemorySecrets(
  environment: Readonly<Record<string, string | undefined>>,
  inspectCertificate: InspectCertificate,
): SecretStore {
  const saved = new Map<string, Secret>()
  const given = readGiven(environment['M365_CONNECTOR_CLIENT_SECRET'], inspectCertificate)
  return {
    kind: 'memory',
    save: async (connectorId, secret) => {
      saved.set(connectorId, secret)
    },
    read: async connectorId => saved.get(connectorId) ?? given,
    remove: async connectorId => saved.delete(connectorId),
  }
}

function readGiven(text: string | undefined, inspectCertificate: InspectCertificate): Secret | null {
  const tidy = tidySecret(text ?? '')
  if (tidy === '') return null
  return privateKeyOf(tidy, inspectCertificate) ?? new Secret(tidy)
}

function privateKeyOf(text: string, inspectCertificate: InspectCertificate): Secret | null {
  if (!text.includes('-----BEGIN')) return null
  const { chosen } = inspectCertificate(text)
  return chosen?.privateKey ?? null
}
