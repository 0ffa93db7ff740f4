import { z } from 'zod'
import { WireError } from '../errors.ts'
import { ConsentCheck, ConsentNews, ConsentQuestion, ConsentRequest, ConsentState } from './consent.ts'
import { PendingRotation } from './rotation.ts'
import { RegistrationAnswer, RegistrationRequest, RegistrationSession } from './session.ts'

const Nothing = z.strictObject({})
const ofSession = z.strictObject({ id: z.string().max(100) })

/**
 * The calls about consent and registration, by method. One consent is under way at most: beginning another
 * one stops it. A window opens the `address` that an answer names with `host.openLink`, or itself in a
 * browser, right after the person's click.
 */
export const registrationSchemas = {
  'consent.begin': { input: ConsentRequest, output: ConsentState },
  'consent.check': { input: ConsentCheck, output: ConsentState },
  /**
   * The newest one, also after its end; null before the first. A connector whose consent was asked for before
   * a restart is `pending` until it has come.
   */
  'consent.state': { input: ConsentQuestion, output: ConsentState.nullable() },
  /** Also ends the wait of the connector for somebody else's consent. */
  'consent.stop': { input: ConsentQuestion, output: ConsentState.nullable() },
  /** Consents that have come in the meantime and that nobody has taken note of. */
  'consent.news': { input: Nothing, output: z.array(ConsentNews) },
  /** Takes note of one, by its connector's id. */
  'consent.acknowledge': {
    input: z.strictObject({ connector: z.string().min(1).max(200) }),
    output: Nothing,
  },
  /** Opens the sign-in; one session is under way at most, and beginning another one ends it. */
  'registration.begin': { input: RegistrationRequest, output: RegistrationSession },
  /** The newest one, also after its end; null before the first. */
  'registration.state': { input: Nothing, output: RegistrationSession.nullable() },
  'registration.answer': {
    input: ofSession.extend({ answer: RegistrationAnswer }),
    output: RegistrationSession,
  },
  /** Takes back what the session has made, while `undoUntil` is not null. */
  'registration.undo': { input: ofSession, output: RegistrationSession },
  /** The rotations that were broken off, one for a connector at most. */
  'rotation.pending': { input: Nothing, output: z.array(PendingRotation) },
  /** What an AADSTS code means that a person has read on Microsoft's page; null where the text has none. */
  'signIn.explain': { input: z.strictObject({ text: z.string().max(4000) }), output: WireError.nullable() },
}

export const registrationEventSchemas = {
  'consent.changed': ConsentState,
  /** Somebody else has consented. At most once for each wait, also over restarts and among processes. */
  'consent.arrived': ConsentNews,
  'registration.changed': RegistrationSession,
}
