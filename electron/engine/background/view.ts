import type { Attention, BackgroundState, MachineState } from '../../contract/background.ts'
import type { SyncRun } from '../../contract/sync.ts'
import { type Finding, isPressing } from '../../core/schedule/attention.ts'
import { type Decision, decide, isPaused, type Look, type Pause } from '../../core/schedule/decide.ts'
import type { BackgroundMemory } from '../../platform/files/store/background-store.ts'
import type { VersionedFile } from '../../platform/files/store/versioned-file.ts'
import type { Services } from '../services.ts'
import type { SyncService } from '../sync-service.ts'
import { type FactReader, findingsOf, type Known, scheduleFacts } from './facts.ts'
import type { ProgressMeter } from './progress.ts'
import type { ScheduledSyncs } from './scheduled-syncs.ts'

/** What only this process knows of the moment. */
export type Moment = { machine: MachineState; notBefore: number }

export type View = { known: Known[]; decision: Decision; findings: Finding[]; state: BackgroundState }

export type Viewer = {
  /** What a decision is based on, read again. */
  look(): Promise<{ known: Known[]; look: Look }>
  /** The same with what follows from it. */
  view(): Promise<View>
}

type Sources = {
  services: Services
  syncs: SyncService
  memory: VersionedFile<BackgroundMemory>
  facts: FactReader
  meter: ProgressMeter
  scheduled: Pick<ScheduledSyncs, 'attempt'>
  moment: () => Moment
  signal: AbortSignal
}

/** Gathers what is known and judges it. Throws what reading the settings or the list of connectors throws. */
export function createViewer(sources: Sources): Viewer {
  const { services, syncs, memory, facts, meter, scheduled, moment, signal } = sources
  const look: Viewer['look'] = async () => {
    const [known, settings, remembered] = await Promise.all([
      facts.read(),
      services.settings.get(),
      memory.read(),
    ])
    return {
      known,
      look: {
        ...moment(),
        now: services.clock.now(),
        timeZone: services.timeZone(),
        schedule: settings.schedule,
        pause: pauseFrom(remembered.value),
        busy: syncs.current() !== null,
        connectors: known.map(one => scheduleFacts(one, scheduled.attempt(one.connector.id))),
      },
    }
  }
  const view: Viewer['view'] = async () => {
    const { known, look: seen } = await look()
    const decision = await decideByMeter(seen, () => services.isMetered(signal))
    const [expiries, damagedCopy] = await Promise.all([
      facts.expiries(known),
      services.settings.damagedCopy(),
    ])
    const findings = findingsOf(known, expiries, damagedCopy, scheduled.attempt, seen.now)
    const running = syncs.current()
    const state = stateOf({
      running,
      percent: running === null ? null : meter.percent(running),
      pause: isPaused(seen.pause, seen.now) ? seen.pause : null,
      decision,
      runs: known.flatMap(({ runs }) => runs),
      attention: findings.map(({ attention }) => attention),
    })
    return { known, decision, findings, state }
  }
  return { look, view }
}

/**
 * The system is asked for a meter only when a sync would begin that minds one: that costs a program's start.
 */
async function decideByMeter(look: Look, isMetered: () => Promise<boolean>): Promise<Decision> {
  const decision = decide(look)
  if (decision.start === null || look.schedule.onMetered === 'sync') return decision
  if (!(await isMetered())) return decision
  return decide({ ...look, machine: { ...look.machine, metered: true } })
}

function pauseFrom({ pause }: BackgroundMemory): Pause | null {
  if (pause === null) return null
  return { until: pause.until === null ? null : Date.parse(pause.until) }
}

type Parts = {
  running: string | null
  percent: number | null
  /** Null unless it still lasts. */
  pause: Pause | null
  decision: Pick<Decision, 'nextRunAt' | 'waitingFor'>
  /** Of all connectors, in any order. */
  runs: readonly SyncRun[]
  attention: Attention[]
}

/** The state as hosts and windows receive it. */
export function stateOf({ running, percent, pause, decision, runs, attention }: Parts): BackgroundState {
  return {
    phase: phaseOf(running !== null, attention.some(isPressing), pause !== null),
    percent,
    running,
    paused: pause !== null,
    pausedUntil: pause?.until == null ? null : new Date(pause.until).toISOString(),
    nextRunAt: decision.nextRunAt === null ? null : new Date(decision.nextRunAt).toISOString(),
    waitingFor: decision.waitingFor,
    lastResult: newestResult(runs),
    attention,
  }
}

function phaseOf(isRunning: boolean, needsPerson: boolean, isPaused: boolean): BackgroundState['phase'] {
  if (isRunning) return 'syncing'
  if (needsPerson) return 'attention'
  return isPaused ? 'paused' : 'idle'
}

function newestResult(runs: readonly SyncRun[]): BackgroundState['lastResult'] {
  const results = runs.flatMap(({ connector, status, finishedAt }) =>
    finishedAt === null ? [] : [{ connector, status, finishedAt }],
  )
  const [newest = null] = results.sort((a, b) => Date.parse(b.finishedAt) - Date.parse(a.finishedAt))
  return newest
}
