import type { Fault } from '../../../electron/simulator/faults/fault.ts'
import type { RecordedRequest } from '../../../electron/simulator/http/request-log.ts'
import type {
  ChangedSettings,
  SimulatorAccess,
  SimulatorOptions,
} from '../../../electron/simulator/options.ts'
import type { ChangeOptions } from '../../../electron/simulator/tenant/changes.ts'

/**
 * What a parent may say to a simulator process. Each message with an `id` is answered by `{ id, ok }`. Faults
 * are plain JSON: patterns are strings. `options` starts the simulator when they were not given as an
 * argument.
 */
export type SimulatorMessage = { readonly id?: number } & (
  | { readonly type: 'options'; readonly options: SimulatorOptions }
  | { readonly type: 'fault'; readonly fault: Fault }
  | { readonly type: 'clearFaults' }
  | { readonly type: 'change'; readonly options?: ChangeOptions }
  | { readonly type: 'set'; readonly settings: ChangedSettings }
  | { readonly type: 'requests'; readonly clear?: boolean }
  | {
      readonly type: 'prepare'
      readonly paths: readonly string[]
      readonly headers?: Readonly<Record<string, string>>
    }
  | { readonly type: 'close' }
)

/** What a ready simulator process tells its parent, once. */
export type SimulatorReady = SimulatorAccess & { readonly type: 'ready' }

export type SimulatorReply = {
  readonly type: 'reply'
  readonly id: number | null
  readonly ok: boolean
  readonly error?: string
  readonly requests?: readonly RecordedRequest[]
  readonly prepared?: { readonly answers: number; readonly bytes: number }
}
