import type { WireError } from './errors.ts'
import { type EventName, type Method, methodNames } from './methods.ts'
import { type EventPayload, type Input, type Output, type Parsed, schemas } from './schemas.ts'

/** Electron keeps only the message of an error that a handler throws, so a reply is a value in both cases. */
export type Reply<T> = { ok: true; value: T } | { ok: false; error: WireError }

export type Handlers = { [M in Method]: (input: Parsed<M>, signal: AbortSignal) => Promise<Output<M>> }

/** The engine as its hosts see it: commands, a window's bridge and tests all hold one of these. */
export type Engine = {
  call<M extends Method>(method: M, input: Input<M>, signal?: AbortSignal): Promise<Reply<Output<M>>>
  /** Returns the function that unsubscribes. */
  on<E extends EventName>(event: E, listener: (payload: EventPayload<E>) => void): () => void
  /** Cancels what runs, waits for it to stop cleanly (at most ten seconds) and closes every file. */
  close(): Promise<void>
}

type DispatchPorts = {
  toWire: (error: unknown) => WireError
  /** Hears of every failure with its method; must not record the input. */
  onFailure: (method: string, error: unknown) => void
}

/**
 * Answers calls by name from a table of handlers. Unknown names and inputs that the schema refuses are answered with
 * `badRequest` and never reach a handler; a handler that throws is answered with the error's code.
 */
export function createDispatch(handlers: Handlers, ports: DispatchPorts) {
  return async (method: string, raw: unknown, signal: AbortSignal): Promise<Reply<unknown>> => {
    const name = methodNames.find(known => known === method)
    if (name === undefined)
      return { ok: false, error: badRequest(`There is no method "${method.slice(0, 64)}".`) }
    const input = schemas[name].input.safeParse(raw)
    if (!input.success) return { ok: false, error: badRequest(describeIssues(name, input.error.issues)) }
    try {
      // The table pairs each name with the handler for its input, which the type system cannot follow through a variable.
      const handler = handlers[name] as (input: unknown, signal: AbortSignal) => Promise<unknown>
      return { ok: true, value: await handler(input.data, signal) }
    } catch (error) {
      ports.onFailure(name, error)
      return { ok: false, error: ports.toWire(error) }
    }
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
