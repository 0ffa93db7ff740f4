import { randomUUID } from 'node:crypto'
import { homedir } from 'node:os'
import { join } from 'node:path'
import type { Probe } from '../contract/rpc/engine-port.ts'
import { createListeners } from '../contract/rpc/events.ts'
import type { EngineEvents, Handlers } from '../contract/rpc/wire.ts'
import { createConnectorService } from '../core/connectors/service.ts'
import { warnOfPlace } from '../core/files/synced-folder.ts'
import { logLevelFrom, namesLogLevel } from '../core/logging/level.ts'
import type { Clock } from '../core/ports.ts'
import type { KeychainSession } from '../core/secrets/keychain.ts'
import { createDraftService } from '../core/setup/drafts.ts'
import { createClock } from '../platform/clock.ts'
import { createExporter } from '../platform/export/index.ts'
import { createDataFolder, removeConnectorFiles } from '../platform/files/data-folder.ts'
import { resolveHome } from '../platform/files/home.ts'
import { createSyncLocks } from '../platform/files/lock/sync-lock.ts'
import { createBackgroundStore } from '../platform/files/store/background-store.ts'
import { createConnectorStore } from '../platform/files/store/connector-store.ts'
import { createConsentStore } from '../platform/files/store/consent-store.ts'
import { createDraftStore } from '../platform/files/store/draft-store.ts'
import { createSettingsStore } from '../platform/files/store/settings-store.ts'
import { inspectCertificate } from '../platform/keychain/certificate.ts'
import { readPfx } from '../platform/keychain/pfx.ts'
import { createSystemKeychain, openKeychainSession } from '../platform/keychain/session.ts'
import { createLog } from '../platform/log/log.ts'
import { systemCsvDialect } from '../platform/machine/csv-dialect.ts'
import { isConnectionMetered } from '../platform/machine/metered.ts'
import { systemUserName } from '../platform/machine/user-name.ts'
import { createQuestions } from '../platform/sqlite/query/ask.ts'
import { openSyncStore } from '../platform/sqlite/worker/index.ts'
import { createBackground } from './background/service.ts'
import { certificateHandlers } from './certificates/handlers.ts'
import { type ConnectionPorts, cloudNamed, openConnection, reachCloud, trySignIn } from './connection.ts'
import { secretHint, secretStore, withDemoSecret } from './credentials.ts'
import { createDailyActivity } from './daily-activity.ts'
import { createDemoTenant } from './demo.ts'
import { createDemoYear } from './demo-year/service.ts'
import { createDiagnosis } from './diagnosis/service.ts'
import { appHandlers } from './handlers/app.ts'
import { backgroundHandlers } from './handlers/background.ts'
import { checkHandlers } from './handlers/checks.ts'
import { connectorHandlers } from './handlers/connectors.ts'
import { dataHandlers } from './handlers/data.ts'
import { demoHandlers } from './handlers/demo.ts'
import { insightHandlers } from './handlers/insight.ts'
import { pageHandlers } from './handlers/pages.ts'
import { productHandlers } from './handlers/products.ts'
import { queryHandlers } from './handlers/query.ts'
import { reportHandlers } from './handlers/reports.ts'
import { savingsExportHandlers } from './handlers/savings/exports.ts'
import { planHandlers } from './handlers/savings/plan.ts'
import { savingsHandlers } from './handlers/savings/savings.ts'
import { setupHandlers } from './handlers/setup.ts'
import { activityHandlers } from './handlers/sync/activity.ts'
import { syncHandlers } from './handlers/sync/sync.ts'
import { tenantHandlers } from './handlers/tenants.ts'
import { runProbes } from './probes.ts'
import { createReaders } from './readers.ts'
import { createRetention } from './retention.ts'
import type { Services } from './services.ts'
import { createSettingsService } from './settings-service.ts'
import { createKeptRotations, createSetupFlows } from './setup-flows.ts'
import { writeSupportBundle } from './support-bundle.ts'
import { createSyncService } from './sync-service.ts'

