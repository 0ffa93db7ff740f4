import { z } from 'zod'

const connector = z.string().min(1).max(200)
const ofConnector = z.strictObject({ connector })
const planName = z.string().min(1).max(200)

/** What is to become of a pair of service plans, each by its name or id. */
export const RungChange = z.strictObject({
  lower: planName,
  higher: planName,
  /** True adds a pair, or switches one of the shipped ladder on again; false takes it away or off. */
  isOn: z.boolean(),
  note: z.string().max(2000).nullable().default(null),
})
export type RungChange = z.infer<typeof RungChange>

/** Who has the higher plan of a pair has what the lower one gives. */
const LadderRung = z.strictObject({
  lower: z.string(),
  higher: z.string(),
  lowerName: z.string(),
  higherName: z.string(),
  isShipped: z.boolean(),
  /** False only for a shipped pair that was switched off. */
  isOn: z.boolean(),
  /** Of a pair that was added or switched off: a note, who did it, and when. */
  note: z.string().nullable(),
  by: z.string().nullable(),
  at: z.string().nullable(),
})
export type LadderRung = z.infer<typeof LadderRung>

/** Which service plans stand above each other. */
export const PlanLadder = z.strictObject({
  /** `YYYY-MM-DD`, up to which the shipped pairs are known, and where they come from. */
  date: z.string(),
  source: z.string(),
  /** Those that were added come first. */
  rungs: z.array(LadderRung),
  /** What a pair can be made of. */
  plans: z.array(z.strictObject({ name: z.string(), friendlyName: z.string() })),
})
export type PlanLadder = z.infer<typeof PlanLadder>

/** The calls about the ladder of service plans. */
export const ladderSchemas = {
  'savings.ladder': { input: ofConnector, output: PlanLadder },
  /** All of the changes, or none. */
  'savings.changeLadder': {
    input: ofConnector.extend({ changes: z.array(RungChange).min(1).max(200) }),
    output: z.null(),
  },
} as const
