import type { WireError } from '../../electron/contract/errors.ts'
import type { EventName, Method } from '../../electron/contract/methods.ts'
import type { EventPayload, Input, Output } from '../../electron/contract/schemas.ts'

/** The way from a window to the engine, whichever host the window lives in. */
export type Bridge = {
  /** Rejects with {@link CallFailure}. */
  call<M extends Method>(method: M, input: Input<M>, signal?: AbortSignal): Promise<Output<M>>
  /** Returns the function that unsubscribes. */
  on<E extends EventName>(event: E, listener: (payload: EventPayload<E>) => void): () => void
  connection: {
    isOpen(): boolean
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
