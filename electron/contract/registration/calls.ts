import { z } from 'zod'
import { WireError } from '../errors.ts'
import { ConsentCheck, ConsentRequest, ConsentState } from './consent.ts'
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
  /** The newest one, also after its end; null before the first. */
  'consent.state': { input: Nothing, output: ConsentState.nullable() },
  'consent.stop': { input: Nothing, output: ConsentState.nullable() },
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
  /** What an AADSTS code means that a person has read on Microsoft's page; null where the text has none. */
  'signIn.explain': { input: z.strictObject({ text: z.string().max(4000) }), output: WireError.nullable() },
}

export const registrationEventSchemas = {
  'consent.changed': ConsentState,
  'registration.changed': RegistrationSession,
}
