import { z } from 'zod'
import type { SeatFigures } from '../../../contract/insight/overview.ts'
import { type Sql, sql } from '../../database/sql.ts'
import type { InsightContext } from '../../reports/ports.ts'
import { unmeasuredGuests } from '../../reports/query/active-user.ts'
import { productKinds } from '../../reports/query/products.ts'
import { countedRows, summedRows } from '../figure.ts'

const Totals = z.object({
  products: z.int(),
  bought: z.int(),
  warning: z.int(),
  held: z.int(),
  active: z.int().nullable(),
  unassigned: z.int(),
  withUnassigned: z.int(),
  over: z.int(),
  overProducts: z.int(),
  withoutSeats: z.int(),
  free: z.int(),
  trial: z.int(),
  device: z.int(),
  capacity: z.int(),
})
type Totals = z.infer<typeof Totals>

const totals = (kinds: Sql) => sql`with ${kinds},
  paid as materialized (select l.* from v_licenses l join kind_of using (sku_id) where kind_of.kind = 'paid')
  select count(*) as products,
    ifnull(sum(enabled_units + warning_units), 0) as bought,
    ifnull(sum(warning_units), 0) as warning,
    ifnull(sum(assigned_users), 0) as held,
    sum(active_users_30d) as active,
    ifnull(sum(max(available_units, 0)), 0) as unassigned,
    count(*) filter (where available_units > 0) as withUnassigned,
    ifnull(sum(max(-available_units, 0)), 0) as over,
    count(*) filter (where available_units < 0) as overProducts,
    count(*) filter (where available_units is null) as withoutSeats,
    (select count(*) from kind_of where kind = 'free') as free,
    (select count(*) from kind_of where kind = 'trial') as trial,
    (select count(*) from kind_of where kind = 'device') as device,
    (select count(*) from kind_of where kind = 'capacity') as capacity
  from paid`

const Unheard = z.object({ seats: z.int() })

/** Seats of guests whom no usage report names. */
const unmeasuredSeats = (kinds: Sql) => sql`with ${kinds} select count(*) as seats
  from (select guest.user_id from ${unmeasuredGuests}) one
  cross join assigned_license held on held.user_id = one.user_id
  join kind_of product on product.sku_id = held.sku_id where product.kind = 'paid'`

/** The seats of the tenant's paid products, and how they add up. */
export function readSeats({ reader, activityDay }: InsightContext): SeatFigures {
  const kinds = productKinds(reader)
  const found = Totals.parse(reader.first(Totals, totals(kinds)))
  const { bought, held, unassigned, over } = found
  const product = (where: Record<string, readonly ['>', number]>) =>
    ({ report: 'licenses', where: { kind: 'paid', ...where } }) as const
  return {
    bought: summedRows(bought, found.products, 'bought_units', product({})),
    held: countedRows(held, { report: 'seats', where: { kind: 'paid' } }),
    ...(activityDay === null
      ? unknownUse
      : readUse(found, reader.first(Unheard, unmeasuredSeats(kinds))?.seats ?? 0)),
    unassigned: summedRows(
      unassigned,
      found.withUnassigned,
      'unassigned_units',
      product({ unassigned_units: ['>', 0] }),
    ),
    overAssigned: summedRows(over, found.overProducts, 'over_units', product({ over_units: ['>', 0] })),
    warning: found.warning,
    difference: bought + over - held - unassigned,
    withoutSeats: found.withoutSeats,
    free: countedRows(found.free, { report: 'licenses', where: { kind: 'free' } }),
    trial: countedRows(found.trial, { report: 'licenses', where: { kind: 'trial' } }),
    device: countedRows(found.device, { report: 'licenses', where: { kind: 'device' } }),
    capacity: countedRows(found.capacity, { report: 'licenses', where: { kind: 'capacity' } }),
  }
}

const unknownUse = { active: null, inactive: null, notMeasured: null } as const

function readUse({ held, active }: Totals, unheard: number) {
  const seats = (value: number, active30d: number | readonly ['empty', null]) =>
    countedRows(value, { report: 'seats', where: { kind: 'paid', active_30d: active30d } })
  return {
    active: seats(active ?? 0, 1),
    inactive: seats(held - (active ?? 0) - unheard, 0),
    notMeasured: seats(unheard, ['empty', null]),
  }
}
