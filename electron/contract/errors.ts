import { z } from 'zod'

/**
 * Every way in which the product can refuse or fail, as a stable name that windows, scripts and tests may
 * rely on. The sentence and the next step travel beside the code, see {@link WireError}.
 */
export const errorCodes = [
  'badRequest',
  'malformedId',
  'secretIsAnId',
  'fileMissing',
  'notFound',
  'nameTaken',
  'signInRefused',
  'secretMissing',
  'secretExpired',
  'consentMissing',
  'licenseMissing',
  'forbidden',
  'notInThisCloud',
  'offline',
  'tlsUntrusted',
  'timedOut',
  'throttled',
  'serviceUnavailable',
  'invalidAnswer',
  'foreignLink',
  'linkExpired',
  'syncRunning',
  'cancelled',
  'keychainUnavailable',
  'databaseDamaged',
  'databaseNewer',
  'diskFull',
  'readOnly',
  'engineStopped',
  'unexpected',
] as const

export type ErrorCode = (typeof errorCodes)[number]

/** An error as it leaves the engine: a code to branch on, a sentence to read and the next step to take. */
export const WireError = z.strictObject({
  code: z.enum(errorCodes),
  message: z.string(),
  fix: z.string(),
  /** The checklist step to go back to, where one is to blame. */
  step: z.string().nullable(),
  /**
   * Codes for a support case: AADSTS number, request id, correlation id, HTTP status. Never a token, secret
   * or name.
   */
  detail: z.record(z.string(), z.string()),
})
export type WireError = z.infer<typeof WireError>
