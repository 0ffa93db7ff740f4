import { expect, test } from 'vitest'
import { PlanInput } from '../../../../electron/contract/savings/plan.ts'
import { decide } from '../../../../electron/core/savings/choices/decisions.ts'
import { decidePlan } from '../../../../electron/core/savings/plan/decide.ts'
import { openWriter } from '../../../../electron/platform/sqlite/open.ts'
import { product } from '../support/example.ts'
import { active, ask, day, e1, e3, move, prices } from '../support/plans.ts'
import { savingsTenant } from '../support/tenant.ts'

const eur = (amount: number) => [{ currency: 'EUR', amount }]

test('a plan says who would lose what they use, who is blocked and of whom too little is known', () => {
  const tenant = savingsTenant({
    prices,
    people: [
      { id: 'kim', ...active, apps: '2026-11-02', word: 'windows', department: 'Sales' },
      { id: 'lou', ...active, mailboxGb: 63 },
      { id: 'max', ...active },
      { id: 'noa', isReported: false },
    ],
  })
  const answer = ask(tenant, { ...move, allBut: [] })
  expect(answer.moves).toMatchObject([
    { people: 4, loses: 1, blocked: 1, unknown: 1, buy: 4, perSeat: { currency: 'EUR', amount: 312 } },
  ])
  expect(answer.totals).toEqual({
    all: { seats: 4, money: eur(1248) },
    withoutLosers: { seats: 2, money: eur(624) },
    clean: { seats: 1, money: eur(312) },
  })
  expect(
    answer.people.map(({ userId, verdict, loses, blocked, unknown }) => [
      userId,
      verdict,
      loses,
      blocked,
      unknown,
    ]),
  ).toEqual([
    ['kim', 'loses', ['desktop apps'], [], []],
    ['lou', 'blocked', [], ['mailbox'], []],
    ['noa', 'unknown', [], [], ['unmeasured']],
  ])
  expect(answer.products).toMatchObject([
    { skuId: e3, before: 4, after: 0, buy: 0 },
    { skuId: e1, before: 0, after: 4, buy: 4 },
  ])
  const unstated = ask(tenant, move)
  expect(unstated.moves).toMatchObject([{ loses: 1, blocked: 1, unknown: 2 }])
  expect(unstated.people.find(({ userId }) => userId === 'max')).toMatchObject({ unknown: ['blind'] })
  const sales = ask(tenant, { ...move, allBut: [], scope: { department: 'sales' } })
  expect(sales.totals).toMatchObject({ all: { seats: 1 }, clean: { seats: 0 } })
  expect(ask(tenant, { ...move, allBut: [], scope: { groupId: 'g1' } }).totals.all.seats).toBe(0)
  const price = { amount: '20', currency: 'EUR', per: 'month' as const }
  expect(ask(tenant, { moves: [{ from: e3, to: e1, price }], allBut: [] }).totals.all.money).toEqual(eur(768))
  const dollars = { ...price, currency: 'USD' }
  expect(ask(tenant, { moves: [{ from: e3, to: e1, price: dollars }], allBut: [] }).totals.all.money).toEqual(
    [],
  )
})

test('products that a suite holds for less are found, and only for those who have them all', () => {
  const parts = ['ENTERPRISEPACK', 'EMS', 'WIN10_PRO_ENT_SUB']
  const grouped = ['ENTERPRISEPACK', 'EMS', { product: 'WIN10_PRO_ENT_SUB', group: 'g1' }]
  const tenant = savingsTenant({
    prices: [
      { product: 'SPE_E3', amount: 36 },
      { product: 'ENTERPRISEPACK', amount: 23 },
      { product: 'EMS', amount: 10 },
      { product: 'WIN10_PRO_ENT_SUB', amount: 7 },
    ],
    people: [
      { id: 'ola', holds: grouped, ...active, department: 'Sales' },
      { id: 'pit', holds: parts, ...active, department: 'Shop' },
      { id: 'quy', holds: ['ENTERPRISEPACK', 'EMS'], ...active, department: 'Sales' },
    ],
  })
  const { consolidation } = ask(tenant, {})
  expect(consolidation).toHaveLength(1)
  expect(consolidation).toMatchObject([
    {
      suite: 'Microsoft 365 E3',
      people: 2,
      perPerson: { amount: 48 },
      money: { currency: 'EUR', amount: 96 },
    },
  ])
  expect(consolidation[0]?.products).toHaveLength(3)
  const of = (plan: Parameters<typeof ask>[1]) =>
    ask(tenant, plan).consolidation.map(({ suite, people, money }) => [suite, people, money.amount])
  const e3Of = (people: number) => [['Microsoft 365 E3', people, 48 * people]]
  expect(of({ scope: { department: 'sales' } })).toEqual(e3Of(1))
  expect(of({ scope: { department: 'Legal' } })).toEqual([])
  expect(of({ scope: { country: 'DE' } })).toEqual([])
  expect(of({ scope: { groupId: 'G1' } })).toEqual(e3Of(1))
  expect(of({ scope: { skuId: product('EMS').skuId } })).toEqual(e3Of(2))
  expect(of({ scope: { skuId: e3 } })).toEqual([])
  // A plan's own price of the suite counts; at 33 it holds two of the three for the same.
  const from = product('ENTERPRISEPACK').skuId
  const at = (amount: string, to = e3) => ({
    moves: [{ from, to, price: { amount, currency: 'EUR', per: 'month' as const } }],
  })
  expect(of(at('40'))).toEqual([])
  expect(of(at('33'))).toEqual([['Microsoft 365 E3', 2, 168]])
  // So does that of a suite that nobody has, and that has no price.
  expect(of(at('30', product('SPE_E5').skuId))).toEqual([
    ['Microsoft 365 E5', 2, 240],
    ['Microsoft 365 E5', 1, 36],
  ])
})

