import { z } from 'zod'
import type { RenewalPlan } from '../../../contract/savings/answers.ts'
import type { Reader } from '../../database/ports.ts'
import { sql } from '../../database/sql.ts'
import { dayAfter } from '../../usage/catalogue/report-days.ts'
import { readRenewalDecisions } from '../choices/renewal-decisions.ts'
import { readProducts } from '../facts/products.ts'
import { readPricesOfDays } from '../money/product-prices.ts'
import { readGivenUp, reductionOf } from '../money/reductions.ts'
import { lastSyncDay, readSavingsSettings } from '../verdicts.ts'
import { reducedFigure } from './wire-money.ts'

const Name = z.object({ sku_id: z.string(), name: z.string() })
const Fact = z.object({
  subscription_id: z.string(),
  term: z.string().nullable(),
  channel: z.string().nullable(),
})

/** A notice comes so many days before the day by which to decide. */
const noticeDays = 14

/** Of a direct agreement seats can be given back so many days after the renewal (Microsoft, buy-licenses). */
const graceDays = 7

/**
 * Of each subscription what can leave the bill on its next day: firm seats are free or decided, open ones are
 * certain or strong and not decided. Seats are given to the subscriptions in the order of their days, seats
 * that are assigned beyond the bought ones are paid back first, and those of a downgrade come last.
 *
 * @param today `YYYY-MM-DD`
 * @param only the one product that is asked for; all without it
 */
export function renewalPlan(reader: Reader, today: string, only: string | null = null): RenewalPlan {
  const { leadDays, reserve } = readSavingsSettings(reader)
  const givenUp = readGivenUp(reader, readPricesOfDays(reader), only)
  const nameOf = readNames(reader)
  const products = readProducts(reader, lastSyncDay(reader) ?? today)
  const facts = new Map(
    reader
      .all(Fact, sql`select subscription_id, term, channel from subscription_fact`)
      .map(row => [row.subscription_id, row]),
  )
  const decisions = readRenewalDecisions(reader)
  return products
    .filter(({ skuId, kind, isLive }) => kind === 'paid' && isLive && skuId === (only ?? skuId))
    .flatMap(product => {
      const free = (product.enabled ?? 0) - (product.consumed ?? 0) - (reserve[product.skuId] ?? 0)
      const { firm, open } = reductionOf(product, { free, ...givenUp(product.skuId) })
      return product.subscriptions
        .filter(({ isTrial }) => !isTrial)
        .map(({ subscriptionId, status, totalLicenses, nextDay }) => {
          const decision = decisions[subscriptionId] ?? null
          const fact = facts.get(subscriptionId)
          const row = {
            firm: reducedFigure(firm, subscriptionId),
            open: reducedFigure(open, subscriptionId),
            ...daysOf(nextDay, leadDays, fact?.channel ?? null),
            decision: decision?.forDay === nextDay ? decision : null,
          }
          return {
            ...row,
            subscriptionId,
            skuId: product.skuId,
            productName: nameOf(product.skuId) ?? product.partNumber,
            totalLicenses,
            nextDay,
            isOverdue: nextDay !== null && nextDay < today,
            renew:
              totalLicenses === null || status !== 'Enabled'
                ? null
                : totalLicenses - row.firm.seats - row.open.seats,
            isDue: fact?.term !== 'month' && isDue(row, nextDay, today),
          }
        })
    })
    .toSorted((a, b) => (a.nextDay ?? '9999').localeCompare(b.nextDay ?? '9999'))
}

function daysOf(nextDay: string | null, leadDays: number, channel: string | null) {
  if (nextDay === null) return { decideBy: null, lastDay: null }
  return {
    decideBy: dayAfter(nextDay, -leadDays),
    lastDay: channel === 'direct' ? dayAfter(nextDay, graceDays) : null,
  }
}

type Row = Pick<RenewalPlan[number], 'firm' | 'open' | 'decideBy' | 'lastDay' | 'decision'>

/** Only where something can still be decided: unused seats, from two weeks before the day on. */
function isDue(
  { firm, open, decideBy, lastDay, decision }: Row,
  nextDay: string | null,
  today: string,
): boolean {
  if (decideBy === null || nextDay === null || decision !== null) return false
  if (firm.seats + open.seats === 0) return false
  return dayAfter(decideBy, -noticeDays) <= today && today <= (lastDay ?? nextDay)
}

function readNames(reader: Reader): (skuId: string) => string | undefined {
  const names = new Map(
    reader
      .all(Name, sql`select sku_id, product_name as name from v_licenses`)
      .map(row => [row.sku_id, row.name]),
  )
  return skuId => names.get(skuId)
}
