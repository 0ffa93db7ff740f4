import { expect, test } from 'vitest'
import { product } from './support/example.ts'
import { savingsTenant } from './support/tenant.ts'

const e3 = [{ product: 'SPE_E3', amount: 36 }]

const active = { exchange: '2026-11-20', teams: '2026-11-20' }

test('a product that another one of the person holds is paid for twice', () => {
  const tenant = savingsTenant({
    prices: [
      ...e3,
      { product: 'SPE_E5', amount: 57 },
      { product: 'POWER_BI_PRO', amount: 10 },
      { product: 'EMS', amount: 10 },
    ],
    people: [
      { id: 'ida', holds: ['SPE_E5', 'SPE_E3'], ...active },
      { id: 'jon', holds: ['SPE_E5', 'POWER_BI_PRO'], ...active },
      { id: 'kai', holds: [{ product: 'SPE_E5', off: ['BI_AZURE_P2'] }, 'POWER_BI_PRO'], ...active },
      { id: 'lea', holds: ['SPE_E3', 'EMS'], ...active },
      {
        id: 'mia',
        holds: [
          'SPE_E5',
          { product: 'SPE_E3', group: 'g1', state: 'Error', error: 'MutuallyExclusiveViolation' },
        ],
        ...active,
      },
    ],
  })
  expect(tenant.verdict('ida')).toBe('claimed R3 strong 432.00')
  expect(tenant.verdict('ida', 'SPE_E5')).toBe('in_use')
  expect(tenant.verdict('jon', 'POWER_BI_PRO')).toBe('claimed R3 certain 120.00')
  expect(tenant.verdict('kai', 'POWER_BI_PRO')).toBe('not_judged')
  expect(tenant.verdict('lea', 'EMS')).toBe('claimed R3 certain 120.00')
  // A license that could not be assigned covers nothing and is a finding of its own.
  expect([tenant.verdict('mia', 'SPE_E5'), tenant.verdict('mia')]).toEqual(['in_use', 'no seat'])
  expect(tenant.read(`select user_id, error from v_license_assignments where state = 'Error'`)).toEqual([
    { user_id: 'mia', error: 'MutuallyExclusiveViolation' },
  ])
  expect(tenant.headline()).toEqual({ seats: 3, money: ['672.00 EUR'] })
})

test('a seat beyond those with a price costs an unknown sum, and one beyond the bought ones nothing', () => {
  const gone = (id: string) => ({ id, enabled: false, disabledSince: '2026-10-01' })
  const tenant = savingsTenant({
    prices: [{ product: 'SPE_E3', amount: 36, subscription: 'priced' }],
    subscriptions: [
      { id: 'priced', product: 'SPE_E3', seats: 1, next: '2027-01-01' },
      { id: 'other', product: 'SPE_E3', seats: 2, next: '2027-01-01' },
    ],
    products: [{ sku_id: '', sku_part_number: 'SPE_E3', enabled_units: 3, consumed_units: 4 }],
    people: ['a', 'b', 'c', 'd'].map(gone),
  })
  expect(tenant.read('select user_id, cost_year, currency from v_claims order by user_id')).toEqual([
    { user_id: 'a', cost_year: 432, currency: 'EUR' },
    { user_id: 'b', cost_year: null, currency: null },
    { user_id: 'c', cost_year: null, currency: null },
    { user_id: 'd', cost_year: 0, currency: 'EUR' },
  ])
})

