import { z } from 'zod'
import type { PlanAnswer, PlanInput } from '../../../contract/savings/plan.ts'
import type { Reader } from '../../database/ports.ts'
import { sql } from '../../database/sql.ts'
import { wireMoney, wireSums } from '../answers/wire-money.ts'
import { readProducts } from '../facts/products.ts'
import type { Money } from '../money/price.ts'
import { divideClaims, type PlanClaim } from './claims.ts'
import { consolidations, type Holding, readSuites, type Suites } from './consolidations.ts'
import type { MovedPerson } from './evaluate.ts'
import { leavingSeats } from './leaving.ts'
import { type PeopleSource, type PlannedMove, type PlanWorld, planMoves, readNames } from './moves.ts'
import { type ProductFacts, productAnswers, readProductFacts } from './products.ts'

/** At most so many users are listed. */
const maxListed = 200

/** What every plan of a day starts from, whatever it asks: it can be kept until something is published. */
export type PlanGround = PlanWorld & { readonly suites: Suites; readonly facts: ProductFacts }

/** @param day `YYYY-MM-DD`, whose prices count */
export function readGround(reader: Reader, day: string): PlanGround {
  const products = new Map(readProducts(reader, day).map(product => [product.skuId, product]))
  const world: PlanWorld = { products, nameOf: readNames(reader) }
  return { ...world, suites: readSuites(reader, world, day), facts: readProductFacts(reader) }
}

/** Where a plan's ground and people come from: read for each question, or kept between two of them. */
export type PlanSource = PeopleSource & {
  readonly ground: () => PlanGround
  /** The claims as the plan's days judge them; those of today for null. */
  readonly claimsOf: (plan: PlanInput | null) => readonly PlanClaim[]
  /** What the members of a group hold beside each other; everybody for null. */
  readonly holdingsOf: (groupId: string | null) => readonly Holding[]
}

/**
 * What a plan comes to: whom it touches, what they lose, what it saves and by when.
 *
 * @param day `YYYY-MM-DD`, whose prices count
 * @throws AppError `badRequest` for a product that is not known
 */
export function planAnswer(reader: Reader, plan: PlanInput, day: string, source: PlanSource): PlanAnswer {
  const world = source.ground()
  const { groupId } = plan.scope
  const { given, kept } = divideClaims(source.claimsOf(plan), plan, source.membersOf(groupId))
  // Only a replacement asks what else a user gives up.
  const leavingOf = leavingSeats(world.facts.decided, plan.moves.length === 0 ? [] : given)
  const moves = planMoves(reader, plan, world, source, leavingOf, day)
  const claims = { today: source.claimsOf(null), given, kept }
  const { buys, ...answers } = productAnswers(plan, world, moves, claims, day)
  return {
    moves: moves.map((planned, place) => moveAnswer(planned, world, buys[place] ?? 0)),
    totals: {
      all: total(moves, () => true),
      withoutLosers: total(moves, ({ verdict }) => verdict === 'unknown' || verdict === 'clean'),
      clean: total(moves, ({ verdict }) => verdict === 'clean'),
    },
    removed: { seats: given.length, money: wireSums(given.flatMap(({ cost }) => cost ?? [])) },
    ...answers,
    people: listPeople(reader, moves, world),
    consolidation: consolidations(world.suites, source.holdingsOf(groupId), plan, moves),
  }
}

function moveAnswer(
  { move, people, leaving }: PlannedMove,
  { nameOf }: PlanWorld,
  buy: number,
): PlanAnswer['moves'][number] {
  const count = (verdict: MovedPerson['verdict']) => people.filter(one => one.verdict === verdict).length
  return {
    from: move.from.skuId,
    to: move.target.skuId,
    fromName: nameOf(move.from.skuId),
    toName: move.target.name,
    people: people.length,
    leaving,
    loses: count('loses'),
    blocked: count('blocked'),
    unknown: count('unknown'),
    buy,
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
