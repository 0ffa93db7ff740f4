import { expect, test } from 'vitest'
import { isFreeOfCharge } from '../../../electron/core/reports/free-products.ts'

test.each([
  ['FLOW_FREE', true],
  ['POWER_BI_STANDARD', true],
  ['Power_Pages_vTrial_for_Makers', true],
  ['TEAMS_EXPLORATORY', true],
  ['SPE_E5', false],
  ['POWER_BI_PRO', false],
  ['FREEDOM_SUITE', false],
])('%s is free of charge: %s', (partNumber, free) => {
  expect(isFreeOfCharge({ partNumber, unitPrice: null })).toBe(free)
})

test('a price that a person entered decides', () => {
  expect(isFreeOfCharge({ partNumber: 'FLOW_FREE', unitPrice: 3 })).toBe(false)
  expect(isFreeOfCharge({ partNumber: 'SPE_E5', unitPrice: 0 })).toBe(true)
})
