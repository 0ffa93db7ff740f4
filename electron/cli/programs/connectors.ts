import { type Command, Option } from 'commander'
import type { CloudName } from '../../contract/connectors.ts'
import { calendarDate, someText } from '../arguments.ts'
import type { AddOptions } from '../commands/add.ts'
import type { SetSecretOptions } from '../commands/connectors.ts'
import { examples } from '../help.ts'
import type { Runner } from '../program.ts'

const idArgument = "the connector's id or name"

/** Written out here because the contract's list comes with a schema library that help need not wait for. */
const clouds: Record<CloudName, true> = {
  global: true,
  usgov: true,
  usgovdod: true,
  china: true,
  custom: true,
}

/** The commands that manage connectors: add, list, rename, set-secret, remove. */
export function addConnectorCommands(program: Command, run: Runner): void {
  addAdd(program, run)
  program
    .command('list')
    .description('list the connectors')
    .addHelpText('after', examples('m365-connector list --json'))
    .action(() => run(async context => (await import('../commands/connectors.ts')).list(context)))
  addSetSecret(program, run)
  program
    .command('rename')
    .description('give a connector another name')
    .argument('<id>', idArgument)
    .argument('<name>', 'the new name', someText)
    .addHelpText('after', examples('m365-connector rename Contoso "Contoso Europe"'))
    .action((id: string, name: string) =>
      run(async context => (await import('../commands/connectors.ts')).rename(context, id, name)),
    )
  program
    .command('remove')
    .description('remove a connector with its database and its keychain entry')
    .argument('<id>', idArgument)
    .option('--yes', 'remove it without asking')
    .addHelpText('after', examples('m365-connector remove Contoso --yes'))
    .action((id: string, options: { yes?: boolean }) =>
      run(async context => (await import('../commands/connectors.ts')).remove(context, id, options)),
    )
}

function addAdd(program: Command, run: Runner): void {
  const command = program
    .command('add')
    .description(
      'add a connector: one tenant with its registration and credential\n\nFormats are checked without any call. The credential goes into the keychain of the operating system.',
    )
    .summary('add a connector: one tenant with its registration and credential')
    .requiredOption('--name <name>', 'how to call it', someText)
    .requiredOption('--tenant <id>', 'Directory (tenant) ID')
    .requiredOption('--client <id>', 'Application (client) ID')
    .addOption(
      new Option('--cloud <cloud>', 'where the tenant lives').choices(Object.keys(clouds)).default('global'),
    )
  withCredentialOptions(command)
    .option('--check', 'run the checks afterwards')
    .addHelpText(
      'after',
      examples(
        'm365-connector add --name Contoso --tenant ID --client ID --secret-stdin --check',
        'm365-connector add --name Contoso --tenant ID --client ID --secret-stdin < secret.txt',
        'm365-connector add --name Agency --tenant ID --client ID --cloud usgov --certificate connector.pem',
      ),
    )
    .action((options: AddOptions) =>
      run(async context => (await import('../commands/add.ts')).add(context, options)),
    )
}

function addSetSecret(program: Command, run: Runner): void {
  const command = program
    .command('set-secret')
    .description('replace the credential of a connector after signing in with it; its data stays')
    .argument('[id]', idArgument)
  withCredentialOptions(command)
    .option('--force', 'store it even if Microsoft refuses it or cannot be reached')
    .addHelpText(
      'after',
      examples(
        'm365-connector set-secret Contoso --secret-stdin',
        'm365-connector set-secret Contoso --secret-stdin --secret-expires 2027-03-31 < secret.txt',
      ),
    )
    .action((id: string | undefined, options: SetSecretOptions) =>
      run(async context => (await import('../commands/connectors.ts')).setSecret(context, id, options)),
    )
}

function withCredentialOptions(command: Command): Command {
  return command
    .option(
      '--secret-stdin',
      'read the client secret (its Value) from standard input; asks for it, hidden, at a terminal',
    )
    .option('--certificate <file>', 'sign in with a certificate: a PEM file with its private key')
    .option('--secret-expires <date>', 'last day of the secret, as YYYY-MM-DD', calendarDate)
}
