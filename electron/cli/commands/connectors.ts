import type { Connector } from '../../contract/connectors.ts'
import type { WireError } from '../../contract/errors.ts'
import type { AppInfo } from '../../contract/schemas.ts'
import { signInTestEnd } from '../../contract/setup/sign-in-test.ts'
import { type Context, findConnector } from '../context.ts'
import { type ExitStatus, exitStatus } from '../exit-status.ts'
import { CommandFailure, failure, unwrap } from '../failure.ts'
import { ask } from '../terminal/question.ts'
import { type CredentialOptions, readCredential } from '../terminal/secret-input.ts'
import { hintLines } from '../text/hints.ts'
import { formatTable } from '../text/table.ts'

export async function list({ engine, output, format }: Context): Promise<ExitStatus> {
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

/** Removes a connector with its database and its keychain entry, after a question that `yes` answers beforehand. */
export async function remove(
  context: Context,
  reference: string,
  options: { yes?: boolean },
): Promise<ExitStatus> {
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

export async function rename(context: Context, reference: string, name: string): Promise<ExitStatus> {
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

export type SetSecretOptions = CredentialOptions & { secretExpires?: string; force?: boolean }

/** Replaces the credential after signing in with it, or without the test with `force`; the data stays. */
export async function setSecret(
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
  if (!reply.ok) throw new CommandFailure(untested ? reply.error : withForce(reply.error))
  const { secretStore } = unwrap(await engine.call('app.info', {}, context.signal))
  context.output.answer({ id: connector.id }, () => {
    const tested = untested ? 'It was not tested.' : 'Signing in with it works.'
    return `${storedText(connector, credential.kind, secretStore)} ${tested}`
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
