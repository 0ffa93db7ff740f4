import type { BackgroundState, MachineState } from '../../contract/background.ts'
import type { ScheduleSettings } from '../../contract/settings.ts'
import { type ConnectorFacts, dueAt } from './due.ts'
import { afterQuietHours } from './slots.ts'

/** A pause that a person has asked for; `until` null lasts until it is ended. */
export type Pause = { until: number | null }

export type Look = {
  /** Epoch milliseconds, as all times here. */
  now: number
  timeZone: string
  schedule: ScheduleSettings
  pause: Pause | null
  machine: MachineState
  /** Whether any sync runs, scheduled or not. */
  busy: boolean
  /** Nothing begins before: a machine that was just started or woken has other things to do. */
  notBefore: number
  connectors: readonly ConnectorFacts[]
}

export type Decision = {
  /** The connector whose sync is to begin now. */
  start: string | null
  nextRunAt: number | null
  waitingFor: BackgroundState['waitingFor']
  /**
   * When to decide again, unless something happens before; null when only something that happens can change
   * the decision.
   */
  lookAgainAt: number | null
}

const nothing: Decision = { start: null, nextRunAt: null, waitingFor: null, lookAgainAt: null }

/**
 * What to do now about the scheduled syncs of all connectors. At most one sync runs at a time, the one that
 * is due longest first.
 */
export function decide(look: Look): Decision {
  const { now, timeZone, schedule, pause, machine } = look
  const due = look.connectors
    .map(connector => ({ connector, at: dueAt(schedule, timeZone, connector) }))
    .sort((a, b) => a.at - b.at)
  const [first] = due
  if (!schedule.enabled || first === undefined) return nothing
  const nextRunAt = plannedAt(look, first.at)
  if (isPaused(pause, now)) return { ...nothing, nextRunAt, lookAgainAt: pause?.until ?? null }
  if (first.at > now) return { ...nothing, nextRunAt, lookAgainAt: nextRunAt }
  const quietEnd = afterQuietHours(schedule, timeZone, now)
  if (quietEnd > now) return { ...nothing, nextRunAt, waitingFor: 'quietHours', lookAgainAt: quietEnd }
  const ready = due.find(
    ({ connector, at }) => at <= now && machineReason(schedule, machine, connector) === null,
  )
  if (ready === undefined)
    return { ...nothing, waitingFor: machineReason(schedule, machine, first.connector) }
  if (look.notBefore > now) return { ...nothing, nextRunAt, lookAgainAt: look.notBefore }
  if (look.busy || machine.suspended) return { ...nothing, nextRunAt }
  return { ...nothing, start: ready.connector.id, nextRunAt: now }
}

/** When the connector's next scheduled sync begins as far as is known; null when none is planned. */
export function nextRunOf(look: Omit<Look, 'connectors'>, connector: ConnectorFacts): number | null {
  return look.schedule.enabled ? plannedAt(look, dueAt(look.schedule, look.timeZone, connector)) : null
}

function plannedAt(
  { now, timeZone, schedule, pause, notBefore }: Omit<Look, 'connectors'>,
  due: number,
): number | null {
  if (isPaused(pause, now) && pause?.until === null) return null
  const held = isPaused(pause, now) ? (pause?.until ?? 0) : 0
  return afterQuietHours(schedule, timeZone, Math.max(due, now, notBefore, held))
}

/** Whether the pause still lasts. */
export function isPaused(pause: Pause | null, now: number): boolean {
  return pause !== null && (pause.until === null || pause.until > now)
}

function machineReason(
  { onBattery, onMetered }: ScheduleSettings,
  machine: MachineState,
  { needsNetwork }: ConnectorFacts,
): 'network' | 'power' | 'unmetered' | null {
  if (needsNetwork && !machine.online) return 'network'
  if (machine.onBattery && onBattery === 'wait') return 'power'
  return needsNetwork && machine.metered && onMetered === 'wait' ? 'unmetered' : null
}
