import Database from 'better-sqlite3'
import { moneyText, priceScale } from '../../../../electron/core/savings/money/price.ts'
import { shippedNames } from '../../../../electron/platform/sqlite/names/product-names.ts'
import { openTestTenant, type TestTenant } from '../../database/support/tenant.ts'
import { type Example, partNumberOf, product, seatsOf } from './example.ts'
import { published } from './published.ts'

export type SavingsTenant = TestTenant & {
  /** Judges again, as of another day or after a change. */
  judge(day?: string): void
  change(statement: string, ...values: unknown[]): void
  /** The verdict on a seat as one line: class, rule, grade, money of a year. */
  verdict(user: string, partNumber?: string): string
  /** Claims of the headline: certain and strong ones with their pools, by currency. */
  headline(): { seats: number; money: string[] }
}

/** A tenant after a sync, with the reports, sign-ins and history of a worked example. */
export function savingsTenant(example: Example): SavingsTenant {
  const { syncDay = '2026-11-23', firstSync = '2026-02-01' } = example
  const tenant = openTestTenant({ namesFile: shippedNames })
  const change = (statement: string, ...values: unknown[]): void => {
    const database = new Database(tenant.file)
    try {
      database.prepare(statement).run(...values)
    } finally {
      database.close()
    }
  }
  for (const day of new Set([firstSync, syncDay]))
    change(
      `insert into sync_run (mode, status, started_at, finished_at) values ('full', 'succeeded', ?, ?)`,
      `${day}T06:00:00Z`,
      `${day}T06:05:00Z`,
    )
  tenant.publish(published(example), { at: `${syncDay}T06:00:00Z` })
  tellHistory(example, change)
  tellPrices(example, change)
  if (example.settings !== undefined) {
    change(`insert into meta (name, value) values ('savings_settings', ?)`, JSON.stringify(example.settings))
  }
  tenant.writer.judge(syncDay)
  return { ...tenant, change, judge: (day = syncDay) => tenant.writer.judge(day), ...questions(tenant) }
}
type Change = SavingsTenant['change']

function tellHistory(example: Example, change: Change): void {
  const note = `insert into change (run_id, at, kind, user_id, sku_id, detail) values (1, ?, ?, ?, ?, ?)`
  for (const one of example.people) {
    for (const seat of one.holds ?? seatsOf) {
      const { skuId } = product(partNumberOf(seat))
      if (one.since !== undefined)
        change(note, `${one.since}T06:00:00Z`, 'license_assigned', one.id, skuId, null)
      if (typeof seat !== 'string' && seat.assignedAt !== undefined) {
        change(
          `update license_state set updated_at = ? where user_id = ? and sku_id = ?`,
          `${seat.assignedAt}T06:00:00Z`,
          one.id,
          skuId,
        )
      }
    }
    if (one.disabledSince !== undefined) {
      change(note, `${one.disabledSince}T06:00:00Z`, 'user_changed', one.id, null, 'account_enabled')
    }
  }
}

function tellPrices({ prices = [], subscriptions = [] }: Example, change: Change): void {
  for (const {
    product: partNumber,
    amount,
    currency = 'EUR',
    per = 'month',
    from = null,
    to = null,
    subscription = null,
  } of prices) {
    change(
      `insert into price (sku_id, subscription_id, amount, currency, per, valid_from, valid_to, entered_at) values (?, ?, ?, ?, ?, ?, ?, '2026-11-01T00:00:00Z')`,
      product(partNumber).skuId,
      subscription,
      Math.round(amount * priceScale),
      currency,
      per,
      from,
      to,
    )
  }
  for (const {
    id,
    product: partNumber,
    seats,
    next,
    trial = false,
    status = 'Enabled',
    floor = null,
  } of subscriptions) {
    change(
      `insert into subscription (subscription_id, sku_id, sku_part_number, status, total_licenses, is_trial, next_lifecycle_at) values (?, ?, ?, ?, ?, ?, ?)`,
      id,
      product(partNumber).skuId,
      partNumber,
      status,
      seats,
      Number(trial),
      next === null ? null : `${next}T00:00:00Z`,
    )
    if (floor !== null)
      change(`insert into subscription_fact (subscription_id, min_licenses) values (?, ?)`, id, floor)
  }
}

function questions(tenant: TestTenant): Pick<SavingsTenant, 'verdict' | 'headline'> {
  return {
    verdict: (user, partNumber = 'SPE_E3') => {
      const [row] = tenant.read(
        `select class, rule, grade, cost_year, currency, reason from claim where user_id = ? and sku_id = ?`,
        user,
        product(partNumber).skuId,
      )
      if (row === undefined) return 'no seat'
      const cost = typeof row.cost_year === 'number' ? moneyText(row.cost_year, String(row.currency)) : null
      return [row.class, row.rule, row.grade, cost].filter(part => part !== null).join(' ')
    },
    headline: () => {
      const rows = tenant.read(`select count(*) as seats, sum(cost_year) as cost, currency from claim
        where class = 'claimed' and grade in ('certain', 'strong') group by currency
        union all select seats, cost_year, currency from claim_pool where rule = 'P1'`)
      const sums = new Map<string, number>()
      for (const { cost, currency } of rows) {
        if (typeof cost === 'number' && typeof currency === 'string')
          sums.set(currency, (sums.get(currency) ?? 0) + cost)
      }
      return {
        seats: rows.reduce((sum, { seats }) => sum + Number(seats), 0),
        money: [...sums].sort().map(([currency, sum]) => `${moneyText(sum, currency)} ${currency}`),
      }
    },
  }
}
