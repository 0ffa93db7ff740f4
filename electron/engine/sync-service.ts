import { createHash } from 'node:crypto'
import PQueue from 'p-queue'
import type { Connector } from '../contract/connectors.ts'
import type { SyncRequest, SyncRun } from '../contract/sync.ts'
import { selectDatasets } from '../core/datasets/index.ts'
import { AppError, cancelled } from '../core/errors.ts'
import { runSync } from '../core/sync/runner.ts'
import type { Services } from './services.ts'

/** Runs syncs, one at a time, and cancels them. */
export type SyncService = {
  /**
   * Waits for its turn while another connector is synced; throws `syncRunning` when this one is, or waits
   * already.
   */
  run(connector: Connector, request: SyncRequest, signal: AbortSignal): Promise<SyncRun>
  cancel(connectorId: string): boolean
  /** Whether the connector is being synced or waits for its turn. */
  isRunning(connectorId: string): boolean
  /** The connector whose turn it is; null when nothing is synced. */
  current(): string | null
  /** Cancels everything and waits until it has stopped. */
  close(): Promise<void>
}

type Running = { abort: AbortController; ended: Promise<unknown> }

/** What has to give way to a sync, and what comes after it. */
export type AroundSync = {
  /** Called when a sync's turn has come; it begins when the promise resolves. */
  before?: (connector: Connector) => Promise<unknown>
  /** Called with the connector once a sync of it has ended, whatever came of it. */
  after?: (connector: Connector) => void
}

export function createSyncService(
  services: Services,
  { before = () => Promise.resolve(), after = () => undefined }: AroundSync = {},
): SyncService {
  const running = new Map<string, Running>()
  const turns = new PQueue({ concurrency: 1 })
  let current: string | null = null
  const takeTurn = async (connector: Connector, order: Order, signal: AbortSignal): Promise<SyncRun> => {
    current = connector.id
    services.events.emit('connectors.changed', {})
    try {
      await before(connector)
      return await syncConnector(services, connector, order, signal)
    } finally {
      current = null
    }
  }
  return {
    run: async (connector, request, signal) => {
      if (running.has(connector.id)) throw alreadyRunning()
      const definitions = selectDatasets(request.only)
      const abort = new AbortController()
      const either = AbortSignal.any([signal, abort.signal])
      const order = { ...request, definitions }
      const work = inTurn(turns, either, () => takeTurn(connector, order, either))
      running.set(connector.id, { abort, ended: work.catch(() => undefined) })
      services.events.emit('connectors.changed', {})
      try {
        return await work
      } finally {
        running.delete(connector.id)
        // Emitted last, so that whoever asks for the status now learns that nothing runs any more.
        services.events.emit('connectors.changed', {})
        after(connector)
      }
    },
    cancel: connectorId => {
      const sync = running.get(connectorId)
      sync?.abort.abort()
      return sync !== undefined
    },
    isRunning: connectorId => running.has(connectorId),
    current: () => current,
    close: async () => {
      for (const { abort } of running.values()) abort.abort()
      await Promise.all([...running.values()].map(({ ended }) => ended))
    },
  }
}

/**
 * The queue would give up on running work when its signal fires; a sync that runs must end by itself, so that
 * only the wait has the signal.
 */
function inTurn<T>(turns: PQueue, signal: AbortSignal, work: () => Promise<T>): Promise<T> {
  const waiting = new AbortController()
  const giveUp = () => waiting.abort(cancelled())
  signal.addEventListener('abort', giveUp, { once: true })
  const begin = () => {
    signal.removeEventListener('abort', giveUp)
    return work()
  }
  return turns.add(begin, { signal: waiting.signal })
}

type Order = SyncRequest & { definitions: ReturnType<typeof selectDatasets> }

async function syncConnector(
  services: Services,
  connector: Connector,
  order: Order,
  signal: AbortSignal,
): Promise<SyncRun> {
  const lock = await services.lock(connector.id)
  try {
    const connection = await services.connect(connector)
    try {
      return await syncWith(services, connector, order, connection, signal)
    } finally {
      await connection.close()
      await services.forgetOldHistory(connector.id)
    }
  } finally {
    await lock.release()
  }
}

async function syncWith(
  services: Services,
  connector: Connector,
  order: Order,
  connection: Awaited<ReturnType<Services['connect']>>,
  signal: AbortSignal,
): Promise<SyncRun> {
  const store = await services.openSyncStore(connector.id)
  try {
    const run = await runSync(
      {
        graph: connection.graph,
        store,
        clock: services.clock,
        random: services.random,
        log: services.log,
        digest: bytes => createHash('sha256').update(bytes).digest('hex'),
        onProgress: progress => services.events.emit('sync.progress', progress),
      },
      {
        connector,
        mode: order.mode,
        definitions: order.definitions,
        named: order.only !== null,
        hasUsageReports: connection.cloud.hasUsageReports,
        signIn: inner => connection.tokens.token({ fresh: false }, inner),
        signal,
      },
    )
    services.events.emit('sync.finished', run)
    services.events.emit('reports.changed', { connector: connector.id })
    return run
  } finally {
    await store.close()
  }
}

function alreadyRunning(): AppError {
  return new AppError('syncRunning', 'This connector is already being synced.', {
    fix: 'Wait until the running sync has ended, or cancel it.',
  })
}
