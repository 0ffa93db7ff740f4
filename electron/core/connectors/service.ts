import type {
  Connector,
  ConnectorChange,
  ConnectorInput,
  CredentialInput,
} from '../../contract/connectors.ts'
import type { Hint } from '../../contract/entry/hints.ts'
import { withoutInvisible } from '../../contract/entry/pasted.ts'
import { AppError } from '../errors.ts'
import { change, refuseTaken, withSecret, writtenPart } from './changes.ts'
import { findConnector } from './find.ts'
import { closeCredential, openCredential } from './open-credential.ts'
import type { ConnectorServicePorts, SaveOptions } from './ports.ts'
import { reconfigure } from './reconfigure.ts'
import { testSignIn } from './sign-in-test.ts'
import { validateConnector, validateCredential } from './validate.ts'

export type Removal = { removedFiles: string[]; removedKeychainEntry: boolean }

export type ConnectorService = {
  /** Saves a new connector. The hints are warnings about values that were accepted. */
  add(input: ConnectorInput): Promise<{ connector: Connector; hints: readonly Hint[] }>
  rename(reference: string, name: string): Promise<Connector>
  /** Exchanges secret or certificate after signing in with it; everything that was retrieved stays. */
  setCredential(
    reference: string,
    credential: CredentialInput,
    secretExpiresOn: string | null,
    options: SaveOptions,
  ): Promise<{ connector: Connector; hints: readonly Hint[] }>
  /**
   * Exchanges any of the values; what is left out stays, and so does everything that was retrieved. What
   * signs in is tested first. A connector that has data keeps its tenant: another tenant is another
   * connector.
   */
  reconfigure(
    reference: string,
    changes: ConnectorChange,
    options: SaveOptions,
  ): Promise<{ connector: Connector; hints: readonly Hint[] }>
  /**
   * Deletes keychain entry, database and listing, in an order that can be repeated when a part of it fails.
   */
  remove(reference: string): Promise<Removal>
}

/**
 * What can be done to connectors. Throws AppError `badRequest`, `malformedId`, `secretIsAnId`, `nameTaken`,
 * `notFound`, `syncRunning`, `keychainUnavailable`, `readOnly`, `diskFull` or what {@link testSignIn} throws;
 * after a failure neither list nor keychain holds half of the change.
 */
export function createConnectorService(ports: ConnectorServicePorts): ConnectorService {
  return {
    add: input => add(ports, input),
    rename: (reference, name) => rename(ports, reference, name),
    setCredential: (reference, credential, expiresOn, options) =>
      setCredential(ports, reference, { credential, expiresOn, ...options }),
    reconfigure: (reference, changes, options) => reconfigure(ports, reference, changes, options),
    remove: reference => remove(ports, reference),
  }
}

async function add(ports: ConnectorServicePorts, input: ConnectorInput) {
  const now = ports.clock.now()
  const credential = await openCredential(ports, input.credential)
  const facts = { now, inspectCertificate: ports.inspectCertificate }
  const { values, problem, hints } = validateConnector({ ...input, credential }, facts)
  if (problem !== null) throw problem
  refuseTaken(await ports.connectors.list(), values.name, null)
  const connector: Connector = {
    id: ports.newId(),
    name: values.name,
    tenantId: values.tenantId,
    clientId: values.clientId,
    cloud: input.cloud,
    ...writtenPart(values.credential),
    createdAt: new Date(now).toISOString(),
  }
  await withSecret(ports.secrets, { id: connector.id, secret: values.credential.secret, before: null }, () =>
    ports.connectors.update(current => {
      refuseTaken(current, connector.name, null)
      return [...current, connector]
    }),
  )
  await closeCredential(ports, input.credential)
  return { connector, hints }
}

async function rename(ports: ConnectorServicePorts, reference: string, newName: string): Promise<Connector> {
  const name = withoutInvisible(newName).replace(/\s+/gu, ' ')
  if (name === '') throw new AppError('badRequest', 'The connector needs a name.', { fix: 'Enter a name.' })
  const { id } = findConnector(await ports.connectors.list(), reference)
  return await change(ports.connectors, id, (connector, others) => {
    refuseTaken(others, name, id)
    return { ...connector, name }
  })
}

async function setCredential(
  ports: ConnectorServicePorts,
  reference: string,
  input: SaveOptions & { credential: CredentialInput; expiresOn: string | null },
) {
  const found = findConnector(await ports.connectors.list(), reference)
  const facts = { now: ports.clock.now(), inspectCertificate: ports.inspectCertificate }
  const opened = await openCredential(ports, input.credential)
  const { values, problem, hints } = validateCredential(opened, input.expiresOn, found, facts)
  if (problem !== null) throw problem
  if (!input.untested) {
    const candidate = { ...found, ...writtenPart(values) }
    await testSignIn(ports.trySignIn, candidate, values.secret, input.signal)
  }
  const before = await ports.secrets.read(found.id)
  const connector = await withSecret(ports.secrets, { id: found.id, secret: values.secret, before }, () =>
    change(ports.connectors, found.id, current => ({ ...current, ...writtenPart(values) })),
  )
  await closeCredential(ports, input.credential)
  return { connector, hints }
}

async function remove(ports: ConnectorServicePorts, reference: string): Promise<Removal> {
  const { id } = findConnector(await ports.connectors.list(), reference)
  const lock = await ports.lock(id)
  try {
    await ports.closeFiles(id)
    const removed = await ports.secrets.remove(id)
    const removedFiles = await ports.files.remove(id)
    await ports.connectors.update(current => current.filter(connector => connector.id !== id))
    return { removedFiles, removedKeychainEntry: removed && ports.secrets.kind === 'keychain' }
  } finally {
    await lock.release()
  }
}
