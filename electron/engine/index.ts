import type { Probe } from '../contract/rpc/engine-port.ts'
import { createDispatch } from '../contract/rpc/serve.ts'
import type { Engine, Reply } from '../contract/rpc/wire.ts'
import { schemas } from '../contract/schemas.ts'
import { AppError, toWindowWire, toWire } from '../core/errors.ts'
import type { Log } from '../core/ports.ts'
import { keepCompiledCode } from '../platform/files/compiled-code.ts'
import { resolveHome } from '../platform/files/home.ts'
import { compose, type EngineOptions, type EngineParts } from './compose.ts'

export { toWire } from '../core/errors.ts'
export type { EngineOptions, EngineParts } from './compose.ts'

const closingLimitMs = 10_000

/**
 * Makes an engine on a data directory. Hosts see nothing else of the product: they call methods of the
 * contract and listen to its events.
 *
 * @throws AppError `badRequest` for an unknown log level or secret store in the environment.
 */
export async function createEngine(options: EngineOptions, parts: EngineParts = {}): Promise<Engine> {
  return (await createEngineWithLog(options, parts)).engine
}

/** The same with its log and its probes, for the process that the engine shares with nobody. */
export async function createEngineWithLog(
  options: EngineOptions,
  parts: EngineParts = {},
): Promise<{ engine: Engine; log: Log; probe: () => Promise<Probe[]> }> {
  // The worker threads of a sync load compiled code, which saves each of them half a second and tens of
  // megabytes.
  keepCompiledCode(resolveHome(options.home, options.env))
  const { handlers, services, start, probe } = compose(options, parts)
  const closing = new AbortController()
  const dispatch = createDispatch(schemas, handlers, {
    toWire: options.background === true ? toWindowWire : toWire,
    onFailure: (method, error) => {
      const known = error instanceof AppError
      const fields = {
        method,
        code: known ? error.code : 'unexpected',
        at: known ? null : whereThrown(error),
      }
      if (known) services.log.info('engine.refused', fields)
      else services.log.error('engine.failed', fields)
    },
    onBadInput: method => services.log.warn('engine.refused', { method, code: 'badRequest', at: null }),
  })
  const calls = new Set<Promise<unknown>>()
  const underWay = <T>(call: Promise<T>): Promise<T> => {
    const open = call.finally(() => calls.delete(open))
    calls.add(open)
    return open
  }
  const engine: Engine = {
    // The table of schemas pairs each method with its answer, which the dispatch by name cannot express.
    call: (method, input, signal) =>
      underWay(
        dispatch(
          method,
          input,
          signal === undefined ? closing.signal : AbortSignal.any([signal, closing.signal]),
        ),
      ) as Promise<Reply<never>>,
    on: services.events.on,
    close: async () => {
      closing.abort()
      const waiting = new AbortController()
      const limit = services.clock.sleep(closingLimitMs, waiting.signal).catch(() => undefined)
      try {
        // Whoever closes the engine may take its files away: nothing writes after that.
        await Promise.race([Promise.all([services.close(), ...calls]), limit])
      } finally {
        // A timer left behind would keep the process alive for all of the limit.
        waiting.abort()
      }
    },
  }
  await start()
  return { engine, log: services.log, probe }
}

/** The file and line of an unexpected error. Its text may hold anything, so it stays out of the log. */
export function whereThrown(error: unknown): string {
  return error instanceof Error ? (error.stack?.split('\n')[1]?.trim() ?? error.name) : typeof error
}
