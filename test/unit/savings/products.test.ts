import { expect, test } from 'vitest'
import { parseNames } from '../../../electron/core/database/names/table.ts'
import { coverage, isCoveredOne, lostPlans } from '../../../electron/core/savings/products/coverage.ts'
import {
  createLadder,
  isBelow,
  rungName,
  shippedLadder,
} from '../../../electron/core/savings/products/ladder.ts'
import {
  isCosmetic,
  isFoundation,
  type Plan,
  witnessesOf,
} from '../../../electron/core/savings/products/plan-kinds.ts'
import { productKind } from '../../../electron/core/savings/products/product-kind.ts'
import { looksLikeServiceAccount } from '../../../electron/core/savings/rules/service-accounts.ts'
import { readNames, shippedNames } from '../../../electron/platform/sqlite/names/product-names.ts'

const names = parseNames(readNames(shippedNames).text)
const ladder = createLadder()

function plansOf(partNumber: string): Plan[] {
  const product = names.products.find(({ stringId }) => stringId === partNumber)
  if (product === undefined) throw new Error(`Microsoft's table has no product ${partNumber}.`)
  return names.plans
    .filter(({ skuId }) => skuId === product.skuId)
    .map(plan => ({ id: plan.servicePlanId, name: plan.servicePlanName, friendlyName: plan.friendlyName }))
}

test('the shipped ladder has its day, and every rung of it is a plan of Microsoft’s table', () => {
  expect(shippedLadder.date).toMatch(/^2026-\d{2}-\d{2}$/)
  const known = new Set(names.plans.map(({ servicePlanName }) => rungName(servicePlanName)))
  expect(shippedLadder.chains.flat().filter(rung => !known.has(rung))).toEqual([])
})

test('rungs stand above each other over any number of steps, and in one direction', () => {
  expect(isBelow(ladder, 'ONEDRIVE_BASIC', 'SHAREPOINTENTERPRISE')).toBe(true)
  expect(isBelow(ladder, 'SHAREPOINTENTERPRISE', 'ONEDRIVE_BASIC')).toBe(false)
  expect(isBelow(ladder, 'EXCHANGE_S_STANDARD', 'SHAREPOINTENTERPRISE')).toBe(false)
  for (const chain of shippedLadder.chains)
    for (const rung of chain) expect(isBelow(ladder, rung, rung)).toBe(false)
  expect(rungName('EXCHANGE_S_STANDARD_GOV')).toBe('EXCHANGE_S_STANDARD')
})

test.each([
  ['SPE_E3', 'SPE_E5', 'higher'],
  ['SPE_E5', 'SPE_E3', null],
  ['STANDARDPACK', 'SPE_E3', 'higher'],
  ['ENTERPRISEPACK', 'SPE_E5', 'higher'],
  ['EMS', 'SPE_E3', 'same'],
  ['POWER_BI_PRO', 'SPE_E5', 'same'],
  ['EXCHANGESTANDARD', 'SPE_E3', 'higher'],
  ['SPE_F1', 'SPE_E3', 'higher'],
  ['SPE_E3', 'SPE_F1', null],
] as const)('%s in %s: %s', (small, large, how) => {
  expect(coverage(ladder, plansOf(small), plansOf(large))).toBe(how)
})

test('what E5 gives and E3 does not are 36 plans, none of which any report shows', () => {
  const lost = lostPlans(ladder, plansOf('SPE_E5'), plansOf('SPE_E3')).filter(plan => !isCosmetic(plan))
  expect(lost.flatMap(plan => [...witnessesOf(plan)])).toEqual([])
  expect(lost).toHaveLength(36)
})

test('of two products that cover each other one is covered, whichever is asked first', () => {
  const one = { skuId: 'a', cost: 100, plans: 3 }
  const other = { skuId: 'b', cost: 50, plans: 9 }
  expect([isCoveredOne(one, other), isCoveredOne(other, one)]).toEqual([true, false])
  expect(isCoveredOne({ ...one, cost: null }, other)).toBe(false)
  expect(isCoveredOne({ ...one, cost: null, plans: 9 }, { ...other, cost: null })).toBe(false)
})

test('a plan that comes with nearly everything shows no use', () => {
  const plan = (name: string, friendlyName = name): Plan => ({ id: name, name, friendlyName })
  expect(isFoundation(plan('EXCHANGE_S_FOUNDATION'))).toBe(true)
  expect(isFoundation(plan('SOME', 'RETIRED - Some'))).toBe(true)
  expect(witnessesOf(plan('EXCHANGE_S_ENTERPRISE'))).toEqual(['exchange'])
  expect(witnessesOf(plan('SHAREPOINTWAC'))).toEqual([])
  expect(witnessesOf(plan('BI_AZURE_P2'))).toEqual([])
  expect(witnessesOf(plan('M365_COPILOT_TEAMS'))).toEqual(['copilot'])
})

test.each([
  ['SPE_E3', {}, 'paid'],
  ['FLOW_FREE', {}, 'free'],
  ['FORMS_PRO', {}, 'free'],
  ['SPB', { isOnTrial: true }, 'trial'],
  ['SPB', { isOnTrial: true, price: 5 }, 'paid'],
  ['SPB', { price: 0 }, 'free'],
  ['Microsoft_Teams_Rooms_Pro', { price: 40 }, 'device'],
  ['MCOCAP', {}, 'device'],
  ['MTR_PREM', {}, 'device'],
  ['INTUNE_A_D', {}, 'device'],
  ['INTUNE_A', {}, 'paid'],
  ['Dynamics_365_for_Operations_Devices', {}, 'device'],
  ['FLOW_FREE', { price: 5 }, 'paid'],
  ['PHONESYSTEM_VIRTUALUSER', {}, 'device'],
  ['SHAREPOINTSTORAGE', { appliesTo: 'Company' }, 'capacity'],
] as const)('%s %j is %s', (partNumber, given, kind) => {
  expect(productKind({ partNumber, appliesTo: 'User', isOnTrial: false, price: null, ...given })).toBe(kind)
})

test.each([
  ['svc-print@contoso.onmicrosoft.com', true],
  ['SVC_Print@Contoso.onmicrosoft.com', true],
  ['breakglass01@contoso.partner.onmschina.cn', true],
  ['adm.ida@contoso.onmicrosoft.us', true],
  ['administration@contoso.onmicrosoft.com', false],
  ['svc-print@contoso.com', false],
  ['svc-print@contoso.onmicrosoft.com.evil.example', false],
  [null, false],
])('whether %s looks like a service account: %s', (name, looksLikeOne) => {
  expect(looksLikeServiceAccount(name)).toBe(looksLikeOne)
})
