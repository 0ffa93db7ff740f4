import { expect, test } from 'vitest'
import { ReportRequest } from '../../../../electron/contract/reports.ts'
import { createReportReader } from '../../../../electron/core/reports/reader.ts'
import { savingsSummary } from '../../../../electron/core/savings/answers/summary.ts'
import { seatsForOthers } from '../../../../electron/core/savings/by-product/demand.ts'
import { storeJoiners } from '../../../../electron/core/savings/joiners.ts'
import { openReader, openWriter } from '../../../../electron/platform/sqlite/open.ts'
import { product } from '../support/example.ts'
import { type SavingsTenant, savingsTenant } from '../support/tenant.ts'

const today = '2026-11-23'
const active = { exchange: '2026-11-20', teams: '2026-11-20' }
const gone = { enabled: false, disabledSince: '2026-10-01' }
const waits = (sku: string, error = 'CountViolation') => [
  { product: sku, group: 'g1', state: 'Error', error },
  { product: sku, group: 'g2', state: 'Error', error },
]
const pool = (part: string, enabled: number, consumed: number) => ({
  sku_id: '',
  sku_part_number: part,
  enabled_units: enabled,
  consumed_units: consumed,
})

function within<T>(tenant: SavingsTenant, work: (writer: ReturnType<typeof openWriter>) => T): T {
  const writer = openWriter(tenant.file)
  try {
    return work(writer)
  } finally {
    writer.close()
  }
}

const summary = (tenant: SavingsTenant) => within(tenant, writer => savingsSummary(writer, today))
const lineOf = (tenant: SavingsTenant, part: string) =>
  summary(tenant).lines.find(({ partNumber }) => partNumber === part)?.demand
const join = (tenant: SavingsTenant, part: string, seats: number) =>
  within(tenant, writer => storeJoiners(writer, product(part).skuId, seats))

const example = {
  prices: [
    { product: 'SPE_E3', amount: 36 },
    { product: 'EMS', amount: 4_500, currency: 'JPY' },
  ],
  settings: { reserve: { [product('SPE_E3').skuId]: 1 } },
  products: [pool('SPE_E3', 9, 6), pool('EMS', 1, 3), pool('SPE_F1', 2, 1)],
  people: [
    ...['a', 'b', 'c'].map(id => ({ id, ...active })),
    ...['d', 'e'].map(id => ({ id, ...gone })),
    // Two groups asked for the same seat; who holds it in another way waits for nothing.
    { id: 'w1', holds: waits('SPE_E3'), ...active },
    { id: 'w2', holds: [{ product: 'SPE_E3', state: 'Active' }, ...waits('SPE_E3')], ...active },
    { id: 'w3', holds: waits('SPE_E3', 'MutuallyExclusiveViolation'), ...active },
    { id: 'm1', holds: ['EMS'], ...gone },
    { id: 'm2', holds: ['EMS'], ...active },
    { id: 'f1', holds: ['SPE_F1'], ...active },
    { id: 'w4', holds: waits('SPE_F1'), ...active },
  ],
}

test('what is asked for is met by free seats, then by freed ones, and only that much is money', () => {
  const tenant = savingsTenant(example)
  // Of three free seats one is kept. Two are certain.
  expect(lineOf(tenant, 'SPE_E3')).toEqual({
    waiting: 1,
    joiners: 0,
    seats: 1,
    now: 1,
    after: 1,
    avoided: { currency: 'EUR', amount: 432 },
  })
  join(tenant, 'SPE_E3', 4)
  expect(lineOf(tenant, 'SPE_E3')).toMatchObject({
    joiners: 4,
    seats: 5,
    now: 2,
    after: 4,
    avoided: { currency: 'EUR', amount: 1_728 },
  })
  // Two seats are assigned beyond the bought one: a freed seat repays one of them.
  expect(lineOf(tenant, 'EMS')).toEqual({
    waiting: 0,
    joiners: 0,
    seats: 2,
    now: 0,
    after: 1,
    avoided: { currency: 'JPY', amount: 54_000 },
  })
  // Without a price there is no money, which is not an amount of 0.
  expect(lineOf(tenant, 'SPE_F1')).toMatchObject({ waiting: 1, seats: 1, now: 1, after: 1, avoided: null })
  expect(summary(tenant).demand).toEqual({
    seats: 8,
    now: 3,
    after: 6,
    money: [
      { currency: 'EUR', amount: 1_728 },
      { currency: 'JPY', amount: 54_000 },
    ],
    unpriced: 1,
  })
})

