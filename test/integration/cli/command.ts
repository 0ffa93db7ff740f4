import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process'
import { PassThrough, Readable } from 'node:stream'
import { commandEntry, shippedThreads } from '../../../build/testing/built-programs.ts'
import { CommandFailure } from '../../../electron/cli/failure.ts'
import { runCommandLine } from '../../../electron/cli/run.ts'
import type { Terminal } from '../../../electron/cli/terminal/terminal.ts'
import { createEngine, toWire } from '../../../electron/engine/index.ts'
import type { Simulator } from '../../../electron/simulator/index.ts'
import { createHastenedClock } from '../../support/hastened-clock.ts'

export type Finished = { status: number | null; stdout: string; stderr: string }

const maxPageAgeMs = 200_000

/**
 * The command line as a process of its own, with nothing of this process's environment but what it needs to
 * run.
 */
export function startCommand(
  args: readonly string[],
  env: Readonly<Record<string, string>>,
): ChildProcessWithoutNullStreams {
  const { PATH = '', TMPDIR } = process.env
  return spawn(process.execPath, [commandEntry, ...args], {
    env: { PATH, LC_ALL: 'en_US.UTF-8', ...(TMPDIR === undefined ? {} : { TMPDIR }), ...env },
    timeout: maxPageAgeMs,
    killSignal: 'SIGKILL',
  })
}

/** Resolves when the process has ended and said everything. */
export function finished(child: ChildProcessWithoutNullStreams): Promise<Finished> {
  const stdout: Buffer[] = []
  const stderr: Buffer[] = []
  child.stdout.on('data', chunk => stdout.push(chunk))
  child.stderr.on('data', chunk => stderr.push(chunk))
  return new Promise(resolve => {
    child.once('close', status =>
      resolve({
        status,
        stdout: Buffer.concat(stdout).toString('utf8'),
        stderr: Buffer.concat(stderr).toString('utf8'),
      }),
    )
  })
}

/** Runs one command to its end; `input` is all of its standard input. */
export function runCommand(
  args: readonly string[],
  env: Readonly<Record<string, string>>,
  input: string | Uint8Array = '',
): Promise<Finished> {
  const child = startCommand(args, env)
  const result = finished(child)
  child.stdin.on('error', () => undefined)
  child.stdin.end(input)
  return result
}

/**
 * Runs one command within this process, in a fraction of the time and without the waits between attempts:
 * for tests of what a command does and says. What a process of its own does, with its signals, pipes and
 * status, is tested with `runCommand`.
 */
export async function runHere(
  args: readonly string[],
  env: Readonly<Record<string, string>>,
  input: string | Uint8Array = '',
): Promise<Finished> {
  const stream = () => {
    const chunks: Buffer[] = []
    const output = new PassThrough()
    output.on('data', (chunk: Buffer) => chunks.push(chunk))
    return { output, text: () => Buffer.concat(chunks).toString('utf8') }
  }
  const [stdout, stderr] = [stream(), stream()]
  const terminal: Terminal = {
    ...{ stdin: Readable.from([Buffer.from(input)]), stdout: stdout.output, stderr: stderr.output },
    ...{ env: { LC_ALL: 'en_US.UTF-8', ...env }, now: Date.now },
  }
  const parts = { clock: createHastenedClock(), ...shippedThreads }
  const status = await runCommandLine(args, terminal, {
    openEngine: async ({ home, env: given, background = false }) => {
      try {
        const options = { home, env: { ...given }, version: '0.0.0', background }
        return await createEngine(options, parts)
      } catch (error) {
        throw new CommandFailure(toWire(error))
      }
    },
    signal: new AbortController().signal,
    version: '0.0.0',
  })
  return { status, stdout: stdout.text(), stderr: stderr.text() }
}

/**
 * The environment in which a command reaches the simulated tenant, with its own data directory and no
 * keychain.
 */
export function environmentOf(simulator: Simulator, home: string, caFile: string): Record<string, string> {
  return {
    M365_CONNECTOR_HOME: home,
    M365_CONNECTOR_LOGIN_URL: simulator.loginUrl,
    M365_CONNECTOR_GRAPH_URL: simulator.graphUrl,
    M365_CONNECTOR_CA_FILE: caFile,
    M365_CONNECTOR_SECRET_STORE: 'memory',
    M365_CONNECTOR_CLIENT_SECRET: simulator.clientSecret,
  }
}

/** The arguments that add the simulated tenant. */
export function addArguments(simulator: Simulator, name = 'Simulated'): string[] {
  const { tenantId, clientId } = simulator
  return ['add', '--name', name, '--tenant', tenantId, '--client', clientId, '--cloud', 'custom']
}
