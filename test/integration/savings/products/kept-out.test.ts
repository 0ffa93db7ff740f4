import { expect, test } from 'vitest'
import { createPseudonyms } from '../../../../electron/core/privacy/pseudonyms.ts'
import { keptOut } from '../../../../electron/core/savings/by-product/kept-out.ts'
import { evidenceOf } from '../../../../electron/core/savings/card/evidence.ts'
import { openReader, openWriter } from '../../../../electron/platform/sqlite/open.ts'
import { product } from '../support/example.ts'
import { type SavingsTenant, savingsTenant } from '../support/tenant.ts'

const active = { exchange: '2026-11-20', teams: '2026-11-20' }
const idle = { teams: '2026-06-01', success: '2026-06-01' }
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

const kindOf = (tenant: SavingsTenant, part: string) =>
  tenant.read('select kind from v_licenses where sku_id = ?', product(part).skuId)[0]?.['kind']

test('a price of 0 makes a product free once it is that of all its seats, and one above 0 makes it paid', () => {
  const tenant = savingsTenant({
    subscriptions: [
      { id: 'grant', product: 'SPB', seats: 10, next: '2026-12-31' },
      { id: 'bought', product: 'SPB', seats: 5, next: '2027-03-31' },
      { id: 'old', product: 'SPB', seats: 5, next: null, status: 'Deleted' },
    ],
    products: [pool('SPB', 15, 1), pool('FLOW_FREE', 10_000, 1)],
    people: [{ id: 'ann', holds: ['SPB', 'FLOW_FREE'], ...active }],
  })
  const price = (part: string, subscription: string | null, amount: number) => {
    tenant.change(
      `insert into price (sku_id, subscription_id, amount, currency, per, entered_at) values (?, ?, ?, 'EUR', 'month', '2026-11-01')`,
      product(part).skuId,
      subscription,
      amount,
    )
    tenant.judge()
    return kindOf(tenant, part)
  }
  expect([kindOf(tenant, 'SPB'), kindOf(tenant, 'FLOW_FREE')]).toEqual(['paid', 'free'])
  // Of the bought ones nobody knows what they cost.
  expect(price('SPB', 'grant', 0)).toBe('paid')
  expect(tenant.verdict('ann', 'SPB')).not.toBe('left_out')
  expect(price('SPB', 'bought', 0)).toBe('free')
  expect(tenant.verdict('ann', 'SPB')).toBe('left_out')
  expect(price('SPB', null, 206_000)).toBe('paid')
  expect(price('FLOW_FREE', null, 10_000)).toBe('paid')
})

test('of devices only what nobody holds counts, and only with a price; their accounts are in no rule', () => {
  const rooms = 'Microsoft_Teams_Rooms_Pro'
  const gone = { enabled: false, disabledSince: '2026-10-01' }
  const example = {
    products: [pool(rooms, 5, 2), pool('MCOCAP', 1, 3)],
    people: [
      { id: 'room', holds: [rooms], ...gone },
      { id: 'lobby', holds: [rooms, 'MCOCAP'], success: null },
      { id: 'hall', holds: ['SPE_E3'], ...gone },
    ],
  }
  const pools = (tenant: SavingsTenant) => tenant.read('select rule, seats from claim_pool')
  expect(pools(savingsTenant(example))).toEqual([])
  const tenant = savingsTenant({
    ...example,
    prices: [
      { product: rooms, amount: 40 },
      { product: 'MCOCAP', amount: 8 },
    ],
  })
  expect(pools(tenant)).toEqual([{ rule: 'P1', seats: 3 }])
  expect(['room', 'lobby'].map(id => tenant.verdict(id, rooms))).toEqual(['left_out', 'left_out'])
  expect(tenant.verdict('hall')).toBe('claimed R1 certain')
  tenant.change(`update user set is_resource_account = 1 where user_id = 'hall'`)
  tenant.judge()
  expect(tenant.verdict('hall')).toBe('left_out')
  expect(within(tenant, keptOut)).toEqual({
    products: [{ kind: 'device', products: 2, seats: 5 }],
    resourceAccounts: 1,
  })
})

test('what looks like a service account on the first domain is to be looked into, whatever rule claims it', () => {
  const both = { holds: ['SPE_E5', 'SPE_E3'], ...active }
  const gone = { enabled: false, disabledSince: '2026-10-01' }
  const tenant = savingsTenant({
    people: [
      { id: 'overlap', ...both },
      { id: 'gone', ...gone },
      { id: 'idle', ...idle },
      { id: 'china', ...idle },
      { id: 'own', ...idle },
      { id: 'name', ...idle },
    ],
  })
  const call = (id: string, upn: string) =>
    tenant.change(
      'update user set user_principal_name = ?, upn_key = ? where user_id = ?',
      upn,
      upn.toLowerCase(),
      id,
    )
  call('overlap', 'BreakGlass1@contoso.onmicrosoft.com')
  call('gone', 'svc-print@contoso.onmicrosoft.com')
  call('idle', 'admin_ida@contoso.onmicrosoft.us')
  call('china', 'sa.backup@contoso.partner.onmschina.cn')
  call('own', 'svc-print@contoso.example')
  call('name', 'svcenko@contoso.onmicrosoft.com')
  tenant.judge()
  const found = ['overlap', 'gone', 'idle', 'china', 'own', 'name'].map(id => {
    const { rule, grade, doubts } = within(tenant, writer =>
      evidenceOf(writer, id, product('SPE_E3').skuId, '2026-11-23'),
    )
    return [id, rule, grade, doubts.includes('serviceAccount')]
  })
  expect(found).toEqual([
    ['overlap', 'R3', 'weak', true],
    ['gone', 'R1', 'weak', true],
    ['idle', 'R5', 'weak', true],
    ['china', 'R5', 'weak', true],
    ['own', 'R5', 'strong', false],
    ['name', 'R5', 'strong', false],
  ])
  // A made-up name says nothing of it, and the card has to say why the grade is what it is.
  const reader = openReader(tenant.file, { pseudonyms: createPseudonyms('contoso') })
  const card = evidenceOf(reader, 'gone', product('SPE_E3').skuId, '2026-11-23')
  reader.close()
  expect([card.grade, card.doubts.includes('serviceAccount')]).toEqual(['weak', true])
  expect(JSON.stringify(card)).not.toContain('svc-print')
})
