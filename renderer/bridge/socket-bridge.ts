import type { Reply } from '../../electron/contract/dispatch.ts'
import type { WireError } from '../../electron/contract/errors.ts'
import type { WindowEventName } from '../../electron/contract/methods.ts'
import { type Bridge, CallFailure } from './bridge.ts'
import { createListeners } from './listeners.ts'

/** The part of the browser's socket that the bridge needs, so that tests can hold the other end. */
export type Socket = Pick<WebSocket, 'send' | 'close' | 'readyState'> & {
  onopen: (() => void) | null
  onclose: (() => void) | null
  onmessage: ((event: { data: unknown }) => void) | null
}

type HostMessage =
  | { kind: 'reply'; id: number; reply: Reply<unknown> }
  | { kind: 'event'; event: WindowEventName; payload: unknown }

type Waiting = { resolve: (value: never) => void; reject: (error: Error) => void }

const openState = 1
const firstRetryMs = 300
const longestRetryMs = 5000

/** Speaks the contract over a socket to the browser host. A lost socket is opened again; calls that were on it fail. */
export function createSocketBridge(connect: () => Socket): Bridge {
  const listeners = createListeners()
  const waiting = new Map<number, Waiting>()
  const unsent: string[] = []
  const watchers = new Set<() => void>()
  let open = false
  let nextId = 0
  let retryMs = firstRetryMs
  let socket = start()

  function start(): Socket {
    const next = connect()
    next.onopen = () => {
      retryMs = firstRetryMs
      setOpen(true)
      for (const text of unsent.splice(0)) next.send(text)
    }
    next.onmessage = event => receive(event.data)
    next.onclose = () => {
      failAll()
      setOpen(false)
      setTimeout(() => {
        socket = start()
      }, retryMs)
      retryMs = Math.min(longestRetryMs, retryMs * 2)
    }
    return next
  }

  function setOpen(value: boolean): void {
    open = value
    for (const watcher of watchers) watcher()
  }

  function failAll(): void {
    unsent.length = 0
    const failures = [...waiting.values()]
    waiting.clear()
    for (const { reject } of failures) reject(new CallFailure(engineStopped))
  }

  function receive(data: unknown): void {
    // The other end is the program that served this page; its messages are typed on its side.
    const message = JSON.parse(String(data)) as HostMessage
    if (message.kind === 'event') listeners.tell(message.event, message.payload)
    else settle(message.id, message.reply)
  }

  function settle(id: number, reply: Reply<unknown>): void {
    const call = waiting.get(id)
    waiting.delete(id)
    if (reply.ok) call?.resolve(reply.value as never)
    else call?.reject(new CallFailure(reply.error))
  }

  function send(message: unknown): void {
    const text = JSON.stringify(message)
    if (socket.readyState === openState) socket.send(text)
    else unsent.push(text)
  }

  return {
    on: listeners.on,
    call(method, input, signal) {
      const id = nextId
      nextId += 1
      return new Promise((resolve, reject) => {
        waiting.set(id, { resolve, reject })
        signal?.addEventListener('abort', () => waiting.has(id) && send({ kind: 'cancel', id }), {
          once: true,
        })
        send({ kind: 'call', id, method, input })
      })
    },
    connection: {
      isOpen: () => open,
      // The browser host and its engine are one process: when it ends, the page loses both.
      failure: () => null,
      subscribe(listener) {
        watchers.add(listener)
        return () => watchers.delete(listener)
      },
    },
  }
}

const engineStopped: WireError = {
  code: 'engineStopped',
  message: 'The connection to the program was lost.',
  fix: 'Start it again if it has ended.',
  step: null,
  detail: {},
}
