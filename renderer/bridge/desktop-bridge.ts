import type { DesktopApi } from '../../electron/contract/desktop.ts'
import type { Reply } from '../../electron/contract/dispatch.ts'
import type { EngineState } from '../../electron/contract/host.ts'
import { windowEventNames } from '../../electron/contract/window-names.ts'
import { type Bridge, CallFailure } from './bridge.ts'
import { createListeners } from './listeners.ts'

declare global {
  interface Window {
    /** What the preload script of the desktop app exposes; not there in a browser. */
    readonly m365Connector?: DesktopApi
  }
}

/** Speaks the contract to the desktop app that this window belongs to. */
export function createDesktopBridge(api: DesktopApi): Bridge {
  const listeners = createListeners()
  const watchers = new Set<() => void>()
  let state: EngineState = { open: true, failure: null }
  let nextId = 0
  for (const event of windowEventNames) api.events[event](payload => listeners.tell(event, payload))
  listeners.on('host.connection', next => {
    state = next
    for (const watcher of watchers) watcher()
  })
  return {
    on: listeners.on,
    call: async (method, input, signal) => {
      signal?.throwIfAborted()
      const id = nextId
      nextId += 1
      const cancel = () => void api.cancel(id)
      signal?.addEventListener('abort', cancel, { once: true })
      try {
        // The desktop app answers every call with a reply of the contract, by the schema of the method.
        const reply = (await api.calls[method](id, input)) as Reply<never>
        if (reply.ok) return reply.value
        throw new CallFailure(reply.error)
      } finally {
        signal?.removeEventListener('abort', cancel)
      }
    },
    connection: {
      isOpen: () => state.open,
      failure: () => state.failure,
      subscribe: listener => {
        watchers.add(listener)
        return () => watchers.delete(listener)
      },
    },
  }
}
