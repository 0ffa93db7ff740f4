import { z } from 'zod'
import { Achieved } from './achieved.ts'
import { RenewalDecision, RenewalPlan, SavingsSettingsInput, SavingsSummary, WorkList } from './answers.ts'
import { choiceSchemas } from './choices.ts'
import { Evidence } from './evidence.ts'
import { exportSchemas } from './exports.ts'
import { ExclusionInput, PriceFileLine, PriceInput, PriceList, SubscriptionFact } from './inputs.ts'
import { ladderSchemas } from './ladder.ts'
import { LastUse } from './last-use.ts'
import { decisionKinds } from './names.ts'
import { planSchemas } from './plan.ts'

const day = z.string().regex(/^\d{4}-\d{2}-\d{2}$/)
const connector = z.string().min(1).max(200)
const seat = z.strictObject({ userId: z.string().max(100), skuId: z.string().max(100) })
const ofConnector = z.strictObject({ connector })

/** The calls about savings, by method. */
export const savingsSchemas = {
  'savings.summary': { input: ofConnector, output: SavingsSummary },
  'savings.evidence': {
    input: ofConnector.extend({ userId: z.string().max(100), skuId: z.string().max(100) }),
    output: Evidence,
  },
  'savings.changeSettings': {
    input: ofConnector.extend({ settings: SavingsSettingsInput }),
    output: z.null(),
  },
  /** For how many users who are to come a product is asked for; 0 takes it back. */
  'savings.setJoiners': {
    input: ofConnector.extend({ skuId: z.string().min(1).max(100), seats: z.int().min(0).max(999_999) }),
    output: z.null(),
  },
  /** A product that looks like a free pool is none: nobody is asked about it again. */
  'savings.notFree': { input: ofConnector.extend({ skuId: z.string().min(1).max(100) }), output: z.null() },
  'savings.prices': { input: ofConnector, output: PriceList },
  'savings.setPrices': {
    input: ofConnector.extend({ prices: z.array(PriceInput).max(5000) }),
    output: z.null(),
  },
  /** Replaces what is known of the given subscriptions; all of them or none. */
  'savings.setSubscriptionFacts': {
    input: ofConnector.extend({ facts: z.array(SubscriptionFact).max(5000) }),
    output: z.null(),
  },
  'savings.readPrices': {
    input: ofConnector.extend({
      text: z.string().max(2_000_000),
      currency: z.string().regex(/^[A-Z]{3}$/),
      decimal: z.enum(['.', ',']).nullable(),
    }),
    output: z.strictObject({ lines: z.array(PriceFileLine), asksForDecimal: z.boolean() }),
  },
  'savings.exclusions': {
    input: ofConnector,
    output: z.array(
      ExclusionInput.extend({
        exclusionId: z.int(),
        madeAt: z.string(),
        madeBy: z.string().nullable(),
        endedAt: z.string().nullable(),
        seats: z.int(),
      }),
    ),
  },
  ...choiceSchemas,
  ...ladderSchemas,
  'savings.postpone': {
    input: ofConnector.extend({
      seats: z.array(seat).min(1).max(10_000),
      /** The last day, 90 days ahead at most. */
      until: day,
    }),
    output: z.null(),
  },
  'savings.decide': {
    input: ofConnector.extend({
      seats: z.array(seat).min(1).max(10_000),
      decision: z.enum(decisionKinds),
      targetSkuId: z.string().max(100).nullable().default(null),
      note: z.string().max(2000).nullable().default(null),
      /** Of a seat to keep: the last day, half a year ahead when it is left out. */
      until: day.nullable().default(null),
    }),
    output: z.strictObject({ decided: z.int() }),
  },
  'savings.withdraw': {
    input: ofConnector.extend({ decisionIds: z.array(z.int()).min(1).max(10_000) }),
    output: z.null(),
  },
  'savings.workList': { input: ofConnector, output: WorkList },
  'savings.achieved': { input: ofConnector, output: Achieved },
  'savings.lastUse': { input: ofConnector, output: LastUse },
  'savings.renewals': { input: ofConnector, output: RenewalPlan },
  /** `decision` null takes it back. */
  'savings.decideRenewal': {
    input: ofConnector.extend({
      subscriptionId: z.string().min(1).max(100),
      decision: RenewalDecision.omit({ decidedAt: true }).nullable(),
    }),
    output: z.null(),
  },
  ...exportSchemas,
  ...planSchemas,
} as const
