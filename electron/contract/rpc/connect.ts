import type { WireError } from '../errors.ts'
import { createListeners, type Listeners } from './events.ts'
import type { AnswerMessage, CallMessage, Port, Reply } from './wire.ts'

/** After a call was cancelled the other end still says how it ended; it gets this long to do so. */
const lastWordMs = 10_000

export type Client<Events extends object> = {
  on: Listeners<Events>['on']
  /** Never rejects. The caller's types pair method, input and answer. */
  call(method: string, input: unknown, options?: CallOptions): Promise<Reply<unknown>>
  /** Answers every call that is under way with the error: the other end is gone. */
  failAll(error: WireError): void
}

type CallOptions = {
  signal?: AbortSignal | undefined
  /** How long to wait for the answer, in milliseconds; null where the other end has limits of its own. */
  limitMs?: number | null
}

/** The asking end of the wire: numbers calls, pairs them with their replies, hands out events. */
export function connect<Events extends object>(port: Port<CallMessage>): Client<Events> {
  const waiting = new Map<number, (reply: Reply<unknown>) => void>()
  const listeners = createListeners<Events>()
  let nextId = 0
  port.onMessage(raw => {
    if (!isAnswer(raw)) return
    if (raw.kind === 'reply') waiting.get(raw.id)?.(raw.reply)
    // The other end is of the same build and its events are typed there.
    else listeners.emit(raw.event as keyof Events, raw.payload as never)
  })
  return {
    on: listeners.on,
    call: (method, input, { signal, limitMs = null } = {}) => {
      if (signal?.aborted) return Promise.resolve({ ok: false, error: cancelled })
      const id = nextId
      nextId += 1
      return new Promise(resolve => {
        let timer: ReturnType<typeof setTimeout> | undefined
        const settle = (reply: Reply<unknown>) => {
          waiting.delete(id)
          clearTimeout(timer)
          signal?.removeEventListener('abort', cancel)
          resolve(reply)
        }
        const giveUp = (error: WireError) => {
          port.post({ kind: 'cancel', id })
          clearTimeout(timer)
          timer = setTimeout(() => settle({ ok: false, error }), lastWordMs)
        }
        const cancel = () => giveUp(cancelled)
        if (limitMs !== null) timer = setTimeout(() => giveUp(timedOut), limitMs)
        waiting.set(id, settle)
        signal?.addEventListener('abort', cancel, { once: true })
        port.post({ kind: 'call', id, method, input })
      })
    },
    failAll: error => {
      for (const settle of [...waiting.values()]) settle({ ok: false, error })
    },
  }
}

/** Both ends are of one build; what is neither reply nor event is for somebody else on the port. */
function isAnswer(raw: unknown): raw is AnswerMessage {
  if (typeof raw !== 'object' || raw === null || !('kind' in raw)) return false
  return raw.kind === 'reply' || raw.kind === 'event'
}

const cancelled: WireError = {
  code: 'cancelled',
  message: 'The work was cancelled.',
  fix: 'Start it again when you need it.',
  step: null,
  detail: {},
}

const timedOut: WireError = {
  code: 'timedOut',
  message: 'The program took too long to answer.',
  fix: 'Try again. If it happens again, quit M365 Connector and restart it.',
  step: null,
  detail: {},
}
