import { Option } from 'commander'
import type { Connector } from '../../contract/connectors.ts'
import { credentialDays } from '../../contract/registration/names.ts'
import type { RegistrationSession, RegistrationWork } from '../../contract/registration/session.ts'
import type { Engine } from '../../contract/rpc/wire.ts'
import { type Context, findConnector } from '../context.ts'
import { type ExitStatus, exitStatus } from '../exit-status.ts'
import { CommandFailure, failure, unwrap } from '../failure.ts'
import { type DeclareCommand, examples, onlyConnector, someText, wholeNumber } from '../grammar.ts'
import { followRegistration } from '../terminal/follow-registration.ts'

export const declareRotate: DeclareCommand = (program, run) => {
  const days = wholeNumber(credentialDays.least, credentialDays.most)
  program
    .command('rotate')
    .description(
      'exchange the credential of a connector: add a new one, test it, use it, remove the old one\n\nA person signs in with a code, on this or another device, and sees every call before it is made. Nothing is changed before a yes.',
    )
    .summary('exchange the credential of a connector')
    .argument('[id]', onlyConnector)
    .addOption(
      new Option('--credential <kind>', 'the kind of the new one; as the old one by default').choices([
        'secret',
        'certificate',
      ]),
    )
    .option(
      '--days <n>',
      `how long it is valid; ${credentialDays.usual} by default, less where a policy says so`,
      days,
    )
    .option('--keep-old', 'leave the old credential in the tenant')
    .option('--without-sign-in', 'let a connector with a certificate prove its key, so that nobody signs in')
    .option('--finish', 'bring a rotation to its end that was interrupted')
    .option('--undo', 'take a rotation back that was interrupted')
    .option('--app <id>', 'client ID of an app of the tenant to sign in with', someText)
    .option('--yes', 'make the calls without asking')
    .addHelpText(
      'after',
      examples(
        'm365-connector rotate Contoso',
        'm365-connector rotate Contoso --credential certificate --days 365',
        'm365-connector rotate Contoso --without-sign-in --yes --json',
      ),
    )
    .action((id: string | undefined, options: RotateOptions) => run(context => rotate(context, id, options)))
}

type RotateOptions = {
  credential?: Connector['credential']
  days?: number
  keepOld?: boolean
  withoutSignIn?: boolean
  finish?: boolean
  undo?: boolean
  app?: string
  yes?: boolean
}

async function rotate(
  context: Context,
  reference: string | undefined,
  options: RotateOptions,
): Promise<ExitStatus> {
  const engine = await context.engine()
  const connector = await findConnector(engine, reference)
  const work = workFor(connector, options)
  await refuseMemory(context, engine)
  if (options.yes !== true && context.terminal.stdin.isTTY !== true) throw nobodyHere()
  const client =
    options.app === undefined
      ? ({ kind: 'graphTools' } as const)
      : ({ kind: 'own', clientId: options.app } as const)
  const request = { work, client, way: 'deviceCode' } as const
  const session = await followRegistration(context, engine, request, options.yes === true).catch(
    async error => {
      throw await withWayOn(engine, connector, error)
    },
  )
  context.output.answer(resultOf(connector, session), () => resultText(connector, session))
  return exitStatus.done
}

function workFor({ id, credential }: Connector, options: RotateOptions): RegistrationWork {
  const { withoutSignIn, finish, undo, days = credentialDays.usual } = options
  const ways = [withoutSignIn, finish, undo].filter(way => way === true)
  if (ways.length > 1) {
    throw failure(
      'badRequest',
      '--without-sign-in, --finish and --undo exclude each other.',
      'Give one of them.',
    )
  }
  if (finish === true) return { kind: 'finishRotation', connector: id }
  if (undo === true) return { kind: 'undoRotation', connector: id }
  if (withoutSignIn === true) return { kind: 'renew', connector: id, days }
  const wanted = options.credential ?? credential
  return { kind: 'rotate', connector: id, credential: wanted, days, keepOld: options.keepOld === true }
}

/** A credential that nothing keeps would be lost with the end of the command. */
async function refuseMemory({ signal }: Context, engine: Engine): Promise<void> {
  const { secretStore } = unwrap(await engine.call('app.info', {}, signal))
  if (secretStore !== 'memory') return
  throw failure(
    'badRequest',
    'With M365_CONNECTOR_SECRET_STORE=memory the new credential would be lost with the end of this command.',
    'Use the keychain of this computer, or rotate in the portal and hand the new secret to the commands.',
  )
}

/** A rotation that was begun says how it comes to its end. */
async function withWayOn(engine: Engine, { id }: Connector, error: unknown): Promise<unknown> {
  const pending = await engine.call('rotation.pending', {})
  const isBegun = pending.ok && pending.value.some(({ connector }) => connector === id)
  if (!isBegun || !(error instanceof CommandFailure)) return error
  const { fix } = error.wire
  const ways = 'What was begun is finished with "rotate --finish" and taken back with "rotate --undo".'
  return new CommandFailure({ ...error.wire, fix: `${fix} ${ways}`.trim() })
}

function nobodyHere() {
  return failure(
    'badRequest',
    'The calls are shown before they are made, and nobody is here to confirm them.',
    'Run it at a terminal, or add --yes to make them without asking.',
  )
}

function resultOf({ id }: Connector, { work, made, kept, calls }: RegistrationSession) {
  const writes = calls.filter(({ kind }) => kind === 'write')
  return {
    id,
    work,
    credential: kindOf(writes),
    expiresOn: made?.expiresOn ?? null,
    kept,
    calls: writes.map(({ method, path, state, status, result }) => ({ method, path, state, status, result })),
  }
}

/** What was added; null where nothing was. */
function kindOf(writes: RegistrationSession['calls']): Connector['credential'] | null {
  const done = writes.filter(({ state }) => state === 'done')
  if (done.some(({ path }) => path.endsWith('/addPassword'))) return 'secret'
  const isCertificate = done.some(
    ({ path, body }) => path.endsWith('/addKey') || body.includes('{certificate}'),
  )
  return isCertificate ? 'certificate' : null
}

function resultText({ name }: Connector, { work, made, kept }: RegistrationSession): string {
  const until = made?.expiresOn == null ? '' : `, valid until ${made.expiresOn}`
  const first =
    work === 'undoRotation'
      ? `"${name}" signs in with the credential from before.`
      : `"${name}" signs in with the new credential${until}.`
  return kept === null ? first : `${first}\n${keptText(kept)}`
}

function keptText({ reason, connectors }: NonNullable<RegistrationSession['kept']>): string {
  if (reason === 'shared') {
    return `The old one stays in the tenant: ${connectors.join(', ')} of this computer needs it as well.`
  }
  return reason === 'chosen'
    ? 'The old one stays in the tenant, as you chose. Remove it in the portal when nothing needs it.'
    : 'The old one stays in the tenant: it cannot be told apart from the others. Remove it in the portal.'
}
