import { expect, test } from 'vitest'
import type { SubscriptionFact } from '../../../electron/contract/savings/inputs.ts'
import { priceList } from '../../../electron/core/savings/answers/prices.ts'
import { renewalPlan } from '../../../electron/core/savings/answers/renewals.ts'
import { savingsSummary } from '../../../electron/core/savings/answers/summary.ts'
import { storeNotFree } from '../../../electron/core/savings/by-product/free-pools.ts'
import { decide } from '../../../electron/core/savings/choices/decisions.ts'
import { storePrices } from '../../../electron/core/savings/choices/prices.ts'
import { storeRenewalDecision } from '../../../electron/core/savings/choices/renewal-decisions.ts'
import { storeSubscriptionFacts } from '../../../electron/core/savings/choices/subscription-facts.ts'
import type { Price } from '../../../electron/core/savings/money/price.ts'
import { openWriter } from '../../../electron/platform/sqlite/open.ts'
import { product, type Someone } from './support/example.ts'
import { type SavingsTenant, savingsTenant } from './support/tenant.ts'

const day = '2026-11-23'
const active = { exchange: '2026-11-20', teams: '2026-11-20' }
const idle = { teams: '2026-06-01', success: '2026-06-01' }
const gone = (id: string, ...holds: string[]): Someone => ({
  id,
  holds,
  enabled: false,
  disabledSince: '2026-10-01',
})
const sku = (partNumber: string) => product(partNumber).skuId

/** Works on the tenant's database, and judges again. */
function work<T>(tenant: SavingsTenant, task: (writer: ReturnType<typeof openWriter>) => T): T {
  const writer = openWriter(tenant.file)
  try {
    return task(writer)
  } finally {
    writer.close()
    tenant.judge()
  }
}

const remove = (tenant: SavingsTenant, users: readonly string[], partNumber: string) =>
  work(tenant, writer => {
    const seats = users.map(userId => ({ userId, skuId: sku(partNumber) }))
    const order = { seats, decision: 'remove' as const, targetSkuId: null, note: null, decidedBy: null }
    return decide(writer, order, `${day}T08:00:00Z`)
  })

/** Each subscription as one line: firm and open seats with their money. */
function plan(tenant: SavingsTenant): Record<string, string> {
  const rows = work(tenant, writer => renewalPlan(writer, day))
  const figure = ({ seats, money }: (typeof rows)[number]['firm']) =>
    [seats, ...money.map(({ amount, currency }) => `${amount.toFixed(2)} ${currency}`)].join(' ')
  return Object.fromEntries(
    rows.map(row => [row.subscriptionId, `firm ${figure(row.firm)}, open ${figure(row.open)}`]),
  )
}

test('pools are reducible one product at a time, and a freed seat first pays back an over-assigned one', () => {
  const tenant = savingsTenant({
    prices: [
      { product: 'EMS', amount: 10 },
      { product: 'EMSPREMIUM', amount: 10 },
      { product: 'SPE_E5', amount: 10 },
    ],
    subscriptions: [
      { id: 'a', product: 'EMS', seats: 5, next: '2027-01-01' },
      { id: 'b', product: 'EMSPREMIUM', seats: 300, next: '2027-01-01' },
      { id: 'c', product: 'SPE_E5', seats: 25, next: '2027-01-01', status: 'LockedOut' },
    ],
    products: [
      { sku_id: '', sku_part_number: 'EMS', enabled_units: 5, consumed_units: 6 },
      {
        sku_id: '',
        sku_part_number: 'EMSPREMIUM',
        enabled_units: 300,
        warning_units: 300,
        suspended_units: 300,
        consumed_units: 100,
      },
      {
        sku_id: '',
        sku_part_number: 'SPE_E5',
        capability_status: 'LockedOut',
        enabled_units: 0,
        locked_out_units: 25,
        consumed_units: 3,
      },
    ],
    people: [gone('a1', 'EMS'), gone('a2', 'EMS')],
  })
  expect(tenant.headline()).toEqual({ seats: 502, money: ['60240.00 EUR'] })
  expect(plan(tenant)).toEqual({ a: 'firm 0, open 1 120.00 EUR', b: 'firm 200 24000.00 EUR, open 0' })
  remove(tenant, ['a1', 'a2'], 'EMS')
  expect(plan(tenant)).toEqual({ a: 'firm 1 120.00 EUR, open 0', b: 'firm 200 24000.00 EUR, open 0' })
})

