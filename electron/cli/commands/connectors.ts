import type { Connector } from '../../contract/connectors.ts'
import type { WireError } from '../../contract/errors.ts'
import type { AppInfo } from '../../contract/schemas.ts'
import { signInTestEnd } from '../../contract/setup/sign-in-test.ts'
import { type Context, findConnector } from '../context.ts'
import { type ExitStatus, exitStatus } from '../exit-status.ts'
import { CommandFailure, failure, unwrap } from '../failure.ts'
import { type DeclareCommand, examples, oneConnector, someText, withCredentialOptions } from '../grammar.ts'
import { withPassphraseAdvice } from '../terminal/certificate-input.ts'
import { ask } from '../terminal/question.ts'
import { type CredentialOptions, readCredential } from '../terminal/secret-input.ts'
import { hintLines } from '../text/hints.ts'
import { formatTable } from '../text/table.ts'

export const declareList: DeclareCommand = (program, run) => {
  program
    .command('list')
    .description('list the connectors')
    .addHelpText('after', examples('m365-connector list --json'))
    .action(() => run(list))
}

async function list({ engine, output, format }: Context): Promise<ExitStatus> {
  const connectors = unwrap(await (await engine()).call('connectors.list', {}))
  output.answer({ connectors }, () => {
    if (connectors.length === 0) return 'There is no connector yet. Add one with "m365-connector add".'
    const columns = ['Name', 'Id', 'Tenant', 'Cloud', 'Credential', 'Added'].map(
      title => ({ title, align: 'left' }) as const,
    )
    const row = ({ name, id, tenantId, cloud, credential, createdAt }: Connector) => [
      name,
      id,
      tenantId,
      cloud,
      credential,
      format.date(createdAt),
    ]
    const header = (text: string) => output.paint('bold', text)
    return formatTable(columns, connectors.map(row), { width: output.width, header })
  })
  return exitStatus.done
}

export const declareRemove: DeclareCommand = (program, run) => {
  program
    .command('remove')
    .description('remove a connector with its database and its keychain entry')
    .argument('<id>', oneConnector)
    .option('--yes', 'remove it without asking')
    .addHelpText('after', examples('m365-connector remove Contoso --yes'))
    .action((id: string, options: RemoveOptions) => run(context => remove(context, id, options)))
}

type RemoveOptions = { yes?: boolean }

/** Asks before it removes anything, unless `yes` is given. */
async function remove(context: Context, reference: string, options: RemoveOptions): Promise<ExitStatus> {
  const engine = await context.engine()
  const connector = await findConnector(engine, reference)
  if (options.yes !== true) await confirmRemoval(context, connector)
  const removed = unwrap(await engine.call('connectors.remove', { connector: connector.id }, context.signal))
  context.output.answer({ id: connector.id, ...removed }, () =>
    [
      `Removed "${connector.name}".`,
      ...removed.removedFiles.map(file => `  deleted ${file}`),
      removed.removedKeychainEntry ? '  deleted its keychain entry' : '  there was no keychain entry',
    ].join('\n'),
  )
  return exitStatus.done
}

async function confirmRemoval({ terminal, signal }: Context, connector: Connector): Promise<void> {
  const goes = `This deletes the database and the credential of "${connector.name}".`
  if (terminal.stdin.isTTY !== true) {
    throw failure('badRequest', `${goes} Nobody is here to confirm it.`, 'Add --yes to remove it anyway.')
  }
  const answer = await ask(terminal, `${goes} Microsoft 365 is not touched. Remove it? [y/N] `, {
    hidden: false,
    signal,
  })
  if (!/^(y|yes)$/i.test(answer.trim())) {
    throw failure('cancelled', 'Nothing was removed.', 'Answer y to remove the connector.')
  }
}

export const declareRename: DeclareCommand = (program, run) => {
  program
    .command('rename')
    .description('give a connector another name')
    .argument('<id>', oneConnector)
    .argument('<name>', 'the new name', someText)
    .addHelpText('after', examples('m365-connector rename Contoso "Contoso Europe"'))
    .action((id: string, name: string) => run(context => rename(context, id, name)))
}

async function rename(context: Context, reference: string, name: string): Promise<ExitStatus> {
  const engine = await context.engine()
  const connector = await findConnector(engine, reference)
  const renamed = unwrap(
    await engine.call('connectors.rename', { connector: connector.id, name }, context.signal),
  )
  context.output.answer(
    { id: renamed.id, name: renamed.name },
    () => `Renamed "${connector.name}" to "${renamed.name}".`,
  )
  return exitStatus.done
}

export const declareSetSecret: DeclareCommand = (program, run) => {
  const command = program
    .command('set-secret')
    .description('replace the credential of a connector after signing in with it; its data stays')
    .argument('[id]', oneConnector)
  withCredentialOptions(command)
    .option('--force', 'store it even if Microsoft refuses it or cannot be reached')
    .addHelpText(
      'after',
      examples(
        'm365-connector set-secret Contoso --secret-stdin',
        'm365-connector set-secret Contoso --secret-stdin --secret-expires 2027-03-31 < secret.txt',
        'm365-connector set-secret Contoso --certificate connector.pfx --passphrase-stdin < passphrase.txt',
      ),
    )
    .action((id: string | undefined, options: SetSecretOptions) =>
      run(context => setSecret(context, id, options)),
    )
}

type SetSecretOptions = CredentialOptions & { secretExpires?: string; force?: boolean }

/** Replaces the credential after signing in with it, or without the test with `force`; the data stays. */
async function setSecret(
  context: Context,
  reference: string | undefined,
  options: SetSecretOptions,
): Promise<ExitStatus> {
  const engine = await context.engine()
  const connector = await findConnector(engine, reference)
  const credential = await readCredential(options, context.terminal, context.signal)
  const secretExpiresOn = options.secretExpires ?? null
  const untested = options.force === true
  const input = { connector: connector.id, credential, secretExpiresOn, untested }
  for (const line of hintLines({ ...connector, credential })) context.output.message(line)
  const reply = await engine.call('connectors.setCredential', input, context.signal)
  if (!reply.ok) {
    const error = withPassphraseAdvice(reply.error, credential)
    throw new CommandFailure(untested ? error : withForce(error))
  }
  const { secretStore } = unwrap(await engine.call('app.info', {}, context.signal))
  context.output.answer({ id: connector.id }, () => {
    const tested = untested ? 'It was not tested.' : 'Signing in with it works.'
    return `${storedText(connector, credential.kind === 'secret' ? 'secret' : 'certificate', secretStore)} ${tested}`
  })
  context.output.message(`Next: m365-connector check "${connector.name}"`)
  return exitStatus.done
}

/** A refusal by the test names the way around it. */
function withForce(error: WireError): WireError {
  if (signInTestEnd(error.code) === null) return error
  return { ...error, fix: `${error.fix} To store it anyway, add --force.`.trim() }
}

function storedText(
  { name }: Connector,
  kind: Connector['credential'],
  store: AppInfo['secretStore'],
): string {
  if (store === 'keychain') return `Stored the new ${kind} of "${name}".`
  return `The new ${kind} of "${name}" is well-formed. It is not stored: with M365_CONNECTOR_SECRET_STORE=memory each command needs M365_CONNECTOR_CLIENT_SECRET.`
}
