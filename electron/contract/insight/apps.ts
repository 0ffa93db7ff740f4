import { z } from 'zod'
import { Figure, UsageState } from './figure.ts'

/**
 * How many of those who have an app use it. `base` are enabled members whose plan is on and whom the app's
 * report names; the counts of the windows nest. An app that no plan of the tenant gives has a base of 0.
 */
export const AppUse = z.strictObject({
  app: z.string(),
  title: z.string(),
  /** `YYYY-MM-DD`, the newest day that the app's reports are about; its windows end with it. */
  asOf: z.string(),
  base: z.int(),
  active: z.strictObject({ d7: z.int(), d30: z.int(), d90: z.int(), d180: z.int() }),
  /** Its report has one date for several apps, so that a day of last use is the latest that it can be. */
  sharesDay: z.boolean(),
  /**
   * The report has one date for several apps. Where its period of a window, which tells each app by itself,
   * is not there or is about another day, the count is the most that it can be.
   */
  atMost: z.strictObject({ d7: z.boolean(), d30: z.boolean(), d90: z.boolean(), d180: z.boolean() }),
  neverUsed: Figure,
  /** Active within 30 days and not in the base: guests, disabled accounts, users without the plan. */
  others: z.int(),
  /** The same told apart, and beside them names of nobody in the directory; null before the next sync. */
  othersAre: z
    .strictObject({ withoutPlan: z.int(), guests: z.int(), disabled: z.int(), unmatched: z.int() })
    .nullable(),
  /** Active users a day, as a mean of seven complete days and of the same weekdays four weeks before. */
  trend: z.strictObject({ now: z.number(), before: z.number() }).nullable(),
})
export type AppUse = z.infer<typeof AppUse>

export const AppsUse = z.strictObject({
  usage: UsageState,
  /** `YYYY-MM-DD`, the newest day of all apps. */
  activityAsOf: z.string().nullable(),
  /** How many days the oldest of the apps is behind the newest. */
  daysApart: z.int(),
  /** `YYYY-MM-DD`, since when a use would have been seen; null where that is not known. */
  watchedSince: z.string().nullable(),
  /** Apps that somebody has and of which no use is known, with the day up to which it was. */
  unmeasured: z.array(
    z.strictObject({
      app: z.string(),
      title: z.string(),
      gap: z.enum(['not_granted', 'report_missing', 'concealed']),
      until: z.string().nullable(),
    }),
  ),
  apps: z.array(AppUse),
})
export type AppsUse = z.infer<typeof AppsUse>

/** One app by platform and by department. */
export const OneAppUse = z.strictObject({
  /**
   * Users by where they used the app; empty where its report does not say. `platformDays` is the period of
   * the report: that of the window where it has come.
   */
  platforms: z.array(z.strictObject({ platform: z.string(), users: z.int() })),
  platformDays: z.int().nullable(),
  /**
   * The most lost users first: those who used it within the next longer window and not within this one, null
   * where no report reaches as far. `department` null: users without one.
   */
  departments: z.array(
    z.strictObject({
      department: z.string().nullable(),
      base: z.int(),
      active: z.int(),
      lost: z.int().nullable(),
      neverUsed: z.int(),
    }),
  ),
})
export type OneAppUse = z.infer<typeof OneAppUse>
