import { z } from 'zod'
import { Money } from '../savings/answers.ts'
import { DayValue, Figure, UsageState } from './figure.ts'

/**
 * Seats of paid products for users. `active + inactive + notMeasured` are the seats that users hold, without
 * known use `held` stands alone. `bought + overAssigned = held + unassigned + difference`.
 */
export const SeatFigures = z.strictObject({
  bought: Figure,
  held: Figure,
  active: Figure.nullable(),
  inactive: Figure.nullable(),
  /** Seats of guests whom no usage report names; null where nothing of the use is known. */
  notMeasured: Figure.nullable(),
  unassigned: Figure,
  /** More seats assigned than bought, product by product. */
  overAssigned: Figure,
  /** Seats bought that are in their grace period. */
  warning: z.int(),
  /**
   * Seats that Microsoft counts as assigned beyond those that the retrieved users hold; negative for fewer.
   */
  difference: z.int(),
  /** Paid products of which Microsoft has not told the seats; they are in none of these figures. */
  withoutSeats: z.int(),
  free: Figure,
  trial: Figure,
  /** Products for rooms and shared devices, whose use no report shows. */
  device: Figure,
  /** Products for the whole company, of which nobody has a seat. */
  capacity: Figure,
})
export type SeatFigures = z.infer<typeof SeatFigures>

export const UserFigures = z.strictObject({
  licensed: Figure,
  /** Licensed users who were active within the 30 days; null while that is not known. */
  active: Figure.nullable(),
  inactive: Figure.nullable(),
  /** Users of the tenant who were active on a day, in any of its services. */
  perDay: z.array(DayValue),
})
export type UserFigures = z.infer<typeof UserFigures>

export const findingKinds = [
  'credentialEnds',
  'syncFailed',
  'overAssigned',
  'failedAssignments',
  'disabledWithLicenses',
  'inactiveUsers',
  'unassignedSeats',
  'redundantLicenses',
  'guestsWithLicenses',
  'heldTwice',
  'underLicensed',
] as const

/**
 * Something to do. `seats` says how many seats it is about; null where it is not about seats. `money` is what
 * the seats of it that nobody seems to need cost in a year, one amount per currency, none without prices:
 * findings are ordered by it, then by seats. `figure` null leads to a screen instead of rows; `days` is what
 * is left where a date presses.
 */
export const Finding = z.strictObject({
  kind: z.enum(findingKinds),
  seats: z.int().nullable(),
  money: z.array(Money),
  figure: Figure.nullable(),
  days: z.int().nullable(),
})
export type Finding = z.infer<typeof Finding>

export const HealthFigures = z.strictObject({
  /** Null before the first sync has ended. */
  lastRun: z
    .strictObject({
      status: z.enum(['succeeded', 'partial', 'failed', 'cancelled']),
      finishedAt: z.string(),
      failed: z.int(),
      notGranted: z.int(),
    })
    .nullable(),
  /** What did not agree in the newest sync that compared; null before there was one. */
  dataChecks: Figure.nullable(),
  /** Days left of the credential in use, negative once it has ended; null where nobody knows. */
  credentialDays: z.int().nullable(),
})
export type HealthFigures = z.infer<typeof HealthFigures>

/** A product with its seats. The rows behind `assigned` are those of its users. */
export const ProductSeats = z.strictObject({
  skuId: z.string(),
  name: z.string(),
  bought: z.int(),
  /** What its users hold. */
  assigned: Figure,
  active: z.int().nullable(),
  /** Assigned beyond what was bought. */
  over: z.int(),
})
export type ProductSeats = z.infer<typeof ProductSeats>

export const NextRenewal = z.strictObject({
  skuId: z.string().nullable(),
  name: z.string(),
  seats: z.int().nullable(),
  /** ISO 8601. */
  at: z.string(),
  daysLeft: z.int(),
})
export type NextRenewal = z.infer<typeof NextRenewal>

/** What the first screen says of a tenant. A part is null while what it stands on was never retrieved. */
export const Overview = z.strictObject({
  /** When licenses and users were retrieved, ISO 8601. */
  directoryAsOf: z.string().nullable(),
  /** `YYYY-MM-DD`, the newest day of use. */
  activityAsOf: z.string().nullable(),
  usage: UsageState,
  seats: SeatFigures.nullable(),
  users: UserFigures.nullable(),
  health: HealthFigures,
  findings: z.array(Finding),
  /** Those with the most seats first. */
  products: z.array(ProductSeats),
  /** How many paid products there are. */
  productCount: z.int(),
  /** Of paid products, the nearest first; null where renewals were never retrieved. */
  renewals: z.array(NextRenewal).nullable(),
})
export type Overview = z.infer<typeof Overview>
