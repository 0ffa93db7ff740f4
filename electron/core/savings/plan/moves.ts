import { z } from 'zod'
import type { PlanInput } from '../../../contract/savings/plan.ts'
import type { Reader } from '../../database/ports.ts'
import { sql } from '../../database/sql.ts'
import { AppError } from '../../errors.ts'
import { type Product, shippedPlans } from '../facts/products.ts'
import { type Money, priceScale, yearOf } from '../money/price.ts'
import { productPrices } from '../money/product-prices.ts'
import { readLadder } from '../products/own-rungs.ts'
import type { Plan } from '../products/plan-kinds.ts'
import { readStatements } from '../statements.ts'
import { evaluateMove, type Move, type MovedPerson, type Replacements } from './evaluate.ts'
import type { LeavingOf } from './leaving.ts'
import type { Holders } from './read-people.ts'
import { isInScope } from './scope.ts'

const Combination = z.object({
  off: z.array(z.string()),
  others: z.array(z.object({ sku: z.string(), off: z.array(z.string()) })),
})
const Name = z.object({ sku_id: z.string(), name: z.string() })
const User = z.object({ user_id: z.string() })

/** Where people come from: read for each question, or kept between two of them. */
export type PeopleSource = {
  readonly holdersOf: (skuId: string) => Holders
  /** The members of a group by what it licenses; null without a group. */
  readonly membersOf: (groupId: string | null) => ReadonlySet<string> | null
}

export type PlannedMove = {
  readonly move: Move
  readonly people: readonly MovedPerson[]
  /** Seats of the scope that leave for good, so that nothing takes their place. */
  readonly leaving: number
}

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
 * @param leavingOf the seats that leave whatever the plan replaces
 * @param day `YYYY-MM-DD`, whose prices count
 * @throws AppError `badRequest` for a product that the tenant does not have, that nobody knows, or that is
 *   replaced twice
 */
export function planMoves(
  reader: Reader,
  plan: PlanInput,
  { products, nameOf }: PlanWorld,
  { holdersOf, membersOf }: PeopleSource,
  leavingOf: LeavingOf,
  day: string,
): PlannedMove[] {
  const costOf = productPrices(reader, day)
  const moves = plan.moves.map((asked): Move => {
    const from = products.get(asked.from)
    const plans = targetPlans(reader, products, asked.to)
    if (from === undefined || plans === null || asked.from === asked.to) throw unknownMove()
    const target = { skuId: asked.to, name: nameOf(asked.to), plans }
    const plannedCost = plannedCostOf(asked)
    const perSeat = savingOf(from, plannedCost ?? costOf(asked.to))
    return { from, target, plannedCost, perSeat }
  })
  if (new Set(moves.map(({ from }) => from.skuId)).size < moves.length) throw replacedTwice()
  const members = membersOf(plan.scope.groupId)
  const replacements: Replacements = {
    moves,
    ladder: readLadder(reader),
    plansOf: skuId => targetPlans(reader, products, skuId) ?? [],
    leavingOf,
    isUnused: unusedOf(reader, plan),
    readCombination: text => Combination.parse(JSON.parse(text)),
  }
  return moves.map(move => {
    const { skuId } = move.from
    const holders = holdersOf(skuId)
    return {
      move,
      ...evaluateMove(move, holders, replacements, plan, holder => isInScope(holder, plan, members)),
    }
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

/** What a year of the product costs that takes the place of another one, where the plan says so. */
function plannedCostOf({ price }: PlanInput['moves'][number]): Money | null {
  if (price === null) return null
  const { amount, per, currency } = price
  return { sum: yearOf({ amount: Math.round(Number(amount) * priceScale), per }), currency }
}

/** The difference of the years' prices of one seat. */
function savingOf({ cost }: Product, target: Money | null): Money | null {
  if (cost === null || target === null || cost.currency !== target.currency) return null
  return { currency: target.currency, sum: cost.sum - target.sum }
}

function unknownMove(): AppError {
  return new AppError('badRequest', 'One of the products of the plan is not known.', {
    fix: 'Choose a product of this tenant, and another product of Microsoft that takes its place.',
  })
}

function replacedTwice(): AppError {
  return new AppError('badRequest', 'The plan replaces one product twice.', {
    fix: 'Choose one product to take its place.',
  })
}
