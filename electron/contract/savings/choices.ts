import { z } from 'zod'
import { ExclusionInput } from './inputs.ts'
import { frontlineKinds } from './names.ts'

const connector = z.string().min(1).max(200)
const ofConnector = z.strictObject({ connector })
/** The exclusion that another one takes the place of: what of it is hidden is taken over. */
const renews = z.int().min(1).nullable().default(null)

/** What a line of a file of exclusions comes to before anything is stored. */
export const ExclusionFileLine = z.strictObject({
  /** The line's number in the file, from 1; the header is the first. */
  line: z.int(),
  status: z.enum([
    'ok',
    'everybody',
    'unknownProduct',
    'badReason',
    'badDay',
    'badRule',
    'hidden',
    'refused',
  ]),
  /** Whom or what it is about, as it was written. */
  about: z.string(),
  /** Null unless it can be stored. */
  exclusion: ExclusionInput.nullable(),
})
export type ExclusionFileLine = z.infer<typeof ExclusionFileLine>

const FrontlineMark = z.strictObject({ kind: z.enum(frontlineKinds), value: z.string().min(1).max(256) })
const planNames = z.array(z.string().max(200)).max(2000)

/**
 * What somebody says about plans that no report shows, and about who works without a desk: both decide
 * whether a smaller product would do.
 */
export const StatementsInput = z.strictObject({
  /** Names of the plans that are stated to be unused. */
  unused: planNames,
  /** All plans but these are unused; null where only `unused` holds. */
  allBut: planNames.nullable(),
  marks: z.array(FrontlineMark).max(2000),
})
export type StatementsInput = z.infer<typeof StatementsInput>

export const Statements = StatementsInput.extend({
  /** The plans of the paid products whose use no report shows. */
  plans: z.array(
    z.strictObject({ name: z.string(), friendlyName: z.string(), products: z.array(z.string()) }),
  ),
  /** What users of this tenant have, to choose marks from. */
  departments: z.array(z.string()),
  jobTitles: z.array(z.string()),
})
export type Statements = z.infer<typeof Statements>

/** The calls about whom and what is left out, and about what people say of plans. */
export const choiceSchemas = {
  'savings.previewExclusion': {
    input: ofConnector.extend({ exclusion: ExclusionInput, renews }),
    output: z.strictObject({
      /** Claims that it would hide today, and whose they are. */
      seats: z.int(),
      people: z.int(),
      /** Licensed users whom it fits, claims or not, of all licensed users. */
      fits: z.int(),
      licensed: z.int(),
      isEverybody: z.boolean(),
    }),
  },
  /** `everybody` confirms an exclusion that fits every licensed user, which is refused without it. */
  'savings.exclude': {
    input: ofConnector.extend({ exclusion: ExclusionInput, everybody: z.boolean().default(false), renews }),
    output: z.strictObject({ exclusionId: z.int() }),
  },
  /** Stores all of them, or none. */
  'savings.excludeAll': {
    input: ofConnector.extend({
      exclusions: z.array(ExclusionInput).min(1).max(10_000),
      everybody: z.boolean().default(false),
    }),
    output: z.strictObject({ made: z.int() }),
  },
  /** What a file or pasted cells with exclusions would bring, line by line; nothing is stored. */
  'savings.readExclusions': {
    input: ofConnector.extend({ text: z.string().max(4_000_000) }),
    output: z.strictObject({ lines: z.array(ExclusionFileLine) }),
  },
  'savings.endExclusion': { input: ofConnector.extend({ exclusionId: z.int() }), output: z.null() },
  'savings.statements': { input: ofConnector, output: Statements },
  'savings.setStatements': {
    input: ofConnector.extend({ statements: StatementsInput }),
    output: z.null(),
  },
} as const
