import { z } from 'zod'
import type { PlanAnswer, PlanInput } from '../../../contract/savings/plan.ts'
import type { Reader } from '../../database/ports.ts'
import { sql } from '../../database/sql.ts'
import { wireMoney, wireSums } from '../answers/wire-money.ts'
import { type Product, readProducts } from '../facts/products.ts'
import type { Money } from '../money/price.ts'
import { reduceSubscriptions } from '../money/seat-costs.ts'
import { readSavingsSettings } from '../verdicts.ts'
import { consolidations } from './consolidations.ts'
import type { MovedPerson } from './evaluate.ts'
import { type HoldersOf, type PlannedMove, type PlanWorld, planMoves, readNames } from './moves.ts'

/** At most so many users are listed. */
const maxListed = 200

/**
 * What a plan comes to: whom it touches, what they lose, what it saves and by when.
 *
 * @param day `YYYY-MM-DD`, whose prices count
 * @throws AppError `badRequest` for a product that is not known
 */
export function planAnswer(reader: Reader, plan: PlanInput, day: string, holdersOf: HoldersOf): PlanAnswer {
  const products = new Map(readProducts(reader, day).map(product => [product.skuId, product]))
  const world: PlanWorld = { products, nameOf: readNames(reader) }
  const moves = planMoves(reader, plan, world, holdersOf, day)
  const claims = readClaims(reader, plan)
  return {
    moves: moves.map(planned => moveAnswer(planned, world)),
    totals: {
      all: total(moves, () => true),
      withoutLosers: total(moves, ({ verdict }) => verdict === 'unknown' || verdict === 'clean'),
      clean: total(moves, ({ verdict }) => verdict === 'clean'),
    },
    removed: {
      seats: claims.reduce((sum, { seats }) => sum + seats, 0),
      money: wireSums(
        claims.flatMap(({ cost, currency }) =>
          cost === null || currency === null ? [] : [{ sum: cost, currency }],
        ),
      ),
    },
    products: productAnswers(reader, plan, world, moves, claims),
    people: listPeople(reader, moves, world),
    consolidation: consolidations(reader, world, day),
  }
}

function moveAnswer(
  { move, people }: PlannedMove,
  { products, nameOf }: PlanWorld,
): PlanAnswer['moves'][number] {
  const count = (verdict: MovedPerson['verdict']) => people.filter(one => one.verdict === verdict).length
  const target = products.get(move.target.skuId)
  const free = Math.max(0, (target?.bought ?? 0) - (target?.consumed ?? 0))
  const needed = people.filter(({ hasTarget }) => !hasTarget).length
  return {
    from: move.from.skuId,
    to: move.target.skuId,
    fromName: nameOf(move.from.skuId),
    toName: move.target.name,
    people: people.length,
    loses: count('loses'),
    blocked: count('blocked'),
    unknown: count('unknown'),
    buy: Math.max(0, needed - free),
    perSeat: move.perSeat === null ? null : wireMoney(move.perSeat),
  }
}

/** Seats and money of the people who fit; whoever has the target already frees the whole seat. */
function total(moves: readonly PlannedMove[], fits: (person: MovedPerson) => boolean) {
  const amounts: Money[] = []
  let seats = 0
  for (const { move, people } of moves) {
    const own = people.filter(fits)
    seats += own.length
    const both = own.filter(({ hasTarget }) => hasTarget).length
    if (move.perSeat !== null) amounts.push({ ...move.perSeat, sum: move.perSeat.sum * (own.length - both) })
    if (move.from.cost !== null && both > 0)
      amounts.push({ ...move.from.cost, sum: move.from.cost.sum * both })
  }
  return { seats, money: wireSums(amounts) }
}

const Claims = z.object({
  sku_id: z.string(),
  seats: z.int(),
  cost: z.int().nullable(),
  currency: z.string().nullable(),
})
type Claims = z.infer<typeof Claims>

/** The claims that the plan gives back, of products that it does not replace. */
function readClaims(reader: Reader, { rules, grades, scope, moves }: PlanInput): Claims[] {
  return reader.all(
    Claims,
    sql`select claim.sku_id, count(*) as seats, sum(claim.cost_year) as cost, max(claim.currency) as currency
      from claim join user on user.user_id = claim.user_id
      where claim.class = 'claimed'
        and claim.rule in (select value from json_each(${JSON.stringify(rules)}))
        and claim.grade in (select value from json_each(${JSON.stringify(grades)}))
        and claim.sku_id not in (select value from json_each(${JSON.stringify(moves.map(({ from }) => from))}))
        and (${scope.department} is null or user.department = ${scope.department} collate nocase)
        and (${scope.country} is null or user.country = ${scope.country} collate nocase)
        and (${scope.groupId} is null or exists (
          select 1 from license_state as state where state.user_id = claim.user_id and state.group_id = ${scope.groupId}))
      group by claim.sku_id`,
  )
}

