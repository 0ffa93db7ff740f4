import { z } from 'zod'
import type { Evidence } from '../../../contract/savings/evidence.ts'
import type { Reader } from '../../database/ports.ts'
import { raw, sql } from '../../database/sql.ts'
import { shippedPlans } from '../facts/products.ts'
import { isInForce } from '../facts/seats.ts'
import { meet } from '../products/coverage.ts'
import { isBelow, rungName } from '../products/ladder.ts'
import { type OwnLadder, readLadder } from '../products/own-rungs.ts'
import { isCosmetic, isFoundation, type Plan } from '../products/plan-kinds.ts'
import { appOf } from './fit-signals.ts'
import type { CardSeat } from './seat.ts'

type CardPlan = Evidence['plans'][number]

const Row = z.object({
  id: z.string(),
  name: z.string(),
  friendly_name: z.string(),
  is_on: z.int(),
  app: z.string().nullable(),
  state: z.string().nullable(),
  last_use: z.string().nullable(),
})
type Row = z.infer<typeof Row>

const OtherPlan = z.object({
  product: z.string(),
  id: z.string(),
  name: z.string(),
  friendlyName: z.string(),
})
type OtherPlan = z.infer<typeof OtherPlan>

const Activated = z.object({ product_type: z.string(), last_day: z.string().nullable() })

/**
 * The service plans that a seat gives a user: whether each is on, what shows that it is used, and which
 * other product gives it as well, or a higher one. What comes with nearly every product is no loss and left
 * out.
 */
export function plansOfSeat(reader: Reader, seat: CardSeat): CardPlan[] {
  const rows = reader.all(Row, plansOf(seat))
  const activated = rows.some(({ app }) => app?.endsWith('_activation'))
    ? reader.all(Activated, activationsOf(seat.userId))
    : []
  const others = [...targetPlans(reader, seat), ...reader.all(OtherPlan, otherPlansOf(seat))]
  const ladder = readLadder(reader)
  return [...Map.groupBy(rows, ({ id }) => id).values()].flatMap(own => {
    const [first] = own
    if (first === undefined) return []
    const plan = { id: first.id, name: first.name, friendlyName: first.friendly_name }
    if (isFoundation(plan)) return []
    return [
      {
        name: plan.friendlyName,
        isOn: own.some(({ is_on }) => is_on === 1),
        shownBy: own.flatMap(({ app }) => app ?? []),
        ...usageOf(own, activated),
        keptBy: keptBy(ladder, plan, seat, others),
        isMinor: isCosmetic(plan),
      },
    ]
  })
}

/** The plans that are on in a seat, and those that are on in the other products that the user keeps. */
export function readHeldPlans(reader: Reader, seat: CardSeat): [own: Plan[], others: Plan[]] {
  const own = reader.all(Row, plansOf(seat)).filter(({ is_on }) => is_on === 1)
  const single = new Map(own.map(row => [row.id, { ...row, friendlyName: row.friendly_name }]))
  return [[...single.values()], reader.all(OtherPlan, otherPlansOf(seat))]
}

/** When a plan was last used; without a date whether that is on record, not measured, or cannot be. */
function usageOf(
  rows: readonly Row[],
  activated: readonly z.infer<typeof Activated>[],
): Pick<CardPlan, 'use' | 'lastUse'> {
  const uses = rows.flatMap(({ app, state, last_use }) => {
    if (app === null) return []
    if (!app.endsWith('_activation')) return [{ state, day: last_use }]
    const own = activated.filter(({ product_type }) => appOf(product_type) === app)
    const day = newest(own.map(({ last_day }) => last_day))
    return [{ state: own.length === 0 ? 'not_covered' : day === null ? 'none_on_record' : 'date', day }]
  })
  if (uses.length === 0) return { use: 'blind', lastUse: null }
  const lastUse = newest(uses.map(({ day }) => day))
  if (lastUse !== null) return { use: 'date', lastUse }
  const isMeasured = uses.some(({ state }) => state === 'none_on_record')
  const isNew = uses.some(({ state }) => state === 'newcomer')
  return { use: isMeasured ? 'none_on_record' : isNew ? 'newcomer' : 'not_measured', lastUse: null }
}

