import type { CloudName, Connector } from '../contract/connectors.ts'
import type { exportFormats, ReportRequest } from '../contract/reports.ts'
import type { AppInfo } from '../contract/schemas.ts'
import type { Clock, Cloud, ConnectorStore, Http, Log, Random, TokenSource } from '../core/ports.ts'
import type { ReportReader } from '../core/reports/ports.ts'
import type { GraphReader } from '../core/sync/context.ts'
import type { SyncStore } from '../core/sync/ports.ts'
import type { DemoTenant } from './demo.ts'
import type { EventHub } from './events.ts'

/** The way to one tenant: its cloud, its credentials at work, Microsoft Graph. Closing it frees its connections. */
export type Connection = {
  cloud: Cloud
  http: Http
  tokens: TokenSource
  graph: GraphReader
  close(): Promise<void>
}

export type ReportExport = {
  reader: ReportReader
  request: ReportRequest
  format: (typeof exportFormats)[number]
  /** Null writes into the exports folder, under a name made of the connector's, the report's and the time. */
  file: string | null
  name: string
  signal: AbortSignal
}

/** Everything the handlers stand on, put together once in `compose.ts`. */
export type Services = {
  info: AppInfo
  clock: Clock
  random: Random
  log: Log
  events: EventHub
  connectors: ConnectorStore
  demo: DemoTenant
  /** The addresses of a cloud. Throws `badRequest` for a custom cloud without addresses. */
  cloudNamed(name: CloudName): Cloud
  /** Opens the way to the connector's tenant. Throws `secretMissing` when no credential is stored for it. */
  connect(connector: Connector): Promise<Connection>
  databaseFile(connectorId: string): string
  /** Opens the connector's database for a sync, starting a new one when there is none. */
  openSyncStore(connectorId: string): Promise<SyncStore>
  /** A reader for the connector's data; null when nothing was ever retrieved. Readers are kept and closed with the engine. */
  reader(connectorId: string): Promise<ReportReader | null>
  /** Throws `syncRunning` while another process or this one syncs the connector. */
  lock(connectorId: string): Promise<{ release(): Promise<void> }>
  exportReport(order: ReportExport): Promise<{ file: string; rows: number }>
  close(): Promise<void>
}
