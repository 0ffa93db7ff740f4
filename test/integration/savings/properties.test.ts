import fc from 'fast-check'
import { expect, test } from 'vitest'
import { savingsSummary } from '../../../electron/core/savings/answers/summary.ts'
import { openWriter } from '../../../electron/platform/sqlite/open.ts'
import type { Someone } from './support/example.ts'
import { type SavingsTenant, savingsTenant } from './support/tenant.ts'

/** Each run is a tenant of its own with some dozen users, who hold and do what nobody has thought of. */
const runs = { numRuns: 6, seed: 20_261_123, endOnFailure: true } as const
const products = ['SPE_E3', 'SPE_E5', 'SPE_F1', 'STANDARDPACK', 'Microsoft_365_Copilot', 'POWER_BI_PRO']
const currencies = ['EUR', 'USD', 'JPY']

const date = fc.option(
  fc.integer({ min: 0, max: 250 }).map(age => dayBefore('2026-11-21', age)),
  { nil: null },
)
const someone = fc.record({
  holds: fc.uniqueArray(fc.constantFrom(...products), { minLength: 1, maxLength: 3 }),
  enabled: fc.boolean(),
  guest: fc.integer({ min: 0, max: 9 }).map(place => place === 0),
  disabledSince: fc.constantFrom('2026-03-01', '2026-11-18'),
  since: fc.constantFrom('2026-02-01', '2026-11-10'),
  department: fc.constantFrom('Sales', 'Warehouse'),
  exchange: date,
  onedrive: date,
  teams: date,
  apps: date,
  copilot: date,
  isReported: fc.integer({ min: 0, max: 9 }).map(place => place > 0),
  success: date,
  interactive: date,
  mailbox: fc.constantFrom('User', 'User', 'Shared'),
  mailboxGb: fc.integer({ min: 0, max: 70 }),
  archive: fc.boolean(),
}) satisfies fc.Arbitrary<Omit<Someone, 'id'>>

const tenantOf = fc.record({
  people: fc.array(someone, { minLength: 10, maxLength: 40 }),
  currencies: fc.array(fc.constantFrom(...currencies), {
    minLength: products.length,
    maxLength: products.length,
  }),
  signInKnown: fc.boolean(),
})
type Content = typeof tenantOf extends fc.Arbitrary<infer T> ? T : never

function dayBefore(day: string, age: number): string {
  return new Date(Date.parse(day) - age * 86_400_000).toISOString().slice(0, 10)
}

function build({ people, currencies: ofProducts, signInKnown }: Content): SavingsTenant {
  return savingsTenant({
    signInKnown,
    people: people.map((one, index) => {
      const { disabledSince, ...rest } = one
      return { id: `p${index}`, ...rest, ...(one.enabled ? {} : { disabledSince }) }
    }),
    prices: products.map((name, index) => ({
      product: name,
      amount: 10 + index,
      currency: ofProducts[index] ?? 'EUR',
    })),
  })
}

const summaryOf = (tenant: SavingsTenant) => {
  const writer = openWriter(tenant.file)
  try {
    return savingsSummary(writer, '2026-11-23')
  } finally {
    writer.close()
  }
}
const claimed = (tenant: SavingsTenant, where = '1') =>
  tenant
    .read(`select user_id || ' ' || sku_id as seat from claim where class = 'claimed' and ${where}`)
    .map(({ seat }) => String(seat))
const adoption = (tenant: SavingsTenant) => tenant.read('select * from app_use order by app')
const seatsPerProduct = (tenant: SavingsTenant) =>
  tenant.read('select sku_id, count(*) as seats from claim group by sku_id order by sku_id')

test('the classes of each product add up to its seats, each seat is under one rule, and currencies stay apart', () => {
  fc.assert(
    fc.property(tenantOf, content => {
      const tenant = build(content)
      const held = tenant.read(
        'select sku_id, count(distinct user_id) as seats from assigned_license group by sku_id order by sku_id',
      )
      expect(seatsPerProduct(tenant)).toEqual(held)
      for (const line of summaryOf(tenant).lines) {
        const { certain, strong, weak, inUse, tooNew, leftOut, notJudged, assigned } = line
        expect(certain + strong + weak + inUse + tooNew + leftOut + notJudged).toBe(assigned)
        expect(assigned + line.unassigned - line.over).toBe(line.bought)
      }
      const unruled = tenant.read(
        `select count(*) as seats from claim where (class = 'claimed') <> (rule is not null and class <> 'left_out')`,
      )
      expect(unruled).toEqual([{ seats: 0 }])
      // Each amount is in the currency of its product's price, and each sum is of one currency.
      const foreign = tenant.read(
        `select count(*) as seats from claim join price using (sku_id)
         where claim.cost_year is not null and claim.currency <> price.currency`,
      )
      expect(foreign).toEqual([{ seats: 0 }])
      const sums = tenant.read(
        `select currency, sum(cost_year) / 30000 as amount from (
           select currency, cost_year from claim where class = 'claimed' and grade <> 'weak'
           union all select currency, cost_year from claim_pool where rule = 'P1')
         where currency is not null group by currency order by currency`,
      )
      const { money } = summaryOf(tenant).exposure
      expect(money.map(({ currency, amount }) => [currency, Math.floor(amount)])).toEqual(
        sums.map(({ currency, amount }) => [currency, amount]),
      )
    }),
    runs,
  )
})

