import { z } from 'zod'
import { Money } from './answers.ts'
import { PriceInput } from './inputs.ts'

const day = z.string().regex(/^\d{4}-\d{2}-\d{2}$/)
const sku = z.string().max(100)
const Figure = z.strictObject({ seats: z.int(), money: z.array(Money) })

/** A question: what if these seats were given back, and these products replaced? */
export const PlanInput = z.strictObject({
  /** Claims of these rules and grades are given back. */
  rules: z.array(z.string().max(4)).max(20).default([]),
  grades: z
    .array(z.enum(['certain', 'strong', 'weak']))
    .max(3)
    .default(['certain', 'strong']),
  /** A use within so many days is a loss; a seat without one is idle. */
  idleDays: z.int().min(30).max(180).default(90),
  /** Seats that are younger are counted as unknown, and are no claims. */
  graceDays: z.int().min(0).max(180).default(30),
  scope: z
    .strictObject({
      department: z.string().max(256).nullable().default(null),
      country: z.string().max(256).nullable().default(null),
      groupId: z.string().max(100).nullable().default(null),
      /** Only claims on this product are given back. */
      skuId: sku.nullable().default(null),
    })
    .default({ department: null, country: null, groupId: null, skuId: null }),
  /** Products of which every seat of the scope is replaced; `price` takes the place of the stored one. */
  moves: z
    .array(
      z.strictObject({
        from: sku,
        to: sku,
        price: PriceInput.pick({ amount: true, currency: true, per: true }).nullable().default(null),
      }),
    )
    .max(5)
    .default([]),
  /** Plans that are taken as unused beside those that were stated. */
  unused: z.array(z.string().max(200)).max(2000).default([]),
  allBut: z.array(z.string().max(200)).max(2000).nullable().default(null),
  /** Seats per product that stay unassigned on purpose; null takes those of the settings. */
  reserve: z.record(z.string(), z.int().min(0)).nullable().default(null),
  /** Seats that a subscription's contract asks for, by its id, in the place of the known ones. */
  floors: z.record(z.string(), z.int().min(0)).default({}),
  /** The last day that counts; null for all. */
  horizon: day.nullable().default(null),
})
export type PlanInput = z.infer<typeof PlanInput>

/** Why a user stands against a replacement. A user is counted once: first loss, then block, then unknown. */
export const planVerdicts = ['loses', 'blocked', 'unknown', 'clean'] as const

export const PlanAnswer = z.strictObject({
  moves: z.array(
    z.strictObject({
      from: sku,
      to: sku,
      fromName: z.string(),
      toName: z.string(),
      people: z.int(),
      /** Seats of the scope that are not replaced, as this plan gives them back or somebody decided so. */
      leaving: z.int(),
      loses: z.int(),
      blocked: z.int(),
      unknown: z.int(),
      /** Seats of the target that have to be bought if everybody moves; free ones go to each once. */
      buy: z.int(),
      /** What one seat saves in a year; null without both prices in one currency. */
      perSeat: Money.nullable(),
    }),
  ),
  /** Everybody; without those who lose something or are blocked; also without the unknown. */
  totals: z.strictObject({ all: Figure, withoutLosers: Figure, clean: Figure }),
  /** Claims that are given back; they are no part of `totals`. */
  removed: Figure,
  /** Over all products, see `products`. */
  exposure: z.strictObject({ before: Figure, after: Figure }),
  products: z.array(
    z.strictObject({
      skuId: sku,
      name: z.string(),
      bought: z.int().nullable(),
      before: z.int(),
      after: z.int(),
      /** Seats that have to be bought, with the seats in reserve left alone. */
      buy: z.int(),
      /** What a year of seats costs that nobody seems to need, by the settings in force and with the plan. */
      exposureBefore: Figure,
      exposureAfter: Figure,
      /**
       * Per subscription what can leave its bill on its day, as decided today (the figures of the renewals)
       * and with this plan, and after it the certain and strong claims that nobody has decided about. A
       * seat in whose place another product comes counts with the difference of the prices.
       */
      byDate: z.array(
        z.strictObject({
          subscriptionId: z.string(),
          day: day.nullable(),
          before: Figure,
          after: Figure,
          openBefore: Figure,
          openAfter: Figure,
        }),
      ),
    }),
  ),
  /** The first users who are not clean, losers first. */
  people: z.array(
    z.strictObject({
      userId: z.string(),
      name: z.string(),
      fromName: z.string(),
      verdict: z.enum(planVerdicts),
      /** Names of plans that are used and would be lost. */
      loses: z.array(z.string()),
      blocked: z.array(z.enum(['mailbox', 'archive', 'oneDrive'])),
      unknown: z.array(z.enum(['blind', 'unmeasured', 'tooNew'])),
      blind: z.array(z.string()),
    }),
  ),
  /** Products that users of the scope hold beside each other and that one suite holds for less. */
  consolidation: z.array(
    z.strictObject({
      suite: z.string(),
      products: z.array(z.string()),
      people: z.int(),
      perPerson: Money,
      money: Money,
    }),
  ),
})
export type PlanAnswer = z.infer<typeof PlanAnswer>

/** A plan that was saved under a name, with what it came to on that day. */
export const SavedPlan = z.strictObject({
  name: z.string(),
  savedAt: z.string(),
  plan: PlanInput,
  totals: PlanAnswer.shape.totals,
  /** When decisions were made of it; null while there are none. */
  decidedAt: z.string().nullable(),
})
export type SavedPlan = z.infer<typeof SavedPlan>

const planName = z.string().trim().min(1).max(100)
const ofConnector = z.strictObject({ connector: z.string().min(1).max(200) })

export const planSchemas = {
  /** For whom a plan can be. */
  'savings.planChoices': {
    input: ofConnector,
    output: z.strictObject({
      departments: z.array(z.string()),
      countries: z.array(z.string()),
      /** Groups that license something; `users` of the product that most of their members have by them. */
      groups: z.array(z.strictObject({ groupId: z.string(), users: z.int(), products: z.array(z.string()) })),
    }),
  },
  'savings.plan': { input: ofConnector.extend({ plan: PlanInput }), output: PlanAnswer },
  /** Writes a plan's replacements down as decisions: of everybody, or only of those up to a verdict. */
  'savings.decidePlan': {
    input: ofConnector.extend({
      plan: PlanInput,
      which: z.enum(['all', 'withoutLosers', 'clean']),
      note: z.string().max(2000).nullable().default(null),
      /** The saved plan that it is, so that what came true is shown there. */
      name: planName.nullable().default(null),
    }),
    output: z.strictObject({ decided: z.int() }),
  },
  'savings.plans': {
    input: ofConnector,
    output: z.array(
      SavedPlan.extend({
        /** What later syncs saw of its decisions; `decided` is the sum of the other counts. */
        cameTrue: z.strictObject({
          decided: z.int(),
          /** Given back or replaced, with what a year of these seats comes to. */
          done: z.int(),
          doneMoney: z.array(Money),
          open: z.int(),
          /** Used since, or assigned again. */
          reconsider: z.int(),
          /** Taken back, or decided about in another way since. */
          withdrawn: z.int(),
        }),
      }),
    ),
  },
  'savings.savePlan': { input: ofConnector.extend({ name: planName, plan: PlanInput }), output: z.null() },
  'savings.deletePlan': { input: ofConnector.extend({ name: planName }), output: z.null() },
} as const
