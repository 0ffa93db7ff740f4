import { z } from 'zod'
import { Money } from './answers.ts'

const day = z.string().regex(/^\d{4}-\d{2}-\d{2}$/)

const Signal = z.strictObject({
  key: z.string(),
  value: z.string().nullable(),
  /** The report or call that it comes from. */
  source: z.string(),
  asOf: z.string().nullable(),
  /** Whether it speaks for the claim, against it, or says nothing. */
  speaks: z.enum(['for', 'against', 'unknown', 'neutral']),
  /** A day that belongs to the value: since when nothing is on record, from when the seat is judged. */
  since: day.nullable(),
  /** Of an app with a date the days from it to the day up to which it is known. */
  days: z.int().nullable(),
  /** Of a size how much there may be, in bytes. */
  limit: z.number().nullable(),
  /** `failed`: an attempt that did not succeed. `orEarlier`: the report has one date for several apps. */
  note: z.enum(['failed', 'orEarlier', 'notRecorded']).nullable(),
})

/**
 * What a sync noticed of a seat and its user, with the words of the view `v_changes`; `decided` and
 * `withdrawn` with the decision as their detail; `assigned` by the group in the detail, or directly;
 * `first_seen`, `account_made`, `account_enabled` and `account_disabled`.
 */
export const SeatEvent = z.strictObject({
  at: z.string(),
  kind: z.string(),
  productName: z.string().nullable(),
  fromProductName: z.string().nullable(),
  detail: z.string().nullable(),
  note: z.string().nullable(),
  /** Who decided. */
  by: z.string().nullable(),
})

/** A pair of service plans that somebody added to the ladder, as far as a claim rests on it. */
const AddedRung = z.strictObject({
  lower: z.string(),
  higher: z.string(),
  note: z.string().nullable(),
  by: z.string().nullable(),
  at: z.string(),
})

/** Everything that is known of a seat beside its claim, each signal with where it comes from and its day. */
export const Evidence = z.strictObject({
  userId: z.string(),
  skuId: z.string(),
  displayName: z.string().nullable(),
  userPrincipalName: z.string().nullable(),
  productName: z.string(),
  class: z.string(),
  rule: z.string().nullable(),
  grade: z.string().nullable(),
  also: z.array(z.string()),
  reason: z.string().nullable(),
  target: z.string().nullable(),
  money: Money.nullable(),
  /** The next day of any subscription of the product that is enabled and no trial. */
  nextDay: day.nullable(),
  /** In which figure of the renewals the seat counts, and on which day it leaves the bill; null in none. */
  leaves: z.strictObject({ figure: z.enum(['firm', 'open']), day: day.nullable() }).nullable(),
  /** The days without use that count as idle. */
  idleDays: z.int(),
  /** Keys of the kinds of evidence that carry the claim. */
  carriedBy: z.array(z.string()),
  since: z.string().nullable(),
  watchedSince: z.string().nullable(),
  /** Of a seat that is too new: the day of the reports from which on it is judged. */
  judgedFrom: day.nullable(),
  /** By what a claim is hidden: an exclusion with its reason, or a postponement without one. */
  leftOut: z
    .strictObject({
      reason: z.string().nullable(),
      note: z.string().nullable(),
      until: day.nullable(),
      reviewOn: day.nullable(),
    })
    .nullable(),
  signals: z.array(Signal),
  /** Keys of the reasons why the claim could be wrong; what is never read comes first. */
  doubts: z.array(z.string()),
  plans: z.array(
    z.strictObject({
      name: z.string(),
      isOn: z.boolean(),
      shownBy: z.array(z.string()),
      /** `blind`: no report could show it. `not_measured`: one could, and says nothing of this user. */
      use: z.enum(['date', 'none_on_record', 'newcomer', 'not_measured', 'blind']),
      lastUse: day.nullable(),
      /** What gives it as well: the same plan in another product, a higher one, or a lower one instead. */
      keptBy: z.strictObject({ product: z.string(), plan: z.string(), isLower: z.boolean() }).nullable(),
      /** A companion of a suite that hardly anybody misses. */
      isMinor: z.boolean(),
    }),
  ),
  /** Of a seat in use: why each smaller product with a price would not do. */
  smaller: z.array(
    z.strictObject({
      product: z.string(),
      reasons: z.array(
        z.strictObject({
          kind: z.enum(['desktop', 'activated', 'mailbox', 'oneDrive', 'archive', 'loses', 'unknown']),
          /** Of what is stored, in bytes, with what the smaller product holds. */
          size: z.number().nullable(),
          limit: z.number().nullable(),
          /** The plans that would be lost. */
          plans: z.array(z.string()),
        }),
      ),
    }),
  ),
  ways: z.array(
    z.strictObject({
      groupId: z.string().nullable(),
      state: z.string().nullable(),
      error: z.string().nullable(),
      assignedAt: z.string().nullable(),
      /** Of a group: the names of what else the user gets by it. */
      otherProducts: z.array(z.string()),
    }),
  ),
  /** Of a seat that another product covers: the added pairs without which it would not. */
  addedRungs: z.array(AddedRung),
  timeline: z.array(SeatEvent),
})
export type Evidence = z.infer<typeof Evidence>
