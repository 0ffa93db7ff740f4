import { z } from 'zod'
import type { Achieved } from '../../../contract/savings/achieved.ts'
import type { Reader } from '../../database/ports.ts'
import { sql } from '../../database/sql.ts'
import { daysBetween } from '../../usage/catalogue/report-days.ts'
import { wireSums } from '../answers/wire-money.ts'
import type { FollowedDecision } from '../choices/decisions.ts'
import { perDays } from '../money/achieved.ts'

const Assigned = z.object({ date: z.string(), sku_id: z.string(), seats: z.int() })
/** `free` is null where nobody knows the seats in grace, which can be given to others as well. */
const Units = z.object({ date: z.string(), sku_id: z.string(), free: z.int().nullable() })

/** A freed seat that somebody else got while no other was free: on which day, and whose seat it was. */
type AvoidedPurchase = { freed: FollowedDecision; date: string }

/** The seats of {@link avoidedPurchases}, and what they would have cost since, up to a day. */
export function purchasesAvoided(
  reader: Reader,
  gone: readonly FollowedDecision[],
  today: string,
): Achieved['purchaseAvoided'] {
  const avoided = avoidedPurchases(reader, gone)
  const money = avoided.flatMap(({ freed, date }) =>
    freed.cost === null ? [] : [perDays(freed.cost, daysBetween(date, today))],
  )
  return { seats: avoided.length, money: wireSums(money) }
}

/**
 * Freed seats that went to others while nothing else was free, so that one had to be bought without them. A
 * freed seat counts once. On a day whose seats in grace nobody knows, none does.
 *
 * @param gone decisions whose seats were given up
 */
function avoidedPurchases(reader: Reader, gone: readonly FollowedDecision[]): AvoidedPurchase[] {
  const products = [...new Set(gone.map(({ skuId }) => skuId))]
  const list = JSON.stringify(products)
  const assigned = Map.groupBy(
    reader.all(
      Assigned,
      sql`select substr(at, 1, 10) as date, sku_id, count(*) as seats from change
        where kind in ('license_assigned', 'license_swapped')
          and sku_id in (select value from json_each(${list}))
        group by date, sku_id order by date`,
    ),
    ({ sku_id }) => sku_id,
  )
  const units = Map.groupBy(
    reader.all(
      Units,
      sql`select date, sku_id, enabled_units + warning_units - consumed_units as free from license_day
        where sku_id in (select value from json_each(${list})) order by date`,
    ),
    ({ sku_id }) => sku_id,
  )
  return products.flatMap(skuId =>
    avoidedOf(
      gone.filter(one => one.skuId === skuId && one.goneOn !== null),
      assigned.get(skuId) ?? [],
      units.get(skuId) ?? [],
    ),
  )
}

function avoidedOf(
  gone: readonly FollowedDecision[],
  assigned: readonly z.infer<typeof Assigned>[],
  units: readonly z.infer<typeof Units>[],
): AvoidedPurchase[] {
  const waiting = gone.toSorted((a, b) => (a.goneOn ?? '').localeCompare(b.goneOn ?? ''))
  const avoided: AvoidedPurchase[] = []
  for (const { date, seats } of assigned) {
    // What was free at the end of the day tells what was free before each of its assignments.
    const free = units.find(one => one.date >= date)?.free
    if (free === undefined || free === null) continue
    for (let place = seats; place > 0; place -= 1) {
      const freed = waiting.filter(({ goneOn }) => (goneOn ?? '') <= date)
      // Without the seats that were given up nothing would have been left for this one.
      const isNeeded = free + place - freed.length <= 0
      const [first] = freed
      if (!isNeeded || first === undefined) continue
      waiting.splice(waiting.indexOf(first), 1)
      avoided.push({ freed: first, date })
    }
  }
  return avoided
}
