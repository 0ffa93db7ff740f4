import { z } from 'zod'
import type { Achieved } from '../../../contract/savings/achieved.ts'
import { outcomes } from '../../../contract/savings/names.ts'
import type { Reader } from '../../database/ports.ts'
import { sql } from '../../database/sql.ts'
import { daysBetween } from '../../usage/catalogue/report-days.ts'
import { wireMoney, wireSums } from '../answers/wire-money.ts'
import { followUp } from '../choices/decisions.ts'
import { achieved, perDays, type SavedSeat } from '../money/achieved.ts'
import { defaultSavingsSettings } from '../settings.ts'
import { firstUse } from './first-use.ts'
import { seatMonths } from './months.ts'
import { purchasesAvoided } from './purchases.ts'

const Settings = z.object({ idle_days: z.int().nullable() })

/**
 * What came of the decisions and of the seats altogether.
 *
 * @param today `YYYY-MM-DD`, up to which days are counted
 */
export function readAchieved(reader: Reader, today: string): Achieved {
  const decisions = followUp(reader)
  const money = achieved(reader, decisions, today)
  const gone = decisions.filter(({ outcome }) => outcome === 'reclaimed' || outcome === 'downgraded')
  return {
    asOf: today,
    outcomes: outcomes.flatMap(outcome => {
      const seats = decisions.filter(decision => decision.outcome === outcome).length
      return seats === 0 ? [] : [{ outcome, seats }]
    }),
    noLongerIdle: money.noLongerIdle.map(wireMoney),
    purchaseAvoided: purchasesAvoided(reader, gone, today),
    saved: money.saved.map(wireMoney),
    savedPerYear: money.savedPerYear.map(wireMoney),
    steps: stepsOf(money.seats, decisions.at(-1)?.decidedAt.slice(0, 10) ?? null, today),
    months: seatMonths(reader, idleDays(reader)),
    firstUse: firstUse(reader),
  }
}

function idleDays(reader: Reader): number {
  const found = reader.first(
    Settings,
    sql`select json_extract(value, '$.idleDays') as idle_days from meta where name = 'savings_settings'`,
  )
  return found?.idle_days ?? defaultSavingsSettings.idleDays
}

/** Per currency a point for the first decision, each day on which the rate grew, and today. */
function stepsOf(seats: readonly SavedSeat[], first: string | null, today: string): Achieved['steps'] {
  return [...Map.groupBy(seats, ({ cost }) => cost.currency)].map(([currency, saved]) => {
    const dates = new Set([...(first === null ? [] : [first]), ...saved.map(({ since }) => since), today])
    return {
      currency,
      points: [...dates].toSorted().map(date => {
        const sofar = saved.filter(({ since }) => since <= date)
        return {
          date,
          saved: amountOf(sofar.map(({ cost, since }) => perDays(cost, daysBetween(since, date)))),
          perYear: amountOf(sofar.map(({ cost }) => cost)),
        }
      }),
    }
  })
}

const amountOf = (amounts: Parameters<typeof wireSums>[0]) => wireSums(amounts)[0]?.amount ?? 0
