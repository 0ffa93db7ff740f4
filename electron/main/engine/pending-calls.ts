import type { Reply } from '../../contract/dispatch.ts'
import type { WireError } from '../../contract/errors.ts'

/** Calls that wait for the engine's answer, each with its own limit. */
export type PendingCalls = {
  /** `onGiveUp` is called when the wait ends before the answer, by the signal or by the limit. */
  wait(options: {
    limitMs: number
    signal: AbortSignal | undefined
    onGiveUp: (id: number) => void
    send: (id: number) => void
  }): Promise<Reply<unknown>>
  settle(id: number, reply: Reply<unknown>): void
  failAll(error: WireError): void
}

/** After a call was cancelled the engine still says how it ended; it gets this long to do so. */
const lastWordMs = 10_000

export function createPendingCalls(): PendingCalls {
  const waiting = new Map<number, (reply: Reply<unknown>) => void>()
  let lastId = 0
  return {
    wait: ({ limitMs, signal, onGiveUp, send }) =>
      new Promise(resolve => {
        lastId += 1
        const id = lastId
        const settle = (reply: Reply<unknown>) => {
          waiting.delete(id)
          clearTimeout(timer)
          signal?.removeEventListener('abort', cancel)
          resolve(reply)
        }
        const giveUp = (error: WireError) => {
          onGiveUp(id)
          clearTimeout(timer)
          timer = setTimeout(() => settle({ ok: false, error }), lastWordMs)
        }
        const cancel = () => giveUp(cancelled)
        let timer = setTimeout(() => giveUp(timedOut), limitMs)
        waiting.set(id, settle)
        signal?.addEventListener('abort', cancel, { once: true })
        send(id)
        if (signal?.aborted) cancel()
      }),
    settle: (id, reply) => waiting.get(id)?.(reply),
    failAll: error => {
      for (const settle of [...waiting.values()]) settle({ ok: false, error })
    },
  }
}

const cancelled: WireError = {
  code: 'cancelled',
  message: 'The work was cancelled.',
  fix: 'Start it again when it is wanted.',
  step: null,
  detail: {},
}

const timedOut: WireError = {
  code: 'timedOut',
  message: 'The program took too long to answer.',
  fix: 'Try again. If it happens again, end M365 Connector and start it anew.',
  step: null,
  detail: {},
}

/** What a call gets whose engine has ended before it could answer. */
export const engineStopped: WireError = {
  code: 'engineStopped',
  message: 'The part of the program that does the work has stopped unexpectedly.',
  fix: 'It is started again by itself. Try again in a moment.',
  step: null,
  detail: {},
}