test('granted seats leave no bill, and what is free or a trial is left out and said', () => {
  const four = ['g0', 'g1', 'g2', 'g3']
  const tenant = savingsTenant({
    prices: [
      { product: 'SPB', amount: 0, subscription: 'grant' },
      { product: 'SPB', amount: 20.6, subscription: 'paid' },
    ],
    subscriptions: [
      { id: 'grant', product: 'SPB', seats: 10, next: '2026-12-31' },
      { id: 'paid', product: 'SPB', seats: 5, next: '2027-03-31' },
      { id: 'trial', product: 'FORMS_PRO', seats: 10_000, next: '2026-12-15', trial: true },
    ],
    products: [
      { sku_id: '', sku_part_number: 'SPB', enabled_units: 15, consumed_units: 13 },
      { sku_id: '', sku_part_number: 'FLOW_FREE', enabled_units: 10_000, consumed_units: 1 },
      { sku_id: '', sku_part_number: 'FORMS_PRO', enabled_units: 10_000, consumed_units: 0 },
    ],
    people: [
      ...four.map(id => gone(id, 'SPB')),
      ...Array.from({ length: 9 }, (_, index) => ({ id: `u${index}`, holds: ['SPB'], ...active })),
      { id: 'flo', holds: ['FLOW_FREE'], ...active },
    ],
  })
  expect(tenant.headline()).toEqual({ seats: 6, money: ['1236.00 EUR'] })
  expect(tenant.read('select kind from product_kind order by kind')).toEqual(
    ['free', 'paid', 'trial'].map(kind => ({ kind })),
  )
  remove(tenant, four, 'SPB')
  expect(plan(tenant)).toEqual({ grant: 'firm 0, open 0', paid: 'firm 5 1236.00 EUR, open 0' })
})

test('each currency has its own sum, a third of three years is exact, and a rise counts from its day on', () => {
  const holds = { P: 'EMS', Q: 'POWER_BI_PRO' }
  const example = (idleP: number) =>
    savingsTenant({
      prices: [
        { product: holds.P, amount: 1000, currency: 'USD', per: 'three_years' },
        { product: holds.Q, amount: 4500, currency: 'JPY' },
        { product: 'SPE_E3', amount: 36, to: '2026-11-30' },
        { product: 'SPE_E3', amount: 39, from: '2026-12-01' },
      ],
      subscriptions: [{ id: 's', product: 'SPE_E3', seats: 1, next: '2027-01-15' }],
      people: [
        ...Array.from({ length: idleP }, (_, index) => gone(`p${index}`, holds.P)),
        gone('q', holds.Q),
        gone('e', 'SPE_E3'),
      ],
    })
  expect(example(1).headline().money).toEqual(['432.00 EUR', '54000 JPY', '333.33 USD'])
  const tenant = example(3)
  expect(tenant.headline().money).toEqual(['432.00 EUR', '54000 JPY', '1000.00 USD'])
  expect(work(tenant, writer => savingsSummary(writer, day).exposure.money)).toHaveLength(3)
  expect(plan(tenant)['s']).toBe('firm 0, open 1 468.00 EUR')
  const price: Price = {
    skuId: sku('SPE_E3'),
    subscriptionId: null,
    amount: 360_000,
    currency: 'EUR',
    per: 'month',
    validFrom: null,
    validTo: '2026-11-30',
    note: null,
  }
  const twice = [price, { ...price, validFrom: '2026-11-15', validTo: null }]
  expect(() => work(tenant, writer => storePrices(writer, twice, day, `${day}T08:00:00Z`))).toThrow(
    /valid for the same seats on the same day/,
  )
})

