import { stat } from 'node:fs/promises'
import type { Connector } from '../../contract/connectors.ts'
import type { Handlers } from '../../contract/rpc/wire.ts'
import type { ConnectorStatus } from '../../contract/schemas.ts'
import { findConnector } from '../../core/connectors/find.ts'
import type { Background } from '../background/service.ts'
import { readCredentialEnd } from '../credentials.ts'
import { demoConnectorId } from '../demo.ts'
import type { Services } from '../services.ts'
import type { SyncService } from '../sync-service.ts'

export function appHandlers(
  services: Services,
  syncs: SyncService,
  background: Pick<Background, 'nextRuns'>,
): Pick<Handlers, 'app.info' | 'connectors.list' | 'connectors.status' | 'settings.get' | 'settings.change'> {
  return {
    'settings.get': () => services.settings.get(),
    'settings.change': change => services.settings.change(change),
    'app.info': async () => services.info,
    'connectors.list': () => services.connectors.list(),
    'connectors.status': async ({ connector }) => {
      const all = await services.connectors.list()
      const chosen = connector === null ? all : [findConnector(all, connector)]
      const nextRuns = await background.nextRuns()
      return Promise.all(chosen.map(one => statusOf(services, syncs, one, nextRuns.get(one.id) ?? null)))
    },
  }
}

async function statusOf(
  services: Services,
  syncs: SyncService,
  connector: Connector,
  nextRunAt: string | null,
): Promise<ConnectorStatus> {
  const reader = await services.reader(connector.id)
  const end = await readCredentialEnd(services, connector, reader)
  const file = services.databaseFile(connector.id)
  return {
    connector,
    demo: connector.id === demoConnectorId,
    domain: reader?.domain() ?? null,
    lastRun: reader?.runs(connector.id, 1)[0] ?? null,
    nextRunAt,
    secretExpiresOn: end?.day ?? null,
    secretExpirySource: end?.source ?? null,
    databaseBytes: await databaseBytes(file),
    databaseFile: file,
    running: syncs.isRunning(connector.id),
  }
}

/** The database without its write-ahead log, which is working space: it comes and goes with each sync. */
async function databaseBytes(file: string): Promise<number> {
  const found = await stat(file).catch(() => null)
  return found?.size ?? 0
}
