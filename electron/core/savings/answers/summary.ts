import { z } from 'zod'
import type { SavingsFigure, SavingsSummary } from '../../../contract/savings/answers.ts'
import type { Reader } from '../../database/ports.ts'
import { sql } from '../../database/sql.ts'
import { classMoney } from '../by-product/class-money.ts'
import { demandOfLines } from '../by-product/demand.ts'
import { keptOut } from '../by-product/kept-out.ts'
import { productLines } from '../by-product/lines.ts'
import { judgingReports } from '../facts/reports.ts'
import type { Money } from '../money/price.ts'
import { grades, rules } from '../rules/match.ts'
import { lastSyncDay, readSavingsSettings } from '../verdicts.ts'
import { moneyOf, wireSums } from './wire-money.ts'

const Claim = z.object({
  class: z.string(),
  rule: z.string().nullable(),
  grade: z.string().nullable(),
  seats: z.int(),
  cost: z.int().nullable(),
  currency: z.string().nullable(),
})
type Claim = z.infer<typeof Claim>

/**
 * Everything that the head of the savings screen says: figures, rules, and the sum that balances per
 * product.
 */
export function savingsSummary(reader: Reader, today: string): SavingsSummary {
  const claims = reader.all(
    Claim,
    sql`select class, rule, grade, count(*) as seats, sum(cost_year) as cost, currency
      from claim where rule is not null group by class, rule, grade, currency
      union all
      select 'pool', rule, 'certain', seats, cost_year, currency from claim_pool where rule = 'P1'`,
  )
  const isClaimed = ({ class: name }: Claim) => name === 'claimed' || name === 'pool'
  const isSure = ({ grade }: Claim) => grade !== 'weak'
  const { lines: asked, demand } = demandOfLines(reader, productLines(reader), today)
  const costsOf = classMoney(reader, today)
  const lines = asked.map(line => ({ ...line, costs: costsOf(line) }))
  const paid = lines.length
  return {
    judgedDay: lastSyncDay(reader),
    settings: readSavingsSettings(reader),
    exposure: figureOf(claims.filter(claim => isClaimed(claim) && isSure(claim))),
    toLookInto: figureOf(claims.filter(claim => claim.class === 'claimed' && !isSure(claim))),
    leftOut: {
      ...figureOf(claims.filter(claim => claim.class === 'left_out' && isSure(claim))),
      exclusions: exclusionsInForce(reader, today),
    },
    rules: [...rules, 'P1'].map(rule => ({
      rule,
      ...byGrade(claims.filter(claim => claim.rule === rule && isClaimed(claim))),
    })),
    lines,
    priced: lines.filter(({ isPriced }) => isPriced).length,
    paid,
    reports: reader.all(
      ReportRow,
      sql`select report, max(refresh_date) as refreshDate, min(status) as status from ${judgingReports}
        group by report order by report`,
    ),
    demand,
    keptOut: keptOut(reader),
  }
}

const ReportRow = z.object({ report: z.string(), refreshDate: z.string().nullable(), status: z.string() })

function figureOf(claims: readonly Claim[]): SavingsFigure {
  const amounts = claims.flatMap(({ cost, currency }): Money[] => {
    const money = moneyOf(cost, currency)
    return money === null ? [] : [money]
  })
  return { seats: claims.reduce((sum, { seats }) => sum + seats, 0), money: wireSums(amounts) }
}

function byGrade(claims: readonly Claim[]) {
  const [certain, strong, weak] = grades.map(grade => figureOf(claims.filter(claim => claim.grade === grade)))
  const none = figureOf([])
  return { certain: certain ?? none, strong: strong ?? none, weak: weak ?? none }
}

const Count = z.object({ count: z.int() })

function exclusionsInForce(reader: Reader, today: string): number {
  const found = reader.first(
    Count,
    sql`select count(*) as count from exclusion where ended_at is null
      and (valid_from is null or valid_from <= ${today}) and (valid_until is null or ${today} <= valid_until)
      and (review_on is null or ${today} <= review_on)`,
  )
  return found?.count ?? 0
}
