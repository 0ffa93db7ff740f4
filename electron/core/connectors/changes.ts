import type { Connector } from '../../contract/connectors.ts'
import { comparable } from '../../contract/find-connector.ts'
import { AppError } from '../errors.ts'
import type { ConnectorStore, SecretStore } from '../ports.ts'
import type { Secret } from '../secret.ts'
import { findConnector } from './find.ts'
import type { ReadCredential } from './validate.ts'

type SecretChange = { id: string; secret: Secret; before: Secret | null }

/** Saves the secret, does the work, and puts the keychain back as it was when the work fails. */
export async function withSecret<T>(
  secrets: SecretStore,
  { id, secret, before }: SecretChange,
  work: () => Promise<T>,
): Promise<T> {
  try {
    await secrets.save(id, secret)
    return await work()
  } catch (error) {
    // The first failure is the one to report; an entry that cannot be taken back belongs to no listed
    // connector and is never read.
    await (before === null ? secrets.remove(id) : secrets.save(id, before)).catch(() => false)
    throw error
  }
}

/** Changes one connector of the list, as one step for every process. */
export async function change(
  store: ConnectorStore,
  id: string,
  decide: (connector: Connector, all: readonly Connector[]) => Connector,
): Promise<Connector> {
  const written = await store.update(current => {
    const connector = findConnector(current, id)
    const changed = decide(connector, current)
    return current.map(other => (other.id === id ? changed : other))
  })
  return findConnector(written, id)
}

/** Throws AppError `nameTaken` when another connector has the name. */
export function refuseTaken(connectors: readonly Connector[], name: string, except: string | null): void {
  const taken = connectors.find(other => other.id !== except && comparable(other.name) === comparable(name))
  if (taken === undefined) return
  throw new AppError('nameTaken', `There is already a connector named "${taken.name}".`, {
    fix: 'Choose another name, or remove the other connector first.',
  })
}

/** What of a credential is kept in the list of connectors. */
export function writtenPart({ kind, certificate, expiresOn }: ReadCredential) {
  return { credential: kind, certificate, secretExpiresOn: expiresOn }
}
