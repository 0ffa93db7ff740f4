import { z } from 'zod'
import { ProductDemand } from '../savings/answers.ts'

const count = z.int().nullable()

/** Which seats of a product somebody else can get, and who asks for one. */
const ProductSeats = z.strictObject({
  /** Unassigned seats without those that are kept on purpose. */
  reassignable: z.int(),
  kept: z.int(),
  /** Seats that are free once those of certain and strong claims are given up. */
  freeAfter: z.int(),
  /** Seats assigned beyond the bought ones. */
  over: z.int(),
  demand: ProductDemand,
})
export type ProductSeats = z.infer<typeof ProductSeats>

export const ProductPage = z.strictObject({
  skuId: z.string(),
  partNumber: z.string(),
  productName: z.string(),
  status: z.string().nullable(),
  /** Enabled seats and those in their grace period; null where Graph gave none. */
  enabled: count,
  warning: count,
  suspended: count,
  lockedOut: count,
  consumed: count,
  /** Negative when over-assigned. */
  available: count,
  assignedUsers: z.int(),
  /** Null where no use is known. */
  activeUsers: count,
  inactiveUsers: count,
  unitPrice: z.number().nullable(),
  currency: z.string().nullable(),
  /** What it is to the figures: `paid`, `free`, `trial`, `capacity` (of the whole company) or `device`. */
  kind: z.string(),
  /** `YYYY-MM-DD`: the next date of a paid subscription that is not behind us, and the end of a trial. */
  nextRenewal: z.string().nullable(),
  trialUntil: z.string().nullable(),
  /** As *By product* of the savings says it; null for what is no paid product. */
  seatsForOthers: ProductSeats.nullable(),
  /** One for each day with a sync, ascending; `bought` null where its seats in grace are unknown. */
  history: z.array(z.strictObject({ date: z.string(), bought: count, assigned: z.int() })),
  /** How users come to it: `groupId` null for those who have it directly. The most users first. */
  ways: z.array(
    z.strictObject({
      groupId: z.string().nullable(),
      users: z.int(),
      onlyWay: z.int(),
      /** Why it failed for how many, the most first. */
      failed: z.array(
        z.strictObject({
          error: z.string().nullable(),
          users: z.int(),
          /** When the group was processed last, ISO 8601 UTC. */
          processedAt: z.string().nullable(),
        }),
      ),
    }),
  ),
  plans: z.array(
    z.strictObject({
      servicePlanId: z.string(),
      name: z.string(),
      servicePlanName: z.string(),
      status: z.string().nullable(),
      /** The app that shows whether the plan is used; null for plans that no report says anything of. */
      app: z.string().nullable(),
      /** Holders of the product who used that app within the 30 days that end with its report. */
      activeUsers: count,
      /** Holders for whom the plan is switched off. */
      switchedOff: z.int(),
    }),
  ),
})
export type ProductPage = z.infer<typeof ProductPage>
