import { type HostHandlers, hostSchemas } from '../host.ts'
import { type HostMethod, hostMethodNames, type Method, pageMethodNames } from '../methods.ts'
import { createDispatch, unexpectedFailure } from './serve.ts'
import type { Engine, Reply } from './wire.ts'

/** Work that continues when its page is closed or reloaded; it has methods of its own to end it. */
const outlivesPage: ReadonlySet<Method> = new Set(['sync.start', 'demo.start'])

/** Methods that write a file of their own into the exports folder and answer with its place. */
const exporting: ReadonlySet<string> = new Set<Method>([
  'reports.export',
  'renewals.export',
  'connectors.export',
  'query.export',
  'insight.exportOverview',
  'savings.exportScripts',
  'savings.writePrices',
  'diagnostics.bundle',
  'database.copy',
])
const aboutExports: ReadonlySet<string> = new Set<HostMethod>([
  'host.openExport',
  'host.saveExport',
  'host.savePdf',
])

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
 * the contract's methods for pages and nothing else, does not choose where files are written, and opens or
 * saves only what was written for it. Whoever answers checks the input by the method's schema.
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
  const written = new Set<string>()
  return async (name, input, signal) => {
    if (isForeignExport(written, name, input)) return refuse('This file was not written for the page.')
    if (hostMethodNames.some(known => known === name))
      return remembering(written, name, await answerAsHost(name, input, signal))
    const method = pageMethodNames.find(known => known === name)
    if (method === undefined) return refuse('There is no such method.')
    if (method === 'reports.export' && namesFile(input)) return refuse('A page cannot choose where files go.')
    // The engine refuses an input that its schema does not take, so any value may be handed to it.
    const reply = await engine.call(method, input as never, outlivesPage.has(method) ? undefined : signal)
    return remembering(written, name, reply)
  }
}

/** An input without a file is left to the schema of the host's method. */
function isForeignExport(written: ReadonlySet<string>, method: string, input: unknown): boolean {
  const file = aboutExports.has(method) ? fileIn(input) : undefined
  return typeof file === 'string' && !written.has(file)
}

/** Notes what was written for the page, and where it was moved. */
function remembering(written: Set<string>, method: string, reply: Reply<unknown>): Reply<unknown> {
  if (!reply.ok || !(exporting.has(method) || aboutExports.has(method))) return reply
  for (const file of [fileIn(reply.value), ...filesIn(reply.value)])
    if (typeof file === 'string') written.add(file)
  return reply
}

function namesFile(input: unknown): boolean {
  const file = fileIn(input)
  return file !== undefined && file !== null
}

function fileIn(value: unknown): unknown {
  return typeof value === 'object' && value !== null && 'file' in value ? value.file : undefined
}

/** Some methods write several files. */
function filesIn(value: unknown): readonly unknown[] {
  const files = typeof value === 'object' && value !== null && 'files' in value ? value.files : []
  return Array.isArray(files) ? files : []
}
