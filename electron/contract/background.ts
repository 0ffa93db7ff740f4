import { z } from 'zod'
import { runStatuses } from './sync.ts'

export const attentionKinds = [
  'credentialsRefused',
  'secretExpiring',
  'datasetFailing',
  'syncFailing',
  'settingsDamaged',
  'exclusionEnding',
] as const

/** A problem that lasts until a person acts. */
export const Attention = z.strictObject({
  /** The same for as long as the same thing is wrong. */
  id: z.string(),
  kind: z.enum(attentionKinds),
  /** The connector's id; null for what concerns the whole app. */
  connector: z.string().nullable(),
  title: z.string(),
  /** What happened, its cause and what to do, in sentences. It may name the connector, never a person. */
  message: z.string(),
  /** The place in the window where it can be fixed, from `#/` on. */
  hash: z.string(),
})
export type Attention = z.infer<typeof Attention>

/** What a scheduled sync that is due waits for. */
export const waitReasons = ['network', 'power', 'unmetered', 'quietHours'] as const

export const BackgroundState = z.strictObject({
  /** The one word for it: a sync comes before what needs a person, and that before a pause. */
  phase: z.enum(['idle', 'syncing', 'paused', 'attention']),
  /** How much of the running sync is done, whole percent; null while that cannot be said. */
  percent: z.int().min(0).max(100).nullable(),
  /** The id of the connector that is being synced. */
  running: z.string().nullable(),
  /** Whether scheduled syncs are held back by the person. */
  paused: z.boolean(),
  /** ISO 8601 UTC; null when there is no pause or when it lasts until it is ended. */
  pausedUntil: z.string().nullable(),
  /**
   * The earliest scheduled sync of all connectors, ISO 8601 UTC; null when none is to come or nobody knows
   * when.
   */
  nextRunAt: z.string().nullable(),
  waitingFor: z.enum(waitReasons).nullable(),
  /** The newest finished sync of all connectors. */
  lastResult: z
    .strictObject({ connector: z.string(), status: z.enum(runStatuses), finishedAt: z.string() })
    .nullable(),
  attention: z.array(Attention),
})
export type BackgroundState = z.infer<typeof BackgroundState>

/** What only the host can know of the machine. */
export const MachineState = z.strictObject({
  online: z.boolean(),
  onBattery: z.boolean(),
  metered: z.boolean(),
  /** From shortly before the machine sleeps until it is awake again. */
  suspended: z.boolean(),
})
export type MachineState = z.infer<typeof MachineState>

/** A package that is part of the app. `license` is its SPDX expression, or what its manifest says instead. */
export const Notice = z.strictObject({ name: z.string(), version: z.string(), license: z.string() })
export type Notice = z.infer<typeof Notice>
