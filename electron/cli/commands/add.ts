import { Option } from 'commander'
import type { CloudName } from '../../contract/connectors.ts'
import { type Context, warnOfHome } from '../context.ts'
import { type ExitStatus, exitStatus, statusOfChecks } from '../exit-status.ts'
import { CommandFailure } from '../failure.ts'
import { type DeclareCommand, examples, someText, withCredentialOptions } from '../grammar.ts'
import { withPassphraseAdvice } from '../terminal/certificate-input.ts'
import { type CredentialOptions, readCredential } from '../terminal/secret-input.ts'
import { checksSummary } from '../text/checks.ts'
import { hintLines } from '../text/hints.ts'
import { runChecks } from './check.ts'

/** Written out here because the contract's list comes with a schema library that help need not wait for. */
const clouds: Record<CloudName, true> = {
  global: true,
  usgov: true,
  usgovdod: true,
  china: true,
  custom: true,
}

export const declareAdd: DeclareCommand = (program, run) => {
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
        'm365-connector add --name Contoso --tenant ID --client ID --certificate connector.pfx',
      ),
    )
    .action((options: AddOptions) => run(context => add(context, options)))
}

type AddOptions = CredentialOptions & {
  name: string
  tenant: string
  client: string
  cloud?: CloudName
  secretExpires?: string
  check?: boolean
}

async function add(context: Context, options: AddOptions): Promise<ExitStatus> {
  const credential = await readCredential(options, context.terminal, context.signal)
  const engine = await context.engine()
  await warnOfHome(context, engine)
  const reply = await engine.call(
    'connectors.add',
    {
      name: options.name,
      tenantId: options.tenant,
      clientId: options.client,
      cloud: options.cloud ?? 'global',
      credential,
      secretExpiresOn: options.secretExpires ?? null,
    },
    context.signal,
  )
  if (!reply.ok) throw new CommandFailure(withPassphraseAdvice(reply.error, credential))
  const connector = reply.value
  const { output } = context
  for (const line of hintLines({ tenantId: options.tenant, clientId: options.client, credential })) {
    output.message(line)
  }
  const added = `Added "${connector.name}" with the id ${connector.id}.`
  if (options.check !== true) {
    output.answer({ id: connector.id }, () => added)
    output.message(`Next: m365-connector check "${connector.name}"`)
    return exitStatus.done
  }
  output.line(added)
  const checks = await runChecks(context, engine, connector)
  output.answer({ id: connector.id, checks }, () => checksSummary(checks))
  return statusOfChecks(checks)
}
