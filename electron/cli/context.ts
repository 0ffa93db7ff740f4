import type { Connector } from '../contract/connectors.ts'
import type { Engine } from '../contract/dispatch.ts'
import { failure, unwrap } from './failure.ts'
import type { Output, Terminal } from './terminal.ts'
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
  /** Opens the engine at the first call, and the same one from then on. It is closed when the command ends. */
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
 * The connector that a command is about: by id or name (as typed, else without regard to case), or the only one there is.
 * Throws `notFound` when there is none, `badRequest` when it is not clear which one is meant.
 */
export async function findConnector(engine: Engine, reference: string | undefined): Promise<Connector> {
  return chooseConnector(unwrap(await engine.call('connectors.list', {})), reference)
}

export function chooseConnector(connectors: readonly Connector[], reference: string | undefined): Connector {
  const [first] = connectors
  if (first === undefined) {
    throw failure(
      'notFound',
      'There is no connector yet.',
      'Add one with "m365-connector add", or look around first with "m365-connector demo".',
    )
  }
  if (reference === undefined) {
    if (connectors.length === 1) return first
    throw failure('badRequest', 'There are several connectors.', `Name one of them: ${names(connectors)}.`)
  }
  const exact = connectors.find(({ id, name }) => id === reference || name === reference)
  if (exact !== undefined) return exact
  const similar = connectors.filter(({ name }) => name.toLowerCase() === reference.toLowerCase())
  const [only] = similar
  if (only !== undefined && similar.length === 1) return only
  throw failure('notFound', `There is no connector "${reference}".`, `There are: ${names(connectors)}.`)
}

function names(connectors: readonly Connector[]): string {
  const shown = connectors.slice(0, 8).map(({ name }) => `"${name}"`)
  return connectors.length > shown.length ? `${shown.join(', ')}, …` : shown.join(', ')
}
