import type { Connector } from '../../contract/connectors.ts'
import { comparable } from '../../contract/find-connector.ts'
import type { PendingRotation } from '../../contract/registration/rotation.ts'
import type {
  RegistrationAnswer,
  RegistrationRequest,
  RegistrationSession,
} from '../../contract/registration/session.ts'
import { AppError } from '../../core/errors.ts'
import type { Cloud, Http } from '../../core/ports.ts'
import type { SignedInPerson } from '../../platform/identity/person-sign-in.ts'
import type { LoopbackOptions } from '../../platform/loopback/listener.ts'
import type { Services } from '../services.ts'
import { type FlowPorts, runFlow } from './flow.ts'
import { type Order, orderFor } from './orders.ts'
import { createSession, type Session } from './session.ts'
import { beginSignIn, type OpenSignIn } from './sign-in.ts'

/** The stages after which nothing is under way. */
const overStages: ReadonlySet<RegistrationSession['stage']> = new Set(['done', 'failed', 'stopped', 'undone'])

export type RegistrationPorts = Pick<Services, 'clock' | 'log' | 'events'> &
  Omit<FlowPorts, 'cloud' | 'http' | 'clock' | 'log'> & {
    /** Opens the way to the cloud of a connector, or to one by name. */
    reach(order: Pick<Order, 'connector' | 'cloud'>): Promise<Reach>
    /** Signs in as the connector itself. */
    signInAsApp(connector: Connector, signal: AbortSignal): Promise<SignedInPerson>
    /** Replaced in tests that take the port before. */
    port?: LoopbackOptions['port']
  }

type Reach = { cloud: Cloud; http: Http; close(): Promise<void> }

export type RegistrationService = {
  /** Begins the sign-in and returns what the window shows first. Ends the session before. */
  begin(request: RegistrationRequest): Promise<RegistrationSession>
  state(): RegistrationSession | null
  /** Throws `notFound` for another session, `badRequest` when nothing waits for this answer. */
  answer(id: string, answer: RegistrationAnswer): Promise<RegistrationSession>
  undo(id: string): Promise<RegistrationSession>
  /** The rotations that were broken off; one that this session is at is none. */
  pending(): Promise<PendingRotation[]>
  close(): Promise<void>
}

type Running = {
  session: Session
  over: Promise<void>
  /** Opens another sign-in for the same work. */
  signIn(): Promise<OpenSignIn>
}

/**
 * Registers, repairs and switches in the name of a person who signs in, one session at a time. Each change
 * is an event with the whole session.
 */
export function createRegistrationService(ports: RegistrationPorts): RegistrationService {
  let running: Running | null = null
  let begun: Promise<unknown> = Promise.resolve()
  const close = async () => {
    running?.session.stop.abort()
    running?.session.end.abort()
    await running?.over
  }
  const found = (id: string): Session => {
    const session = running?.session
    if (session?.view().id === id) return session
    throw new AppError('notFound', 'This setup is no longer under way.', { fix: 'Start it again.' })
  }
  const begin = async (request: RegistrationRequest): Promise<RegistrationSession> => {
    const connectors = await ports.connectors()
    const order = orderFor(request, connectors)
    const { work } = order
    if (work.kind === 'create') {
      const taken = connectors.some(({ name }) => comparable(name) === comparable(work.name))
      if (taken) throw nameTaken(work.name)
    }
    await close()
    if (work.kind === 'rotate' || work.kind === 'renew') await refuseSecondRotation(ports, order)
    const reach = await ports.reach(order)
    const session = createSession(firstView(order), ports.clock, view =>
      ports.events.emit('registration.changed', view),
    )
    try {
      const { person } =
        order.work.kind === 'renew' && order.connector !== null
          ? { person: ports.signInAsApp(order.connector, session.end.signal) }
          : await beginSignIn({ ...ports, ...reach }, order, session)
      const over = runFlow({ ...ports, ...reach }, order, session, person).finally(reach.close)
      running = { session, over, signIn: () => beginSignIn({ ...ports, ...reach }, order, session) }
    } catch (error) {
      session.end.abort()
      await reach.close()
      throw error
    }
    ports.events.emit('registration.changed', session.view())
    return session.view()
  }
  return {
    close,
    begin: request => {
      // One after the other, so that each ends the one before.
      const next = begun.then(() => begin(request))
      begun = next.catch(() => undefined)
      return next
    },
    state: () => running?.session.view() ?? null,
    answer: async (id, answer) => {
      const session = found(id)
      if (answer.kind === 'signInAgain') return await signInAgain(session, running?.signIn)
      const isTaken = session.answer(answer)
      if (answer.kind === 'stop') session.stop.abort()
      else if (!isTaken) throw nothingWaits()
      return session.view()
    },
    pending: async () => {
      const view = running?.session.view()
      const busy = view === undefined || overStages.has(view.stage) ? null : view.connector
      return (await ports.rotations.list()).filter(({ connector }) => connector !== busy)
    },
    undo: async id => {
      const session = found(id)
      if (session.view().undoUntil === null || !session.answer({ kind: 'undo' })) throw tooLateForUndo()
      return session.view()
    },
  }
}

function firstView({ work, connector, client, scopes }: Order): Parameters<typeof createSession>[0] {
  return {
    ...{ work: work.kind, connector: connector?.id ?? null, client, scopes: [...scopes] },
    stage: work.kind === 'renew' ? 'reading' : 'signIn',
    ...{ signIn: null, account: null, facts: null, candidates: [], consent: null, made: null },
    ...{ undo: [], undoUntil: null, error: null, kept: null, canSignInAgain: false },
  }
}

/** Opens the sign-in before it answers, so that the window can open its page right after the click. */
async function signInAgain(
  session: Session,
  signIn: Running['signIn'] | undefined,
): Promise<RegistrationSession> {
  if (signIn === undefined || !session.view().canSignInAgain) throw nothingWaits()
  session.change({ stage: 'signIn', error: null, canSignInAgain: false })
  const begun = signIn()
  const person = begun.then(open => open.person)
  // It is awaited by the flow; until then its failure is nobody's.
  person.catch(() => undefined)
  if (!session.answer({ kind: 'signedIn', person })) throw nothingWaits()
  await begun.catch(() => undefined)
  return session.view()
}

async function refuseSecondRotation({ rotations }: RegistrationPorts, { connector }: Order): Promise<void> {
  if (connector === null || (await rotations.find(connector.id)) === null) return
  throw new AppError('badRequest', 'An earlier rotation of this connector was broken off.', {
    fix: 'Finish or undo it first.',
  })
}

function nameTaken(name: string): AppError {
  return new AppError('nameTaken', `There is already a connector named "${name}".`, {
    fix: 'Choose another name, or remove the other connector first.',
  })
}

function nothingWaits(): AppError {
  return new AppError('badRequest', 'Nothing waits for this answer at the moment.', {
    fix: 'Look at the list of calls, and answer when it asks.',
  })
}

function tooLateForUndo(): AppError {
  return new AppError('badRequest', 'There is nothing left that can be taken back from here.', {
    fix: 'The sign-in is forgotten some minutes after the end. Delete the app in the portal under App registrations.',
  })
}
