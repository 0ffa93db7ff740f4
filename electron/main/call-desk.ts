import type { Engine, Reply } from '../contract/dispatch.ts'
import type { WireError } from '../contract/errors.ts'
import { type HostHandlers, windowSchemas } from '../contract/host.ts'
import { answerHostCall, judgePageCall, PageMessage, unexpectedFailure } from '../contract/page-call.ts'

/** Why a call was refused, for the log; never with its input. */
export type CallRefusal = 'envelope' | 'size' | 'method' | 'input' | 'tooMany'

/** Answers what comes from the window. It knows nothing of Electron, so that tests can stand at the desk. */
export type CallDesk = {
  /** Never rejects: what is refused gets a reply as well. */
  answer(raw: unknown): Promise<Reply<unknown>>
  /** Cancels what the page has asked for, apart from work that outlives it: the page is gone or loaded anew. */
  clear(): void
}

const mostCallsAtOnce = 64
/** The longest credential, a certificate with its key, has room in it four times. */
const longestInput = 256 * 1024

type Ports = {
  engine: Pick<Engine, 'call'>
  host: HostHandlers
  onRefused: (reason: CallRefusal, method: string | null) => void
}

export function createCallDesk({ engine, host, onRefused }: Ports): CallDesk {
  const running = new Map<number, AbortController>()
  const refuse = (reason: CallRefusal, method: string | null, error: WireError): Reply<never> => {
    onRefused(reason, method)
    return { ok: false, error }
  }
  const ask = async (method: string, input: unknown, signal: AbortSignal): Promise<Reply<unknown>> => {
    const call = judgePageCall(method, input)
    if (call.for === 'nobody') return refuse('method', null, call.error)
    if (!windowSchemas[call.method].input.safeParse(input).success) {
      return refuse('input', call.method, badRequest(`${call.method} refused its input.`))
    }
    if (call.for === 'host') return answerHostCall(host, call.method, input)
    // The schema has just accepted the input.
    return engine.call(call.method, input as never, call.outlivesPage ? undefined : signal)
  }
  return {
    answer: async raw => {
      const envelope = PageMessage.safeParse(raw)
      if (!envelope.success) return refuse('envelope', null, badRequest('The call has not the form of one.'))
      const message = envelope.data
      if (message.kind === 'cancel') {
        running.get(message.id)?.abort()
        return { ok: true, value: null }
      }
      if (!isSmall(message.input)) return refuse('size', null, badRequest('The call is too large.'))
      if (running.has(message.id) || running.size >= mostCallsAtOnce) {
        return refuse('tooMany', null, badRequest('Too many calls are under way.'))
      }
      const controller = new AbortController()
      running.set(message.id, controller)
      try {
        return await ask(message.method, message.input, controller.signal)
      } catch (error) {
        return { ok: false, error: unexpectedFailure(error) }
      } finally {
        if (running.get(message.id) === controller) running.delete(message.id)
      }
    },
    clear: () => {
      for (const controller of running.values()) controller.abort()
      running.clear()
    },
  }
}

/** Only what JSON can say fits the contract; a value that refers to itself is as bad as one that is too large. */
function isSmall(input: unknown): boolean {
  try {
    return (JSON.stringify(input)?.length ?? 0) <= longestInput
  } catch (error) {
    if (error instanceof TypeError || error instanceof RangeError) return false
    throw error
  }
}

function badRequest(message: string): WireError {
  return { code: 'badRequest', message, fix: 'Check what was entered and try again.', step: null, detail: {} }
}
