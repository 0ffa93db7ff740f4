import type { BackgroundState, MachineState } from '../../contract/background.ts'
import { decide, isPaused, type Look, nextRunOf, type Pause } from '../../core/schedule/decide.ts'
import type { BackgroundMemory } from '../../platform/files/background-store.ts'
import type { VersionedFile } from '../../platform/files/versioned-file.ts'
import { describeError } from '../../platform/log/describe-error.ts'
import type { Services } from '../services.ts'
import type { SyncService } from '../sync-service.ts'
import { createFactReader, findingsOf, type Known, scheduleFacts } from './facts.ts'
import { createLoop } from './loop.ts'
import { createProgressMeter } from './progress.ts'
import { createScheduledSyncs } from './scheduled-syncs.ts'
import { stateOf } from './state.ts'
import { createTeller } from './teller.ts'

/** Scheduled syncs and what a person has to be told, apart from any window. */
export type Background = {
  state(): Promise<BackgroundState>
  /** @param until ISO 8601 UTC; null until it is ended */
  pause(until: string | null): Promise<BackgroundState>
  resume(): Promise<BackgroundState>
  setMachine(machine: MachineState): void
  /** When each connector is synced next, by its id; null where nothing is planned. */
  nextRuns(): Promise<ReadonlyMap<string, string | null>>
  /** Begins to sync on schedule and to raise attention. */
  start(): void
  close(): Promise<void>
}

/** A machine that was just started or woken is left alone for so long. */
const settleMs = 20_000
const longestNapMs = 5 * 60_000

export function createBackground(
  services: Services,
  syncs: SyncService,
  memory: VersionedFile<BackgroundMemory>,
): Background {
  const { clock, events, log } = services
  const facts = createFactReader(services)
  const meter = createProgressMeter()
  const teller = createTeller(services, memory)
  const scheduled = createScheduledSyncs(services, syncs, () => loop.nudge())
  let machine: MachineState = { online: true, onBattery: false, metered: false, suspended: false }
  let notBefore = 0
  let last: BackgroundState | null = null

  const lookAt = async (): Promise<{ known: Known[]; look: Look }> => {
    const [known, settings, remembered] = await Promise.all([
      facts.read(),
      services.settings.get(),
      memory.read(),
    ])
    const look: Look = {
      now: clock.now(),
      timeZone: services.timeZone(),
      schedule: settings.schedule,
      pause: pauseFrom(remembered.value),
      machine,
      busy: syncs.current() !== null,
      notBefore,
      connectors: known.map(one => scheduleFacts(one, scheduled.attempt(one.connector.id))),
    }
    return { known, look }
  }

  const view = async () => {
    const { known, look } = await lookAt()
    const decision = decide(look)
    const expiries = await facts.expiries(known)
    const damagedCopy = await services.settings.damagedCopy()
    const findings = findingsOf(known, expiries, damagedCopy, look.now)
    const running = syncs.current()
    const state = stateOf({
      running,
      percent: running === null ? null : meter.percent(running),
      pause: isPaused(look.pause, look.now) ? look.pause : null,
      decision,
      runs: known.flatMap(({ runs }) => runs),
      attention: findings.map(({ attention }) => attention),
    })
    return { known, decision, findings, state }
  }

  const turn = async (): Promise<number> => {
    const { known, decision, findings, state } = await view()
    last = state
    teller.publish(state)
    const due = known.find(({ connector }) => connector.id === decision.start)
    if (due !== undefined) scheduled.begin(due.connector)
    await teller.raise(findings)
    return decision.lookAgainAt === null ? longestNapMs : decision.lookAgainAt - clock.now()
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
      teller.publish(last)
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
      if (machine.suspended && !next.suspended) notBefore = clock.now() + settleMs
      machine = next
      loop.nudge()
    },
    nextRuns: async () => {
      const { look } = await lookAt()
      return new Map(look.connectors.map(one => [one.id, toIso(nextRunOf(look, one))]))
    },
    start: () => {
      notBefore = clock.now() + settleMs
      loop.start()
    },
    close: async () => {
      scheduled.close()
      for (const stop of stops) stop()
      await loop.close()
    },
  }
}

function pauseFrom({ pause }: BackgroundMemory): Pause | null {
  if (pause === null) return null
  return { until: pause.until === null ? null : Date.parse(pause.until) }
}

function toIso(at: number | null): string | null {
  return at === null ? null : new Date(at).toISOString()
}
