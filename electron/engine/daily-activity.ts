import type { Connector } from '../contract/connectors.ts'
import type { ActivityCoverage } from '../contract/insight/daily-activity.ts'
import { type PassEnd, retrieveDays } from '../core/daily-activity/retrieve.ts'
import { AppError, isAbort } from '../core/errors.ts'
import { describeError } from '../core/logging/describe-error.ts'
import type { Services } from './services.ts'

/** Retrieves single days of activity, connector by connector, beside whatever else the program does. */
export type DailyActivity = {
  /**
   * From now on a round begins after each sync, when the setting is switched on, and at once where an earlier
   * program left days missing.
   */
  start(): void
  afterSync(connector: Connector): void
  /** Begins a round, unless one is under way or the setting is off. Never throws. */
  begin(connector: Connector): void
  /** Ends the round under way, as the person or a sync wants, and waits until it has stopped. */
  stop(connectorId: string): Promise<boolean>
  phase(connectorId: string): Pick<ActivityCoverage, 'phase' | 'resumesAt'>
  isEnabled(): Promise<boolean>
  close(): Promise<void>
}

type Round = { abort: AbortController; ended: Promise<void>; resumesAt: number | null }

/** How long a round waits while another program syncs the connector, and how often it asks again. */
const lockPauseMs = 60_000
const lockAttempts = 120

/** A longer wait is left to the next sync, which begins a new round. */
const maxPauseMs = 6 * 3_600_000

export function createDailyActivity(services: Services): DailyActivity {
  const rounds = new Map<string, Round>()
  let isClosed = false
  const isEnabled = async () => (await services.settings.get()).data.retrieveDailyActivity
  const announce = (connector: string) => services.events.emit('reports.changed', { connector })

  const stop = async (connectorId: string): Promise<boolean> => {
    const round = rounds.get(connectorId)
    if (round === undefined) return false
    round.abort.abort()
    await round.ended
    return true
  }
  const work = async (connector: Connector, round: Pick<Round, 'abort' | 'resumesAt'>): Promise<void> => {
    const { signal } = round.abort
    const done = new Set<string>()
    while ((await isEnabled()) && !signal.aborted) {
      const end = await passUnderLock(services, connector, done, signal)
      announce(connector.id)
      if (end?.failure) logFailure(services, connector, end.failure)
      if (end === null || end.resumeAt === null) return
      const pause = end.resumeAt - services.clock.now()
      if (pause > maxPauseMs) return
      round.resumesAt = end.resumeAt
      announce(connector.id)
      await services.clock.sleep(Math.max(0, pause), signal)
      round.resumesAt = null
    }
  }
  const begin = (connector: Connector): void => {
    if (isClosed || rounds.has(connector.id)) return
    const round: Round = { abort: new AbortController(), ended: Promise.resolve(), resumesAt: null }
    rounds.set(connector.id, round)
    round.ended = work(connector, round)
      .catch((error: unknown) => {
        if (!isAbort(error)) logFailure(services, connector, error)
      })
      .finally(() => {
        rounds.delete(connector.id)
        announce(connector.id)
      })
  }
  const beginAll = (): void => {
    services.connectors.list().then(
      connectors => connectors.forEach(begin),
      (error: unknown) => services.log.warn('dailyActivity.failed', describeError(error)),
    )
  }
  let isStarted = false
  return {
    start: () => {
      isStarted = true
      beginAll()
      services.events.on('settings.changed', beginAll)
    },
    afterSync: connector => {
      if (isStarted) begin(connector)
    },
    begin,
    stop,
    phase: connectorId => {
      const round = rounds.get(connectorId)
      if (round === undefined) return { phase: 'idle', resumesAt: null }
      const { resumesAt } = round
      return resumesAt === null
        ? { phase: 'running', resumesAt: null }
        : { phase: 'waiting', resumesAt: new Date(resumesAt).toISOString() }
    },
    isEnabled,
    close: async () => {
      isClosed = true
      await Promise.all([...rounds.keys()].map(stop))
    },
  }
}

/**
 * One pass over the missing days. The connector's lock is held only meanwhile, so that another program can
 * sync between two passes.
 *
 * @returns null where nothing was ever retrieved of the connector, or another program does not let go of it
 */
async function passUnderLock(
  services: Services,
  connector: Connector,
  done: Set<string>,
  signal: AbortSignal,
): Promise<PassEnd | null> {
  if ((await services.reader(connector.id)) === null) return null
  const lock = await patientLock(services, connector.id, signal)
  if (lock === null) return null
  try {
    const connection = await services.connect(connector)
    try {
      if (!connection.cloud.hasUsageReports) return null
      const store = await services.openSyncStore(connector.id)
      try {
        const { clock, random, log } = services
        const end = await retrieveDays({ graph: connection.graph, store, clock, random, log }, done, signal)
        const { kept, asked } = end
        log.info('dailyActivity.pass', { connector: connector.id, count: kept, requests: asked })
        return end
      } finally {
        await store.close()
      }
    } finally {
      await connection.close()
    }
  } finally {
    await lock.release()
  }
}

async function patientLock(
  services: Services,
  connectorId: string,
  signal: AbortSignal,
): Promise<{ release(): Promise<void> } | null> {
  for (let attempt = 1; attempt <= lockAttempts; attempt += 1) {
    try {
      return await services.lock(connectorId)
    } catch (error) {
      if (!(error instanceof AppError && error.code === 'syncRunning')) throw error
      await services.clock.sleep(lockPauseMs, signal)
    }
  }
  return null
}

function logFailure({ log }: Services, { id }: Connector, error: unknown): void {
  log.warn('dailyActivity.failed', { connector: id, ...describeError(error) })
}
