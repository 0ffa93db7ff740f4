import type {
  RegistrationAnswer,
  RegistrationCall,
  RegistrationSession,
} from '../../contract/registration/session.ts'
import type { Engine } from '../../contract/rpc/wire.ts'
import type { Input } from '../../contract/schemas.ts'
import type { Context } from '../context.ts'
import { CommandFailure, failure, unwrap } from '../failure.ts'
import { ask } from './question.ts'

type Request = Input<'registration.begin'>

/**
 * Follows work in Microsoft Entra to its end: shows where to sign in, each call before it is made and what
 * came of it. Answers with the session once it is done; throws what ended it, and `cancelled` on Ctrl-C or
 * on a no.
 */
export async function followRegistration(
  context: Context,
  engine: Engine,
  request: Request,
  isAgreed: boolean,
): Promise<RegistrationSession> {
  const states = watchStates(engine)
  const show = createDisplay(context)
  const answer = async (id: string, kind: 'go' | 'stop') =>
    unwrap(await engine.call('registration.answer', { id, answer: { kind } satisfies RegistrationAnswer }))
  let id = ''
  try {
    id = unwrap(await engine.call('registration.begin', request, context.signal)).id
    for (;;) {
      const session = await states.next(id, context.signal)
      show(session)
      if (session.stage === 'done') return session
      if (session.stage === 'failed') throw failed(session)
      if (session.stage === 'stopped') throw stopped()
      if (session.stage === 'plan' && states.isLast(session)) {
        if (!isAgreed) await confirm(context)
        await answer(id, 'go')
      }
    }
  } finally {
    states.close()
    // The sign-in is forgotten as soon as nothing is left to do with it.
    if (id !== '') await answer(id, 'stop').catch(() => undefined)
  }
}

/** The states of a session, each one once, in their order. */
function watchStates(engine: Engine) {
  const waiting: RegistrationSession[] = []
  let wake: () => void = () => undefined
  const close = engine.on('registration.changed', session => {
    waiting.push(session)
    wake()
  })
  return {
    close,
    /** Whether nothing has come after it; a state that has passed asks nobody anything. */
    isLast: (session: RegistrationSession) => waiting.every(({ id }) => id !== session.id),
    next: async (id: string, signal: AbortSignal): Promise<RegistrationSession> => {
      for (;;) {
        if (signal.aborted) throw stopped()
        const place = waiting.findIndex(session => session.id === id)
        const [found] = place === -1 ? [] : waiting.splice(0, place + 1).slice(-1)
        if (found !== undefined) return found
        await new Promise<void>(resolve => {
          wake = resolve
          signal.addEventListener('abort', () => resolve(), { once: true })
        })
      }
    },
  }
}

async function confirm({ terminal, signal }: Context): Promise<void> {
  const answer = await ask(terminal, 'Make these calls? [y/N] ', { hidden: false, signal })
  if (!/^(y|yes)$/i.test(answer.trim())) {
    throw failure('cancelled', 'Nothing was changed.', 'Answer y to make the calls.')
  }
}

/** Prints what is new in a session, each line once. */
function createDisplay({ output }: Context): (session: RegistrationSession) => void {
  const said = new Set<string>()
  return session => {
    const writes = session.calls.filter(({ kind }) => kind === 'write')
    const planned = session.stage === 'plan' ? writes.map(plannedLine) : []
    for (const [key, text] of [...personLines(session), ...planned, ...writes.flatMap(progressLines)]) {
      if (!said.has(key)) output.message(text)
      said.add(key)
    }
  }
}

/** What is said, with the key by which it is said once. */
type Line = readonly [key: string, text: string]

function personLines({ signIn, account, scopes, client }: RegistrationSession): readonly Line[] {
  const code = signIn?.userCode ?? null
  const where =
    signIn === null || code === null
      ? []
      : [
          [
            `code ${code}`,
            `To sign in, open ${signIn.address} and enter the code ${code}. Microsoft shows the name ${client.appName}; asked for: ${scopes.join(', ')}. Many tenants block this kind of sign-in (AADSTS53003): the window of the app, also with "m365-connector serve", signs in in the browser instead.`,
          ] as const,
        ]
  if (account === null) return where
  return [...where, ['account', `Signed in as ${account.userName ?? account.tenantId}.`]]
}

function plannedLine({ id, title, method, path }: RegistrationCall): Line {
  return [`planned ${id}`, `${title}\n  ${method} ${path}`]
}

function progressLines({ id, title, state, result, waiting }: RegistrationCall): readonly Line[] {
  const wait: Line[] = waiting === null ? [] : [[`waiting ${id} ${waiting.reason}`, `  ${waiting.reason}`]]
  const isSettled = state === 'done' || state === 'failed' || state === 'skipped'
  return isSettled ? [...wait, [`${state} ${id} ${result}`, `  ${state}: ${title}. ${result}`]] : wait
}

function failed({ error }: RegistrationSession): CommandFailure {
  return error === null
    ? failure('unexpected', 'It failed without saying why.', 'Try again.')
    : new CommandFailure(error)
}

function stopped(): CommandFailure {
  return failure('cancelled', 'It was stopped.', 'Run it again.')
}
