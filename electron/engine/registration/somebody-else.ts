import { AppError, toWindowWire } from '../../core/errors.ts'
import type { SignedInPerson } from '../../platform/identity/person-sign-in.ts'
import type { Session } from './session.ts'

/** How long the sign-in is kept for an undo, or for somebody who may do more. */
export const undoLimitMs = 600_000

/** Whether another account could do what this one may not. */
export function isDenied(error: unknown): boolean {
  return error instanceof AppError && (error.code === 'forbidden' || error.code === 'consentMissing')
}

/** Waits for another sign-in after a refusal; null when nobody comes. */
export async function somebodyElse(session: Session, before: SignedInPerson): Promise<SignedInPerson | null> {
  session.change({ canSignInAgain: true })
  for (;;) {
    const answer = await session
      .nextAnswer(undoLimitMs, session.end.signal)
      .catch(() => ({ kind: 'stop' }) as const)
    if (answer.kind === 'stop') return null
    if (answer.kind !== 'signedIn') continue
    const person = await takenOver(session, answer.person, before)
    if (person !== null) return person
  }
}

/** The person who has signed in now; null, and why as the error of the session, when that failed. */
export async function takenOver(
  session: Session,
  signedIn: Promise<SignedInPerson>,
  before: SignedInPerson,
): Promise<SignedInPerson | null> {
  try {
    const person = await signedIn
    if (person.tenantId !== before.tenantId) throw otherTenant()
    return person
  } catch (error) {
    if (session.stop.signal.aborted) throw error
    session.change({ stage: 'failed', error: toWindowWire(error), signIn: null, canSignInAgain: true })
    return null
  }
}

function otherTenant(): AppError {
  return new AppError('signInRefused', 'The account that signed in belongs to another tenant.', {
    fix: 'Sign in with an account of the tenant that is worked on.',
    step: 'tenant',
  })
}
