import { z } from 'zod'
import { exclusionReasons, pricePeriods, subscriptionChannels, subscriptionTerms } from './names.ts'

const day = z.string().regex(/^\d{4}-\d{2}-\d{2}$/)

/** A price as it is edited: `amount` is a decimal text with a point. */
export const PriceInput = z.strictObject({
  skuId: z.string().max(100),
  subscriptionId: z.string().max(100).nullable(),
  amount: z.string().regex(/^\d{1,9}(\.\d{1,4})?$/),
  currency: z.string().regex(/^[A-Z]{3}$/),
  per: z.enum(pricePeriods),
  validFrom: day.nullable(),
  validTo: day.nullable(),
  note: z.string().max(2000).nullable(),
})
export type PriceInput = z.infer<typeof PriceInput>

/** What the person adds about a subscription; null where nothing is known. */
export const SubscriptionFact = z.strictObject({
  subscriptionId: z.string().min(1).max(100),
  term: z.enum(subscriptionTerms).nullable(),
  channel: z.enum(subscriptionChannels).nullable(),
  /** Seats that the contract asks for at least. */
  minLicenses: z.int().min(0).max(9_999_999).nullable(),
})
export type SubscriptionFact = z.infer<typeof SubscriptionFact>

/**
 * What the next dates of a subscription suggest of its term, never more than a guess. `term` is null where
 * they only say that it is not a month; else the date moved from `from` to `to`.
 */
export const TermGuess = z.strictObject({
  term: z.enum(subscriptionTerms).nullable(),
  from: day.nullable(),
  to: day,
})
export type TermGuess = z.infer<typeof TermGuess>

export const PriceList = z.strictObject({
  prices: z.array(PriceInput),
  products: z.array(
    z.strictObject({
      skuId: z.string(),
      partNumber: z.string(),
      name: z.string(),
      /** As in `v_licenses`; `target` where the tenant does not have it and it could replace another. */
      kind: z.string(),
      bought: z.int().nullable(),
      subscriptions: z.array(
        SubscriptionFact.extend({
          seats: z.int().nullable(),
          nextDay: day.nullable(),
          guess: TermGuess.nullable(),
        }),
      ),
    }),
  ),
})
export type PriceList = z.infer<typeof PriceList>

export const PriceFileLine = z.strictObject({
  line: z.int(),
  status: z.string(),
  product: z.string(),
  price: PriceInput.nullable(),
})

/** Whom and what to leave out: all that is given must match. */
export const ExclusionInput = z.strictObject({
  userId: z.string().max(100).nullable().default(null),
  upnPattern: z.string().min(1).max(256).nullable().default(null),
  department: z.string().max(256).nullable().default(null),
  groupId: z.string().max(100).nullable().default(null),
  skuId: z.string().max(100).nullable().default(null),
  rule: z.string().max(4).nullable().default(null),
  reason: z.enum(exclusionReasons),
  note: z.string().max(2000).nullable().default(null),
  from: day.nullable().default(null),
  until: day.nullable().default(null),
  reviewOn: day.nullable().default(null),
})
export type ExclusionInput = z.infer<typeof ExclusionInput>
