import { z } from 'zod'
import { hiddenText } from '../../../contract/entry/made-up-names.ts'
import { type PlanAnswer, type PlanInput, SavedPlan } from '../../../contract/savings/plan.ts'
import type { Output } from '../../../contract/schemas.ts'
import type { Reader, Writer } from '../../database/ports.ts'
import { sql } from '../../database/sql.ts'
import { AppError } from '../../errors.ts'
import { wireSums } from '../answers/wire-money.ts'
import { type FollowedDecision, type FollowUpResult, followUp } from '../choices/decisions.ts'
import { planChoices } from './choices.ts'

const Row = z.object({
  name: z.string(),
  savedAt: z.string(),
  plan: z.string(),
  totals: z.string(),
  decidedAt: z.string().nullable(),
  decidedBefore: z.string(),
})
const Times = z.array(z.string())

/** Outcomes of a seat that was given back or replaced. */
const doneOutcomes: readonly FollowUpResult[] = ['reclaimed', 'downgraded']

/** More plans than these nobody compares. */
const maxPlans = 50

type StoredPlan = { readonly plan: SavedPlan; readonly decidedAt: ReadonlySet<string> }

function readPlans(reader: Reader): StoredPlan[] {
  return reader
    .all(
      Row,
      sql`select name, saved_at as savedAt, plan, totals, decided_at as decidedAt, decided_before as decidedBefore
        from saved_plan order by saved_at desc, name`,
    )
    .map(({ plan, totals, decidedBefore, ...row }) => ({
      plan: SavedPlan.parse({ ...row, plan: JSON.parse(plan), totals: JSON.parse(totals) }),
      decidedAt: new Set([row.decidedAt ?? [], Times.parse(JSON.parse(decidedBefore))].flat()),
    }))
}

/** The saved plans, newest first, each with what later syncs saw of the decisions that were made of it. */
export function savedPlans(reader: Reader): Output<'savings.plans'> {
  const plans = readPlans(reader)
  const decisions = plans.some(({ decidedAt }) => decidedAt.size > 0) ? followUp(reader) : []
  const withHidden = hideSmallPlaces(reader, plans)
  return plans.map(({ plan, decidedAt }) => ({
    ...plan,
    plan: withHidden(plan.plan),
    cameTrue: cameTrue(decisions.filter(one => decidedAt.has(one.decidedAt))),
  }))
}

/** While users have made-up names, a department or country of few of them is not named. */
function hideSmallPlaces(reader: Reader, plans: readonly StoredPlan[]): (plan: PlanInput) => PlanInput {
  const isPlaced = plans.some(({ plan: { plan } }) => plan.scope.department ?? plan.scope.country)
  if (!reader.hasPseudonyms || !isPlaced) return plan => plan
  const { departments, countries } = planChoices(reader)
  const shown = new Set([...departments, ...countries].map(name => name.toLowerCase()))
  const hidden = (name: string | null) => (name === null || shown.has(name.toLowerCase()) ? name : hiddenText)
  return plan => ({
    ...plan,
    scope: {
      ...plan.scope,
      department: hidden(plan.scope.department),
      country: hidden(plan.scope.country),
    },
  })
}

/** Of a seat that was decided about more than once, the newest decision counts, which comes first. */
function cameTrue(decisions: readonly FollowedDecision[]): Output<'savings.plans'>[number]['cameTrue'] {
  const own = [...Map.groupBy(decisions, ({ userId, skuId }) => `${userId} ${skuId}`).values()].flatMap(
    ([newest]) => newest ?? [],
  )
  const count = (...outcomes: readonly FollowUpResult[]) =>
    own.filter(({ outcome }) => outcomes.includes(outcome)).length
  const done = own.filter(({ outcome }) => doneOutcomes.includes(outcome))
  return {
    decided: own.length,
    done: done.length,
    doneMoney: wireSums(done.flatMap(({ cost }) => cost ?? [])),
    open: count('open'),
    reconsider: count('reactivated', 'returned'),
    withdrawn: count('withdrawn'),
  }
}

/**
 * Saves a plan under a name with what it comes to today; one of the same name is replaced.
 *
 * @param savedAt ISO 8601 UTC
 * @throws AppError `badRequest` where too many are saved
 */
export function savePlan(
  writer: Writer,
  name: string,
  plan: PlanInput,
  totals: PlanAnswer['totals'],
  savedAt: string,
): void {
  const known = readPlans(writer).filter(one => one.plan.name !== name)
  if (known.length >= maxPlans) {
    throw new AppError('badRequest', `${maxPlans} plans are saved already.`, {
      fix: 'Delete one that is no longer needed.',
    })
  }
  writer.run(sql`
    insert or replace into saved_plan (name, saved_at, plan, totals, decided_at)
    values (${name}, ${savedAt}, ${JSON.stringify(plan)}, ${JSON.stringify(totals)}, null)`)
}

/** Deletes a saved plan; its decisions stay in the work list. */
export function deletePlan(writer: Writer, name: string): void {
  writer.run(sql`delete from saved_plan where name = ${storedName(writer, name)}`)
}

/** The name of a plan as it was saved, also of one from a list of hidden names, as `shadows.ts` counts. */
function storedName(writer: Writer, name: string): string {
  const place = name.startsWith(`${hiddenText} `) ? Number(name.slice(hiddenText.length + 1)) : Number.NaN
  if (!Number.isInteger(place) || place < 1) return name
  const found = writer.first(
    Row.pick({ name: true }),
    sql`select name from saved_plan order by saved_at, name limit 1 offset ${place - 1}`,
  )
  return found?.name ?? name
}

/** Notes when decisions were made of a saved plan, by which they are found again. */
export function noteDecided(writer: Writer, name: string, decidedAt: string): void {
  writer.run(sql`
    update saved_plan set decided_at = ${decidedAt},
      decided_before = iif(decided_at is null, decided_before, json_insert(decided_before, '$[#]', decided_at))
    where name = ${storedName(writer, name)}`)
}
