import { comparable } from '../../contract/find-connector.ts'
import type {
  RegistrationAnswer,
  RegistrationRequest,
  RegistrationSession,
} from '../../contract/registration/session.ts'
import { AppError } from '../../core/errors.ts'
import type { Cloud, Http } from '../../core/ports.ts'
import type { LoopbackOptions } from '../../platform/loopback/listener.ts'
import type { Services } from '../services.ts'
import { type FlowPorts, runFlow } from './flow.ts'
import { type Order, orderFor } from './orders.ts'
import { createSession, type Session } from './session.ts'
import { beginSignIn } from './sign-in.ts'

export type RegistrationPorts = Pick<Services, 'clock' | 'log' | 'events'> &
  Omit<FlowPorts, 'cloud' | 'http' | 'clock' | 'log'> & {
    /** Opens the way to the cloud of a connector, or to one by name. */
    reach(order: Pick<Order, 'connector' | 'cloud'>): Promise<Reach>
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
  close(): Promise<void>
}

type Running = { session: Session; over: Promise<void> }

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
    const reach = await ports.reach(order)
    const session = createSession(firstView(order), ports.clock, view =>
      ports.events.emit('registration.changed', view),
    )
    try {
      const { person } = await beginSignIn({ ...ports, ...reach }, order, session)
      const over = runFlow({ ...ports, ...reach }, order, session, person).finally(reach.close)
      running = { session, over }
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
      const isTaken = session.answer(answer)
      if (answer.kind === 'stop') session.stop.abort()
      else if (!isTaken) throw nothingWaits()
      return session.view()
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
    ...{ work: work.kind, connector: connector?.id ?? null, stage: 'signIn', client, scopes: [...scopes] },
    ...{ signIn: null, account: null, facts: null, candidates: [], consent: null, made: null },
    ...{ undo: [], undoUntil: null, error: null },
  }
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
