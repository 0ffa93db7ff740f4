import type { Connector } from '../contract/connectors.ts'
import { matchConnector } from '../contract/find-connector.ts'
import type { Engine } from '../contract/rpc/wire.ts'
import { failure, unwrap } from './failure.ts'
import type { Output, Terminal } from './terminal/terminal.ts'
import type { Format } from './text/numbers.ts'

export type EngineSettings = {
  home: string | null
  env: Readonly<Record<string, string | undefined>>
  /** Whether scheduled syncs run for as long as the engine is open. */
  background?: boolean
}

/** What every command is handed. */
export type Context = {
  terminal: Terminal
  output: Output
  format: Format
  home: string | null
  version: string
  /** Fires on Ctrl-C; every wait of a command ends with it. */
  signal: AbortSignal
  /**
   * Opens the engine at the first call, and the same one from then on. It is closed when the command ends.
   */
  engine: (options?: { background: boolean }) => Promise<Engine>
  /** An engine of its own, for a command that works in another data directory. The caller closes it. */
  openEngine: (settings: EngineSettings) => Promise<Engine>
}

/** Says on standard error when the data directory lies where a database does not belong. */
export async function warnOfHome({ output, signal }: Context, engine: Engine): Promise<void> {
  const { homeWarning } = unwrap(await engine.call('app.info', {}, signal))
  if (homeWarning !== null) output.message(`Warning: ${homeWarning}`)
}

/**
 * The connector that a command is about, see {@link matchConnector}. Throws `notFound` when none or several
 * fit, `badRequest` when there are several and none was named.
 */
export async function findConnector(engine: Engine, reference: string | undefined): Promise<Connector> {
  return chooseConnector(unwrap(await engine.call('connectors.list', {})), reference)
}

export function chooseConnector(connectors: readonly Connector[], reference: string | undefined): Connector {
  const { connector, refusal } = matchConnector(connectors, reference ?? null)
  if (connector === null) throw failure(refusal.code, refusal.message, refusal.fix)
  return connector
}
