import fc from 'fast-check'
import { expect, test } from 'vitest'
import { renewalPlan } from '../../../../electron/core/savings/answers/renewals.ts'
import { savingsSummary } from '../../../../electron/core/savings/answers/summary.ts'
import { openWriter } from '../../../../electron/platform/sqlite/open.ts'
import { product } from '../support/example.ts'
import { active, ask, day, e1, e3 } from '../support/plans.ts'
import { type SavingsTenant, savingsTenant } from '../support/tenant.ts'

const f3 = product('SPE_F1').skuId

const decideSeat = (
  tenant: SavingsTenant,
  userId: string,
  decision: string,
  target: string | null,
  sku = e3,
) =>
  tenant.change(
    `insert into decision (user_id, sku_id, decision, target_sku_id, decided_at, baseline)
      values (?, ?, ?, ?, '${day}T07:00:00Z', '{}')`,
    userId,
    sku,
    decision,
    target,
  )

/** Nobody uses what no report shows, so that a smaller product does for whoever uses no desktop apps. */
const stateUnused = (tenant: SavingsTenant) => {
  tenant.change(`insert into plan_statement (all_but, made_at) values ('[]', '${day}T06:00:00Z')`)
  tenant.change(
    `insert into sync_run (mode, status, started_at, finished_at)
      values ('changes', 'succeeded', '${day}T06:00:00Z', '${day}T06:05:00Z')`,
  )
  tenant.judge()
}

const renewals = (tenant: SavingsTenant) => {
  const writer = openWriter(tenant.file)
  try {
    return { rows: renewalPlan(writer, day), exposure: savingsSummary(writer, day).exposure }
  } finally {
    writer.close()
  }
}

type Row = ReturnType<typeof ask>['products'][number]['byDate'][number]
const figures = (row: Row | undefined) =>
  row === undefined
    ? null
    : [row.before, row.after, row.openBefore, row.openAfter].map(({ seats, money }) =>
        [seats, ...money.map(({ amount, currency }) => `${amount} ${currency}`)].join(' · '),
      )

test('a seat in whose place another product comes leaves the bill with the difference of the prices', () => {
  const desk = { ...active, apps: '2026-11-02', word: 'windows' } as const
  const tenant = savingsTenant({
    prices: [
      { product: 'SPE_E3', amount: 36 },
      { product: 'STANDARDPACK', amount: 10, to: '2026-12-31' },
      { product: 'STANDARDPACK', amount: 11, from: '2027-01-01' },
      { product: 'SPE_F1', amount: 8 },
    ],
    subscriptions: [
      { id: 's1', product: 'SPE_E3', seats: 3, next: '2026-12-10' },
      { id: 's2', product: 'SPE_E3', seats: 5, next: '2027-06-30' },
    ],
    products: [{ sku_id: '', sku_part_number: 'SPE_E3', enabled_units: 8, consumed_units: 7 }],
    people: [
      { id: 'ann', ...desk },
      { id: 'ben', ...desk },
      { id: 'cyd', ...active },
      { id: 'dan', ...active },
      { id: 'eli', ...desk, department: 'Sales' },
      { id: 'fay', ...desk, department: 'Sales', holds: ['SPE_E3', 'STANDARDPACK'] },
      { id: 'gus', ...desk },
    ],
  })
  stateUnused(tenant)
  decideSeat(tenant, 'ann', 'downgrade', f3)
  decideSeat(tenant, 'ben', 'remove', null)
  const price = { amount: '12', currency: 'EUR', per: 'month' as const }
  const plan = { moves: [{ from: e3, to: e1, price }], scope: { department: 'Sales' } }
  const rowsOf = (asked: Parameters<typeof ask>[1]) =>
    ask(tenant, asked).products.find(({ skuId }) => skuId === e3)?.byDate ?? []
  const [first, second] = rowsOf(plan)
  // Before: one is free, Ben's leaves for good (2 × 432), Ann's for F3 (336); Cyd and Dan could do with E1.
  // The plan lets Fay's E3 go for good, as she has E1 already, and Eli's at the plan's price (432 − 144).
  expect(figures(first)).toEqual(['3 · 1200 EUR', '3 · 1296 EUR', '0', '0'])
  expect(figures(second)).toEqual(['0', '2 · 624 EUR', '2 · 600 EUR', '2 · 600 EUR'])
  const renewed = renewals(tenant).rows.map(({ firm, open }) => [firm, open])
  expect(renewed).toEqual([
    [first?.before, first?.openBefore],
    [second?.before, second?.openBefore],
  ])
  // A reserve or floor that is only tried changes nothing of what stands.
  const tried = rowsOf({ reserve: { [e3]: 1 }, floors: { s1: 1 } })
  expect(tried.map(figures)).toEqual([
    ['3 · 1200 EUR', '2 · 768 EUR', '0', '0'],
    ['0', '0', '2 · 600 EUR', '2 · 600 EUR'],
  ])
  // Without a price of the other product the money is not known, whatever the seats.
  tenant.change(`delete from price where sku_id = ?`, f3)
  expect(figures(rowsOf(plan)[0])).toEqual(['3', '3 · 1296 EUR', '0', '0'])
})

