import type { WireError } from '../../electron/contract/errors.ts'
import type {
  EngineFailure,
  EngineState,
  WindowEventPayload,
  WindowEvents,
  WindowInput,
  WindowOutput,
} from '../../electron/contract/host.ts'
import type { WindowEventName, WindowMethod } from '../../electron/contract/methods.ts'
import type { Client } from '../../electron/contract/rpc/connect.ts'

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

/** The bridge over a client of the wire. */
export function bridgeOver(client: Client<WindowEvents>, connection: Bridge['connection']): Bridge {
  return {
    on: client.on,
    call: async (method, input, signal) => {
      const reply = await client.call(method, input, { signal })
      if (!reply.ok) throw new CallFailure(reply.error)
      // The host answers by the schema of the method.
      return reply.value as never
    },
    connection,
  }
}

/** A state that others can watch. */
export function createConnection(): Bridge['connection'] & { become(next: EngineState): void } {
  const watchers = new Set<() => void>()
  let state: EngineState = { open: false, failure: null }
  return {
    isOpen: () => state.open,
    failure: () => state.failure,
    subscribe: listener => {
      watchers.add(listener)
      return () => watchers.delete(listener)
    },
    become: next => {
      state = next
      for (const watcher of watchers) watcher()
    },
  }
}

/** What a call gets whose answer can no longer come. */
export const connectionLost: WireError = {
  code: 'engineStopped',
  message: 'The connection to the program was lost.',
  fix: 'Start it again if it has ended.',
  step: null,
  detail: {},
}
