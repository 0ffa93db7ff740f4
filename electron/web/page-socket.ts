import type { WebSocket } from 'ws'
import type { Engine, Reply } from '../contract/dispatch.ts'
import { eventNames, type Method, methodNames } from '../contract/methods.ts'
import { type HostMessage, readPageMessage } from './protocol.ts'

const mostCallsAtOnce = 32
/** A page that stopped reading must not make this program keep everything for it. */
const mostUnsentBytes = 16 * 1024 * 1024

const policyViolation = 1008
const tooSlow = 1013

/** Work that goes on when its page is closed or loaded anew; it has methods of its own to end it. */
const outlivesPage: ReadonlySet<Method> = new Set(['sync.start', 'demo.start'])

/** Answers a page's calls and tells it what the engine tells, for as long as the socket is open. */
export function serveSocket(socket: WebSocket, engine: Engine): void {
  const running = new Map<number, AbortController>()
  const send = (message: HostMessage) => {
    if (socket.readyState !== socket.OPEN) return
    if (socket.bufferedAmount > mostUnsentBytes) socket.close(tooSlow)
    else socket.send(JSON.stringify(message))
  }
  const answer = async (id: number, method: string, input: unknown) => {
    const controller = new AbortController()
    running.set(id, controller)
    const reply = await callEngine(engine, method, input, controller.signal)
    running.delete(id)
    send({ kind: 'reply', id, reply })
  }
  socket.on('message', (data, isBinary) => {
    const message = isBinary ? null : readPageMessage(String(data))
    if (message === null) socket.close(policyViolation)
    else if (message.kind === 'cancel') running.get(message.id)?.abort()
    else if (running.has(message.id) || running.size >= mostCallsAtOnce) socket.close(policyViolation)
    else void answer(message.id, message.method, message.input)
  })
  const stops = eventNames.map(event => engine.on(event, payload => send({ kind: 'event', event, payload })))
  socket.once('close', () => {
    for (const stop of stops) stop()
    for (const controller of running.values()) controller.abort()
  })
  // A frame that breaks the protocol or the size limit closes the socket; there is nobody to tell.
  socket.on('error', () => socket.terminate())
}

async function callEngine(
  engine: Engine,
  method: string,
  input: unknown,
  signal: AbortSignal,
): Promise<Reply<unknown>> {
  const name = methodNames.find(known => known === method)
  if (name === undefined) return refuse('There is no such method.')
  if (name === 'reports.export' && namesFile(input)) return refuse('A page cannot choose where files go.')
  try {
    // The engine refuses an input that its schema does not take, so any value may be handed to it.
    return await engine.call(name, input as never, outlivesPage.has(name) ? undefined : signal)
  } catch (error) {
    const kind = error instanceof Error ? error.name : typeof error
    return { ok: false, error: { ...unexpectedError, detail: { kind } } }
  }
}

function namesFile(input: unknown): boolean {
  return typeof input === 'object' && input !== null && 'file' in input && input.file !== null
}

const unexpectedError = {
  code: 'unexpected',
  message: 'Something in the program failed that should not have.',
  fix: 'Try again.',
  step: null,
} as const

function refuse(message: string): Reply<never> {
  return {
    ok: false,
    error: { code: 'badRequest', message, fix: 'Load the page again.', step: null, detail: {} },
  }
}