test('a plan says what can leave each subscription by its day, with its floors, reserve and horizon', () => {
  const tenant = savingsTenant({
    prices,
    subscriptions: [
      { id: 's1', product: 'SPE_E3', seats: 2, next: '2026-12-10' },
      { id: 's2', product: 'SPE_E3', seats: 3, next: '2027-06-30' },
    ],
    products: [{ sku_id: '', sku_part_number: 'SPE_E3', enabled_units: 5, consumed_units: 4 }],
    people: ['a', 'b', 'c', 'd'].map(id => ({ id, ...active })),
  })
  const byDate = (plan: Parameters<typeof ask>[1]) =>
    ask(tenant, { ...move, allBut: [], ...(plan as object) }).products[0]?.byDate.map(
      ({ subscriptionId, before, after }) => [
        subscriptionId,
        before.seats,
        after.seats,
        after.money[0]?.amount,
      ],
    )
  expect(byDate({})).toEqual([
    ['s1', 1, 2, 744],
    ['s2', 0, 3, 936],
  ])
  expect(byDate({ floors: { s1: 1 }, reserve: { [e3]: 1 } })).toEqual([
    ['s1', 1, 1, 312],
    ['s2', 0, 3, 936],
  ])
  expect(byDate({ horizon: '2026-12-31' })).toEqual([['s1', 1, 2, 744]])
})

test('a plan becomes decisions of those whom it does not hurt', () => {
  const tenant = savingsTenant({
    prices,
    people: [
      { id: 'kim', ...active, apps: '2026-11-02', word: 'windows' },
      { id: 'max', ...active },
      { id: 'new', ...active, since: '2026-11-20' },
    ],
  })
  const writer = openWriter(tenant.file)
  try {
    const plan = PlanInput.parse({ ...move, allBut: [] })
    expect(
      decidePlan(
        writer,
        { plan, which: 'clean', note: 'E1 for mail users', decidedBy: 'ada' },
        `${day}T08:00:00Z`,
      ),
    ).toBe(1)
    expect(
      decidePlan(writer, { plan, which: 'withoutLosers', note: null, decidedBy: null }, `${day}T09:00:00Z`),
    ).toBe(1)
  } finally {
    writer.close()
  }
  expect(
    tenant.read(
      `select user_id, decision, target_sku_id from decision where withdrawn_at is null order by user_id`,
    ),
  ).toEqual(['max', 'new'].map(user_id => ({ user_id, decision: 'downgrade', target_sku_id: e1 })))
})

