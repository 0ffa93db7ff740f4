import type { RenewalPlan } from '../../../electron/contract/savings/answers.ts'
import { monthsFrom } from './months.ts'

export type ReducibleMonth = {
  /** `YYYY-MM`. */
  month: string
  /** Null where seats are counted, because nothing has a price. */
  currency: string | null
  firm: number
  open: number
  /** The days by which to decide about the subscriptions of the month, the earliest first. */
  decideBy: string[]
}

/**
 * What can leave the bill in each of the twelve months from `today` on, in the order of time: amounts a year,
 * a row for each currency, or seats where there are no prices at all. Months without any are left out.
 */
export function reducibleMonths(plan: RenewalPlan, today: string): ReducibleMonth[] {
  const coming = plan.filter(({ isOverdue }) => !isOverdue)
  const currencies = new Set(
    coming.flatMap(({ firm, open }) => [...firm.money, ...open.money]).map(({ currency }) => currency),
  )
  const measures = currencies.size === 0 ? [null] : [...currencies].toSorted()
  return monthsFrom(today).flatMap(month => {
    const rows = coming.filter(({ nextDay }) => nextDay?.startsWith(month))
    return measures.flatMap(currency => {
      const sum = (part: 'firm' | 'open') =>
        rows.reduce((total, row) => total + amountOf(row[part], currency), 0)
      const [firm, open] = [sum('firm'), sum('open')]
      if (firm + open === 0) return []
      const decideBy = rows.flatMap(row => (amountsTo(row, currency) === 0 ? [] : (row.decideBy ?? [])))
      return [{ month, currency, firm, open, decideBy: [...new Set(decideBy)].toSorted() }]
    })
  })
}

type Row = RenewalPlan[number]

function amountsTo({ firm, open }: Row, currency: string | null): number {
  return amountOf(firm, currency) + amountOf(open, currency)
}

function amountOf({ seats, money }: Row['firm'], currency: string | null): number {
  if (currency === null) return seats
  return money.find(one => one.currency === currency)?.amount ?? 0
}