test('a license of which every way is in error is no seat, and other ways do not count', () => {
  const tenant = savingsTenant(example)
  const seats = tenant.read('select user_id, ways, has_direct, group_count from v_seats order by user_id')
  expect(seats.map(({ user_id }) => user_id)).toEqual(['a', 'b', 'c', 'd', 'e', 'f1', 'm1', 'm2', 'w2'])
  expect(seats.at(-1)).toEqual({ user_id: 'w2', ways: 1, has_direct: 1, group_count: 0 })
  expect(tenant.read('select user_id, sku_id from v_claims order by 1')).toEqual(
    tenant.read('select user_id, sku_id from v_seats order by 1'),
  )
})

test('joiners are entered any number of times, stay over a sync, and are taken back with 0', () => {
  const tenant = savingsTenant(example)
  for (const seats of [3, 2, 2]) join(tenant, 'SPE_E3', seats)
  join(tenant, 'EMS', 1)
  tenant.judge('2026-11-24')
  expect(lineOf(tenant, 'SPE_E3')?.joiners).toBe(2)
  for (const seats of [0, 0]) join(tenant, 'SPE_E3', seats)
  expect(lineOf(tenant, 'SPE_E3')?.joiners).toBe(0)
  expect(lineOf(tenant, 'EMS')?.joiners).toBe(1)
  expect(() => join(tenant, 'SPE_E5', 1)).toThrow(/no product/)
})

test('the classes of each product as money come to what its bought seats cost, in its own currency', () => {
  const tenant = savingsTenant(example)
  const costs = new Map(summary(tenant).lines.map(line => [line.partNumber, line.costs]))
  expect(costs.get('SPE_E3')).toMatchObject({ currency: 'EUR', certain: 864, unassigned: 1_296 })
  const { currency: _, ...amounts } = costs.get('SPE_E3') ?? { currency: null }
  expect(Object.values(amounts).reduce((sum, amount) => sum + amount, 0)).toBe(9 * 432)
  // One seat is bought, and the certain one is counted first.
  expect(costs.get('EMS')).toMatchObject({ currency: 'JPY', certain: 54_000, inUse: 0 })
  expect(costs.get('SPE_F1')).toBeNull()
})

test('the page of a product and the list of licenses say the same of each product as the savings do', () => {
  const tenant = savingsTenant(example)
  join(tenant, 'SPE_E3', 4)
  const lines = summary(tenant).lines
  expect(lines).toHaveLength(3)
  const page = (skuId: string) => within(tenant, writer => seatsForOthers(writer, skuId, today))
  expect(page(product('SPE_E3').skuId)).toMatchObject({ reassignable: 2, kept: 1, freeAfter: 5, over: 0 })
  for (const { skuId, freeAfter, over, demand } of lines)
    expect(page(skuId)).toMatchObject({ freeAfter, over, demand })
  expect(page('none')).toBeNull()
  const clock = { now: () => Date.parse(`${today}T12:00:00Z`), sleep: () => Promise.resolve() }
  const reports = createReportReader(() => openReader(tenant.file), clock)
  try {
    const { columns, rows } = reports.page(
      ReportRequest.parse({ connector: 'c', report: 'licenses', limit: 9 }),
    )
    const keys = ['sku_id', 'reassignable_units', 'needed_units']
    const listed = rows.map(row => keys.map(key => row[columns.findIndex(column => column.key === key)]))
    expect(listed.toSorted()).toEqual(
      lines.map(({ skuId, demand }) => [skuId, page(skuId)?.reassignable, demand.seats]).toSorted(),
    )
  } finally {
    reports.close()
  }
})
