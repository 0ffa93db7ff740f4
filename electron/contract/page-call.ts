import { z } from 'zod'
import type { Reply } from './dispatch.ts'
import type { WireError } from './errors.ts'
import { type HostHandlers, hostSchemas } from './host.ts'
import { type HostMethod, hostMethodNames, type Method, methodNames } from './methods.ts'

/** What a page says to its host, in either host. The input of a call is judged by whoever answers it, by the method's schema. */
export const PageMessage = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('call'),
    id: z.int().min(0),
    method: z.string().max(64),
    input: z.unknown(),
  }),
  z.strictObject({ kind: z.literal('cancel'), id: z.int().min(0) }),
])
export type PageMessage = z.infer<typeof PageMessage>

/** A page's call as its host sees it: for the engine, for the host itself, or refused. */
export type PageCall =
  | { for: 'engine'; method: Method; outlivesPage: boolean }
  | { for: 'host'; method: HostMethod }
  | { for: 'nobody'; error: WireError }

/** Work that goes on when its page is closed or loaded anew; it has methods of its own to end it. */
const outlivesPage: ReadonlySet<Method> = new Set(['sync.start', 'demo.start'])

/**
 * Decides who answers what a page asks. A page calls the contract's methods and nothing else, and does not choose where files are
 * written. The input is not looked at further: whoever answers parses it by the method's schema.
 */
export function judgePageCall(name: string, input: unknown): PageCall {
  const hosted = hostMethodNames.find(known => known === name)
  if (hosted !== undefined) return { for: 'host', method: hosted }
  const method = methodNames.find(known => known === name)
  if (method === undefined) return { for: 'nobody', error: refusal('There is no such method.') }
  if (method === 'background.environment') {
    return { for: 'nobody', error: refusal('Only the host knows the state of this computer.') }
  }
  if (method === 'reports.export' && namesFile(input)) {
    return { for: 'nobody', error: refusal('A page cannot choose where files go.') }
  }
  return { for: 'engine', method, outlivesPage: outlivesPage.has(method) }
}

function namesFile(input: unknown): boolean {
  return typeof input === 'object' && input !== null && 'file' in input && input.file !== null
}

/** What a page is told when something failed that nobody foresaw. */
export function unexpectedFailure(error: unknown): WireError {
  return {
    code: 'unexpected',
    message: 'Something in the program failed that should not have.',
    fix: 'Try again.',
    step: null,
    detail: { kind: error instanceof Error ? error.name : typeof error },
  }
}

/** Answers one of the host's own methods, whose schema its input has to fit. Never rejects. */
export async function answerHostCall(
  handlers: HostHandlers,
  method: HostMethod,
  raw: unknown,
): Promise<Reply<unknown>> {
  const input = hostSchemas[method].input.safeParse(raw)
  if (!input.success) return { ok: false, error: refusal(`${method} refused its input.`) }
  try {
    // The table pairs each name with the handler for its input, which the type system cannot follow through a variable.
    const handler = handlers[method] as (input: unknown) => Promise<unknown>
    return { ok: true, value: await handler(input.data) }
  } catch (error) {
    return { ok: false, error: unexpectedFailure(error) }
  }
}

function refusal(message: string): WireError {
  return { code: 'badRequest', message, fix: 'Load the page again.', step: null, detail: {} }
}
