import { z } from 'zod'
import type { PlanLadder, RungChange } from '../../../contract/savings/ladder.ts'
import type { Reader, Writer } from '../../database/ports.ts'
import { sql } from '../../database/sql.ts'
import { AppError } from '../../errors.ts'
import { isBelow, isSameRung, type Rung, rungName, shippedLadder, shippedRungs } from './ladder.ts'
import { readChangedRungs, readLadder } from './own-rungs.ts'
import { isFoundation, type Plan } from './plan-kinds.ts'

const KnownPlan = z.object({ id: z.string(), name: z.string(), friendlyName: z.string() })

/** Every service plan of the tenant's products and of Microsoft's table. */
function knownPlans(reader: Reader): Plan[] {
  return reader.all(
    KnownPlan,
    sql`select plan.id, max(plan.name) as name, coalesce(max(plan.friendly_name), max(plan.name)) as friendlyName
      from (
        select service_plan_id as id, service_plan_name as name, friendly_name from product_plan
        union all select service_plan_id, service_plan_name, null from license_plan
      ) as plan group by plan.id order by plan.id`,
  )
}

/** The ladder as it is in force, with what was switched off, and the plans that it can be about. */
export function planLadder(reader: Reader): PlanLadder {
  const plans = knownPlans(reader).filter(plan => !isFoundation(plan))
  const names = new Map(plans.map(({ name, friendlyName }) => [rungName(name), friendlyName]))
  // Of a plan's editions the one without any names all of them.
  for (const { name, friendlyName } of plans)
    if (rungName(name) === name.toUpperCase()) names.set(rungName(name), friendlyName)
  const changed = readChangedRungs(reader)
  const named = ({ lower, higher }: Rung) => ({
    lower,
    higher,
    lowerName: names.get(lower) ?? lower,
    higherName: names.get(higher) ?? higher,
  })
  const shipped = shippedRungs.map(rung => {
    const {
      note = null,
      by = null,
      at = null,
    } = changed.find(one => isSameRung(one, rung) && !one.isOn) ?? {}
    return { ...named(rung), isShipped: true, isOn: at === null, note, by, at }
  })
  const added = changed
    .filter(rung => rung.isOn && !shippedRungs.some(one => isSameRung(one, rung)))
    .map(({ note, by, at, ...rung }) => ({ ...named(rung), isShipped: false, isOn: true, note, by, at }))
  return {
    date: shippedLadder.date,
    source: shippedLadder.source,
    rungs: [...added, ...shipped],
    plans: [...names]
      .map(([name, friendlyName]) => ({ name, friendlyName }))
      .toSorted((one, other) => one.friendlyName.localeCompare(other.friendlyName)),
  }
}

/**
 * Adds pairs to the ladder of a connector, switches shipped ones off, and takes either back: all of it or
 * nothing. What was entered before stays with the time at which it ended.
 *
 * @param at ISO 8601 UTC
 * @throws AppError `notFound` for a plan or a pair that is not there, `badRequest` for what is no ladder
 */
export function changeLadder(
  writer: Writer,
  changes: readonly RungChange[],
  madeBy: string | null,
  at: string,
): void {
  const plans = knownPlans(writer)
  for (const { lower, higher, isOn, note } of changes) {
    const rung = { lower: findRung(plans, lower), higher: findRung(plans, higher) }
    const isShipped = shippedRungs.some(one => isSameRung(one, rung))
    const before = readChangedRungs(writer).find(one => isSameRung(one, rung))
    checkChange(rung, { isOn, isShipped, isChanged: before !== undefined })
    const isKept = isOn !== isShipped
    // What is entered again without a note stays as it is, with its day and who entered it.
    if (isKept && before?.isOn === isOn && note === null) continue
    writer.run(sql`
      update plan_rung set withdrawn_at = ${at}
      where lower = ${rung.lower} and higher = ${rung.higher} and withdrawn_at is null`)
    if (!isKept) continue
    writer.run(sql`
      insert into plan_rung (lower, higher, is_on, note, made_by, made_at)
      values (${rung.lower}, ${rung.higher}, ${isOn ? 1 : 0}, ${note}, ${madeBy}, ${at})`)
  }
  refuseCircles(writer)
}

function checkChange(
  { lower, higher }: Rung,
  { isOn, isShipped, isChanged }: { isOn: boolean; isShipped: boolean; isChanged: boolean },
): void {
  if (lower === higher) throw refused(`"${lower}" cannot stand above itself.`)
  if (isOn && isShipped && !isChanged)
    throw refused(`The shipped ladder has "${higher}" above "${lower}" already.`)
  if (isOn || isShipped || isChanged) return
  throw new AppError('notFound', `The ladder has no pair with "${lower}" right below "${higher}".`, {
    fix: 'Only such a pair can be taken away. The command "savings --ladder" lists them.',
    windowFix: 'Only such a pair can be taken away.',
  })
}

/** A plan's name on the ladder, by its name, with or without its edition, or its id. */
function findRung(plans: readonly Plan[], text: string): string {
  const wanted = text.trim().toLowerCase()
  const found =
    plans.find(({ id, name }) => id === wanted || name.toLowerCase() === wanted) ??
    plans.find(({ name }) => rungName(name) === rungName(text))
  if (found === undefined) {
    throw new AppError('notFound', `There is no service plan "${text.slice(0, 80)}".`, {
      fix: 'Use the name or id of a plan that the report "service-plans" shows, or of one in Microsoft\'s table of products.',
    })
  }
  if (isFoundation(found)) {
    throw refused(`"${found.name}" comes with nearly every product or is retired, and is never counted.`)
  }
  return rungName(found.name)
}

function refuseCircles(reader: Reader): void {
  const ladder = readLadder(reader)
  // The latest pair comes first, which is the one that is at fault.
  const circle = [...ladder.added.toReversed(), ...shippedRungs].find(
    ({ lower, higher }) => isBelow(ladder, lower, higher) && isBelow(ladder, higher, lower),
  )
  if (circle === undefined) return
  const { lower, higher } = circle
  throw refused(`"${higher}" cannot stand above "${lower}", which stands above "${higher}" already.`)
}

function refused(message: string): AppError {
  return new AppError('badRequest', message, {
    fix: 'Name two different service plans, the lower one first, as LOWER<HIGHER.',
  })
}
