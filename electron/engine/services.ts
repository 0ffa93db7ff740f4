import type { CloudName, Connector } from '../contract/connectors.ts'
import type { Listeners } from '../contract/rpc/events.ts'
import type { EngineEvents } from '../contract/rpc/wire.ts'
import type { AppInfo } from '../contract/schemas.ts'
import type { DayStore } from '../core/daily-activity/ports.ts'
import type { GraphClient } from '../core/graph/client.ts'
import type { Clock, Cloud, ConnectorStore, Http, Log, Random, TokenSource } from '../core/ports.ts'
import type { CsvDialect } from '../core/reports/csv-dialect.ts'
import type { ReportReader } from '../core/reports/ports.ts'
import type { Secret } from '../core/secret.ts'
import type { SyncStore } from '../core/sync/ports.ts'
import type { Exporter } from '../platform/export/index.ts'
import type { Questions } from '../platform/sqlite/query/ask.ts'
import type { DemoTenant } from './demo.ts'
import type { SettingsService } from './settings-service.ts'

/**
 * The way to one tenant: its cloud, its credentials at work, Microsoft Graph. Closing it frees its
 * connections.
 */
export type Connection = {
  cloud: Cloud
  http: Http
  tokens: TokenSource
  graph: GraphClient
  /** What the keychain holds for the connector; null when there is nothing. */
  credential: Secret | null
  close(): Promise<void>
}

/** Everything the handlers stand on, put together once in `compose.ts`. */
export type Services = {
  info: AppInfo
  clock: Clock
  random: Random
  log: Log
  events: Listeners<EngineEvents>
  connectors: ConnectorStore
  demo: DemoTenant
  /** The addresses of a cloud. Throws `badRequest` for a custom cloud without addresses. */
  cloudNamed(name: CloudName): Cloud
  /** Opens the way to the connector's tenant. Nothing is asked for yet. */
  connect(connector: Connector): Promise<Connection>
  /** Opens the way to a simulated tenant that is not the running demo tenant, on a clock of its own. */
  connectTo(tenant: DemoTenant, connector: Connector, clock: Clock): Promise<Connection>
  databaseFile(connectorId: string): string
  /** Where a database of the connector is made that is to be taken over into its own. */
  secondDatabaseFile(connectorId: string): string
  /** Opens the connector's database for a sync, starting a new one when there is none. */
  openSyncStore(connectorId: string): Promise<SyncStore & DayStore>
  /** Opens another database file for a sync. */
  openSyncStoreAt(file: string): Promise<SyncStore>
  /**
   * A reader for the connector's data; null when nothing was ever retrieved. Readers are kept and closed with
   * the engine.
   */
  reader(connectorId: string): Promise<ReportReader | null>
  /** Throws `syncRunning` while another process or this one syncs the connector. */
  lock(connectorId: string): Promise<{ release(): Promise<void> }>
  /**
   * The beginning of the connector's secret, by which Entra distinguishes secrets; null for a certificate or
   * when none can be read.
   */
  secretHint(connector: Connector): Promise<string | null>
  exportReport: Exporter
  /** Questions in SQL, which threads answer. */
  questions: Pick<Questions, 'ask'>
  /** Whether users are shown under made-up names. */
  hasPseudonyms(): Promise<boolean>
  /** The account of this computer, which stands beside what is decided; null where it has no name. */
  userName(): string | null
  settings: SettingsService
  /** The zone of the machine's clocks, an IANA name. */
  timeZone(): string
  /** Whether the system knows the connection to be paid by volume. Never throws. */
  isMetered(signal: AbortSignal): Promise<boolean>
  /** The CSV that spreadsheets of this system open into columns. */
  systemCsv(signal: AbortSignal): Promise<CsvDialect>
  /**
   * Deletes what the retention of the settings no longer keeps. Never throws; call it under the connector's
   * lock.
   */
  forgetOldHistory(connectorId: string): Promise<void>
  close(): Promise<void>
}
