import { rm } from 'node:fs/promises'
import type { Connector } from '../../contract/connectors.ts'
import { AppError } from '../../core/errors.ts'
import { describeError } from '../../core/logging/describe-error.ts'
import { takeOver } from '../../platform/sqlite/take-over.ts'
import { startSimulator } from '../../simulator/index.ts'
import { demoConnectorId } from '../demo.ts'
import type { Services } from '../services.ts'
import { playYear } from './play.ts'

/** Makes up for the year in which the demo tenant was not synced, once its first sync is on the screen. */
export type DemoYear = {
  /**
   * Begins where the demo tenant has a past and was synced today for the first time. Returns at once, and
   * never throws.
   */
  afterSync(connector: Connector): void
  /** Stops what is under way, and waits for it. */
  close(): Promise<void>
}

/**
 * For how long after its first sync a demo tenant still gets its past, should the first attempt be cut short.
 */
const newForMs = 6 * 86_400_000

/** How often, and how long apart, the connector's lock is asked for while a sync has it. */
const lockAttempts = 60
const lockPauseMs = 1000

export function createDemoYear(services: Services): DemoYear {
  const abort = new AbortController()
  let playing: Promise<void> | null = null
  const play = async (connector: Connector) => {
    try {
      if (await isToPlay(services, connector.id)) await makeUpForYear(services, connector, abort.signal)
    } catch (error) {
      // The demo tenant is whole without its past.
      services.log.warn('demo.yearFailed', describeError(error))
    } finally {
      playing = null
    }
  }
  return {
    afterSync: connector => {
      if (connector.id !== demoConnectorId || abort.signal.aborted || !services.demo.hasPast()) return
      playing ??= play(connector)
    },
    close: async () => {
      abort.abort()
      await playing
    },
  }
}

async function isToPlay(services: Services, connectorId: string): Promise<boolean> {
  const reader = await services.reader(connectorId)
  const runs = reader?.runs(connectorId, 100) ?? []
  const newSince = services.clock.now() - newForMs
  return runs.length > 0 && runs.every(({ startedAt }) => Date.parse(startedAt) > newSince)
}

async function makeUpForYear(services: Services, connector: Connector, signal: AbortSignal): Promise<void> {
  const wish = await services.demo.wish()
  const file = services.secondDatabaseFile(connector.id)
  await removeDatabase(file)
  const tenant = await startSimulator(wish)
  try {
    if (!(await playYear(services, connector, tenant, signal))) return
    const lock = await patientLock(services, connector.id, signal)
    try {
      const today = new Date(services.clock.now()).toISOString().slice(0, 10)
      takeOver(services.databaseFile(connector.id), file, today)
    } finally {
      await lock.release()
    }
    services.events.emit('reports.changed', { connector: connector.id })
    services.events.emit('connectors.changed', {})
  } finally {
    await tenant.close()
    await removeDatabase(file)
  }
}

async function patientLock(
  services: Services,
  connectorId: string,
  signal: AbortSignal,
): Promise<{ release(): Promise<void> }> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await services.lock(connectorId)
    } catch (error) {
      const isBusy = error instanceof AppError && error.code === 'syncRunning'
      if (!isBusy || attempt === lockAttempts) throw error
      await services.clock.sleep(lockPauseMs, signal)
    }
  }
}

async function removeDatabase(file: string): Promise<void> {
  for (const ending of ['', '-wal', '-shm']) await rm(`${file}${ending}`, { force: true })
}
