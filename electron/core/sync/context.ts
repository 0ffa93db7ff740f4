import type { DatasetProgress } from '../../contract/sync.ts'
import type { GraphCall, ReportDownload } from '../graph/call.ts'
import type { Clock, Log, Random } from '../ports.ts'
import type { DatasetDefinition } from './datasets.ts'
import type { SyncMode, SyncStore } from './ports.ts'

/** Microsoft Graph as a sync needs it. Retries, waits and tokens are the client's business. */
export type GraphReader = {
  /** A JSON answer's bytes, whole. */
  page(url: URL, call: GraphCall): Promise<Uint8Array>
  text(url: URL, call: GraphCall): Promise<string>
  report(url: URL, call: GraphCall): Promise<ReportDownload>
  /** A path below `/v1.0` as an address. */
  url(path: string): URL
  /** Throws `foreignLink` unless the link stays on Microsoft Graph. */
  resolveLink(link: string): URL
}

export type SyncPorts = {
  graph: GraphReader
  store: SyncStore
  clock: Clock
  random: Random
  log: Log
  /** A digest in hexadecimal, to recognise an unchanged report. */
  digest: (bytes: Uint8Array) => string
  onProgress: (progress: DatasetProgress) => void
}

/** What a lane learned of its dataset, to be published or noted. */
export type Retrieved = {
  status: 'staged' | 'unchanged'
  rows: number
  deltaLink?: string | null
  refreshDate?: string | null
  fingerprint?: string | null
  concealed?: boolean
  /** When the oldest part was retrieved, ISO 8601 UTC, where that was in an earlier run. */
  retrievedAt?: string
  /** People by `$count`, where the lane asked. */
  peopleCount?: number | null
}

export type SyncOrder = {
  connector: { id: string; clientId: string }
  mode: SyncMode
  definitions: readonly DatasetDefinition[]
  named: boolean
  hasUsageReports: boolean
  /** Proves the credentials before anything else; throws what sign-in refuses. */
  signIn: (signal: AbortSignal) => Promise<unknown>
  signal: AbortSignal
}
