import { z } from 'zod'
import { hiddenText } from '../../../contract/entry/made-up-names.ts'
import { type PlanAnswer, type PlanInput, SavedPlan } from '../../../contract/savings/plan.ts'
import type { Output } from '../../../contract/schemas.ts'
import type { Reader, Writer } from '../../database/ports.ts'
import { sql } from '../../database/sql.ts'
import { AppError } from '../../errors.ts'
import { followUp } from '../choices/decisions.ts'

const Row = z.object({
  name: z.string(),
  savedAt: z.string(),
  plan: z.string(),
  totals: z.string(),
  decidedAt: z.string().nullable(),
})

/** More plans than these nobody compares. */
const maxPlans = 50

function readPlans(reader: Reader): SavedPlan[] {
  return reader
    .all(
      Row,
      sql`select name, saved_at as savedAt, plan, totals, decided_at as decidedAt from saved_plan
        order by saved_at desc, name`,
    )
    .map(({ plan, totals, ...row }) =>
      SavedPlan.parse({ ...row, plan: JSON.parse(plan), totals: JSON.parse(totals) }),
    )
}

/** The saved plans, newest first, each with what later syncs saw of the decisions that were made of it. */
export function savedPlans(reader: Reader): Output<'savings.plans'> {
  const plans = readPlans(reader)
  const decisions = plans.some(({ decidedAt }) => decidedAt !== null) ? followUp(reader) : []
  return plans.map(plan => {
    const own = decisions.filter(({ decidedAt }) => decidedAt === plan.decidedAt)
    const count = (...outcomes: readonly string[]) =>
      own.filter(({ outcome }) => outcomes.includes(outcome)).length
    return {
      ...plan,
      cameTrue: {
        decided: own.length,
        done: count('reclaimed', 'downgraded'),
        open: count('open'),
        reconsider: count('reactivated', 'returned'),
      },
    }
  })
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
  const known = readPlans(writer).filter(one => one.name !== name)
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
  writer.run(sql`update saved_plan set decided_at = ${decidedAt} where name = ${storedName(writer, name)}`)
}
