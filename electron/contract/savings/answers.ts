import { z } from 'zod'
import { decisionKinds, outcomes, renewalDecisions } from './names.ts'

const day = z.string().regex(/^\d{4}-\d{2}-\d{2}$/)

/**
 * Money of a year in one currency, rounded to its decimals. Amounts of different currencies are never
 * added.
 */
export const Money = z.strictObject({ currency: z.string(), amount: z.number() })
export type Money = z.infer<typeof Money>

/** What the rules leave to the person. Days are whole days; `reserve` counts seats per product id. */
export const SavingsSettingsInput = z.strictObject({
  idleDays: z.int().min(30).max(180),
  graceDays: z.int().min(0).max(180),
  leaverDays: z.int().min(0).max(90),
  fitPercent: z.int().min(50).max(100),
  reserve: z.record(z.string(), z.int().min(0)),
  leadDays: z.int().min(0).max(90),
})
export type SavingsSettingsInput = z.infer<typeof SavingsSettingsInput>

const Figure = z.strictObject({ seats: z.int(), money: z.array(Money) })
export type SavingsFigure = z.infer<typeof Figure>

/** What is asked for of a product, in seats. */
export const ProductDemand = z.strictObject({
  /** Users whose group gives the product and for whom no seat was left (`CountViolation`). */
  waiting: z.int(),
  /** Users who are to come, as entered. */
  joiners: z.int(),
  /** All that is asked for: waiting, assigned beyond the bought seats, and joiners. */
  seats: z.int(),
  /** How many of them unassigned seats meet, without those that are kept. */
  now: z.int(),
  /** And once certain and strong claims are given up. */
  after: z.int(),
  /** What the seats of `after` would cost in a year if they were bought; null without a price. */
  avoided: Money.nullable(),
})
export type ProductDemand = z.infer<typeof ProductDemand>

/** The same of all products. */
const SavingsDemand = ProductDemand.pick({ seats: true, now: true, after: true }).extend({
  money: z.array(Money),
  /** Seats of `after` without a price, which are in no money. */
  unpriced: z.int(),
})
export type SavingsDemand = z.infer<typeof SavingsDemand>

/** What the seats of each class cost in a year, in one currency; together what the bought seats cost. */
const ClassCosts = z.strictObject({
  currency: z.string(),
  certain: z.number(),
  strong: z.number(),
  weak: z.number(),
  inUse: z.number(),
  tooNew: z.number(),
  leftOut: z.number(),
  notJudged: z.number(),
  unassigned: z.number(),
})
export type ClassCosts = z.infer<typeof ClassCosts>

/** How the seats of a product are divided: the classes add up to `assigned`. */
export const TrustLine = z.strictObject({
  skuId: z.string(),
  partNumber: z.string(),
  productName: z.string(),
  certain: z.int(),
  strong: z.int(),
  weak: z.int(),
  inUse: z.int(),
  tooNew: z.int(),
  leftOut: z.int(),
  notJudged: z.int(),
  assigned: z.int(),
  /** Usable and grace seats; null where Graph does not say. */
  bought: z.int().nullable(),
  unassigned: z.int(),
  /** Seats that somebody else can get once the certain and strong claims are given up. */
  freeAfter: z.int(),
  over: z.int(),
  isPriced: z.boolean(),
  /** Very many seats, hardly any of them used, no price and no answer yet: perhaps nobody pays for them. */
  looksFree: z.boolean(),
  demand: ProductDemand,
  /** Null without a price of the day, and with prices in several currencies. */
  costs: ClassCosts.nullable(),
})
export type TrustLine = z.infer<typeof TrustLine>

/** What no rule looks at by itself. */
const KeptOut = z.strictObject({
  /** Products that are no paid seats of users, by their kind, with how many seats of them are assigned. */
  products: z.array(
    z.strictObject({
      kind: z.enum(['paid', 'free', 'trial', 'capacity', 'device']),
      products: z.int(),
      seats: z.int(),
    }),
  ),
  /** Users with licenses whose account is one of a room or a phone. */
  resourceAccounts: z.int(),
})
export type KeptOut = z.infer<typeof KeptOut>

export const SavingsSummary = z.strictObject({
  /** The day of the sync that was judged; null before the first one. */
  judgedDay: day.nullable(),
  settings: SavingsSettingsInput,
  /**
   * Unassigned seats, and claims that are certain or strong: what a year of seats costs that nobody seems
   * to need.
   */
  exposure: Figure,
  /** Weak claims: to look into, and in no other figure. */
  toLookInto: Figure,
  leftOut: z.strictObject({ seats: z.int(), money: z.array(Money), exclusions: z.int() }),
  rules: z.array(z.strictObject({ rule: z.string(), certain: Figure, strong: Figure, weak: Figure })),
  lines: z.array(TrustLine),
  /** Paid products that have a price, of all paid products. */
  priced: z.int(),
  paid: z.int(),
  reports: z.array(z.strictObject({ report: z.string(), refreshDate: day.nullable(), status: z.string() })),
  demand: SavingsDemand,
  keptOut: KeptOut,
})
export type SavingsSummary = z.infer<typeof SavingsSummary>

export const WorkList = z.strictObject({
  decisions: z.array(
    z.strictObject({
      decisionId: z.int(),
      userId: z.string(),
      userPrincipalName: z.string().nullable(),
      displayName: z.string().nullable(),
      skuId: z.string(),
      productName: z.string(),
      decision: z.enum(decisionKinds),
      target: z.string().nullable(),
      note: z.string().nullable(),
      decidedAt: z.string(),
      outcome: z.enum(outcomes),
      goneOn: day.nullable(),
      money: Money.nullable(),
    }),
  ),
  /** Figures that are never added, see docs/savings.md. */
  noLongerIdle: z.array(Money),
  saved: z.array(Money),
  savedPerYear: z.array(Money),
  /** Reclaimed seats that others got while no other was free, and their price since. */
  purchaseAvoided: z.strictObject({ seats: z.int(), money: z.array(Money) }),
})
export type WorkList = z.infer<typeof WorkList>

/** What is to become of a subscription on its next day; `seats` is what it is cut to. */
export const RenewalDecision = z.strictObject({
  kind: z.enum(renewalDecisions),
  seats: z.int().min(0).nullable(),
  note: z.string().max(2000).nullable(),
  decidedAt: z.string(),
  /** The day that it was decided for: a later one asks again. */
  forDay: day.nullable(),
})
export type RenewalDecision = z.infer<typeof RenewalDecision>

/** What can leave the bill of a subscription by its next day. */
export const RenewalPlan = z.array(
  z.strictObject({
    subscriptionId: z.string(),
    skuId: z.string(),
    productName: z.string(),
    totalLicenses: z.int().nullable(),
    nextDay: day.nullable(),
    decideBy: day.nullable(),
    /** Of a direct agreement the last day on which seats can still be given back. */
    lastDay: day.nullable(),
    isOverdue: z.boolean(),
    /** Seats that are free or decided, with the difference of the prices where another product comes. */
    firm: Figure,
    /** After these: certain and strong claims that nobody has decided about. */
    open: Figure,
    /** How many seats to renew if both leave; null where the seats are not known or it is not enabled. */
    renew: z.int().nullable(),
    /** Whether unused seats are about to be committed again, and nothing was decided. */
    isDue: z.boolean(),
    decision: RenewalDecision.nullable(),
  }),
)
export type RenewalPlan = z.infer<typeof RenewalPlan>
