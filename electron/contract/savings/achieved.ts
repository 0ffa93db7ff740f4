import { z } from 'zod'
import { Money } from './answers.ts'
import { outcomes } from './names.ts'

/** What became of a month's seats by the end of the next one, both judged by the thresholds of today. */
export const SeatMonth = z.strictObject({
  /** `YYYY-MM` of the later month. */
  month: z.string(),
  /** Active at both ends. */
  retained: z.int(),
  /** Idle, then active. */
  reactivated: z.int(),
  /** Active, then idle. */
  lapsed: z.int(),
  /** Held, then not held any more. */
  reclaimed: z.int(),
  stillIdle: z.int(),
  /** Not measured at one of the ends. */
  notComparable: z.int(),
  /** Not held at the earlier end; in no other count. */
  newlyAssigned: z.int(),
})
export type SeatMonth = z.infer<typeof SeatMonth>

/** From assignment to first use, of seats whose assignment was seen and which are thirty days old. */
export const FirstUse = z.strictObject({
  skuId: z.string(),
  productName: z.string(),
  seats: z.int(),
  /** Null: more than half of the seats were not used so far. */
  medianDays: z.int().nullable(),
  /** Seats used within so many days, ascending; each step holds those before it. */
  within: z.array(z.strictObject({ days: z.int(), seats: z.int() })),
})
export type FirstUse = z.infer<typeof FirstUse>

/** What came of the decisions. The amounts are three lines that are never added. */
export const Achieved = z.strictObject({
  /** `YYYY-MM-DD`, up to which days are counted. */
  asOf: z.string(),
  outcomes: z.array(z.strictObject({ outcome: z.enum(outcomes), seats: z.int() })),
  noLongerIdle: z.array(Money),
  purchaseAvoided: z.strictObject({ seats: z.int(), money: z.array(Money) }),
  saved: z.array(Money),
  savedPerYear: z.array(Money),
  /** Per currency how the savings grew: what was saved up to each day, and the yearly rate from it on. */
  steps: z.array(
    z.strictObject({
      currency: z.string(),
      points: z.array(z.strictObject({ date: z.string(), saved: z.number(), perYear: z.number() })),
    }),
  ),
  months: z.array(SeatMonth),
  firstUse: z.array(FirstUse),
})
export type Achieved = z.infer<typeof Achieved>
