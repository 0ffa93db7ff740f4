import { z } from 'zod'
import { type LastUse, UsedSeats, useStates } from '../../../contract/savings/last-use.ts'
import type { Reader } from '../../database/ports.ts'
import { sql } from '../../database/sql.ts'
import { readSavingsSettings } from '../verdicts.ts'

const Row = z.object({
  sku_id: z.string(),
  product_name: z.string(),
  kind: z.string(),
  state: z.enum(useStates),
  days: UsedSeats.shape.days,
  is_open: z.int(),
  seats: z.int(),
})
const Day = z.object({ day: z.string().nullable() })

/** When the seats of each product were last used, products with most seats first. */
export function lastUseOf(reader: Reader): LastUse {
  const rows = reader.all(
    Row,
    sql`
    select used.sku_id, product.product_name, product.kind, used.state, used.days, used.is_open, used.seats
    from seat_use as used join v_licenses as product on product.sku_id = used.sku_id
    order by sum(used.seats) over (partition by used.sku_id) desc, product.product_name, used.sku_id, used.days`,
  )
  const products = [...Map.groupBy(rows, ({ sku_id }) => sku_id).values()].flatMap(([first, ...others]) =>
    first === undefined
      ? []
      : [
          {
            skuId: first.sku_id,
            productName: first.product_name,
            isPaid: first.kind === 'paid',
            used: [first, ...others].map(({ state, days, is_open, seats }) => ({
              state,
              days,
              isOpen: is_open === 1,
              seats,
            })),
          },
        ],
  )
  const asOf = reader.first(Day, sql`select max(refresh_date) as day from judged_app where gap is null`)
  return { asOf: asOf?.day ?? null, settings: readSavingsSettings(reader), products }
}
