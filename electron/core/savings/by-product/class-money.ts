import type { TrustLine } from '../../../contract/savings/answers.ts'
import type { Reader } from '../../database/ports.ts'
import { wireMoney } from '../answers/wire-money.ts'
import { readSubscriptions } from '../facts/products.ts'
import { classCosts } from '../money/class-costs.ts'
import { seatCosts } from '../money/seat-costs.ts'
import { readPrices } from '../money/stored-prices.ts'
import { readSavingsSettings } from '../verdicts.ts'
import type { ProductLine } from './lines.ts'

/**
 * What the classes of a product cost in a year; null without a price, and with prices in several currencies.
 */
export function classMoney(reader: Reader, today: string): (line: ProductLine) => TrustLine['costs'] {
  const prices = Map.groupBy(readPrices(reader), ({ skuId }) => skuId)
  const subscriptions = readSubscriptions(reader)
  const { reserve } = readSavingsSettings(reader)
  return line => {
    const { skuId, bought, unassigned } = line
    const own = prices.get(skuId) ?? []
    const found = bought === null ? null : seatCosts(own, subscriptions.get(skuId) ?? [], bought, today)
    if (found === null) return null
    const kept = Math.min(unassigned, reserve[skuId] ?? 0)
    const costs = classCosts(found.tiers, { ...line, unassigned: unassigned - kept, kept })
    const amount = (sum: number) => wireMoney({ sum, currency: found.currency }).amount
    return {
      currency: found.currency,
      certain: amount(costs.certain),
      strong: amount(costs.strong),
      weak: amount(costs.weak),
      inUse: amount(costs.inUse),
      tooNew: amount(costs.tooNew),
      leftOut: amount(costs.leftOut),
      notJudged: amount(costs.notJudged),
      unassigned: amount(costs.unassigned),
    }
  }
}
