import { z } from 'zod'
import { ConsentCheck, ConsentRequest, ConsentState } from './consent.ts'

const Nothing = z.strictObject({})

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
}

export const registrationEventSchemas = { 'consent.changed': ConsentState }
