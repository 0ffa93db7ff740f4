import type { WebSocket } from 'ws'
import type { HostHandlers } from '../contract/host.ts'
import { eventNames } from '../contract/methods.ts'
import { createCallRouter } from '../contract/rpc/page-calls.ts'
import { serve } from '../contract/rpc/serve.ts'
import type { AnswerMessage, Engine, Port } from '../contract/rpc/wire.ts'

const maxConcurrentCalls = 32
/** A page that stopped reading must not make this program keep everything for it. */
const maxUnsentBytes = 16 * 1024 * 1024

const policyViolation = 1008
const tooSlow = 1013

/** Answers a page's calls and hands it the engine's events for as long as the socket is open. */
export function serveSocket(socket: WebSocket, engine: Engine, host: HostHandlers): void {
  const port = portOf(socket)
  const { cancelAll } = serve(port, {
    answer: createCallRouter({ engine, host, onRefused: () => undefined }),
    maxConcurrentCalls,
    // The server of the sockets has a limit for each message.
    maxInputLength: null,
    // The page of this host does nothing of the kind.
    onRefused: () => socket.close(policyViolation),
  })
  const stops = eventNames.map(event =>
    engine.on(event, payload => port.post({ kind: 'event', event, payload })),
  )
  socket.once('close', () => {
    for (const stop of stops) stop()
    cancelAll()
  })
  // A frame that breaks the protocol or the size limit closes the socket; nobody is left to notify.
  socket.on('error', () => socket.terminate())
}

function portOf(socket: WebSocket): Port<AnswerMessage> {
  return {
    post: message => {
      if (socket.readyState !== socket.OPEN) return
      if (socket.bufferedAmount > maxUnsentBytes) socket.close(tooSlow)
      else socket.send(JSON.stringify(message))
    },
    onMessage: listener =>
      void socket.on('message', (data, isBinary) => listener(isBinary ? null : parseJson(String(data)))),
  }
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    // No JSON is one more way of being no message.
    return null
  }
}
