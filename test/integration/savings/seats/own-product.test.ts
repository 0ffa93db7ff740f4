import { expect, test } from 'vitest'
import { product } from '../support/example.ts'
import { savingsTenant } from '../support/tenant.ts'

const active = { exchange: '2026-11-20', onedrive: '2026-11-20', teams: '2026-11-20' }
const gone = { exchange: '2026-06-01', success: '2026-06-01' }
const mailAndTeams = ['EXCHANGE_S_ENTERPRISE', 'TEAMS1']
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
  const visio = product('VISIOCLIENT').skuId
  expect(tenant.read('select use_band from v_claims where sku_id = ?', visio)).toEqual([
    { use_band: '60-89' },
  ])
  expect(tenant.verdict('ida')).toBe('in_use')
})

test('mail only looks at half a year, and at the apps of the seat alone', () => {
  const mail = { holds: ['SPE_E3'], exchange: '2026-11-20', mailboxGb: 1 }
  const tenant = savingsTenant({
    // The tenant has no report of Copilot, which none of these seats gives.
    days: { 'usage.microsoft365_copilot_usage_user_detail': null },
    prices: [
      { product: 'SPE_E3', amount: 36 },
      { product: 'EXCHANGESTANDARD', amount: 4 },
    ],
    people: [
      { id: 'only', ...mail },
      { id: 'long-ago', ...mail, teams: '2026-05-25' },
      { id: 'in-time', ...mail, teams: '2026-05-26' },
      { id: 'off', ...mail, holds: [{ product: 'SPE_E3', off: mailAndTeams }, 'EXCHANGESTANDARD'] },
    ],
  })
  expect(['only', 'long-ago', 'in-time'].map(id => tenant.verdict(id))).toEqual([
    'claimed R8 weak 384.00',
    'claimed R8 weak 384.00',
    'in_use',
  ])
  // A license whose mail is off is not replaced by a mailbox.
  expect(tenant.verdict('off')).toBe('claimed R4 weak 432.00')
  // Whatever gives more than a mailbox is a suite; the smaller product has a price of its subscription alone.
  const basic = savingsTenant({
    prices: [
      { product: 'O365_BUSINESS_ESSENTIALS', amount: 6 },
      { product: 'EXCHANGESTANDARD', amount: 4, subscription: 's' },
    ],
    people: [{ id: 'basic', ...mail, holds: ['O365_BUSINESS_ESSENTIALS'] }],
  })
  expect(basic.verdict('basic', 'O365_BUSINESS_ESSENTIALS')).toBe('claimed R8 weak 24.00')
})

test('an archive is used with its mailbox', () => {
  const noMailbox = { product: 'SPB', off: ['EXCHANGE_S_STANDARD'] }
  const tenant = savingsTenant({
    people: [{ id: 'ada', holds: [noMailbox, 'EXCHANGESTANDARD'], exchange: '2026-11-20' }],
  })
  expect(tenant.verdict('ada', 'SPB')).toBe('in_use')
})

test('desktop apps beside a suite are judged without the OneDrive that both give', () => {
  const unused = { exchange: '2026-11-20', onedrive: '2026-11-20', activated: false }
  const tenant = savingsTenant({
    people: [
      { id: 'both', holds: ['STANDARDPACK', 'OFFICESUBSCRIPTION'], ...unused },
      { id: 'apart', holds: ['EXCHANGESTANDARD', 'OFFICESUBSCRIPTION'], ...unused },
      { id: 'failed', holds: [{ product: 'STANDARDPACK', state: 'Error' }, 'OFFICESUBSCRIPTION'], ...unused },
      {
        id: 'off',
        holds: [{ product: 'STANDARDPACK', off: ['SHAREPOINTSTANDARD'] }, 'OFFICESUBSCRIPTION'],
        ...unused,
      },
      { id: 'shared', holds: ['STANDARDPACK', 'OFFICESUBSCRIPTION'], ...unused, sharesComputer: true },
      // A suite stays one without its mail and Teams.
      { id: 'suite', holds: [{ product: 'SPE_E3', off: mailAndTeams }, 'STANDARDPACK'], ...unused },
    ],
  })
  const ids = ['both', 'apart', 'failed', 'off', 'shared']
  expect(ids.map(id => tenant.verdict(id, 'OFFICESUBSCRIPTION'))).toEqual([
    'claimed R7 strong',
    ...Array(4).fill('in_use'),
  ])
  expect(tenant.verdict('suite')).toBe('in_use')
})
