import { z } from 'zod'
import type { RenewalPlan } from '../../../contract/savings/answers.ts'
import type { Reader } from '../../database/ports.ts'
import { sql } from '../../database/sql.ts'
import { dayAfter } from '../../usage/catalogue/report-days.ts'
import { type Product, readProducts } from '../facts/products.ts'
import { type Reducible, reduceSubscriptions } from '../money/seat-costs.ts'
import { readSavingsSettings } from '../verdicts.ts'
import { judgedDay } from './summary.ts'
import { wireMoney } from './wire-money.ts'

const Seats = z.object({ sku_id: z.string(), decided: z.int(), open: z.int() })
const Name = z.object({ sku_id: z.string(), name: z.string() })

/**
 * Of each subscription what can leave the bill on its next day: firm seats are free or decided, open ones are
 * certain or strong and not decided. Seats are given to the subscriptions in the order of their days.
 *
 * @param today `YYYY-MM-DD`
 */
export function renewalPlan(reader: Reader, today: string): RenewalPlan {
  const { leadDays, reserve } = readSavingsSettings(reader)
  const seats = new Map(reader.all(Seats, seatCounts).map(row => [row.sku_id, row]))
  const names = new Map(
    reader
      .all(Name, sql`select sku_id, product_name as name from v_licenses`)
      .map(row => [row.sku_id, row.name]),
  )
  const products = readProducts(reader, judgedDay(reader) ?? today)
  return products
    .filter(({ kind, isLive }) => kind === 'paid' && isLive)
    .flatMap(product => {
      const counts = seats.get(product.skuId) ?? { decided: 0, open: 0 }
      const firmSeats = Math.max(
        0,
        (product.enabled ?? 0) - (product.consumed ?? 0) + counts.decided - (reserve[product.skuId] ?? 0),
      )
      const firm = reduce(product, firmSeats)
      const taken = new Map(firm.map(row => [row.subscriptionId, row.seats]))
      const open = reduce(product, counts.open, taken)
      return product.subscriptions
        .filter(({ isTrial }) => !isTrial)
        .map(({ subscriptionId, totalLicenses, nextDay }) => ({
          subscriptionId,
          skuId: product.skuId,
          productName: names.get(product.skuId) ?? product.partNumber,
          totalLicenses,
          nextDay,
          decideBy: nextDay === null ? null : dayAfter(nextDay, -leadDays),
          isOverdue: nextDay !== null && nextDay < today,
          firm: figureOf(firm, subscriptionId),
          open: figureOf(open, subscriptionId),
        }))
    })
    .toSorted((a, b) => (a.nextDay ?? '9999').localeCompare(b.nextDay ?? '9999'))
}

const seatCounts = sql`
  select claim.sku_id,
    sum(decided.decision_id is not null) as decided,
    sum(decided.decision_id is null and claim.class = 'claimed' and claim.grade <> 'weak') as open
  from claim left join decision as decided on decided.user_id = claim.user_id and decided.sku_id = claim.sku_id
    and decided.withdrawn_at is null and decided.decision in ('remove', 'downgrade')
  group by claim.sku_id`

function reduce(product: Product, seats: number, taken?: ReadonlyMap<string, number>): Reducible[] {
  return reduceSubscriptions(product.prices, product.subscriptions, seats, taken)
}

function figureOf(rows: readonly Reducible[], subscriptionId: string) {
  const found = rows.find(row => row.subscriptionId === subscriptionId)
  if (found === undefined) return { seats: 0, money: [] }
  return { seats: found.seats, money: found.money === null ? [] : [wireMoney(found.money)] }
}
