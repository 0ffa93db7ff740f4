import { z } from 'zod'

const connector = z.string().min(1).max(200)

/** What is written down of the work list for people outside the app. */
export const exportSchemas = {
  /**
   * Writes PowerShell scripts that carry decisions out, at most 500 users each; `decisions` null takes all
   * that are open. A decision that no script can carry out comes with its reason.
   */
  'savings.exportScripts': {
    input: z.strictObject({
      connector,
      decisions: z.array(z.int().min(1)).max(10_000).nullable().default(null),
    }),
    output: z.strictObject({
      files: z.array(z.string()),
      people: z.int(),
      seats: z.int(),
      leftOut: z.array(
        z.strictObject({ decisionId: z.int(), reason: z.enum(['badId', 'targetNotHeld', 'usedSince']) }),
      ),
    }),
  },
  /** Writes the prices as a CSV file; with `unpriced` also an empty line for each product without one. */
  'savings.writePrices': {
    input: z.strictObject({ connector, unpriced: z.boolean().default(false) }),
    output: z.strictObject({ file: z.string(), rows: z.int() }),
  },
  /** A text per department about the seats that somebody is to be asked about. Nothing is sent. */
  'savings.letters': {
    input: z.strictObject({ connector }),
    output: z.array(z.strictObject({ department: z.string().nullable(), seats: z.int(), text: z.string() })),
  },
} as const
