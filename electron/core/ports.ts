import type { CloudName, Connector } from '../contract/connectors.ts'
import type { Secret } from './secret.ts'

/** Time, handed in so that tests can turn it. */
export type Clock = {
  /** Milliseconds since the epoch. */
  now(): number
  /** Resolves after the time, rejects with `cancelled` as soon as the signal fires. */
  sleep(milliseconds: number, signal: AbortSignal): Promise<void>
}

/** A number in [0, 1), used for jitter only, never for secrets. */
export type Random = () => number

export type LogFields = Record<string, string | number | boolean | null>

/** An event name plus listed fields; the adapter redacts, rotates and limits. */
export type Log = {
  error(event: string, fields?: LogFields): void
  warn(event: string, fields?: LogFields): void
  info(event: string, fields?: LogFields): void
  debug(event: string, fields?: LogFields): void
}

export type HttpRequest = {
  method: 'GET' | 'POST' | 'PATCH' | 'DELETE'
  url: URL
  headers: Record<string, string>
  body?: string
  /** Limit for the answer's headers to arrive, and for each silence within its body, in milliseconds. */
  timeoutMs: number
  /** When the whole answer must have arrived, in epoch milliseconds; left out for no such limit. */
  endsBy?: number | undefined
  signal: AbortSignal
}

export type HttpResponse = {
  status: number
  /** Lower-case names; of a repeated header the values joined with `, `. */
  headers: Readonly<Record<string, string>>
  /**
   * Decompressed. Throws `invalidAnswer` when it is cut short or damaged, `offline` when the connection
   * breaks, `timedOut`, `cancelled`.
   */
  body: AsyncIterable<Uint8Array>
  /** Bytes of the body as they came over the wire so far. */
  wireBytes(): number
  /** Gives up the rest of the body and frees the connection. */
  discard(): Promise<void>
}

/**
 * One exchange; never follows a redirect and never retries. Throws `offline`, `tlsUntrusted`, `timedOut` or
 * `cancelled`. A body that comes too slowly throws `timedOut` with `detail.kind` `tooSlow`, one that comes
 * after `endsBy` the same with `overdue`; an answer of any status is a value.
 */
export type Http = (request: HttpRequest) => Promise<HttpResponse>

export type AccessToken = {
  text: Secret
  /**
   * Granted application roles read from the token, best effort: Microsoft calls its format private. Null when
   * it cannot be read.
   */
  roles: readonly string[] | null
  /** The tenant the token is for, from `tid`; null when it cannot be read. */
  tenantId: string | null
  expiresAt: number
}

export type TokenSource = {
  /**
   * From the cache unless it is about to expire; `fresh` asks the service in any case (after consent, after a
   * 401).
   */
  token(options: { fresh: boolean }, signal: AbortSignal): Promise<AccessToken>
}

/** Keeps credentials by connector id. The three verbs of a keychain, nothing else. */
export type SecretStore = {
  kind: 'keychain' | 'memory'
  save(connectorId: string, secret: Secret): Promise<void>
  /** Null when there is none. Throws `keychainUnavailable`. */
  read(connectorId: string): Promise<Secret | null>
  /** Whether there was one. */
  remove(connectorId: string): Promise<boolean>
}

/** The list of connectors, kept in one file without secrets. */
export type ConnectorStore = {
  list(): Promise<Connector[]>
  /** Writes the whole list in one step: a reader sees the old file or the new one. */
  replace(connectors: readonly Connector[]): Promise<void>
  /**
   * Changes the list while no other process can. What `change` throws leaves the file as it was. Returns the
   * list as written.
   */
  update(change: (current: readonly Connector[]) => readonly Connector[]): Promise<readonly Connector[]>
}

/** The addresses of one cloud. */
export type Cloud = {
  name: CloudName
  title: string
  /** Origins without a path, for instance `https://login.microsoftonline.com`. */
  loginUrl: string
  graphUrl: string
  portalUrl: string
  adminCenterUrl: string
  /** Usage reports of v1.0 exist in the global cloud only. */
  hasUsageReports: boolean
}
