import { z } from 'zod'
import { decisionKinds, outcomes } from '../../../contract/savings/names.ts'
import type { Reader, Writer } from '../../database/ports.ts'
import { sql } from '../../database/sql.ts'
import { AppError } from '../../errors.ts'
import { dayAfter } from '../../usage/catalogue/report-days.ts'
import { decisionCosts } from './decision-cost.ts'
import { addExclusion } from './exclusions.ts'
import { goneDayOfDecision, outcomeOfDecision } from './outcome.ts'

type DecisionKind = (typeof decisionKinds)[number]

/** A decision about some seats. */
export type Decision = {
  readonly seats: readonly { readonly userId: string; readonly skuId: string }[]
  readonly decision: DecisionKind
  /** The product to downgrade to; null takes the one of the claim. */
  readonly targetSkuId: string | null
  readonly note: string | null
  readonly decidedBy: string | null
  /** Of a seat to keep: the last day, `YYYY-MM-DD`; null: half a year ahead. */
  readonly until?: string | null
}

/** How long a seat that is to be kept is left out, in days. */
const keptDays = 180

/** What was known of a seat when it was decided. Decisions of earlier versions know less. */
export const Baseline = z.object({
  user_id: z.string(),
  sku_id: z.string(),
  class: z.string().optional(),
  rule: z.string().nullable(),
  grade: z.string().nullable(),
  also: z.string().nullable().optional(),
  target_sku_id: z.string().nullable(),
  cost_year: z.int().nullable(),
  currency: z.string().nullable(),
  since: z.string().nullable(),
  last_activity_date: z.string().nullable(),
  /** The newest day of the reports at that time. */
  activity_as_of: z.string().nullable().optional(),
  last_successful_at: z.string().nullable(),
  /** When sign-ins were retrieved; null where they are not known. */
  sign_ins_at: z.string().nullable().optional(),
  account_enabled: z.int().nullable(),
  enabled_units: z.int().nullable(),
  /** The thresholds that were changed, as JSON. */
  settings: z.string().nullable().optional(),
})
export type Baseline = z.infer<typeof Baseline>

/**
 * Writes a decision down for each seat, with what is known at that time, and what it saves: later syncs are
 * compared with it. A seat that is to be kept is left out for half a year.
 *
 * @param at ISO 8601 UTC
 * @returns how many seats it concerned; seats that nobody holds any more are left
 */
export function decide(writer: Writer, given: Decision, at: string): number {
  const { decision, targetSkuId, note, decidedBy } = given
  const until = given.until ?? dayAfter(at.slice(0, 10), keptDays)
  const costOf = decisionCosts(writer, at.slice(0, 10))
  let count = 0
  for (const { userId, skuId } of given.seats) {
    const known = writer.first(Baseline, baselineOf(userId, skuId))
    if (known === null) continue
    const target = decision === 'downgrade' ? (targetSkuId ?? smallerOf(known)) : null
    if (decision === 'downgrade' && target === null) throw noTarget()
    const cost = costOf(known, target)
    const baseline = { ...known, cost_year: cost?.sum ?? null, currency: cost?.currency ?? null }
    writer.run(sql`
      update decision set withdrawn_at = ${at} where user_id = ${userId} and sku_id = ${skuId} and withdrawn_at is null`)
    writer.run(sql`
      insert into decision (user_id, sku_id, decision, target_sku_id, note, decided_by, decided_at, baseline)
      values (${userId}, ${skuId}, ${decision}, ${target}, ${note}, ${decidedBy}, ${at}, ${JSON.stringify(baseline)})`)
    if (decision === 'keep') keep(writer, { userId, skuId, note, until }, decidedBy, at)
    count += 1
  }
  return count
}

/** What covers a product is no smaller one. */
const smallerOf = ({ rule, target_sku_id }: Baseline) => (rule === 'R8' ? target_sku_id : null)

type Kept = { userId: string; skuId: string; note: string | null; until: string }

function keep(writer: Writer, kept: Kept, by: string | null, at: string): void {
  const nothing = {
    upnPattern: null,
    department: null,
    groupId: null,
    rule: null,
    from: null,
    reviewOn: null,
  }
  addExclusion(writer, { ...nothing, ...kept, reason: 'agreed' }, by, at)
}

const baselineOf = (userId: string, skuId: string) => sql`
  select claim.user_id, claim.sku_id, claim.class, claim.rule, claim.grade, claim.also, claim.target_sku_id, claim.cost_year,
    claim.currency, claim.since, summary.last_activity_date, sign_in.last_successful_at, user.account_enabled, license.enabled_units,
    (select max(refresh_date) from judged_app where gap is null) as activity_as_of,
    (select succeeded_at from dataset_state where dataset = 'sign_in_activity' and problem is null) as sign_ins_at,
    (select value from meta where name = 'savings_settings') as settings
  from claim
  join user on user.user_id = claim.user_id
  left join user_summary as summary on summary.user_id = claim.user_id
  left join sign_in on sign_in.user_id = claim.user_id
  left join license on license.sku_id = claim.sku_id
  where claim.user_id = ${userId} and claim.sku_id = ${skuId}`

function noTarget(): AppError {
  return new AppError('badRequest', 'A downgrade needs the product that takes the place of this one.', {
    fix: 'Choose the smaller product, or decide to remove the license.',
  })
}

/** Takes a decision back; it stays in the list. Throws `notFound`. */
export function withdrawDecision(writer: Writer, decisionId: number, at: string): void {
  const done = writer.run(sql`
    update decision set withdrawn_at = ${at} where decision_id = ${decisionId} and withdrawn_at is null`)
  if (done === 0) {
    throw new AppError('notFound', `There is no decision ${decisionId} that could be taken back.`, {
      fix: 'Look at the work list again: it may have been taken back meanwhile.',
    })
  }
}

export type FollowUpResult = (typeof outcomes)[number]

export type FollowedDecision = {
  readonly decisionId: number
  readonly userId: string
  readonly skuId: string
  readonly decision: DecisionKind
  readonly decidedAt: string
  readonly outcome: FollowUpResult
  /** The day on which the seat was seen gone; null while it is held. */
  readonly goneOn: string | null
  /** What the seat cost in a year when it was decided; an integer of the years' scale. */
  readonly cost: { readonly sum: number; readonly currency: string } | null
}

const Followed = z.object({
  decision_id: z.int(),
  user_id: z.string(),
  sku_id: z.string(),
  decision: z.enum(decisionKinds),
  decided_at: z.string(),
  outcome: z.enum(outcomes),
  gone_day: z.string().nullable(),
  baseline: z.string(),
})

/** What the syncs after each decision saw, newest decision first. */
export function followUp(reader: Reader): FollowedDecision[] {
  const rows = reader.all(
    Followed,
    sql`
    select decided.decision_id, decided.user_id, decided.sku_id, decided.decision, decided.decided_at, decided.baseline,
      ${outcomeOfDecision} as outcome, ${goneDayOfDecision} as gone_day
    from decision as decided
    order by decided.decided_at desc, decided.decision_id desc`,
  )
  return rows.map(row => {
    const { cost_year, currency } = Baseline.parse(JSON.parse(row.baseline))
    return {
      decisionId: row.decision_id,
      userId: row.user_id,
      skuId: row.sku_id,
      decision: row.decision,
      decidedAt: row.decided_at,
      outcome: row.outcome,
      goneOn: row.gone_day,
      cost: cost_year === null || currency === null ? null : { sum: cost_year, currency },
    }
  })
}