export type EngineOptions = {
  /** The data directory as a person named it; null for the environment's or the platform's. */
  home: string | null
  env: Readonly<Record<string, string | undefined>>
  version: string
  /**
   * Whether scheduled syncs run and attention is raised: true for a window's host, false (the default) for a
   * command.
   */
  background?: boolean
}

/** What tests put in the place of the machine's own. */
export type EngineParts = {
  clock?: Clock
  timeZone?: () => string
  isMetered?: Services['isMetered']
  systemCsv?: Services['systemCsv']
  /**
   * The entry of a sync's threads, which lets a test watch their work, or end the program in the middle of
   * it.
   */
  workerScript?: URL
  systemProxies?: ConnectionPorts['systemProxies']
  openKeychain?: () => Promise<KeychainSession>
  rateLimit?: ConnectionPorts['rateLimit']
}

export type Composition = {
  handlers: Handlers
  services: Services
  /** Takes the settings into force and, where it was asked for, begins to work in the background. */
  start(): Promise<void>
  /** See `Probe`. */
  probe(): Promise<Probe[]>
}

/**
 * Puts the engine together from its parts. Nothing is read, written or asked for until it is started or a
 * method is called.
 */
export function compose(
  { home: named, env, version, background: inBackground = false }: EngineOptions,
  {
    clock = createClock(),
    timeZone = machineTimeZone,
    isMetered = asSystemSays(env),
    systemCsv = signal => systemCsvDialect(process.platform, env, signal),
    workerScript,
    systemProxies = null,
    openKeychain = openKeychainSession,
    rateLimit = null,
  }: EngineParts = {},
): Composition {
  const home = resolveHome(named, env)
  const folder = createDataFolder(home)
  const log = createLog({ directory: folder.logs, level: logLevelFrom(env), clock })
  const demo = createDemoTenant(join(home, 'demo.json'))
  const secrets = withDemoSecret(secretStore(env, openKeychain), demo)
  const connectors = createConnectorStore(folder, clock)
  const questions = createQuestions(queryLimitMs)
  const locks = createSyncLocks(folder)
  const random = Math.random
  const events = createListeners<EngineEvents>((event, error) =>
    log.error('events.listenerFailed', { method: event, kind: kindOf(error) }),
  )
  const settings = createSettingsService({
    store: createSettingsStore(folder, clock),
    events,
    log,
    setLogLevel: level => {
      if (!namesLogLevel(env)) log.setLevel(level)
    },
  })
  // Where the settings cannot be read nobody knows whether names may be shown, so they are not.
  const hasPseudonyms = () =>
    settings.get().then(
      ({ privacy }) => privacy.pseudonyms,
      () => true,
    )
  const readers = createReaders(folder.database, clock, hasPseudonyms)
  const network = async () => (await settings.get()).network
  const ports: ConnectionPorts = {
    environment: env,
    ...{ version, home, clock, random, log, secrets, demo, network, systemProxies, rateLimit },
  }
  const place = { platform: process.platform, env, userHome: homedir() }
  const services: Services = {
    info: {
      version,
      home,
      homeWarning: warnOfPlace(home, place),
      secretStore: secrets.kind,
      node: process.versions.node,
    },
    clock,
    random,
    log,
    events,
    settings,
    timeZone,
    isMetered,
    systemCsv,
    forgetOldHistory: createRetention({ settings, clock, log, databaseFile: folder.database }),
    connectors,
    demo,
    cloudNamed: name => cloudNamed(ports, name),
    connect: connector => openConnection(ports, connector),
    connectTo: (tenant, connector, other) =>
      openConnection(
        { ...ports, demo: tenant, secrets: withDemoSecret(secrets, tenant), clock: other },
        connector,
      ),
    databaseFile: folder.database,
    secondDatabaseFile: id => folder.database(id).replace(/\.sqlite$/, '.second.sqlite'),
    openSyncStore: id => openSyncStore({ file: folder.database(id), workerScript }),
    openSyncStoreAt: file => openSyncStore({ file, workerScript }),
    reader: readers.of,
    lock: locks.acquire,
    secretHint: connector => secretHint(secrets, connector),
    exportReport: createExporter(folder, clock),
    questions,
    hasPseudonyms,
    userName: systemUserName,
    close: async () => {
      readers.close()
      await questions.close()
      await demo.stop()
      await log.close()
    },
  }
  const rotations = createKeptRotations(ports, connectors, folder)
  const connectorService = createConnectorService({
    connectors,
    secrets,
    files: { remove: id => rotations.end(id).then(() => removeConnectorFiles(folder, id)) },
    lock: locks.acquire,
    closeFiles: async id => readers.release(id),
    hasData: readers.hasData,
    inspectCertificate,
    readPfx,
    trySignIn: (candidate, secret, signal) => trySignIn(ports, candidate, secret, signal),
    clock,
    newId: randomUUID,
  })
  const drafts = createDraftService(createDraftStore(folder, { log, clock }), clock)
  const flows = createSetupFlows(services, connectorService, {
    ...{ secrets, clock, rotations, waits: createConsentStore(folder, clock) },
    reach: of => reachCloud(ports, of),
  })
  const demoYear = createDemoYear(services)
  const daily = createDailyActivity(services)
  const syncs = createSyncService(services, {
    before: connector => daily.stop(connector.id),
    after: connector => {
      demoYear.afterSync(connector)
      daily.afterSync(connector)
    },
  })
  const background = createBackground(services, syncs, createBackgroundStore(folder, clock))
  const close = async () => {
    await background.close()
    await flows.close()
    await daily.close()
    await demoYear.close()
    await syncs.close()
    await services.close()
  }
  const diagnosis = createDiagnosis(services, ports)
  const app = appHandlers(services, syncs, background)
  const statusOf = async (connector: string) => {
    const [status = null] = await app['connectors.status']({ connector }, AbortSignal.any([]))
    return status
  }
  const writeBundle = () => writeSupportBundle({ services, background, diagnosis, folder, statusOf })
  return {
    services: { ...services, close },
    probe: () =>
      runProbes({
        demo,
        signIn: (candidate, secret, signal) => trySignIn(ports, candidate, secret, signal),
        keychain: createSystemKeychain({ open: openKeychain }),
        now: clock.now,
      }),
    start: async () => {
      await settings.apply()
      if (!inBackground) return
      for (const work of [background, daily, flows]) work.start()
    },
    handlers: {
      ...app,
      ...backgroundHandlers(background),
      ...dataHandlers(services, folder, writeBundle),
      ...connectorHandlers(services, connectorService, drafts),
      ...tenantHandlers(services, folder, app['connectors.status']),
      ...setupHandlers(services, drafts, flows.expectConsent),
      ...certificateHandlers({ secrets, clock }, drafts),
      ...flows.handlers,
      ...checkHandlers(services),
      ...diagnosis.handlers,
      ...syncHandlers(services, syncs),
      ...activityHandlers(services, daily),
      ...reportHandlers(services),
      ...queryHandlers(services, folder),
      ...insightHandlers(services, folder),
      ...productHandlers(services),
      ...pageHandlers(services, folder),
      ...savingsHandlers(services),
      ...savingsExportHandlers(services, folder),
      ...planHandlers(services),
      ...demoHandlers(services),
    },
  }
}

/** After that nobody waits for an answer any more. */
const queryLimitMs = 60_000

function asSystemSays(env: EngineOptions['env']): Services['isMetered'] {
  return signal => isConnectionMetered(process.platform, env, signal)
}

function machineTimeZone(): string {
  return new Intl.DateTimeFormat().resolvedOptions().timeZone
}

function kindOf(error: unknown): string {
  return error instanceof Error ? error.name : typeof error
}
