import type { WindowEvents } from '../../electron/contract/host.ts'
import { connect } from '../../electron/contract/rpc/connect.ts'
import { type Bridge, bridgeOver, connectionLost, createConnection } from './bridge.ts'

/** The part of the browser's socket that the bridge needs, so that tests can hold the other end. */
export type Socket = Pick<WebSocket, 'send' | 'close' | 'readyState'> & {
  onopen: (() => void) | null
  onclose: (() => void) | null
  onmessage: ((event: { data: unknown }) => void) | null
}

const openState = 1
const firstRetryMs = 300
const maxRetryMs = 5000

/**
 * Speaks the contract over a socket to the browser host. A lost socket is opened again; calls that were on it
 * fail.
 */
export function createSocketBridge(open: () => Socket): Bridge {
  // The browser host and its engine are one process: when it ends, the page loses both.
  const connection = createConnection()
  const unsent: string[] = []
  let retryMs = firstRetryMs
  let deliver: (message: unknown) => void = () => undefined
  const client = connect<WindowEvents>({
    post: message => {
      const text = JSON.stringify(message)
      if (socket.readyState === openState) socket.send(text)
      else unsent.push(text)
    },
    onMessage: listener => {
      deliver = listener
    },
  })
  let socket = start()

  function start(): Socket {
    const next = open()
    next.onopen = () => {
      retryMs = firstRetryMs
      connection.become({ open: true, failure: null })
      for (const text of unsent.splice(0)) next.send(text)
    }
    next.onmessage = event => deliver(JSON.parse(String(event.data)))
    next.onclose = () => {
      unsent.length = 0
      client.failAll(connectionLost)
      connection.become({ open: false, failure: null })
      setTimeout(() => {
        socket = start()
      }, retryMs)
      retryMs = Math.min(maxRetryMs, retryMs * 2)
    }
    return next
  }

  return bridgeOver(client, connection)
}
