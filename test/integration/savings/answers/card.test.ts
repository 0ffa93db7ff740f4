import { expect, test } from 'vitest'
import type { Evidence } from '../../../../electron/contract/savings/evidence.ts'
import { evidenceOf } from '../../../../electron/core/savings/card/evidence.ts'
import { decide } from '../../../../electron/core/savings/choices/decisions.ts'
import { openWriter } from '../../../../electron/platform/sqlite/open.ts'
import { product, type Someone } from '../support/example.ts'
import { type SavingsTenant, savingsTenant } from '../support/tenant.ts'

const day = '2026-11-23'
const e3 = product('SPE_E3').skuId
const idle = { teams: '2026-06-01', success: '2026-06-01' }
const active = { exchange: '2026-11-20', teams: '2026-11-20' }

function card(tenant: SavingsTenant, userId: string, skuId = e3): Evidence {
  const writer = openWriter(tenant.file)
  try {
    return evidenceOf(writer, userId, skuId, day)
  } finally {
    writer.close()
  }
}

function decideTo(tenant: SavingsTenant, decision: 'remove' | 'keep', users: readonly string[]): void {
  const writer = openWriter(tenant.file)
  try {
    const seats = users.map(userId => ({ userId, skuId: e3 }))
    decide(writer, { seats, decision, targetSkuId: null, note: null, decidedBy: null }, `${day}T08:00:00Z`)
  } finally {
    writer.close()
    tenant.judge()
  }
}

test('a seat leaves the bill with the subscription whose turn it is, free and decided seats first', () => {
  const sleepers = Array.from({ length: 12 }, (_, index) => `z${String(index).padStart(2, '0')}`)
  const tenant = savingsTenant({
    prices: [{ product: 'SPE_E3', amount: 36 }],
    subscriptions: [
      { id: 'gone', product: 'SPE_E3', seats: 5, next: '2026-11-30', status: 'Suspended' },
      { id: 's1', product: 'SPE_E3', seats: 60, next: '2026-12-10', floor: 50 },
      { id: 's2', product: 'SPE_E3', seats: 40, next: '2027-06-30', floor: 23 },
    ],
    products: [{ sku_id: '', sku_part_number: 'SPE_E3', enabled_units: 100, consumed_units: 92 }],
    people: [
      ...sleepers.map((id): Someone => ({ id, ...idle })),
      ...Array.from({ length: 80 }, (_, index) => ({ id: `a${index}`, ...active })),
    ],
  })
  // 8 are free: the first two claims leave with s1, and of the others 17 can leave with s2.
  const leaving = () => sleepers.map(id => card(tenant, id).leaves)
  expect(leaving().map(one => one?.day)).toEqual([
    ...Array(2).fill('2026-12-10'),
    ...Array(10).fill('2027-06-30'),
  ])
  decideTo(tenant, 'remove', sleepers.slice(10))
  expect(leaving()).toEqual([
    ...Array(10).fill({ figure: 'open', day: '2027-06-30' }),
    ...Array(2).fill({ figure: 'firm', day: '2026-12-10' }),
  ])
  expect(card(tenant, 'a1')).toMatchObject({ leaves: null, nextDay: '2026-12-10', rule: null })
  tenant.change(`update subscription_fact set min_licenses = 36 where subscription_id = 's2'`)
  expect(leaving().map(one => one?.day ?? 'stays')).toEqual([
    ...Array(4).fill('2027-06-30'),
    ...Array(6).fill('stays'),
    ...Array(2).fill('2026-12-10'),
  ])
})

test('a seat by a group says what else the group gives, and decisions stand among the events', () => {
  const bi = product('POWER_BI_PRO').skuId
  const tenant = savingsTenant({
    people: [
      {
        id: 'ben',
        holds: [
          { product: 'SPE_E3', group: 'g1' },
          { product: 'POWER_BI_PRO', group: 'g1' },
          { product: 'EMS', group: 'g2' },
        ],
        since: '2026-03-01',
        ...idle,
      },
    ],
  })
  tenant.change(
    `insert into sync_run (mode, status, started_at, finished_at) values ('full', 'succeeded', ?, ?)`,
    `${day}T06:00:00Z`,
    `${day}T06:05:00Z`,
  )
  decideTo(tenant, 'keep', ['ben'])
  const known = card(tenant, 'ben')
  expect(known.ways).toMatchObject([{ groupId: 'g1', otherProducts: ['Power BI Pro'] }])
  expect(card(tenant, 'ben', bi).ways).toMatchObject([{ otherProducts: ['Microsoft 365 E3'] }])
  expect(known.timeline.map(({ kind, productName, detail }) => [kind, productName, detail])).toEqual([
    ['decided', null, 'keep'],
    ['license_assigned', 'Microsoft 365 E3', null],
    ['account_made', null, null],
  ])
  expect(known).toMatchObject({ carriedBy: ['signIns', 'use'], idleDays: 90 })
})

test('a smaller product shows the use on desktops, activations and the OneDrive beside it', () => {
  const light = {
    apps: '2026-11-20',
    word: 'mobile',
    exchange: '2026-11-20',
    oneDriveGb: 0.3,
    mailboxGb: 1,
  } as const
  const tenant = savingsTenant({
    prices: [
      { product: 'SPE_E3', amount: 36 },
      { product: 'SPE_F1', amount: 8 },
    ],
    people: [{ id: 'xia', ...light }],
  })
  const { rule, signals, carriedBy } = card(tenant, 'xia')
  expect(rule).toBe('R8')
  expect(signals.find(({ key }) => key === 'desktopUse')).toMatchObject({ value: 'no', speaks: 'for' })
  expect(signals.find(({ key }) => key === 'activation')).toMatchObject({
    value: 'none_on_record',
    speaks: 'for',
  })
  expect(Number(signals.find(({ key }) => key === 'oneDriveSize')?.value)).toBe(Math.round(0.3 * 1024 ** 3))
  expect(carriedBy).toEqual(['use', 'activations', 'mailbox', 'oneDrive'])
})

test('a product that covers another one is no smaller one to downgrade to', () => {
  const tenant = savingsTenant({ people: [{ id: 'ida', holds: ['SPE_E5', 'SPE_E3'], ...active }] })
  expect(card(tenant, 'ida')).toMatchObject({ rule: 'R3', target: 'Microsoft 365 E5' })
  const writer = openWriter(tenant.file)
  try {
    const given = { seats: [{ userId: 'ida', skuId: e3 }], note: null, decidedBy: null }
    const downgradeTo = (targetSkuId: string | null) =>
      decide(writer, { ...given, decision: 'downgrade', targetSkuId }, `${day}T08:00:00Z`)
    expect(() => downgradeTo(null)).toThrow('needs the product that takes the place')
    expect(downgradeTo(product('SPE_F1').skuId)).toBe(1)
  } finally {
    writer.close()
  }
})
