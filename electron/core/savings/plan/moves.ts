import { z } from 'zod'
import type { PlanInput } from '../../../contract/savings/plan.ts'
import type { Reader } from '../../database/ports.ts'
import { sql } from '../../database/sql.ts'
import { AppError } from '../../errors.ts'
import { type Product, shippedPlans } from '../facts/products.ts'
import { isValidOn, type Money, priceScale, yearOf } from '../money/price.ts'
import { readPrices } from '../money/stored-prices.ts'
import { readLadder } from '../products/own-rungs.ts'
import type { Plan } from '../products/plan-kinds.ts'
import { readStatements } from '../statements.ts'
import { evaluateMove, isInScope, type Move, type MovedPerson } from './evaluate.ts'
import type { Holder } from './read-people.ts'

const Combination = z.object({
  off: z.array(z.string()),
  others: z.array(z.object({ sku: z.string(), off: z.array(z.string()) })),
})
const Name = z.object({ sku_id: z.string(), name: z.string() })
const User = z.object({ user_id: z.string() })

/** Where people come from: read anew for each question, or kept between two of them. */
export type HoldersOf = (skuId: string) => readonly Holder[]

export type PlannedMove = { move: Move; people: MovedPerson[] }

/** The tenant's products with their names, and the plans of a product that it need not have. */
export type PlanWorld = {
  readonly products: ReadonlyMap<string, Product>
  readonly nameOf: (skuId: string) => string
}

export function readNames(reader: Reader): (skuId: string) => string {
  const names = new Map(
    reader
      .all(Name, sql`select sku_id, product_name as name from v_licenses`)
      .map(({ sku_id, name }) => [sku_id, name]),
  )
  return skuId =>
    names.get(skuId) ??
    reader.first(Name, sql`select sku_id, display_name as name from product_name where sku_id = ${skuId}`)
      ?.name ??
    skuId
}

/**
 * Looks at everybody whose product a plan replaces.
 *
 * @param day `YYYY-MM-DD`, whose prices count
 * @throws AppError `badRequest` for a product that the tenant does not have, or that nobody knows
 */
export function planMoves(
  reader: Reader,
  plan: PlanInput,
  { products, nameOf }: PlanWorld,
  holdersOf: HoldersOf,
  day: string,
): PlannedMove[] {
  const ladder = readLadder(reader)
  const isUnused = unusedOf(reader, plan)
  const members = readMembers(reader, plan.scope.groupId)
  return plan.moves.map(asked => {
    const from = products.get(asked.from)
    const plans = targetPlans(reader, products, asked.to)
    if (from === undefined || plans === null || asked.from === asked.to) throw unknownMove()
    const target = { skuId: asked.to, name: nameOf(asked.to), plans }
    const move: Move = { from, target, perSeat: savingOf(reader, from, asked, day) }
    const holders = holdersOf(asked.from).filter(holder => isInScope(holder, plan, members))
    const read = (text: string) => Combination.parse(JSON.parse(text))
    return { move, people: evaluateMove(move, holders, products, ladder, isUnused, plan, read) }
  })
}

function unusedOf(reader: Reader, { unused, allBut }: PlanInput): (plan: Plan) => boolean {
  const isStated = readStatements(reader)
  const names = new Set(unused.map(name => name.toUpperCase()))
  const kept = allBut === null ? null : new Set(allBut.map(name => name.toUpperCase()))
  return plan => {
    const name = plan.name.toUpperCase()
    return isStated(plan) || names.has(name) || (kept !== null && !kept.has(name))
  }
}

/** The members of a group by what it licenses; null without a group. */
export function readMembers(reader: Reader, groupId: string | null): ReadonlySet<string> | null {
  if (groupId === null) return null
  const found = reader.all(
    User,
    sql`select distinct user_id from license_state where group_id = ${groupId.toLowerCase()}`,
  )
  return new Set(found.map(({ user_id }) => user_id))
}

const PartNumber = z.object({ string_id: z.string() })

function targetPlans(
  reader: Reader,
  products: ReadonlyMap<string, Product>,
  skuId: string,
): readonly Plan[] | null {
  const own = products.get(skuId)
  if (own !== undefined) return own.plans
  const known = reader.first(
    PartNumber,
    sql`select string_id from product_name where sku_id = ${skuId} limit 1`,
  )
  return known === null ? null : (shippedPlans(reader, known.string_id)?.plans ?? null)
}

/** The difference of the years' prices of one seat. */
function savingOf(
  reader: Reader,
  from: Product,
  { to, price }: PlanInput['moves'][number],
  day: string,
): Money | null {
  const stored = readPrices(reader).find(
    one => one.skuId === to && one.subscriptionId === null && isValidOn(one, day),
  )
  const target =
    price === null
      ? stored === undefined
        ? null
        : { sum: yearOf(stored), currency: stored.currency }
      : {
          sum: yearOf({ amount: Math.round(Number(price.amount) * priceScale), per: price.per }),
          currency: price.currency,
        }
  if (from.cost === null || target === null || from.cost.currency !== target.currency) return null
  return { currency: target.currency, sum: from.cost.sum - target.sum }
}

function unknownMove(): AppError {
  return new AppError('badRequest', 'One of the products of the plan is not known.', {
    fix: 'Choose a product of this tenant, and another product of Microsoft that takes its place.',
  })
}
