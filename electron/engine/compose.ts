import { randomUUID } from 'node:crypto'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import type { Handlers } from '../contract/dispatch.ts'
import { createConnectorService } from '../core/connectors/service.ts'
import { AppError } from '../core/errors.ts'
import type { SecretStore } from '../core/ports.ts'
import { createDraftService } from '../core/setup/drafts.ts'
import { createClock } from '../platform/clock.ts'
import { createExporter } from '../platform/export/index.ts'
import { removeConnectorFiles } from '../platform/files/connector-files.ts'
import { createConnectorStore } from '../platform/files/connector-store.ts'
import { createDataFolder } from '../platform/files/data-folder.ts'
import { createDraftStore } from '../platform/files/draft-store.ts'
import { resolveHome } from '../platform/files/home.ts'
import { createSyncLocks } from '../platform/files/sync-lock.ts'
import { inspectCertificate } from '../platform/keychain/certificate.ts'
import { createKeychain } from '../platform/keychain/keychain.ts'
import { createMemorySecrets } from '../platform/keychain/memory-secrets.ts'
import { logLevelFrom } from '../platform/log/level.ts'
import { createLog } from '../platform/log/log.ts'
import { openSyncStore } from '../platform/sqlite/worker/index.ts'
import { type ConnectionPorts, cloudNamed, openConnection } from './connection.ts'
import { createDemoTenant } from './demo.ts'
import { createEventHub } from './events.ts'
import { appHandlers } from './handlers/app.ts'
import { checkHandlers } from './handlers/checks.ts'
import { connectorHandlers } from './handlers/connectors.ts'
import { demoHandlers } from './handlers/demo.ts'
import { productHandlers } from './handlers/products.ts'
import { reportHandlers } from './handlers/reports.ts'
import { setupHandlers } from './handlers/setup.ts'
import { syncHandlers } from './handlers/sync.ts'
import { createReaders } from './readers.ts'
import { secretHint, withDemoSecret } from './secrets.ts'
import type { Services } from './services.ts'
import { createSyncService } from './sync-service.ts'

export type EngineOptions = {
  /** The data directory as a person named it; null for the environment's or the platform's. */
  home: string | null
  env: Readonly<Record<string, string | undefined>>
  version: string
}

export type Composition = { handlers: Handlers; services: Services }

/** Puts the engine together from its parts. Nothing is read, written or asked for until a method is called. */
export function compose({ home: named, env, version }: EngineOptions): Composition {
  const home = resolveHome(named, env)
  const folder = createDataFolder(home)
  const clock = createClock()
  const log = createLog({ directory: folder.logs, level: logLevelFrom(env), clock })
  const demo = createDemoTenant(join(home, 'demo.json'))
  const secrets = withDemoSecret(secretStore(env), demo)
  const connectors = createConnectorStore(folder, clock)
  const readers = createReaders(folder.database, clock)
  const locks = createSyncLocks(folder)
  const random = Math.random
  const ports: ConnectionPorts = { environment: env, version, home, clock, random, log, secrets, demo }
  const services: Services = {
    info: { version, home, secretStore: secrets.kind, node: process.versions.node },
    clock,
    random,
    log,
    events: createEventHub((event, error) =>
      log.error('events.listenerFailed', { method: event, kind: kindOf(error) }),
    ),
    connectors,
    demo,
    cloudNamed: name => cloudNamed(ports, name),
    connect: connector => openConnection(ports, connector),
    databaseFile: folder.database,
    openSyncStore: id => openSyncStore({ file: folder.database(id) }),
    reader: readers.of,
    lock: locks.acquire,
    secretHint: connector => secretHint(secrets, connector),
    exportReport: createExporter(folder, clock),
    close: async () => {
      readers.close()
      await demo.stop()
      await log.close()
    },
  }
  const connectorService = createConnectorService({
    connectors,
    secrets,
    files: { remove: id => removeConnectorFiles(folder, id) },
    lock: locks.acquire,
    closeFiles: async id => readers.release(id),
    hasData: async id => existsSync(folder.database(id)),
    inspectCertificate,
    clock,
    newId: randomUUID,
  })
  const syncs = createSyncService(services)
  return {
    services: { ...services, close: () => syncs.close().then(services.close) },
    handlers: {
      ...appHandlers(services, syncs),
      ...connectorHandlers(services, connectorService),
      ...setupHandlers(services, createDraftService(createDraftStore(folder, log), clock)),
      ...checkHandlers(services),
      ...syncHandlers(services, syncs),
      ...reportHandlers(services),
      ...productHandlers(services),
      ...demoHandlers(services),
    },
  }
}

function secretStore(env: EngineOptions['env']): SecretStore {
  const wanted = env['M365_CONNECTOR_SECRET_STORE'] ?? 'keychain'
  if (wanted === 'memory') return createMemorySecrets(env)
  if (wanted === 'keychain') return createKeychain()
  throw new AppError('badRequest', `M365_CONNECTOR_SECRET_STORE cannot be "${wanted}".`, {
    fix: 'Set it to keychain or memory. Secrets are never kept anywhere else.',
  })
}

function kindOf(error: unknown): string {
  return error instanceof Error ? error.name : typeof error
}
