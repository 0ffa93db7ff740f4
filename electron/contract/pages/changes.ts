import { z } from 'zod'
import { Money } from '../savings/answers.ts'

/**
 * One line of what syncs noticed. `kind` and `detail` as in the view `v_changes`; products by their names.
 */
export const UserChange = z.strictObject({
  at: z.string(),
  kind: z.string(),
  skuId: z.string().nullable(),
  productName: z.string().nullable(),
  /** The product that was lost, where two were swapped. */
  fromProductName: z.string().nullable(),
  detail: z.string().nullable(),
})
export type UserChange = z.infer<typeof UserChange>

/** What came of a user or a license between two days, whatever happened in between. */
export const changeGroups = ['came', 'left', 'gained', 'lost', 'swapped', 'disabled', 'enabled'] as const
export type ChangeGroup = (typeof changeGroups)[number]

export const ChangeRow = z.strictObject({
  userId: z.string(),
  userPrincipalName: z.string().nullable(),
  /** Null of users who have left: only their sign-in name is kept. */
  displayName: z.string().nullable(),
  skuId: z.string().nullable(),
  productName: z.string().nullable(),
  fromProductName: z.string().nullable(),
  /** When it was noticed last, ISO 8601 UTC. */
  at: z.string(),
})
export type ChangeRow = z.infer<typeof ChangeRow>

export const ProductChange = z.strictObject({
  skuId: z.string(),
  productName: z.string(),
  isFree: z.boolean(),
  /** Users who hold it on the last day and did not on the first, and the other way round. */
  gained: z.int(),
  lost: z.int(),
  /**
   * Bought seats on the two days, where the history has them: with those in grace where they are known of
   * both days, else without them on both.
   */
  boughtBefore: z.int().nullable(),
  boughtAfter: z.int().nullable(),
  /** What the seats bought or cut between them cost in a year at the price of today; null without one. */
  boughtCost: Money.nullable(),
})
export type ProductChange = z.infer<typeof ProductChange>

export const ChangesAnswer = z.strictObject({
  /** Every day with a sync that brought data, ascending, `YYYY-MM-DD`, with how many changes it noticed. */
  days: z.array(z.strictObject({ date: z.string(), changes: z.int() })),
  /** The days that are compared; null where there are not two. */
  from: z.string().nullable(),
  to: z.string().nullable(),
  groups: z.array(
    z.strictObject({
      group: z.enum(changeGroups),
      count: z.int(),
      /** The first of them by name, at most as many as were asked for. */
      rows: z.array(ChangeRow),
    }),
  ),
  /** The greatest change first. */
  products: z.array(ProductChange),
})
export type ChangesAnswer = z.infer<typeof ChangesAnswer>