const names = ['SPE_E3', 'SPE_E5', 'SPE_F1', 'STANDARDPACK', 'POWER_BI_PRO'] as const
const someone = fc.record({
  holds: fc.uniqueArray(fc.constantFrom(...names), { minLength: 1, maxLength: 3 }),
  enabled: fc.boolean(),
  exchange: fc.constantFrom('2026-11-20', '2026-06-01', null),
  word: fc.constantFrom('windows' as const, 'web' as const),
  success: fc.constantFrom('2026-11-20', '2026-06-01'),
  decision: fc.constantFrom('remove', 'downgrade', 'keep', null, null),
})
const bought = fc.record({
  product: fc.constantFrom(...names),
  seats: fc.integer({ min: 1, max: 9 }),
  next: fc.constantFrom('2026-12-10', '2027-06-30', '2026-11-01', null),
  floor: fc.constantFrom(null, 2),
  trial: fc.integer({ min: 0, max: 5 }).map(place => place === 0),
})
const tenantOf = fc.record({
  people: fc.array(someone, { minLength: 8, maxLength: 24 }),
  subscriptions: fc.array(bought, { minLength: 3, maxLength: 10 }),
  currencies: fc.tuple(...names.map(() => fc.constantFrom('EUR', 'EUR', 'EUR', 'USD', null))),
  reserve: fc.integer({ min: 0, max: 2 }),
})
type Content = typeof tenantOf extends fc.Arbitrary<infer T> ? T : never

function build({ people, subscriptions, currencies, reserve }: Content): SavingsTenant {
  const tenant = savingsTenant({
    settings: { reserve: { [e3]: reserve } },
    people: people.map(({ decision: _, ...one }, index) => ({
      id: `p${index}`,
      ...one,
      apps: one.exchange,
      ...(one.enabled ? {} : { disabledSince: '2026-10-01' }),
    })),
    prices: names.flatMap((name, index) => {
      const currency = currencies[index] ?? null
      return currency === null ? [] : [{ product: name, amount: 40 - 7 * index, currency }]
    }),
    subscriptions: subscriptions.map(({ floor, ...one }, index) => ({
      id: `s${index}`,
      ...one,
      ...(floor === null ? {} : { floor }),
    })),
    products: names.map(name => ({
      sku_id: '',
      sku_part_number: name,
      enabled_units: subscriptions
        .filter(one => one.product === name)
        .reduce((sum, { seats }) => sum + seats, 0),
      consumed_units: people.filter(({ holds }) => holds.includes(name)).length,
    })),
  })
  stateUnused(tenant)
  people.forEach(({ decision, holds: [held] }, index) => {
    if (decision === null || held === undefined) return
    const target = decision === 'downgrade' ? (held === 'SPE_F1' ? e1 : f3) : null
    decideSeat(tenant, `p${index}`, decision, target, product(held).skuId)
  })
  return tenant
}

test('before a plan, what leaves the bills and what nobody needs is what renewals and savings say', () => {
  fc.assert(
    fc.property(tenantOf, fc.constantFrom(...names), (content, from) => {
      const tenant = build(content)
      const { rows, exposure } = renewals(tenant)
      const to = from === 'STANDARDPACK' ? f3 : e1
      // A floor of no seats is tried on every subscription, so that every product is answered about.
      const floors = Object.fromEntries(content.subscriptions.map((_, index) => [`s${index}`, 0]))
      for (const plan of [
        { floors },
        { floors, moves: [{ from: product(from).skuId, to }], rules: ['R1', 'R8'] },
      ]) {
        const answer = ask(tenant, plan)
        expect(answer.exposure.before).toEqual(exposure)
        const found = new Map(
          answer.products.flatMap(({ byDate }) => byDate.map(row => [row.subscriptionId, row])),
        )
        for (const { subscriptionId, firm, open } of rows) {
          const none = { seats: 0, money: [] }
          const row = found.get(subscriptionId)
          expect([row?.before ?? none, row?.openBefore ?? none]).toEqual([firm, open])
        }
      }
      // A plan that does nothing leaves everything as it stands.
      const nothing = ask(tenant, { reserve: { [e3]: content.reserve } })
      expect(nothing.exposure.after).toEqual(exposure)
      const stays = ask(tenant, { scope: { department: 'nowhere' }, moves: [{ from: e3, to: e1 }] })
      for (const { byDate } of stays.products)
        for (const row of byDate) expect([row.after, row.openAfter]).toEqual([row.before, row.openBefore])
    }),
    { numRuns: 5, seed: 20_261_123, endOnFailure: true },
  )
})
