import { z } from 'zod'
import { UsageState } from '../insight/figure.ts'
import { exclusionReasons } from '../savings/names.ts'
import { UserChange } from './changes.ts'

const text = z.string().nullable()
/** 0 or 1, null where Graph gave none. */
const flag = z.int().nullable()

/** One way in which a product came to a user: directly (`groupId` null) or through a group. */
export const LicenseWay = z.strictObject({
  groupId: text,
  state: text,
  error: text,
  /** When the assignment was processed last, ISO 8601 UTC. */
  updatedAt: text,
})

export const UserLicense = z.strictObject({
  skuId: z.string(),
  partNumber: text,
  productName: z.string(),
  /** False where every way to it failed: the user does not hold it. */
  isHeld: z.boolean(),
  ways: z.array(LicenseWay),
  /** The service plans that are switched off for this user, by their readable names. */
  plansOff: z.array(z.string()),
})
export type UserLicense = z.infer<typeof UserLicense>

export const UserApp = z.strictObject({
  app: z.string(),
  /** `YYYY-MM-DD`. */
  lastActivityDate: z.string(),
  reportRefreshDate: text,
  /** The days on which the user is known to have used the app, ascending; within the last 180 days. */
  days: z.array(z.string()),
  platforms: z.array(z.string()),
})
export type UserApp = z.infer<typeof UserApp>

/** Why something of a user is left out of the savings, and until when. */
export const UserExclusion = z.strictObject({
  exclusionId: z.int(),
  reason: z.enum(exclusionReasons),
  note: text,
  /** The last day, or the day of review, `YYYY-MM-DD`. */
  endsOn: z.string(),
  isReview: z.boolean(),
  /** What narrows it, or whom else it is about: a product, a rule, a pattern; null for all of the user. */
  about: text,
  /** Whether it names this user, so that its end changes nothing for others. */
  isOwn: z.boolean(),
})
export type UserExclusion = z.infer<typeof UserExclusion>

export const UserPage = z.strictObject({
  userId: z.string(),
  userPrincipalName: text,
  displayName: text,
  mail: text,
  accountEnabled: flag,
  /** Since when the account has been disabled as far as the syncs have seen it change, ISO 8601 UTC. */
  disabledSince: text,
  userType: text,
  department: text,
  jobTitle: text,
  companyName: text,
  officeLocation: text,
  city: text,
  country: text,
  usageLocation: text,
  createdAt: text,
  onPremisesSync: flag,
  isResourceAccount: flag,
  /** The exclusions in force that leave something of the user out of the savings, the last to end first. */
  leftOut: z.array(UserExclusion),
  /** The user's page in the Microsoft Entra admin center; null for the demo tenant. */
  entraUrl: text,
  signIns: z.strictObject({
    state: z.enum(['known', 'notGranted', 'licenseMissing', 'missing']),
    lastInteractiveAt: text,
    lastNonInteractiveAt: text,
    lastSuccessfulAt: text,
  }),
  licenses: z.array(UserLicense),
  use: z.strictObject({
    state: UsageState,
    /** The 180 days of the strip end with it, `YYYY-MM-DD`. */
    until: text,
    apps: z.array(UserApp),
  }),
  activations: z.array(
    z.strictObject({
      productType: z.string(),
      platform: z.string(),
      activations: z.int(),
      lastActivatedDate: text,
    }),
  ),
  /** The newest first. */
  changes: z.array(UserChange),
})
export type UserPage = z.infer<typeof UserPage>