test('leaving users out raises no adoption, moves no seat to another product and makes no new claim', () => {
  fc.assert(
    fc.property(tenantOf, fc.constantFrom('Sales', 'Warehouse'), (content, department) => {
      const tenant = build(content)
      const [before, seats, use] = [claimed(tenant), seatsPerProduct(tenant), adoption(tenant)]
      tenant.change(
        `insert into exclusion (department, reason, made_at, valid_until) values (?, 'season', '2026-11-23', '2027-01-31')`,
        department,
      )
      tenant.change(
        `insert into exclusion (upn_pattern, reason, made_at, valid_until) values ('p1*@*', 'other', '2026-11-23', '2027-01-31')`,
      )
      tenant.judge()
      expect(adoption(tenant)).toEqual(use)
      expect(seatsPerProduct(tenant)).toEqual(seats)
      expect(before).toEqual(expect.arrayContaining(claimed(tenant)))

      // Rows that changed were written alone: the whole is what an empty table would have become.
      tenant.change(`delete from assigned_license where user_id = 'p1'`)
      tenant.judge()
      const changed = ['claim', 'user_app', 'app_use'].map(table =>
        tenant.read(`select * from ${table} order by 1, 2`),
      )
      tenant.change('delete from claim')
      tenant.change('delete from user_app')
      tenant.judge()
      expect(changed).toEqual(
        ['claim', 'user_app', 'app_use'].map(table => tenant.read(`select * from ${table} order by 1, 2`)),
      )
    }),
    runs,
  )
})

test('a report that is missing or late makes nobody idle for sure, whoever it is', () => {
  const idleForSure = "rule in ('R4', 'R5', 'R7') and grade <> 'weak'"
  fc.assert(
    fc.property(
      tenantOf,
      fc.constantFrom('office365_active', 'm365_app', 'microsoft365_copilot_usage'),
      fc.constantFrom('2026-11-01', null),
      (content, report, refreshDate) => {
        const tenant = build(content)
        const before = claimed(tenant, idleForSure)
        const inUse = tenant.read(`select count(*) as seats from claim where class = 'in_use'`)
        if (refreshDate === null) tenant.change('delete from usage_report where report = ?', report)
        else tenant.change('update usage_report set refresh_date = ? where report = ?', refreshDate, report)
        tenant.judge()
        expect(before).toEqual(expect.arrayContaining(claimed(tenant, idleForSure)))
        const inUseAfter = tenant.read(`select count(*) as seats from claim where class = 'in_use'`)
        expect(Number(inUseAfter[0]?.['seats'])).toBeLessThanOrEqual(Number(inUse[0]?.['seats']))
      },
    ),
    runs,
  )
})

/** Of each seat the fewest days since a use of one of its plans that are on, by the public views alone. */
const lastUses = `
  select seat.user_id, seat.sku_id, min(state.idle_days) as days,
    max(state.state in ('date', 'none_on_record', 'newcomer')) as measured
  from v_seats as seat
  join v_witnesses as witness on witness.sku_id = seat.sku_id
    and not exists (select 1 from json_each(seat.plans_off) as off where off.value = witness.service_plan_id)
  join v_app_state as state on state.user_id = seat.user_id and state.app = witness.app
  group by seat.user_id, seat.sku_id`
const bandOfDays = `case when not coalesce(measured, 0) then 'not_measured' when days is null then 'none_on_record'
  when days < 7 then '0-6' when days < 30 then '7-29' when days < 60 then '30-59' when days < 90 then '60-89'
  when days < 180 then '90-179' else '180+' end`

test('each seat is in the one band of days that the views tell of it, and the bands add up to the seats', () => {
  fc.assert(
    fc.property(tenantOf, content => {
      const tenant = build(content)
      const wrong = tenant.read(`
        select claim.user_id, claim.sku_id, claim.use_band, ${bandOfDays} as told
        from v_claims as claim left join (${lastUses}) as use using (user_id, sku_id)
        where claim.use_band is not ${bandOfDays}`)
      expect(wrong).toEqual([])
      expect(
        tenant.read('select sku_id, sum(seats) as seats from seat_use group by sku_id order by sku_id'),
      ).toEqual(seatsPerProduct(tenant))
      // What the line at any idle days counts as used is what the rules find with that setting.
      for (const idleDays of [30, 61, 180]) {
        tenant.change('delete from meta where name = ?', 'savings_settings')
        tenant.change(
          `insert into meta (name, value) values ('savings_settings', ?)`,
          JSON.stringify({ idleDays }),
        )
        tenant.judge()
        const idle = `select claim.sku_id, count(*) as seats from claim join (${lastUses}) as use using (user_id, sku_id)
          where measured and coalesce(days, 999) >= ${idleDays} group by claim.sku_id order by claim.sku_id`
        expect(
          tenant.read(`select sku_id, sum(seats) as seats from seat_use
            where state = 'none_on_record' or state = 'date' and days >= ${idleDays} group by sku_id order by sku_id`),
        ).toEqual(tenant.read(idle))
      }
    }),
    runs,
  )
})
