import type { z } from 'zod'
import type { WireError } from '../errors.ts'
import { type AnswerMessage, CallMessage, type Port, type Reply } from './wire.ts'

type Answer = (method: string, input: unknown, signal: AbortSignal) => Promise<Reply<unknown>>

type DispatchPorts = {
  /** The error as it may leave this end. */
  toWire: (error: unknown) => WireError
  /** Called for every failure with its method; must not record the input. */
  onFailure: (method: string, error: unknown) => void
  /** Called for every input that the method's schema does not take. */
  onBadInput: (method: string) => void
}

type HandlerTable<Schemas> = {
  [M in keyof Schemas]: Schemas[M] extends { input: z.ZodType<infer Parsed> }
    ? (input: Parsed, signal: AbortSignal) => Promise<unknown>
    : never
}

/**
 * Answers calls by name from a table of handlers. Unknown names and inputs that the schema refuses are
 * answered with `badRequest` and never reach a handler; a handler that throws is answered with the error's
 * code.
 */
export function createDispatch<Schemas extends Readonly<Record<string, { input: z.ZodType }>>>(
  schemas: Schemas,
  handlers: HandlerTable<Schemas>,
  { toWire, onFailure, onBadInput }: DispatchPorts,
): Answer {
  return async (method, raw, signal) => {
    const schema = Object.hasOwn(schemas, method) ? schemas[method] : undefined
    if (schema === undefined) {
      return { ok: false, error: badRequest(`There is no method "${method.slice(0, 64)}".`) }
    }
    const input = schema.input.safeParse(raw)
    if (!input.success) {
      onBadInput(method)
      return { ok: false, error: badRequest(describeIssues(method, input.error.issues)) }
    }
    try {
      // The table pairs each name with the handler for its input, which the type system cannot follow through
      // a variable.
      const handler = handlers[method] as (input: unknown, signal: AbortSignal) => Promise<unknown>
      return { ok: true, value: await handler(input.data, signal) }
    } catch (error) {
      onFailure(method, error)
      return { ok: false, error: toWire(error) }
    }
  }
}

/**
 * Why a message was refused before anybody was asked: it is no call, it is too large, or too many calls are
 * under way.
 */
export type CallRefusal = 'envelope' | 'size' | 'tooMany'

type ServerOptions = {
  answer: Answer
  maxConcurrentCalls: number
  /** The most characters of an input as JSON; null where the port limits its messages itself. */
  maxInputLength: number | null
  onRefused: (reason: CallRefusal) => void
}

export type CallServer = {
  /**
   * Answers one message; never rejects. The id is that of the call, and null for what gets no answer on a
   * port: a cancellation, or what is no call.
   */
  receive(raw: unknown): Promise<{ id: number | null; reply: Reply<unknown> }>
  /** Cancels what is under way: the other end is gone, or is another one now. */
  cancelAll(): void
}

/** The answering end of the wire, whatever carries the messages. */
export function createCallServer(options: ServerOptions): CallServer {
  const { answer, maxConcurrentCalls, maxInputLength, onRefused } = options
  const running = new Map<number, AbortController>()
  const refuse = (reason: CallRefusal, id: number | null, message: string) => {
    onRefused(reason)
    return { id, reply: { ok: false as const, error: badRequest(message) } }
  }
  return {
    receive: async raw => {
      const envelope = CallMessage.safeParse(raw)
      if (!envelope.success) return refuse('envelope', null, 'Malformed call.')
      const message = envelope.data
      const { id } = message
      if (message.kind === 'cancel') {
        running.get(id)?.abort()
        return { id: null, reply: { ok: true, value: null } }
      }
      if (maxInputLength !== null && !isSmall(message.input, maxInputLength)) {
        return refuse('size', id, 'The call is too large.')
      }
      if (running.has(id) || running.size >= maxConcurrentCalls) {
        return refuse('tooMany', id, 'Too many calls are under way.')
      }
      const controller = new AbortController()
      running.set(id, controller)
      try {
        return { id, reply: await answer(message.method, message.input, controller.signal) }
      } catch (error) {
        return { id, reply: { ok: false, error: unexpectedFailure(error) } }
      } finally {
        if (running.get(id) === controller) running.delete(id)
      }
    },
    cancelAll: () => {
      for (const controller of running.values()) controller.abort()
      running.clear()
    },
  }
}

/** Answers over a port. Messages that are no calls are left to whoever else listens on it. */
export function serve(port: Port<AnswerMessage>, options: ServerOptions): CallServer {
  const server = createCallServer(options)
  port.onMessage(async raw => {
    const { id, reply } = await server.receive(raw)
    if (id !== null) port.post({ kind: 'reply', id, reply })
  })
  return server
}

/**
 * What the other end gets when something failed that nobody foresaw. The error's text stays here: it could
 * hold anything.
 */
export function unexpectedFailure(error: unknown): WireError {
  return {
    code: 'unexpected',
    message: 'An unexpected error occurred in the program.',
    fix: 'Try again.',
    step: null,
    detail: { kind: error instanceof Error ? error.name : typeof error },
  }
}

/**
 * Only what JSON can say fits the contract; a value that refers to itself is as bad as one that is too large.
 */
function isSmall(input: unknown, maxLength: number): boolean {
  try {
    return (JSON.stringify(input)?.length ?? 0) <= maxLength
  } catch (error) {
    if (error instanceof TypeError || error instanceof RangeError) return false
    throw error
  }
}

function badRequest(message: string): WireError {
  return { code: 'badRequest', message, fix: 'Check what was entered and try again.', step: null, detail: {} }
}

function describeIssues(method: string, issues: readonly { path: PropertyKey[]; message: string }[]): string {
  const first = issues[0]
  const where = first?.path.map(String).join('.') ?? ''
  return `${method} refused its input${where === '' ? '' : ` at ${where}`}: ${first?.message ?? 'it does not fit'}.`
}
