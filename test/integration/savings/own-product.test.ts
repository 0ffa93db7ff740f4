import { expect, test } from 'vitest'
import { product } from './support/example.ts'
import { savingsTenant } from './support/tenant.ts'

const active = { exchange: '2026-11-20', onedrive: '2026-11-20', teams: '2026-11-20' }
const gone = { exchange: '2026-06-01', success: '2026-06-01' }
const seatOfVisio = { holds: ['SPE_E3', 'VISIOCLIENT'], ...active }

test('a seat is judged by what shows the use of its own product', () => {
  const tenant = savingsTenant({
    people: [
      { id: 'eve', holds: ['MICROSOFT_365_E7'], ...active, copilot: null },
      { id: 'fox', holds: ['SPE_E3', 'Microsoft_365_Copilot'], ...active, copilot: null },
      ...['now', 'old', 'none'].map(id => ({ id, ...seatOfVisio })),
      { id: 'ida', holds: ['STANDARDPACK', 'SPE_E3', 'SPE_E5'], ...active },
      { id: 'away', holds: ['SPE_E3', 'POWER_BI_PRO'], ...gone },
      { id: 'new', holds: [{ product: 'SPE_E3', assignedAt: '2026-11-15' }, 'POWER_BI_PRO'], ...gone },
    ],
    visio: { now: '2026-10-01', old: '2025-10-01', none: null },
  })
  tenant.change(
    `insert into change (run_id, at, kind, user_id, sku_id) values (1, '2026-11-15T06:00:00Z', 'license_assigned', 'new', ?)`,
    product('SPE_E3').skuId,
  )
  tenant.judge()
  // A suite in use is not given back because its Copilot is not used.
  expect(tenant.verdict('eve', 'MICROSOFT_365_E7')).toBe('in_use')
  expect(tenant.verdict('fox', 'Microsoft_365_Copilot')).toBe('claimed R7 strong')
  // Of Visio only its activation speaks, and not the OneDrive of the suite beside it.
  expect(['now', 'old', 'none'].map(id => tenant.verdict(id, 'VISIOCLIENT'))).toEqual([
    'in_use',
    'not_judged',
    'claimed R7 weak',
  ])
  // What covers a product stays: of a chain all are covered by the last one.
  expect(
    tenant.read(`select sku_id, grade, target_sku_id from claim where rule = 'R3' order by sku_id`),
  ).toEqual(
    ['SPE_E3', 'STANDARDPACK']
      .map(name => product(name).skuId)
      .sort()
      .map(sku_id => ({ sku_id, grade: 'strong', target_sku_id: product('SPE_E5').skuId })),
  )
  // A product that no report covers follows an idle seat, and not one that is too new.
  expect(tenant.verdict('away', 'POWER_BI_PRO')).toBe('claimed R5 strong')
  expect(tenant.verdict('new')).toBe('too_new')
  expect(tenant.verdict('new', 'POWER_BI_PRO')).toBe('claimed R5 weak')
})

test('an activation counts up to the day of its own report, and a product that ends covers nothing', () => {
  const tenant = savingsTenant({
    days: { 'usage.office365_activations': '2026-11-14' },
    products: [{ sku_id: '', sku_part_number: 'SPE_E5', capability_status: 'Warning' }],
    people: [
      { id: 'vera', ...seatOfVisio },
      { id: 'ida', holds: ['SPE_E3', 'SPE_E5'], ...active },
    ],
    visio: { vera: '2026-08-18' },
  })
  // 88 days before the report of activations, 95 before the newest one.
  expect(tenant.verdict('vera', 'VISIOCLIENT')).toBe('in_use')
  expect(tenant.verdict('ida')).toBe('in_use')
})
