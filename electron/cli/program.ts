import { Command, Option } from 'commander'
import type { Context } from './context.ts'
import type { ExitStatus } from './exit-status.ts'
import { environmentHelp, exitStatusHelp, tourHelp } from './help.ts'
import { addConnectorCommands } from './programs/connectors.ts'
import { addDataCommands } from './programs/data.ts'
import { addHostCommands } from './programs/hosts.ts'

export type GlobalOptions = { json?: boolean; home?: string; quiet?: boolean }

export type ProgramPorts = {
  version: string
  run: (options: GlobalOptions, command: (context: Context) => Promise<ExitStatus>) => Promise<void>
  write: (text: string) => void
  writeProblem: (text: string) => void
  /** Places in a line of help. */
  width: number
}

/** Wraps a command's function so that commander can call it. */
export type Runner = (command: (context: Context) => Promise<ExitStatus>) => Promise<void>

/**
 * The grammar of the command line. Each command's own code is loaded when it runs, so that help and usage errors come at
 * once. Throws `CommanderError` for a usage error and after printing help.
 */
export function createProgram(ports: ProgramPorts): Command {
  const program = new Command('m365-connector')
  program
    .description(
      'Connects a Microsoft 365 tenant, retrieves its licenses, users and application usage into a local database, and reports on them. Nothing leaves this computer but calls to Microsoft.',
    )
    .usage('<command> [options]')
    .version(ports.version, '--version', 'print the version')
    .addOption(new Option('--json', 'print one JSON document on standard output and nothing else there'))
    .addOption(new Option('--home <dir>', 'data directory, instead of M365_CONNECTOR_HOME'))
    .addOption(new Option('--quiet', 'print results and errors only, no progress and no hints'))
    .helpOption('--help', 'show help')
    .helpCommand('help [command]', 'show help for a command')
    .configureHelp({ showGlobalOptions: true, sortSubcommands: false, sortOptions: false })
    .configureOutput({
      writeOut: ports.write,
      writeErr: ports.writeProblem,
      getOutHelpWidth: () => ports.width,
      getErrHelpWidth: () => ports.width,
      // The caller tells of errors, so that they look the same wherever they come from.
      outputError: () => undefined,
    })
    .exitOverride()
    .addHelpText('after', `\n${tourHelp}\n\n${exitStatusHelp}\n\n${environmentHelp}`)
  const run: Runner = command => ports.run(program.opts<GlobalOptions>(), command)
  addConnectorCommands(program, run)
  addDataCommands(program, run)
  addHostCommands(program, run)
  return program
}
