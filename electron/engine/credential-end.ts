import type { Connector } from '../contract/connectors.ts'
import { type CredentialEnd, credentialEnd } from '../core/connectors/credential-end.ts'
import type { ReportReader } from '../core/reports/ports.ts'
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
