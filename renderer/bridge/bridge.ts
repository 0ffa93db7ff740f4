import type { WireError } from '../../electron/contract/errors.ts'
import type {
  EngineFailure,
  WindowEventPayload,
  WindowInput,
  WindowOutput,
} from '../../electron/contract/host.ts'
import type { WindowEventName, WindowMethod } from '../../electron/contract/methods.ts'

/** The way from a window to its host and the engine, whichever host the window lives in. */
export type Bridge = {
  /** Rejects with {@link CallFailure}. */
  call<M extends WindowMethod>(
    method: M,
    input: WindowInput<M>,
    signal?: AbortSignal,
  ): Promise<WindowOutput<M>>
  /** Returns the function that unsubscribes. */
  on<E extends WindowEventName>(event: E, listener: (payload: WindowEventPayload<E>) => void): () => void
  connection: {
    isOpen(): boolean
    /** Why the host starts no engine any more, while that is so. */
    failure(): EngineFailure | null
    /** Returns the function that unsubscribes. */
    subscribe(listener: () => void): () => void
  }
}

/** A call that was refused or failed, with what to tell the person. */
export class CallFailure extends Error {
  readonly wire: WireError

  constructor(wire: WireError) {
    super(wire.message)
    this.name = 'CallFailure'
    this.wire = wire
  }
}
