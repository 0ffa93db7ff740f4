import { Command, Option } from 'commander'
import { declareAdd } from './commands/add.ts'
import { declareCheck } from './commands/check.ts'
import { declareList, declareRemove, declareRename, declareSetSecret } from './commands/connectors.ts'
import { declareContract } from './commands/contract.ts'
import { declareDecide } from './commands/decide.ts'
import { declareDemo } from './commands/demo.ts'
import { declareExclude } from './commands/exclude.ts'
import { declarePrice } from './commands/price.ts'
import { declareReport } from './commands/report.ts'
import { declareRotate } from './commands/rotate.ts'
import { declareSavings } from './commands/savings.ts'
import { declareServe } from './commands/serve.ts'
import { declareSimulate } from './commands/simulate.ts'
import { declareStatus } from './commands/status.ts'
import { declareSync } from './commands/sync.ts'
import type { Context } from './context.ts'
import type { ExitStatus } from './exit-status.ts'
import type { DeclareCommand, Runner } from './grammar.ts'

/** Every command, in the order in which help lists them. */
const commands: readonly DeclareCommand[] = [
  declareAdd,
  declareList,
  declareSetSecret,
  declareRename,
  declareRemove,
  declareCheck,
  declareSync,
  declareStatus,
  declareReport,
  declarePrice,
  declareContract,
  declareSavings,
  declareExclude,
  declareDecide,
  declareServe,
  declareDemo,
  declareSimulate,
  declareRotate,
]

export type GlobalOptions = { json?: boolean; home?: string; quiet?: boolean }

export type ProgramPorts = {
  version: string
  run: (options: GlobalOptions, command: (context: Context) => Promise<ExitStatus>) => Promise<void>
  write: (text: string) => void
  writeProblem: (text: string) => void
  /** Places in a line of help. */
  width: number
}

/**
 * The grammar of the command line. Commands import the engine, the browser host and the simulated tenant only
 * when they run, so that help and usage errors come at once. Throws `CommanderError` for a usage error and
 * after help.
 */
export function createProgram(ports: ProgramPorts): Command {
  const program = new Command('m365-connector')
  program
    .description(
      'Connects a Microsoft 365 tenant, retrieves its licenses, users and application usage into a local database, and reports on them. Your data stays on this computer; the app talks only to Microsoft.',
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
      // The caller reports errors, so that they look the same wherever they come from.
      outputError: () => undefined,
    })
    .exitOverride()
    .addHelpText('after', `\n${tourHelp}\n\n${exitStatusHelp}\n\n${environmentHelp}`)
  const run: Runner = command => ports.run(program.opts<GlobalOptions>(), command)
  for (const declare of commands) declare(program, run)
  return program
}

const tourHelp = `A first tour, without a tenant and without leaving this computer:
  m365-connector demo

With a tenant:
  m365-connector add --name Contoso --tenant ID --client ID --secret-stdin --check
  m365-connector sync
  m365-connector report overview
  m365-connector report --list

ID is the connector's id or name; it may be left out where only one exists.`

export const exitStatusHelp = `Exit status:
  0    done
  1    unexpected failure
  2    usage: wrong option, malformed ID, missing file, unknown name
  3    finished, but a dataset failed
  4    credentials or permissions were refused
  5    the service could not be reached, or asks to wait for too long
  6    another sync of this connector is running
  130  interrupted`

export const environmentHelp = `Environment:
  M365_CONNECTOR_HOME           data directory
  M365_CONNECTOR_SECRET_STORE   keychain (default) or memory (nothing is kept; give the secret each time)
  M365_CONNECTOR_CLIENT_SECRET  the client secret, if the store is memory or "add" gets no other credential
  M365_CONNECTOR_CERTIFICATE_PASSPHRASE
                                the passphrase of a PFX file or an encrypted key (--certificate)
  M365_CONNECTOR_LOGIN_URL, M365_CONNECTOR_GRAPH_URL
                                addresses of a custom cloud (--cloud custom)
  M365_CONNECTOR_CA_FILE        extra CA certificates (PEM)
  M365_CONNECTOR_LOG            error, warn, info (default) or debug
  HTTPS_PROXY, NO_PROXY, NO_COLOR are honoured`
