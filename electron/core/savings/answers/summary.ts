import { z } from 'zod'
import type { SavingsFigure, SavingsSummary, TrustLine } from '../../../contract/savings/answers.ts'
import type { Reader } from '../../database/ports.ts'
import { sql } from '../../database/sql.ts'
import { classMoney } from '../by-product/class-money.ts'
import { demandOfLines } from '../by-product/demand.ts'
import { askAboutPools } from '../by-product/free-pools.ts'
import { keptOut } from '../by-product/kept-out.ts'
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
  const { lines: asked, demand } = demandOfLines(reader, trustLines(reader), today)
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
      sql`select report, max(refresh_date) as refreshDate, min(status) as status from report_state group by report order by report`,
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

const Line = z.object({
  sku_id: z.string(),
  part_number: z.string(),
  name: z.string(),
  bought: z.int().nullable(),
  consumed: z.int().nullable(),
  assigned: z.int(),
  certain: z.int(),
  strong: z.int(),
  weak: z.int(),
  in_use: z.int(),
  too_new: z.int(),
  left_out: z.int(),
  not_judged: z.int(),
  is_priced: z.int(),
})

function trustLines(reader: Reader): Omit<TrustLine, 'demand' | 'costs'>[] {
  const rows = reader.all(
    Line,
    sql`
    select product.sku_id, product.sku_part_number as part_number, product.product_name as name,
      product.enabled_units + product.warning_units as bought, product.consumed_units as consumed,
      count(claim.user_id) as assigned,
      coalesce(sum(claim.class = 'claimed' and claim.grade = 'certain'), 0) as certain,
      coalesce(sum(claim.class = 'claimed' and claim.grade = 'strong'), 0) as strong,
      coalesce(sum(claim.class = 'claimed' and claim.grade = 'weak'), 0) as weak,
      coalesce(sum(claim.class = 'in_use'), 0) as in_use, coalesce(sum(claim.class = 'too_new'), 0) as too_new,
      coalesce(sum(claim.class = 'left_out'), 0) as left_out, coalesce(sum(claim.class = 'not_judged'), 0) as not_judged,
      exists (select 1 from price where price.sku_id = product.sku_id) as is_priced
    from v_licenses as product left join claim on claim.sku_id = product.sku_id
    where product.kind = 'paid' group by product.sku_id
    order by certain + strong desc, product.product_name`,
  )
  const looksFree = askAboutPools(reader)
  return rows.map(row => ({
    skuId: row.sku_id,
    partNumber: row.part_number,
    productName: row.name,
    certain: row.certain,
    strong: row.strong,
    weak: row.weak,
    inUse: row.in_use,
    tooNew: row.too_new,
    leftOut: row.left_out,
    notJudged: row.not_judged,
    assigned: row.assigned,
    bought: row.bought,
    unassigned: Math.max(0, (row.bought ?? row.assigned) - (row.consumed ?? row.assigned)),
    freeAfter: Math.max(
      0,
      (row.bought ?? row.assigned) - (row.consumed ?? row.assigned) + row.certain + row.strong,
    ),
    over: Math.max(0, (row.consumed ?? row.assigned) - (row.bought ?? row.consumed ?? row.assigned)),
    isPriced: row.is_priced === 1,
    looksFree: looksFree({
      skuId: row.sku_id,
      bought: row.bought,
      used: row.consumed ?? row.assigned,
      isPriced: row.is_priced === 1,
    }),
  }))
}
