import { z } from 'zod'
import { type PlanAnswer, type PlanInput, SavedPlan } from '../../../contract/savings/plan.ts'
import type { Output } from '../../../contract/schemas.ts'
import { readMeta, writeMeta } from '../../database/meta.ts'
import type { Reader, Writer } from '../../database/ports.ts'
import { AppError } from '../../errors.ts'
import { followUp } from '../choices/decisions.ts'

const plansName = 'savings_plans'
const Plans = z.array(SavedPlan)

/** More plans than these nobody compares. */
const maxPlans = 50

function readPlans(reader: Reader): SavedPlan[] {
  const text = readMeta(reader, plansName)
  return text === null ? [] : Plans.parse(JSON.parse(text))
}

const writePlans = (writer: Writer, plans: readonly SavedPlan[]) =>
  writeMeta(writer, plansName, JSON.stringify(plans))

/** The saved plans, newest first, each with what later syncs saw of the decisions that were made of it. */
export function savedPlans(reader: Reader): Output<'savings.plans'> {
  const plans = readPlans(reader)
  const decisions = plans.some(({ decidedAt }) => decidedAt !== null) ? followUp(reader) : []
  return plans
    .toSorted((a, b) => b.savedAt.localeCompare(a.savedAt))
    .map(plan => {
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
  const others = readPlans(writer).filter(one => one.name !== name)
  if (others.length >= maxPlans) {
    throw new AppError('badRequest', `${maxPlans} plans are saved already.`, {
      fix: 'Delete one that is no longer needed.',
    })
  }
  writePlans(writer, [...others, { name, plan, totals, savedAt, decidedAt: null }])
}

/** Deletes a saved plan; its decisions stay in the work list. */
export function deletePlan(writer: Writer, name: string): void {
  writePlans(
    writer,
    readPlans(writer).filter(one => one.name !== name),
  )
}

/** Notes when decisions were made of a saved plan, by which they are found again. */
export function noteDecided(writer: Writer, name: string, decidedAt: string): void {
  writePlans(
    writer,
    readPlans(writer).map(one => (one.name === name ? { ...one, decidedAt } : one)),
  )
}
