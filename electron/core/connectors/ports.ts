import type { Clock, ConnectorStore, SecretStore } from '../ports.ts'
import type { InspectCertificate } from './certificate.ts'
import type { ReadPfx } from './open-credential.ts'
import type { TrySignIn } from './sign-in-test.ts'

export type ConnectorServicePorts = {
  connectors: ConnectorStore
  secrets: SecretStore
  files: {
    /**
     * Deletes the database of the connector and what is stored beside it. Returns the paths that are gone;
     * exports stay.
     */
    remove(connectorId: string): Promise<string[]>
  }
  /** Throws `syncRunning` while a sync of the connector holds its files. */
  lock(connectorId: string): Promise<{ release(): Promise<void> }>
  /** Closes whatever this process itself holds open of the connector's files. */
  closeFiles(connectorId: string): Promise<void>
  /** Whether anything was ever retrieved for the connector. */
  hasData(connectorId: string): Promise<boolean>
  inspectCertificate: InspectCertificate
  readPfx: ReadPfx
  trySignIn: TrySignIn
  clock: Pick<Clock, 'now'>
  newId(): string
}

/** `untested` saves without signing in first: a person chose so, for instance offline. */
export type SaveOptions = { untested: boolean; signal: AbortSignal }
