import { expect, test } from 'vitest'
import type { Achieved } from '../../../electron/contract/savings/achieved.ts'
import { decide } from '../../../electron/core/savings/choices/decisions.ts'
import { readAchieved } from '../../../electron/core/savings/follow-up/read.ts'
import { openWriter } from '../../../electron/platform/sqlite/open.ts'
import { product } from './support/example.ts'
import { type SavingsTenant, savingsTenant } from './support/tenant.ts'

const today = '2026-11-23'
const { skuId } = product('SPE_E3')
const idle = { teams: '2026-05-01', success: '2026-05-01' }

function within<T>(tenant: SavingsTenant, work: (writer: ReturnType<typeof openWriter>) => T): T {
  const writer = openWriter(tenant.file)
  try {
    return work(writer)
  } finally {
    writer.close()
  }
}

const answer = (tenant: SavingsTenant): Achieved => within(tenant, writer => readAchieved(writer, today))

function decideToRemove(tenant: SavingsTenant, people: readonly string[], at: string): void {
  const seats = people.map(userId => ({ userId, skuId }))
  const decision = { seats, decision: 'remove' as const, targetSkuId: null, note: null, decidedBy: null }
  within(tenant, writer => decide(writer, decision, at))
}

function note(tenant: SavingsTenant, at: string, kind: string, user: string): void {
  tenant.change(
    'insert into change (run_id, at, kind, user_id, sku_id) values (1, ?, ?, ?, ?)',
    `${at}T06:00:00Z`,
    kind,
    user,
    skuId,
  )
}

/** Enabled and consumed units by day, and those in grace: none unless told, null where nobody knows. */
type Day = readonly [string, number, number, (number | null)?]

function setUnits(tenant: SavingsTenant, days: readonly Day[]): void {
  tenant.change('delete from license_day')
  for (const [date, enabled, consumed, grace = 0] of days) {
    tenant.change(
      `insert into license_day (date, sku_id, sku_part_number, enabled_units, consumed_units, warning_units) values (?, ?, 'SPE_E3', ?, ?, ?)`,
      date,
      skuId,
      enabled,
      consumed,
      grace,
    )
  }
}

test('the money so far has three lines, and a line that steps where the bill really fell', () => {
  const people = ['eve', 'fin', 'gus']
  const tenant = savingsTenant({
    prices: [{ product: 'SPE_E3', amount: 36 }],
    people: [...people, 'new'].map(id => ({ id, ...idle })),
  })
  decideToRemove(tenant, people, '2026-09-01T08:00:00Z')
  for (const id of people) {
    note(tenant, '2026-09-05', 'license_removed', id)
    tenant.change('delete from assigned_license where user_id = ?', id)
  }
  // Three seats come free. One leaves the bill in October, one goes to a newcomer while no other is free.
  setUnits(tenant, [
    ['2026-08-31', 100, 100],
    ['2026-09-05', 100, 97],
    ['2026-10-15', 99, 97],
    ['2026-10-24', 99, 99],
    [today, 99, 99],
  ])
  note(tenant, '2026-10-24', 'license_assigned', 'new')
  const { outcomes, noLongerIdle, purchaseAvoided, saved, savedPerYear, steps } = answer(tenant)
  expect(outcomes).toEqual([{ outcome: 'reclaimed', seats: 3 }])
  expect(noLongerIdle).toEqual([{ currency: 'EUR', amount: 280.5 }])
  expect(purchaseAvoided).toEqual({ seats: 1, money: [{ currency: 'EUR', amount: 35.51 }] })
  expect(saved).toEqual([{ currency: 'EUR', amount: 46.16 }])
  expect(savedPerYear).toEqual([{ currency: 'EUR', amount: 432 }])
  expect(steps).toEqual([
    {
      currency: 'EUR',
      points: [
        { date: '2026-09-01', saved: 0, perYear: 0 },
        { date: '2026-10-15', saved: 0, perYear: 432 },
        { date: today, saved: 46.16, perYear: 432 },
      ],
    },
  ])
})