const Decided = z.object({ sku_id: z.string(), decided: z.int() })

/** Of each product that changes the seats before and after, and what can leave the bill by when. */
function productAnswers(
  reader: Reader,
  plan: PlanInput,
  { products, nameOf }: PlanWorld,
  moves: readonly PlannedMove[],
  claims: readonly Claims[],
): PlanAnswer['products'] {
  const decided = new Map(
    reader
      .all(
        Decided,
        sql`select claim.sku_id, count(*) as decided from claim join decision on decision.user_id = claim.user_id
          and decision.sku_id = claim.sku_id and decision.withdrawn_at is null
          and decision.decision in ('remove', 'downgrade') group by claim.sku_id`,
      )
      .map(row => [row.sku_id, row.decided]),
  )
  const freed = new Map(claims.map(({ sku_id, seats }) => [sku_id, seats]))
  const added = new Map<string, number>()
  for (const { move, people } of moves) {
    freed.set(move.from.skuId, people.length)
    const needed = people.filter(({ hasTarget }) => !hasTarget).length
    added.set(move.target.skuId, (added.get(move.target.skuId) ?? 0) + needed)
  }
  const reserve = plan.reserve ?? readSavingsSettings(reader).reserve
  return [...products.values()]
    .filter(({ skuId }) => freed.has(skuId) || added.has(skuId))
    .map(product => {
      const { skuId, bought, consumed } = product
      const change = (added.get(skuId) ?? 0) - (freed.get(skuId) ?? 0)
      const before = consumed ?? 0
      const free = (product.enabled ?? 0) - before - (reserve[skuId] ?? 0)
      const known = Math.min(decided.get(skuId) ?? 0, before)
      return {
        skuId,
        name: nameOf(skuId),
        bought,
        before,
        after: before + change,
        byDate: datesOf(product, plan, free + known, free + Math.max(known, -change)),
      }
    })
}

function datesOf(product: Product, plan: PlanInput, before: number, after: number) {
  const subscriptions = product.subscriptions.map(one => ({
    ...one,
    minLicenses: plan.floors[one.subscriptionId] ?? one.minLicenses,
  }))
  const reduce = (seats: number) =>
    new Map(
      reduceSubscriptions(product.prices, subscriptions, Math.max(0, seats)).map(row => [
        row.subscriptionId,
        row,
      ]),
    )
  const [now, then] = [reduce(before), reduce(after)]
  const figure = (row: ReturnType<typeof reduce> extends Map<string, infer R> ? R | undefined : never) => ({
    seats: row?.seats ?? 0,
    money: row?.money == null ? [] : [wireMoney(row.money)],
  })
  return subscriptions
    .filter(({ nextDay }) => plan.horizon === null || nextDay === null || nextDay <= plan.horizon)
    .filter(({ subscriptionId }) => now.has(subscriptionId) || then.has(subscriptionId))
    .map(({ subscriptionId, nextDay }) => ({
      subscriptionId,
      day: nextDay,
      before: figure(now.get(subscriptionId)),
      after: figure(then.get(subscriptionId)),
    }))
    .toSorted((a, b) => (a.day ?? '9999').localeCompare(b.day ?? '9999'))
}

const order = ['loses', 'blocked', 'unknown'] as const
const Named = z.object({ user_id: z.string(), name: z.string() })

function listPeople(
  reader: Reader,
  moves: readonly PlannedMove[],
  { nameOf }: PlanWorld,
): PlanAnswer['people'] {
  const found = order
    .flatMap(verdict =>
      moves.flatMap(({ move, people }) =>
        people
          .filter(person => person.verdict === verdict)
          .slice(0, maxListed)
          .map(person => ({ person, from: move.from.skuId })),
      ),
    )
    .slice(0, maxListed)
  const ids = JSON.stringify(found.map(({ person }) => person.userId))
  const names = new Map(
    reader
      .all(
        Named,
        sql`select user_id, coalesce(display_name, user_principal_name, user_id) as name from user
          where user_id in (select value from json_each(${ids}))`,
      )
      .map(({ user_id, name }) => [user_id, name]),
  )
  return found.map(({ person: { hasTarget: _, blind, ...person }, from }) => ({
    ...person,
    blind: person.unknown.includes('blind') ? [...blind] : [],
    name: names.get(person.userId) ?? person.userId,
    fromName: nameOf(from),
  }))
}
