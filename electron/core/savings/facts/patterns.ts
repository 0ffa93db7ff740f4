import { z } from 'zod'
import type { Writer } from '../../database/ports.ts'
import { sql } from '../../database/sql.ts'
import { type Ladder, rungName } from '../products/ladder.ts'
import {
  isCopilotPlan,
  isExchangePlan,
  isFoundation,
  isTeamsPlan,
  type Plan,
  witnessesIn,
} from '../products/plan-kinds.ts'
import { bitsOf } from './bits.ts'
import type { Product } from './products.ts'

/** A product with some of its plans switched off, as people hold it; a tenant has a few hundred of them. */
export type Pattern = {
  readonly id: number
  readonly product: Product
  /** The plans that are on for whoever holds the product in this way. */
  readonly on: readonly Plan[]
  /** The apps whose use shows a use of these plans, as bits. */
  readonly witnesses: number
  /** What the rules ask of these plans, see {@link planKinds}. */
  readonly kinds: number
}

type PlanTest = (plan: Plan, isSuite: boolean, ladder: Ladder) => boolean

/** The OneDrive that comes with the desktop apps as a product of their own; what is above it gives more. */
const fullOneDrive = 'ONEDRIVESTANDARD'

/**
 * What the rules ask of plans, by the name in the facts; each has the bit of its place. Copilot, Visio,
 * Project and the desktop apps are judged by themselves only where they are the product, which a suite does
 * not become with its mail switched off.
 */
const planKinds: readonly (readonly [name: string, isOne: PlanTest])[] = [
  ['exchange', isExchangePlan],
  ['copilot', (plan, isSuite) => !isSuite && isCopilotPlan(plan)],
  ['visio', ({ name }, isSuite) => !isSuite && name.startsWith('VISIO_CLIENT_')],
  ['project', ({ name }, isSuite) => !isSuite && name.startsWith('PROJECT_CLIENT_')],
  ['apps', ({ name }, isSuite) => !isSuite && /^OFFICE(SUBSCRIPTION|_BUSINESS)/.test(name)],
  [
    'onedrive',
    ({ name }, _isSuite, ladder) =>
      rungName(name) === fullOneDrive || ladder.above(fullOneDrive).has(rungName(name)),
  ],
]

type PlanFacts = Pick<Pattern, 'witnesses' | 'kinds'>

/** Plans for customers come with a Project that few of their users need. */
const isDynamics = ({ partNumber }: Product) => /^D(YN)?365_/i.test(partNumber)

/** Works the plans of each product out once: it is held in hundreds of ways. */
function createPlanFacts(ladder: Ladder): (product: Product) => ReadonlyMap<Plan, PlanFacts> {
  const known = new Map<Product, ReadonlyMap<Plan, PlanFacts>>()
  return product => {
    const found = known.get(product) ?? planFactsOf(product, ladder)
    known.set(product, found)
    return found
  }
}

function planFactsOf(product: Product, ladder: Ladder): ReadonlyMap<Plan, PlanFacts> {
  const witnessesOf = witnessesIn(product.plans)
  const isSuite = product.plans.some(plan => isExchangePlan(plan) || isTeamsPlan(plan)) || isDynamics(product)
  return new Map(
    product.plans.map(plan => {
      const kinds = planKinds.map(([, isOne], place) => (isOne(plan, isSuite, ladder) ? 1 << place : 0))
      return [
        plan,
        {
          witnesses: bitsOf(witnessesOf(plan)),
          kinds: isFoundation(plan) ? 0 : kinds.reduce((bits, bit) => bits | bit, 0),
        },
      ]
    }),
  )
}

const Row = z.object({ pattern_id: z.int(), sku_id: z.string(), disabled_plans: z.string() })

/** SQL for every product that somebody holds: each step looks only for the next one. */
const heldProducts = `with recursive held(sku_id) as (
    select min(sku_id) from assigned_license
    union all
    select (select min(sku_id) from assigned_license where assigned_license.sku_id > held.sku_id)
    from held where held.sku_id is not null
  ) select sku_id from held where sku_id is not null`
/** SQL for the ways of holding a product with plans off; the few that have any are found in one pass. */
const waysWithoutPlans = `select distinct disabled_plans, sku_id from assigned_license not indexed
    where disabled_plans <> '[]' limit -1`
const Ids = z.array(z.string())

/**
 * Makes the table `temp.seat_pattern`, which tells apart how people hold a product, numbered in the order of
 * the products, and answers its rows. A product that the tenant does not list has no kind there and is not
 * among the answers.
 */
export function enterPatterns(writer: Writer, products: readonly Product[], ladder: Ladder): Pattern[] {
  writer.script(`
    drop table if exists temp.seat_pattern;
    create temp table seat_pattern (
      pattern_id integer primary key, sku_id text not null, disabled_plans text not null,
      kind text, is_live integer, is_judged integer not null default 0,
      witnesses integer not null default 0, has_exchange integer not null default 0,
      is_copilot integer not null default 0,
      has_visio integer not null default 0, has_project integer not null default 0,
      has_apps integer not null default 0, has_onedrive integer not null default 0, unique (sku_id, disabled_plans)) strict;
    insert into temp.seat_pattern (sku_id, disabled_plans)
    select sku_id, '[]' from (${heldProducts})
    union select sku_id, disabled_plans from (${waysWithoutPlans})
    order by sku_id, disabled_plans`)
  const known = new Map(products.map(product => [product.skuId, product]))
  const planFacts = createPlanFacts(ladder)
  const rows = writer.all(Row, sql`select pattern_id, sku_id, disabled_plans from temp.seat_pattern`)
  const patterns = rows.flatMap(row => {
    const product = known.get(row.sku_id)
    return product === undefined ? [] : [patternOf(row, product, planFacts(product))]
  })
  const facts = patterns.map(factsOf)
  writer.run(sql`
    update temp.seat_pattern as pattern set
      kind = fact.value ->> 'kind', is_live = fact.value ->> 'live', is_judged = fact.value ->> 'judged',
      witnesses = fact.value ->> 'witnesses', has_exchange = fact.value ->> 'exchange',
      is_copilot = fact.value ->> 'copilot',
      has_visio = fact.value ->> 'visio', has_project = fact.value ->> 'project', has_apps = fact.value ->> 'apps',
      has_onedrive = fact.value ->> 'onedrive'
    from json_each(${JSON.stringify(facts)}) as fact where pattern.pattern_id = fact.value ->> 'id'`)
  return patterns
}

function patternOf(
  row: z.infer<typeof Row>,
  product: Product,
  planFacts: ReadonlyMap<Plan, PlanFacts>,
): Pattern {
  const off = new Set(Ids.parse(JSON.parse(row.disabled_plans)))
  const on = product.plans.filter(({ id }) => !off.has(id))
  let [witnesses, kinds] = [0, 0]
  for (const plan of on) {
    const facts = planFacts.get(plan)
    witnesses |= facts?.witnesses ?? 0
    kinds |= facts?.kinds ?? 0
  }
  return { id: row.pattern_id, product, on, witnesses, kinds }
}

function factsOf({ id, product, witnesses, kinds }: Pattern) {
  return {
    id,
    kind: product.kind,
    live: Number(product.isLive),
    judged: Number(product.kind === 'paid' && product.isLive),
    witnesses,
    ...Object.fromEntries(planKinds.map(([name], place) => [name, (kinds >> place) & 1])),
  }
}
