import type { WebSocket } from 'ws'
import type { Engine, Reply } from '../contract/dispatch.ts'
import type { HostHandlers } from '../contract/host.ts'
import { eventNames } from '../contract/methods.ts'
import { answerHostCall, judgePageCall, type PageMessage, unexpectedFailure } from '../contract/page-call.ts'
import { type HostMessage, readPageMessage } from './protocol.ts'

const mostCallsAtOnce = 32
/** A page that stopped reading must not make this program keep everything for it. */
const mostUnsentBytes = 16 * 1024 * 1024

const policyViolation = 1008
const tooSlow = 1013

/** Answers a page's calls and tells it what the engine tells, for as long as the socket is open. */
export function serveSocket(socket: WebSocket, engine: Engine, host: HostHandlers): void {
  const running = new Map<number, AbortController>()
  const send = (message: HostMessage) => {
    if (socket.readyState !== socket.OPEN) return
    if (socket.bufferedAmount > mostUnsentBytes) socket.close(tooSlow)
    else socket.send(JSON.stringify(message))
  }
  const answer = async (message: PageMessage & { kind: 'call' }) => {
    const { id } = message
    const controller = new AbortController()
    running.set(id, controller)
    const reply = await answerCall(engine, host, message, controller.signal)
    running.delete(id)
    send({ kind: 'reply', id, reply })
  }
  socket.on('message', (data, isBinary) => {
    const message = isBinary ? null : readPageMessage(String(data))
    if (message === null) socket.close(policyViolation)
    else if (message.kind === 'cancel') running.get(message.id)?.abort()
    else if (running.has(message.id) || running.size >= mostCallsAtOnce) socket.close(policyViolation)
    else void answer(message)
  })
  const stops = eventNames.map(event => engine.on(event, payload => send({ kind: 'event', event, payload })))
  socket.once('close', () => {
    for (const stop of stops) stop()
    for (const controller of running.values()) controller.abort()
  })
  // A frame that breaks the protocol or the size limit closes the socket; there is nobody to tell.
  socket.on('error', () => socket.terminate())
}

async function answerCall(
  engine: Engine,
  host: HostHandlers,
  message: { method: string; input: unknown },
  signal: AbortSignal,
): Promise<Reply<unknown>> {
  const { method, input } = message
  const call = judgePageCall(method, input)
  if (call.for === 'nobody') return { ok: false, error: call.error }
  if (call.for === 'host') return answerHostCall(host, call.method, input)
  try {
    // The engine refuses an input that its schema does not take, so any value may be handed to it.
    return await engine.call(call.method, input as never, call.outlivesPage ? undefined : signal)
  } catch (error) {
    return { ok: false, error: unexpectedFailure(error) }
  }
}