const newest = (days: readonly (string | null)[]): string | null =>
  days
    .flatMap(day => day ?? [])
    .toSorted()
    .at(-1) ?? null

/** The plan by which another product gives it, or of a smaller product the lower one that comes instead. */
function keptBy(
  ladder: OwnLadder,
  plan: Plan,
  { rule, target }: CardSeat,
  others: readonly OtherPlan[],
): CardPlan['keptBy'] {
  const same = others.find(({ id }) => id === plan.id)
  if (same !== undefined) return { product: same.product, plan: plan.friendlyName, isLower: false }
  const higher = others.find(other => meet(ladder, plan, [other]) !== null)
  if (higher !== undefined) return { product: higher.product, plan: higher.friendlyName, isLower: false }
  if (rule !== 'R8') return null
  const isUnder = (one: Plan, other: Plan) => isBelow(ladder, rungName(one.name), rungName(other.name))
  const lower = others.filter(other => other.product === target && isUnder(other, plan))
  const best = lower.find(one => !lower.some(other => isUnder(one, other)))
  return best === undefined ? null : { product: best.product, plan: best.friendlyName, isLower: true }
}

/** The plans of the smaller product that would take its place, which the tenant need not have. */
function targetPlans(
  reader: Reader,
  { rule, target, target_sku_id, target_part_number }: CardSeat,
): OtherPlan[] {
  if (rule !== 'R8' || target === null) return []
  const own = reader.all(
    OtherPlan,
    sql`select ${target} as product, service_plan_id as id, service_plan_name as name, friendly_name as friendlyName
      from v_license_plans as plan where sku_id = ${target_sku_id} and ${isGiven}`,
  )
  if (own.length > 0 || target_part_number === null) return own
  const shipped = shippedPlans(reader, target_part_number)?.plans ?? []
  return shipped.map(plan => ({ product: target, ...plan }))
}

const isGiven = raw(
  `coalesce(plan.applies_to, 'User') = 'User' and coalesce(plan.provisioning_status, '') <> 'Disabled'`,
)

const plansOf = ({ userId, skuId }: CardSeat) => sql`
  select plan.service_plan_id as id, plan.service_plan_name as name, plan.friendly_name,
    plan.service_plan_id not in (select value from json_each(held.disabled_plans)) as is_on,
    shown.app, state.state, state.last_activity_date as last_use
  from assigned_license as held
  join v_license_plans as plan on plan.sku_id = held.sku_id and ${isGiven}
  left join plan_witness as shown on shown.sku_id = plan.sku_id and shown.service_plan_id = plan.service_plan_id
  left join v_app_state as state on state.user_id = held.user_id and state.app = shown.app
  where held.user_id = ${userId} and held.sku_id = ${skuId}
  order by plan.friendly_name, shown.app`

/** The plans that are on in the products that the user holds beside this one, and keeps. */
const otherPlansOf = ({ userId, skuId }: CardSeat) => sql`
  select product.product_name as product, plan.service_plan_id as id, plan.service_plan_name as name,
    plan.friendly_name as friendlyName
  from assigned_license as held
  join v_licenses as product on product.sku_id = held.sku_id and coalesce(product.capability_status, 'Enabled') = 'Enabled'
  join v_license_plans as plan on plan.sku_id = held.sku_id and ${isGiven}
  where held.user_id = ${userId} and held.sku_id <> ${skuId}
    and plan.service_plan_id not in (select value from json_each(held.disabled_plans))
    and not exists (select 1 from claim where claim.user_id = held.user_id and claim.sku_id = held.sku_id
      and claim.class = 'claimed' and claim.rule in ('R1', 'R3'))
    and (not exists (select 1 from license_state as state where state.user_id = held.user_id and state.sku_id = held.sku_id)
      or exists (select 1 from license_state as state where state.user_id = held.user_id and state.sku_id = held.sku_id
        and ${raw(isInForce('state'))}))
  order by product.product_name`

const activationsOf = (userId: string) => sql`
  select product_type, max(last_activated_date) as last_day from v_activations where user_id = ${userId} group by 1`
