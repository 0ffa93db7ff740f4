import { type HostHandlers, hostSchemas } from '../host.ts'
import { hostMethodNames, type Method, pageMethodNames } from '../methods.ts'
import { createDispatch, unexpectedFailure } from './serve.ts'
import type { Engine, Reply } from './wire.ts'

/** Work that continues when its page is closed or reloaded; it has methods of its own to end it. */
const outlivesPage: ReadonlySet<Method> = new Set(['sync.start', 'demo.start'])

type Ports = {
  engine: Pick<Engine, 'call'>
  host: HostHandlers
  /** Why a call was refused, for the log; never with its input. */
  onRefused: (reason: 'method' | 'input', method: string | null) => void
}

/** Answers a page's call; `signal` ends what does not outlive the page. Never rejects. */
export type CallRouter = (method: string, input: unknown, signal: AbortSignal) => Promise<Reply<unknown>>

/**
 * Decides who answers what a page asks, for either host: the host itself, the engine, or nobody. A page calls
 * the contract's methods for pages and nothing else, and does not choose where files are written. Whoever
 * answers checks the input by the method's schema.
 */
export function createCallRouter({ engine, host, onRefused }: Ports): CallRouter {
  const answerAsHost = createDispatch(hostSchemas, host, {
    toWire: unexpectedFailure,
    onFailure: () => undefined,
    onBadInput: method => onRefused('input', method),
  })
  const refuse = (message: string): Reply<never> => {
    onRefused('method', null)
    const error = { code: 'badRequest', message, fix: 'Reload the page.', step: null, detail: {} } as const
    return { ok: false, error }
  }
  return async (name, input, signal) => {
    if (hostMethodNames.some(known => known === name)) return answerAsHost(name, input, signal)
    const method = pageMethodNames.find(known => known === name)
    if (method === undefined) return refuse('There is no such method.')
    if (method === 'reports.export' && namesFile(input)) return refuse('A page cannot choose where files go.')
    // The engine refuses an input that its schema does not take, so any value may be handed to it.
    return engine.call(method, input as never, outlivesPage.has(method) ? undefined : signal)
  }
}

function namesFile(input: unknown): boolean {
  return typeof input === 'object' && input !== null && 'file' in input && input.file !== null
}