test('a seat that is given back, or decided to be removed, is not replaced, in figures as in decisions', () => {
  const gone = { enabled: false, disabledSince: '2026-10-01', success: '2026-06-01' }
  const tenant = savingsTenant({
    prices,
    people: [
      { id: 'gus', ...gone },
      { id: 'hal', ...active },
      { id: 'ida', ...gone },
      { id: 'max', ...active },
    ],
  })
  const writer = openWriter(tenant.file)
  const decideOne = (decision: 'remove' | 'downgrade', userId: string, targetSkuId: string | null) =>
    decide(
      writer,
      { seats: [{ userId, skuId: e3 }], decision, targetSkuId, note: null, decidedBy: null },
      `${day}T07:00:00Z`,
    )
  const counts = (plan: Parameters<typeof ask>[1]) => {
    const { moves, removed, totals } = ask(tenant, { ...move, allBut: [], ...(plan as object) })
    return [moves[0]?.people, moves[0]?.leaving, removed.seats, totals.all.seats]
  }
  try {
    expect(counts({})).toEqual([4, 0, 0, 4])
    expect(counts({ rules: ['R1'] })).toEqual([2, 2, 2, 2])
    decideOne('remove', 'gus', null)
    decideOne('downgrade', 'hal', product('SPE_F1').skuId)
    expect(counts({})).toEqual([3, 1, 0, 3])
    expect(counts({ rules: ['R1'] })).toEqual([2, 2, 2, 2])
    const plan = PlanInput.parse({ ...move, allBut: [], rules: ['R1'] })
    // Gus stays as he was decided; another product was decided to take the place of Hal's.
    expect(decidePlan(writer, { plan, which: 'all', note: null, decidedBy: null }, `${day}T08:00:00Z`)).toBe(
      3,
    )
  } finally {
    writer.close()
  }
  expect(
    tenant.read(
      'select user_id, decision, target_sku_id from decision where withdrawn_at is null order by 1',
    ),
  ).toEqual([
    { user_id: 'gus', decision: 'remove', target_sku_id: null },
    { user_id: 'hal', decision: 'downgrade', target_sku_id: e1 },
    { user_id: 'ida', decision: 'remove', target_sku_id: null },
    { user_id: 'max', decision: 'downgrade', target_sku_id: e1 },
  ])
  expect(() => ask(tenant, { moves: [...move.moves, { from: e3, to: product('SPE_F1').skuId }] })).toThrow(
    /replaces one product twice/,
  )
})

test('rules, grades, days, department and product decide which claims a plan gives back', () => {
  const idle = { teams: '2026-08-10', success: '2026-06-01' }
  const tenant = savingsTenant({
    prices,
    subscriptions: [{ id: 's1', product: 'SPE_E3', seats: 6, next: '2027-03-01' }],
    products: [{ sku_id: '', sku_part_number: 'SPE_E3', enabled_units: 6, consumed_units: 5 }],
    people: [
      { id: 'ben', ...idle, department: 'Sales' },
      { id: 'cyd', ...idle, success: '2026-11-20' },
      { id: 'eli', since: '2026-10-15', success: null },
      { id: 'gus', enabled: false, disabledSince: '2026-10-01', success: '2026-06-01' },
      { id: 'max', ...active },
    ],
  })
  tenant.change(
    `insert into sync_run (mode, status, started_at, finished_at) values ('changes', 'succeeded', ?, ?)`,
    `${day}T06:00:00Z`,
    `${day}T06:05:00Z`,
  )
  const before = tenant.read('select * from claim order by user_id')
  const of = (plan: Parameters<typeof PlanInput.parse>[0]) => {
    const { removed, exposure } = ask(tenant, plan)
    return [removed.seats, exposure.before.seats, exposure.after.seats]
  }
  const all = ['R1', 'R2', 'R3', 'R4', 'R5', 'R6', 'R7', 'R8']
  const row = ask(tenant, { rules: ['R5'] }).products[0]
  // One seat is unassigned, three claims are sure; what is given back is unassigned until the bill is cut.
  expect(of({ rules: all })).toEqual([3, 4, 4])
  expect(row).toMatchObject({ before: 5, after: 4, exposureBefore: { seats: 4, money: eur(1728) } })
  expect(row?.byDate).toMatchObject([
    { before: { seats: 1 }, after: { seats: 2 }, openBefore: { seats: 3 }, openAfter: { seats: 2 } },
  ])
  expect(of({ rules: ['R1', 'R5'] })).toEqual([2, 4, 4])
  expect(of({ rules: ['R5'], grades: ['weak'] })).toEqual([1, 4, 5])
  expect(of({ rules: all, scope: { department: 'sales' } })).toEqual([1, 4, 4])
  expect(of({ rules: all, scope: { skuId: e1 } })).toEqual([0, 4, 4])
  // With 120 days nobody is idle since August, and with 60 days of grace Eli's seat is too new.
  expect(of({ rules: all, idleDays: 120 })).toEqual([2, 4, 3])
  expect(of({ rules: all, graceDays: 60 })).toEqual([2, 4, 3])
  expect(of({ idleDays: 120, graceDays: 60 })).toEqual([0, 4, 2])
  expect(tenant.read('select * from claim order by user_id')).toEqual(before)
  const writer = openWriter(tenant.file)
  try {
    const plan = PlanInput.parse({ rules: ['R5', 'R1'] })
    expect(
      decidePlan(writer, { plan, which: 'clean', note: null, decidedBy: null }, `${day}T08:00:00Z`),
    ).toBe(2)
  } finally {
    writer.close()
  }
  expect(tenant.read('select user_id, decision from decision order by user_id')).toEqual([
    { user_id: 'ben', decision: 'remove' },
    { user_id: 'gus', decision: 'remove' },
  ])
})
