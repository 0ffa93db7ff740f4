import type { WindowEvents } from '../../electron/contract/host.ts'
import { windowEventNames } from '../../electron/contract/methods.ts'
import { connect } from '../../electron/contract/rpc/connect.ts'
import type { DesktopApi } from '../../electron/contract/rpc/desktop.ts'
import type { CallMessage, Port, Reply } from '../../electron/contract/rpc/wire.ts'
import { type Bridge, bridgeOver, connectionLost, createConnection } from './bridge.ts'

declare global {
  interface Window {
    /** What the preload script of the desktop app exposes; not there in a browser. */
    readonly m365Connector?: DesktopApi
  }
}

/** Speaks the contract to the desktop app that this window belongs to. */
export function createDesktopBridge(api: DesktopApi): Bridge {
  const client = connect<WindowEvents>(portOf(api))
  const connection = createConnection()
  connection.become({ open: true, failure: null })
  client.on('host.connection', connection.become)
  return bridgeOver(client, connection)
}

/**
 * The preload script has a function for each name of the contract and none for messages, so that nothing else
 * gets through.
 */
function portOf({ calls, events, cancel }: DesktopApi): Port<CallMessage> {
  let deliver: (message: unknown) => void = () => undefined
  const ask = async ({ id, method, input }: CallMessage & { kind: 'call' }): Promise<void> => {
    const lost: Reply<never> = { ok: false, error: connectionLost }
    // The client's callers name methods of the contract only.
    const reply = await calls[method as keyof typeof calls](id, input).catch(() => lost)
    deliver({ kind: 'reply', id, reply })
  }
  return {
    post: message => void (message.kind === 'cancel' ? cancel(message.id) : ask(message)),
    onMessage: listener => {
      deliver = listener
      for (const event of windowEventNames) {
        events[event](payload => listener({ kind: 'event', event, payload }))
      }
    },
  }
}
