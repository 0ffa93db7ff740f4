import type { Reader } from '../../database/ports.ts'
import type { Money } from '../money/price.ts'
import { productPrices } from '../money/product-prices.ts'

/** A seat as it was claimed; null where nothing is known. */
type Seat = {
  readonly sku_id: string
  readonly rule: string | null
  readonly target_sku_id: string | null
  readonly cost_year: number | null
  readonly currency: string | null
}

/**
 * What a year of a decided seat comes to: of a downgrade the difference to the product that takes its place,
 * whatever rule had claimed the seat; of a seat in use, which no rule has priced, the product's own price.
 * Null where a price is not known, or is in another currency.
 *
 * @param day `YYYY-MM-DD`, whose prices count
 */
export function decisionCosts(
  reader: Reader,
  day: string,
): (seat: Seat, target: string | null) => Money | null {
  const ofProduct = productPrices(reader, day)
  const whole = (seat: Seat): Money | null => {
    const { rule, cost_year: sum, currency } = seat
    if (sum === null || currency === null) return rule === null ? ofProduct(seat.sku_id) : null
    // Such a claim is priced as the difference already.
    return rule === 'R8' ? sumOf({ sum, currency }, ofProduct(seat.target_sku_id), 1) : { sum, currency }
  }
  return (seat, target) => {
    const cost = whole(seat)
    return target === null || cost === null ? cost : sumOf(cost, ofProduct(target), -1)
  }
}

function sumOf(money: Money, other: Money | null, sign: 1 | -1): Money | null {
  if (other === null || other.currency !== money.currency) return null
  return { ...money, sum: Math.max(0, money.sum + sign * other.sum) }
}