test('a seat that goes to somebody while others are free avoids no purchase', () => {
  const tenant = savingsTenant({
    prices: [{ product: 'SPE_E3', amount: 36 }],
    people: ['eve', 'new'].map(id => ({ id, ...idle })),
  })
  decideToRemove(tenant, ['eve'], '2026-09-01T08:00:00Z')
  note(tenant, '2026-09-05', 'license_removed', 'eve')
  tenant.change('delete from assigned_license where user_id = ?', 'eve')
  note(tenant, '2026-10-24', 'license_assigned', 'new')
  setUnits(tenant, [
    ['2026-08-31', 100, 90],
    [today, 100, 90],
  ])
  expect(answer(tenant)).toMatchObject({ purchaseAvoided: { seats: 0, money: [] }, saved: [], steps: [] })
  // With nothing free but seats in grace it is the same, and where nobody knows of them nothing is said.
  const avoided = (grace: number | null) => {
    setUnits(tenant, [
      ['2026-08-31', 100, 100, grace],
      ['2026-10-24', 100, 100, grace],
      [today, 100, 100, 0],
    ])
    return answer(tenant).purchaseAvoided.seats
  }
  expect([0, 1, 30, null].map(avoided)).toEqual([1, 0, 0, 0])
})

test('months compare the seats of the earlier one by the thresholds of today, and say what cannot be compared', () => {
  const tenant = savingsTenant({ people: [{ id: 'ann', ...idle }] })
  const seat = (month: string, user: string, last: string | null, measured = 1) =>
    tenant.change(
      `insert into seat_month (month, user_id, sku_id, account_enabled, last_activity_date, measured, refresh_date)
       values (?, ?, ?, 1, ?, ?, ?)`,
      month,
      user,
      skuId,
      last,
      measured,
      `${month}-28`,
    )
  tenant.change('delete from seat_month')
  const [march, april] = ['2026-03', '2026-04']
  seat(march, 'retained', '2026-03-20')
  seat(april, 'retained', '2026-04-20')
  seat(march, 'again', null)
  seat(april, 'again', '2026-04-20')
  seat(march, 'lapsed', '2026-01-15')
  seat(april, 'lapsed', '2026-01-15')
  seat(march, 'idle', null)
  seat(april, 'idle', null)
  seat(march, 'blind', '2026-03-20')
  seat(april, 'blind', null, 0)
  seat(march, 'gone', '2026-03-20')
  seat(april, 'new', '2026-04-20')
  // A month is missing before June, which is therefore compared with nothing.
  seat('2026-06', 'retained', '2026-06-20')
  expect(answer(tenant).months).toEqual([
    {
      month: april,
      retained: 1,
      reactivated: 1,
      lapsed: 1,
      reclaimed: 1,
      stillIdle: 1,
      notComparable: 1,
      newlyAssigned: 1,
    },
  ])
  tenant.change(`insert into meta (name, value) values ('savings_settings', '{"idleDays":180}')`)
  expect(answer(tenant).months[0]).toMatchObject({ retained: 2, lapsed: 0 })
})

test('time to first use counts seats whose assignment was seen, which are old enough and measured', () => {
  const started = (id: string, teams: string | null, more = {}) => ({
    id,
    since: '2026-10-01',
    teams,
    ...more,
  })
  const tenant = savingsTenant({
    people: [
      started('quick', '2026-10-02'),
      started('slow', '2026-10-21'),
      started('never', null),
      started('unseen', null, { isReported: false }),
      { id: 'young', since: '2026-11-10', teams: '2026-11-12' },
      { id: 'old', teams: '2026-11-12' },
    ],
  })
  expect(answer(tenant).firstUse).toEqual([
    {
      skuId,
      productName: 'Microsoft 365 E3',
      seats: 3,
      medianDays: 20,
      within: [
        { days: 1, seats: 1 },
        { days: 7, seats: 1 },
        { days: 14, seats: 1 },
        { days: 30, seats: 2 },
      ],
    },
  ])
})
