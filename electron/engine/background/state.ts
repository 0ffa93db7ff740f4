import type { Attention, BackgroundState } from '../../contract/background.ts'
import type { SyncRun } from '../../contract/sync.ts'
import type { Decision, Pause } from '../../core/schedule/decide.ts'

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

/** The state as hosts and windows are told it. */
export function stateOf({ running, percent, pause, decision, runs, attention }: Parts): BackgroundState {
  return {
    phase: phaseOf(running !== null, attention.length > 0, pause !== null),
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
