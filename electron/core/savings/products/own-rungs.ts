import { z } from 'zod'
import type { Reader } from '../../database/ports.ts'
import { sql } from '../../database/sql.ts'
import { contentsOf, givenBy, isGiven } from './coverage.ts'
import { createLadder, isSameRung, type Ladder, type Rung, shippedRungs } from './ladder.ts'
import type { Plan } from './plan-kinds.ts'

const ChangedRung = z.object({
  lower: z.string(),
  higher: z.string(),
  is_on: z.int(),
  note: z.string().nullable(),
  by: z.string().nullable(),
  at: z.string(),
})

/** A pair that somebody added or switched off, and what is known of that. */
export type ChangedRung = Rung & {
  readonly isOn: boolean
  readonly note: string | null
  readonly by: string | null
  readonly at: string
}

/** The ladder of a connector: the shipped one without what is switched off, and with what was added. */
export type OwnLadder = Ladder & {
  readonly added: readonly ChangedRung[]
  /** The same without what was added. */
  readonly withoutAdded: Ladder
}

/** What people changed about the ladder of a connector, in the order in which they did. */
export function readChangedRungs(reader: Reader): ChangedRung[] {
  const rows = reader.all(
    ChangedRung,
    sql`select lower, higher, is_on, note, made_by as by, made_at as at
      from plan_rung where withdrawn_at is null order by rung_id`,
  )
  return rows.map(({ is_on, ...row }) => ({ ...row, isOn: is_on === 1 }))
}

export function readLadder(reader: Reader): OwnLadder {
  const changed = readChangedRungs(reader)
  const added = changed.filter(({ isOn }) => isOn)
  const off = changed.filter(({ isOn }) => !isOn)
  const kept = shippedRungs.filter(rung => !off.some(one => isSameRung(one, rung)))
  return { ...createLadder([...kept, ...added]), added, withoutAdded: createLadder(kept) }
}

const PlanOn = z.object({ sku: z.string(), id: z.string(), name: z.string(), friendlyName: z.string() })

/** The added pairs that a claim of a seat rests on because another product of the person covers it. */
export function addedRungsOfSeat(
  reader: Reader,
  { userId, skuId, coveredBy }: { userId: string; skuId: string; coveredBy: string },
): ChangedRung[] {
  const on = reader.all(
    PlanOn,
    sql`select plan.sku_id as sku, plan.service_plan_id as id, plan.service_plan_name as name,
        plan.friendly_name as friendlyName
      from assigned_license as held
      join v_license_plans as plan on plan.sku_id = held.sku_id
      where held.user_id = ${userId} and held.sku_id in (${skuId}, ${coveredBy})
        and coalesce(plan.applies_to, 'User') = 'User' and coalesce(plan.provisioning_status, '') <> 'Disabled'
        and plan.service_plan_id not in (select value from json_each(held.disabled_plans))`,
  )
  const plansOf = (wanted: string) => on.filter(({ sku }) => sku === wanted)
  return addedRungsBetween(readLadder(reader), plansOf(skuId), plansOf(coveredBy))
}

/**
 * The added pairs that it takes for a product to give everything of another one; none where the shipped
 * ladder is enough. Both lists are the plans that are switched on for a person.
 */
export function addedRungsBetween(
  ladder: OwnLadder,
  small: readonly Plan[],
  large: readonly Plan[],
): ChangedRung[] {
  const given = givenBy(large)
  const missing = contentsOf(small).needed.filter(
    ({ id, rung }) => !isGiven(ladder.withoutAdded, id, rung, given),
  )
  const isFrom = (rung: string, one: string) => rung === one || ladder.above(rung).has(one)
  const isGivenBy = (one: string) =>
    given.rungs.has(one) || [...ladder.above(one)].some(up => given.rungs.has(up))
  return ladder.added.filter(
    ({ lower, higher }) => isGivenBy(higher) && missing.some(({ rung }) => isFrom(rung, lower)),
  )
}
