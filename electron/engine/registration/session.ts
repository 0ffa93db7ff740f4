import { randomUUID } from 'node:crypto'
import type {
  RegistrationAnswer,
  RegistrationCall,
  RegistrationSession,
} from '../../contract/registration/session.ts'
import { AppError, cancelled } from '../../core/errors.ts'
import type { Clock } from '../../core/ports.ts'
import type { SignedInPerson } from '../../platform/identity/person-sign-in.ts'

/**
 * What a person says while a session waits; `undo` only after its end, `signedIn` when somebody else is about
 * to take the place of the person.
 */
export type SessionAnswer =
  | RegistrationAnswer
  | { kind: 'undo' }
  | { kind: 'signedIn'; person: Promise<SignedInPerson> }

/** One run of the work, as a window sees it, and how it is steered. */
export type Session = {
  view(): RegistrationSession
  change(part: Partial<RegistrationSession>): void
  /** Adds calls to the list; returns their ids. */
  addCalls(calls: readonly Omit<RegistrationCall, 'id'>[]): readonly string[]
  changeCall(id: string, part: Partial<RegistrationCall>): void
  /** Takes calls off the list that were never made. */
  dropPlanned(): void
  /** False when nothing waits for it. */
  answer(answer: SessionAnswer): boolean
  /** Throws `cancelled` when it is stopped, and `timedOut` after the limit. */
  nextAnswer(limitMs: number, signal: AbortSignal): Promise<SessionAnswer>
  /** Ends waits between calls; a call that is under way comes to its end. */
  stop: AbortController
  /** Ends everything at once. */
  end: AbortController
}

type First = Omit<RegistrationSession, 'id' | 'calls'>

export function createSession(
  first: First,
  clock: Clock,
  onChange: (view: RegistrationSession) => void,
): Session {
  let view: RegistrationSession = { ...first, id: randomUUID(), calls: [] }
  let waiting: ((answer: SessionAnswer) => void) | null = null
  const change = (part: Partial<RegistrationSession>) => {
    view = { ...view, ...part }
    onChange(view)
  }
  return {
    view: () => view,
    change,
    addCalls: calls => {
      const added = calls.map(call => ({ ...call, id: randomUUID() }))
      change({ calls: [...view.calls, ...added] })
      return added.map(({ id }) => id)
    },
    changeCall: (id, part) =>
      change({ calls: view.calls.map(call => (call.id === id ? { ...call, ...part } : call)) }),
    dropPlanned: () => change({ calls: view.calls.filter(({ state }) => state !== 'planned') }),
    answer: answer => {
      waiting?.(answer)
      return waiting !== null
    },
    nextAnswer: async (limitMs, signal) => {
      const { promise, resolve } = Promise.withResolvers<SessionAnswer>()
      const done = new AbortController()
      waiting = resolve
      const limit = clock.sleep(limitMs, AbortSignal.any([signal, done.signal])).then(() => {
        throw tooLate()
      })
      try {
        return await Promise.race([promise, limit])
      } catch (error) {
        throw signal.aborted ? cancelled() : error
      } finally {
        waiting = null
        done.abort()
        limit.catch(() => undefined)
      }
    },
    stop: new AbortController(),
    end: new AbortController(),
  }
}

function tooLate(): AppError {
  return new AppError('timedOut', 'Nobody has answered for a long time, so the sign-in was forgotten.', {
    fix: 'Start again and sign in once more.',
  })
}
