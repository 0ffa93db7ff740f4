import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { shippedThreads } from '../../build/testing/built-programs.ts'
import type { WireError } from '../../electron/contract/errors.ts'
import type { ReportPage } from '../../electron/contract/reports.ts'
import type { Engine } from '../../electron/contract/rpc/wire.ts'
import type { DatasetResult, SyncRun } from '../../electron/contract/sync.ts'
import { createEngine, type EngineParts } from '../../electron/engine/index.ts'
import { type Simulator, type SimulatorOptions, startSimulator } from '../../electron/simulator/index.ts'
import { createHastenedClock } from './hastened-clock.ts'

/** A simulated tenant, an engine on a data directory of its own and the connector between them. */
export type ConnectedEngine = {
  tenant: Simulator
  engine: Engine
  home: string
  /** What a process needs to work with the same data directory and tenant. */
  environment: Record<string, string>
  databaseFile: string
  /** Runs a sync and expects an answer; the answer may tell of failures. */
  sync(options?: SyncOptions): Promise<SyncRun>
  /** Runs a sync that must not even begin, or not end in an orderly way. */
  refusedSync(options?: SyncOptions): Promise<WireError>
  report(name: string): Promise<ReportPage>
  /** Rows of a query, on a read-only connection as any SQLite client would open it. */
  query(sql: string): Record<string, string | number | null>[]
  /** Changes the database behind the engine's back. */
  execute(sql: string): void
  close(): Promise<void>
}

export type SyncOptions = { mode?: 'full' | 'incremental'; only?: string[]; signal?: AbortSignal }

export const connectorName = 'Contoso'

/**
 * @param folder the data directory, which is then left to the caller; by default one is made and removed in
 * the end
 * @param parts what the engine gets in place of the machine's own; its clock is a hastened one by default, so
 * that no test waits for seconds until a service is asked again
 */
export async function connectEngine(
  options: SimulatorOptions = {},
  folder: string | null = null,
  parts: EngineParts = {},
): Promise<ConnectedEngine> {
  const tenant = await startSimulator({ people: 60, ...options })
  const home = folder ?? (await mkdtemp(join(tmpdir(), 'm365-connector-test-')))
  const caFile = join(home, 'ca.pem')
  await writeFile(caFile, tenant.caPem)
  const environment = {
    M365_CONNECTOR_HOME: home,
    M365_CONNECTOR_LOGIN_URL: tenant.loginUrl,
    M365_CONNECTOR_GRAPH_URL: tenant.graphUrl,
    M365_CONNECTOR_CA_FILE: caFile,
    M365_CONNECTOR_SECRET_STORE: 'memory',
    M365_CONNECTOR_CLIENT_SECRET: tenant.clientSecret,
  }
  const clock = createHastenedClock()
  const engine = await createEngine(
    { home, env: environment, version: '0.0.0' },
    { clock, ...shippedThreads, ...parts },
  )
  const added = await engine.call('connectors.add', {
    name: connectorName,
    tenantId: tenant.tenantId,
    clientId: tenant.clientId,
    cloud: 'custom',
    credential: { kind: 'secret', secret: tenant.clientSecret },
  })
  if (!added.ok) throw new Error(added.error.message)
  const databaseFile = join(home, 'data', `${added.value.id}.sqlite`)
  const start = ({ mode = 'incremental', only, signal }: SyncOptions) =>
    engine.call('sync.start', { connector: connectorName, mode, only: only ?? null }, signal)
  return {
    tenant,
    engine,
    home,
    environment,
    databaseFile,
    sync: async (options = {}) => {
      const run = await start(options)
      if (!run.ok) throw new Error(`${run.error.code}: ${run.error.message}`)
      return run.value
    },
    refusedSync: async (options = {}) => {
      const run = await start(options)
      if (run.ok) throw new Error(`The sync ended with ${run.value.status}.`)
      return run.error
    },
    report: async name => {
      const page = await engine.call('reports.page', { connector: connectorName, report: name })
      if (!page.ok) throw new Error(`${page.error.code}: ${page.error.message}`)
      return page.value
    },
    query: sql => queryFile(databaseFile, sql),
    execute: sql => {
      const database = new Database(databaseFile)
      database.exec(sql)
      database.close()
    },
    close: async () => {
      await engine.close()
      await tenant.close()
      if (folder === null) await rm(home, { recursive: true, force: true })
    },
  }
}

export function queryFile(file: string, sql: string): Record<string, string | number | null>[] {
  const database = new Database(file, { readonly: true })
  try {
    // The statements of the tests select texts, numbers and nulls only.
    return database.prepare(sql).all() as Record<string, string | number | null>[]
  } finally {
    database.close()
  }
}

export function resultOf(run: SyncRun, dataset: string): DatasetResult {
  const found = run.datasets.find(result => result.dataset === dataset)
  if (found === undefined) throw new Error(`The run says nothing of ${dataset}.`)
  return found
}
