import { CommanderError } from 'commander'
import type { WireError } from '../contract/errors.ts'
import type { Engine } from '../contract/rpc/wire.ts'
import type { Context, EngineSettings } from './context.ts'
import { exitStatus, statusByCode } from './exit-status.ts'
import { wireOf } from './failure.ts'
import { createProgram, type GlobalOptions } from './program.ts'
import { watchOutput } from './terminal/standard-output.ts'
import { createOutput, type Output, type Terminal } from './terminal/terminal.ts'
import { errorText } from './text/error-text.ts'
import { createFormat } from './text/numbers.ts'

export type Ports = {
  openEngine: (settings: EngineSettings) => Promise<Engine>
  /** Fires when the person wants the command to end. */
  signal: AbortSignal
  version: string
}

const maxHelpWidth = 100

/** Runs one command and answers with its exit status. Everything that was opened is closed before. */
export async function runCommandLine(
  argv: readonly string[],
  terminal: Terminal,
  ports: Ports,
): Promise<number> {
  let output = createOutput(terminal, { json: argv.includes('--json'), quiet: argv.includes('--quiet') })
  let engine: Promise<Engine> | null = null
  const watch = watchOutput(terminal.stdout, terminal.stderr)
  const createContext = (options: GlobalOptions): Context => {
    output = createOutput(terminal, { json: options.json === true, quiet: options.quiet === true })
    const home = options.home ?? null
    return {
      terminal,
      output,
      format: createFormat(undefined),
      home,
      version: ports.version,
      signal: AbortSignal.any([ports.signal, watch.signal]),
      engine: ({ background } = { background: false }) => {
        engine ??= ports.openEngine({ home, env: terminal.env, background })
        return engine
      },
      openEngine: ports.openEngine,
    }
  }
  const ended = await endOf(runProgram(argv, terminal, ports.version, createContext))
  try {
    // A command that could not say its result ends with that, whatever it made of it itself.
    const isHeard = (await watch.settle()) === null
    const status =
      isHeard && ended.error !== null
        ? reportFailure(ended.error.thrown, output, terminal, ports.signal)
        : ended.status
    const unheard = await watch.settle()
    if (unheard === null) return status
    terminal.stderr.write(`${errorText(unheard.wire, output.paintMessages)}\n`)
    return statusByCode[unheard.wire.code]
  } finally {
    await closeQuietly(engine)
  }
}

type Ended = { status: number; error: { thrown: unknown } | null }

async function endOf(work: Promise<number>): Promise<Ended> {
  try {
    return { status: await work, error: null }
  } catch (thrown) {
    return { status: exitStatus.unexpected, error: { thrown } }
  }
}

async function runProgram(
  argv: readonly string[],
  terminal: Terminal,
  version: string,
  createContext: (options: GlobalOptions) => Context,
): Promise<number> {
  let status: number = exitStatus.done
  const program = createProgram({
    version,
    run: async (options, command) => {
      status = await command(createContext(options))
    },
    write: text => terminal.stdout.write(text),
    writeProblem: text => terminal.stderr.write(text),
    width: Math.min(maxHelpWidth, terminal.stdout.columns ?? maxHelpWidth),
  })
  await program.parseAsync([...argv], { from: 'user' })
  return status
}

/** An engine that never opened has nothing to close, and the reason was already reported. */
async function closeQuietly(engine: Promise<Engine> | null): Promise<void> {
  const opened = await engine?.catch(() => null)
  await opened?.close()
}

function reportFailure(error: unknown, output: Output, terminal: Terminal, signal: AbortSignal): number {
  if (error instanceof CommanderError && error.exitCode === 0) return exitStatus.done
  // Called without a command it has shown the help already.
  if (error instanceof CommanderError && error.code === 'commander.help') return exitStatus.usage
  const wire = error instanceof CommanderError ? usageError(error) : wireOf(error)
  if (output.json && !output.answered()) output.answer({ error: wire }, () => '')
  else terminal.stderr.write(`${errorText(wire, output.paintMessages)}\n`)
  if (terminal.env['M365_CONNECTOR_LOG'] === 'debug' && wire.code === 'unexpected')
    terminal.stderr.write(stackOf(error))
  return signal.aborted ? exitStatus.interrupted : statusByCode[wire.code]
}

function usageError(error: CommanderError): WireError {
  return {
    code: 'badRequest',
    message: sentence(error.message.replace(/^error: /, '')),
    fix: 'Add --help to the command to see its options and examples.',
    step: null,
    detail: {},
  }
}

function sentence(text: string): string {
  const joined = text.replaceAll('\n', ' ')
  const capital = joined.charAt(0).toUpperCase() + joined.slice(1)
  return /[.?!)]$/.test(capital) ? capital : `${capital}.`
}

function stackOf(error: unknown): string {
  return error instanceof Error ? `${error.stack ?? error.message}\n` : ''
}