test('a renewal says what is firm and open by when, to how many seats, and asks while it can be decided', () => {
  const sleepers = Array.from({ length: 12 }, (_, index) => `z${String(index).padStart(2, '0')}`)
  const tenant = savingsTenant({
    prices: [{ product: 'SPE_E3', amount: 36 }],
    subscriptions: [
      { id: 's1', product: 'SPE_E3', seats: 60, next: '2026-12-10', floor: 50 },
      { id: 's2', product: 'SPE_E3', seats: 40, next: '2027-06-30' },
    ],
    products: [{ sku_id: '', sku_part_number: 'SPE_E3', enabled_units: 100, consumed_units: 82 }],
    people: [
      ...sleepers.map(id => ({ id, ...idle })),
      ...Array.from({ length: 70 }, (_, index) => ({ id: `a${index}`, ...active })),
    ],
  })
  remove(tenant, sleepers.slice(0, 7), 'SPE_E3')
  expect(tenant.headline()).toEqual({ seats: 30, money: ['12960.00 EUR'] })
  const [line] = work(tenant, writer => savingsSummary(writer, day).lines)
  // 18 can be given to somebody now, 30 after the twelve are removed.
  expect(line).toMatchObject({
    unassigned: 18,
    freeAfter: 30,
    certain: 0,
    strong: 12,
    assigned: 82,
    bought: 100,
  })
  expect(plan(tenant)).toEqual({
    s1: 'firm 10 4320.00 EUR, open 0',
    s2: 'firm 15 6480.00 EUR, open 5 2160.00 EUR',
  })
  const rows = () => work(tenant, writer => renewalPlan(writer, day))
  expect(rows()).toMatchObject([
    { subscriptionId: 's1', decideBy: '2026-11-26', renew: 50, isDue: true, isOverdue: false },
    { subscriptionId: 's2', decideBy: '2027-06-16', renew: 20, isDue: false },
  ])
  const decision = { kind: 'cut' as const, seats: 50, note: 'agreed', decidedAt: `${day}T08:00:00Z` }
  work(tenant, writer => storeRenewalDecision(writer, 's1', { ...decision, forDay: '2026-12-10' }))
  expect(rows()[0]).toMatchObject({ isDue: false, decision: { kind: 'cut', seats: 50 } })
  work(tenant, writer => storeRenewalDecision(writer, 's1', { ...decision, forDay: '2025-12-10' }))
  expect(rows()[0]).toMatchObject({ isDue: true, decision: null })
  const tell = (...facts: SubscriptionFact[]) => work(tenant, writer => storeSubscriptionFacts(writer, facts))
  tell({ subscriptionId: 's1', term: 'month', channel: 'direct', minLicenses: 55 })
  expect(rows()[0]).toMatchObject({ isDue: false, lastDay: '2026-12-17', firm: { seats: 5 } })
  tell({ subscriptionId: 's1', term: 'year', channel: 'partner', minLicenses: null })
  expect(rows()[0]).toMatchObject({ isDue: true, lastDay: null, firm: { seats: 25 } })
  expect(tenant.read('select term, channel, min_licenses from v_renewals order by 1 desc')[0]).toEqual({
    term: 'year',
    channel: 'partner',
    min_licenses: null,
  })
  const known = { subscriptionId: 's2', term: null, channel: null, minLicenses: 41 }
  expect(() => tell(known)).toThrow(/more than the 40 seats/)
  expect(() => tell({ ...known, subscriptionId: 'gone' })).toThrow(/no subscription "gone"/)
  tell({ ...known, minLicenses: null }, { ...known, subscriptionId: 's1', minLicenses: 0 })
  expect(tenant.read('select * from subscription_fact')).toEqual([])

  // A date that moved by a year between two syncs suggests the term, and enters nothing.
  const guesses = () =>
    work(tenant, writer =>
      priceList(writer).products.flatMap(({ subscriptions }) =>
        subscriptions.map(({ subscriptionId, term, guess }) => [subscriptionId, term, guess?.term ?? null]),
      ),
    )
  expect(guesses()).toContainEqual(['s1', null, null])
  tenant.change(
    `update subscription set next_lifecycle_at = date(next_lifecycle_at, '+1 year') where subscription_id = 's1'`,
  )
  tenant.judge()
  expect(guesses()).toContainEqual(['s1', null, 'year'])
})

test('a huge pool that hardly anybody holds and nobody priced is asked about', () => {
  const tenant = savingsTenant({
    products: [
      { sku_id: '', sku_part_number: 'EMS', enabled_units: 10_000, consumed_units: 1 },
      { sku_id: '', sku_part_number: 'SPE_E3', enabled_units: 9_999, consumed_units: 1 },
    ],
    people: [{ id: 'ann', holds: ['EMS', 'SPE_E3'], ...active }],
  })
  const asked = () =>
    work(tenant, writer =>
      savingsSummary(writer, day).lines.flatMap(line => (line.looksFree ? line.partNumber : [])),
    )
  expect(asked()).toEqual(['EMS'])
  // Asked once: the answer holds over the syncs, and until there is one nothing does.
  work(tenant, writer => storeNotFree(writer, sku('EMS')))
  tenant.judge('2026-11-24')
  expect(asked()).toEqual([])
  tenant.change(`delete from meta where name = 'savings_not_free'`)
  expect(asked()).toEqual(['EMS'])
  expect(() => work(tenant, writer => storeNotFree(writer, sku('SPE_E5')))).toThrow(/no product/)
  // Seats are used that Microsoft counts, whoever holds them.
  tenant.change(`update license set consumed_units = 500 where sku_id = ?`, sku('EMS'))
  expect(asked()).toEqual([])
  tenant.change(`update license set consumed_units = 499 where sku_id = ?`, sku('EMS'))
  expect(asked()).toEqual(['EMS'])
  tenant.change(
    `insert into price (sku_id, amount, currency, per, entered_at) values (?, 0, 'EUR', 'month', ?)`,
    sku('EMS'),
    day,
  )
  tenant.judge()
  expect(asked()).toEqual([])
})

test('a smaller product in the place of a seat saves the difference of the prices', () => {
  const tenant = savingsTenant({
    prices: [
      { product: 'SPE_E3', amount: 36 },
      { product: 'SPE_F1', amount: 8 },
    ],
    subscriptions: [{ id: 's1', product: 'SPE_E3', seats: 3, next: '2026-12-10' }],
    people: ['a', 'b', 'c'].map(id => ({ id, ...active })),
  })
  work(tenant, writer => {
    const seats = [{ userId: 'a', skuId: sku('SPE_E3') }]
    const order = { seats, note: null, decidedBy: null, targetSkuId: sku('SPE_F1') }
    decide(writer, { ...order, decision: 'downgrade' }, `${day}T08:00:00Z`)
  })
  expect(plan(tenant)).toEqual({ s1: 'firm 1 336.00 EUR, open 0' })
  remove(tenant, ['b'], 'SPE_E3')
  expect(plan(tenant)).toEqual({ s1: 'firm 2 768.00 EUR, open 0' })
})
