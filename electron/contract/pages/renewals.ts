import { z } from 'zod'

/**
 * `overdue`: its date has passed. `dated`: it has one to come. `undated`: free of charge, or Graph gave none.
 */
export const renewalStates = ['overdue', 'dated', 'undated'] as const

export const Renewal = z.strictObject({
  subscriptionId: z.string(),
  skuId: z.string().nullable(),
  partNumber: z.string().nullable(),
  productName: z.string(),
  /** `Enabled`, `Warning`, `Suspended`, … */
  status: z.string().nullable(),
  seats: z.int().nullable(),
  isTrial: z.boolean(),
  isFree: z.boolean(),
  state: z.enum(renewalStates),
  /** `YYYY-MM-DD`. */
  date: z.string().nullable(),
  /** Days from today; negative when it has passed. */
  daysLeft: z.int().nullable(),
  /** Of the whole product, all its subscriptions together; null where it is not known. */
  productSeats: z.int().nullable(),
  productAssigned: z.int().nullable(),
  productActive: z.int().nullable(),
  productInactive: z.int().nullable(),
})
export type Renewal = z.infer<typeof Renewal>

export const RenewalsAnswer = z.strictObject({
  /** `YYYY-MM-DD`. */
  today: z.string(),
  /** By date, those without one at the end. */
  renewals: z.array(Renewal),
  /** Why the list was never read; null once it was. */
  gap: z.enum(['notGranted', 'notOffered', 'failed', 'notYet']).nullable(),
})
export type RenewalsAnswer = z.infer<typeof RenewalsAnswer>
