import type { BackgroundState, MachineState } from '../../contract/background.ts'
import { describeError } from '../../core/logging/describe-error.ts'
import { isPressing } from '../../core/schedule/attention.ts'
import { nextRunOf } from '../../core/schedule/decide.ts'
import type { BackgroundMemory } from '../../platform/files/store/background-store.ts'
import type { VersionedFile } from '../../platform/files/store/versioned-file.ts'
import type { Services } from '../services.ts'
import type { SyncService } from '../sync-service.ts'
import { createFactReader } from './facts.ts'
import { createLoop } from './loop.ts'
import { createNotifier } from './notifier.ts'
import { createProgressMeter } from './progress.ts'
import { createScheduledSyncs } from './scheduled-syncs.ts'
import { createViewer, type Moment } from './view.ts'

/** Scheduled syncs and what needs a person's attention, independent of any window. */
export type Background = {
  state(): Promise<BackgroundState>
  /** @param until ISO 8601 UTC; null until it is ended */
  pause(until: string | null): Promise<BackgroundState>
  resume(): Promise<BackgroundState>
  setMachine(machine: MachineState): void
  machine(): MachineState
  /** When each connector is synced next, by its id; null where nothing is planned. */
  nextRuns(): Promise<ReadonlyMap<string, string | null>>
  /** Begins to sync on schedule and to raise attention. */
  start(): void
  close(): Promise<void>
}

/** A machine that was just started or woken is left alone for so long. */
const settleMs = 20_000

const awake: MachineState = { online: true, onBattery: false, metered: false, suspended: false }

export function createBackground(
  services: Services,
  syncs: SyncService,
  memory: VersionedFile<BackgroundMemory>,
): Background {
  const { clock, events, log } = services
  const facts = createFactReader(services)
  const meter = createProgressMeter()
  const notifier = createNotifier(services, memory)
  const closing = new AbortController()
  const scheduled = createScheduledSyncs(services, syncs, () => loop.nudge())
  let moment: Moment = { machine: awake, notBefore: 0 }
  let last: BackgroundState | null = null
  const { look, view } = createViewer({
    services,
    syncs,
    memory,
    facts,
    meter,
    scheduled,
    moment: () => moment,
    signal: closing.signal,
  })

  const turn = async (): Promise<number> => {
    const { known, decision, findings, state } = await view()
    last = state
    notifier.publish(state)
    const due = known.find(({ connector }) => connector.id === decision.start)
    if (due !== undefined) scheduled.begin(due.connector)
    await notifier.raise(findings.filter(({ attention }) => isPressing(attention)))
    return decision.lookAgainAt === null ? Number.POSITIVE_INFINITY : decision.lookAgainAt - clock.now()
  }

  const loop = createLoop({
    clock,
    turn,
    onFailure: error => log.error('background.failed', describeError(error)),
  })

  const stops = [
    events.on('sync.progress', progress => {
      meter.note(progress)
      const percent = meter.percent(progress.connector)
      if (last?.running !== progress.connector || last.percent === percent || !loop.isWorking()) return
      last = { ...last, percent }
      notifier.publish(last)
    }),
    events.on('sync.finished', ({ connector }) => {
      meter.forget(connector)
      facts.forgetExpiries()
      loop.nudge()
    }),
    events.on('connectors.changed', () => {
      facts.forgetExpiries()
      loop.nudge()
    }),
    events.on('settings.changed', loop.nudge),
    events.on('reports.changed', loop.nudge),
  ]

  const setPause = async (pause: BackgroundMemory['pause']): Promise<BackgroundState> => {
    await memory.update(current => ({ ...current, pause }))
    loop.nudge()
    return (await view()).state
  }

  return {
    state: async () => (await view()).state,
    pause: until => setPause({ until: until === null ? null : new Date(until).toISOString() }),
    resume: () => setPause(null),
    setMachine: next => {
      const wakes = moment.machine.suspended && !next.suspended
      moment = { machine: next, notBefore: wakes ? clock.now() + settleMs : moment.notBefore }
      loop.nudge()
    },
    machine: () => moment.machine,
    nextRuns: async () => {
      const { look: seen } = await look()
      return new Map(seen.connectors.map(one => [one.id, toIso(nextRunOf(seen, one))]))
    },
    start: () => {
      moment = { ...moment, notBefore: clock.now() + settleMs }
      loop.start()
    },
    close: async () => {
      closing.abort()
      scheduled.close()
      for (const stop of stops) stop()
      await loop.close()
    },
  }
}

function toIso(at: number | null): string | null {
  return at === null ? null : new Date(at).toISOString()
}