test('pools of different products never offset each other', () => {
  const gone = (id: string, holds: string) => ({
    id,
    holds: [holds],
    enabled: false,
    disabledSince: '2026-10-01',
  })
  const tenant = savingsTenant({
    prices: [
      { product: 'EMS', amount: 10 },
      { product: 'EMSPREMIUM', amount: 10 },
    ],
    subscriptions: [
      { id: 'a', product: 'EMS', seats: 5, next: '2027-01-01' },
      { id: 'b', product: 'EMSPREMIUM', seats: 300, next: '2027-01-01' },
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
  expect(tenant.verdict('a1', 'EMS')).toBe('claimed R1 certain 120.00')
  expect(tenant.headline()).toEqual({ seats: 502, money: ['60240.00 EUR'] })
  expect(tenant.read('select rule, seats from claim_pool order by rule, seats')).toEqual([
    { rule: 'P1', seats: 500 },
    { rule: 'P2', seats: 1 },
  ])
})

test('free products are left out, and granted seats are counted last', () => {
  const gone = Array.from({ length: 4 }, (_, index) => ({
    id: `g${index}`,
    holds: ['SPB'],
    enabled: false,
    disabledSince: '2026-10-01',
  }))
  const rest = Array.from({ length: 9 }, (_, index) => ({ id: `u${index}`, holds: ['SPB'], ...active }))
  const tenant = savingsTenant({
    prices: [
      { product: 'SPB', amount: 0, subscription: 'grant' },
      { product: 'SPB', amount: 20.6, subscription: 'paid' },
    ],
    subscriptions: [
      { id: 'grant', product: 'SPB', seats: 10, next: '2026-12-31' },
      { id: 'paid', product: 'SPB', seats: 5, next: '2027-03-31' },
    ],
    products: [
      { sku_id: '', sku_part_number: 'SPB', enabled_units: 15, consumed_units: 13 },
      { sku_id: '', sku_part_number: 'FLOW_FREE', enabled_units: 10_000, consumed_units: 1 },
      { sku_id: '', sku_part_number: 'FORMS_PRO', enabled_units: 10_000, consumed_units: 0 },
    ],
    people: [...gone, ...rest, { id: 'flo', holds: ['FLOW_FREE'], ...active }],
  })
  expect(tenant.verdict('flo', 'FLOW_FREE')).toBe('left_out')
  expect(tenant.headline()).toEqual({ seats: 6, money: ['1236.00 EUR'] })
})

test('no seat counts twice', () => {
  const old = { exchange: '2026-07-24', teams: '2026-07-24', success: '2026-07-24' }
  const tenant = savingsTenant({
    prices: [...e3, { product: 'SPE_E5', amount: 57 }, { product: 'Microsoft_365_Copilot', amount: 30 }],
    people: [
      {
        id: 'oli',
        holds: ['SPE_E5', 'SPE_E3', 'Microsoft_365_Copilot'],
        enabled: false,
        disabledSince: '2026-10-01',
      },
      { id: 'pia', holds: ['SPE_E5', 'SPE_E3'], ...old },
    ],
  })
  expect(tenant.verdict('oli', 'SPE_E5')).toBe('claimed R1 certain 684.00')
  expect(tenant.verdict('oli')).toBe('claimed R1 certain 432.00')
  expect(tenant.verdict('oli', 'Microsoft_365_Copilot')).toBe('claimed R1 certain 360.00')
  expect(
    tenant.read(`select also from claim where user_id = 'oli' and sku_id = ?`, product('SPE_E3').skuId),
  ).toEqual([{ also: 'R3' }])
  expect(tenant.verdict('pia')).toBe('claimed R3 strong 432.00')
  expect(tenant.verdict('pia', 'SPE_E5')).toBe('claimed R5 strong 684.00')
  expect(tenant.headline()).toEqual({ seats: 5, money: ['2592.00 EUR'] })
})

test('Copilot is judged by its own report and day', () => {
  const copilot = { holds: ['Microsoft_365_Copilot'], teams: '2026-11-19' }
  const people = [
    { id: 'qi', ...copilot, since: '2026-06-01', copilot: null },
    { id: 'ron', ...copilot, copilot: '2026-08-10' },
    { id: 'sue', ...copilot, copilot: '2026-10-05' },
    { id: 'tim', ...copilot, since: '2026-11-10', copilot: null },
    { id: 'uma', ...copilot, since: '2026-03-01' },
  ]
  const prices = [{ product: 'Microsoft_365_Copilot', amount: 30 }]
  const tenant = savingsTenant({ prices, people, days: { 'usage.microsoft365_copilot_usage': '2026-11-20' } })
  const verdicts = (of: typeof tenant) => people.map(({ id }) => of.verdict(id, 'Microsoft_365_Copilot'))
  expect(verdicts(tenant)).toEqual([
    'claimed R7 strong 360.00',
    'claimed R7 strong 360.00',
    'in_use',
    'too_new',
    'not_judged',
  ])
  expect(tenant.read(`select reason from claim where user_id = 'sue'`)).toEqual([{ reason: 'fading' }])
  const without = savingsTenant({ prices, people, days: { 'usage.microsoft365_copilot_usage': null } })
  expect(verdicts(without)).toEqual(['not_judged', 'not_judged', 'not_judged', 'too_new', 'not_judged'])
})

test('a smaller product does for whoever fits into it', () => {
  const mobile = {
    exchange: '2026-11-20',
    apps: '2026-11-20',
    word: 'mobile' as const,
    oneDriveGb: 0.3,
    department: 'Warehouse',
  }
  const tenant = savingsTenant({
    prices: [...e3, { product: 'SPE_F1', amount: 8 }],
    people: [
      { id: 'vic', ...mobile, mailboxGb: 1.2 },
      { id: 'wes', ...mobile, mailboxGb: 2.4 },
      { id: 'xia', ...mobile, mailboxGb: 1, department: 'Sales' },
      { id: 'yan', ...mobile, mailboxGb: 1, word: 'windows' },
    ],
  })
  tenant.change(
    `insert into frontline_mark (kind, value, made_at) values ('department', 'warehouse', '2026-11-01')`,
  )
  tenant.judge()
  expect(tenant.verdict('vic')).toBe('claimed R8 strong 336.00')
  expect(tenant.verdict('wes')).toBe('in_use')
  expect(tenant.verdict('xia')).toBe('claimed R8 weak 336.00')
  expect(tenant.verdict('yan')).toBe('in_use')
  expect(tenant.headline()).toEqual({ seats: 1, money: ['336.00 EUR'] })
})

test('E5 becomes E3 only where every plan that E3 lacks is off or stated to be unused', () => {
  const lacking = [...product('SPE_E5').plans.keys()].filter(name => !product('SPE_E3').plans.has(name))
  const tenant = savingsTenant({
    prices: [...e3, { product: 'SPE_E5', amount: 57 }],
    people: [
      { id: 'zoe', holds: [{ product: 'SPE_E5', off: lacking }], ...active },
      { id: 'abe', holds: [{ product: 'SPE_E5', off: ['MCOEV'] }], ...active },
      { id: 'zed', holds: ['SPE_E5'], ...active },
    ],
  })
  const verdicts = () => ['zoe', 'abe', 'zed'].map(id => tenant.verdict(id, 'SPE_E5'))
  expect(verdicts()).toEqual(['claimed R8 strong 252.00', 'in_use', 'in_use'])
  tenant.change(`insert into plan_statement (all_but, made_at) values ('["MCOEV"]', '2026-11-01')`)
  tenant.judge()
  expect(verdicts()).toEqual(['claimed R8 strong 252.00', 'claimed R8 strong 252.00', 'in_use'])
})
