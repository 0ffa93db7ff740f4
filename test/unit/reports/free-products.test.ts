import { expect, test } from 'vitest'
import { isFreeOfCharge } from '../../../electron/core/savings/products/free-products.ts'

test.each([
  ['FLOW_FREE', true],
  ['POWER_BI_STANDARD', true],
  ['Power_Pages_vTrial_for_Makers', true],
  ['TEAMS_EXPLORATORY', true],
  ['SPE_E5', false],
  ['POWER_BI_PRO', false],
  ['FREEDOM_SUITE', false],
  ['FORMS_PRO', true],
  ['Forms_Pro_USL', false],
  ['NONPROFIT_PORTAL', true],
  ['PHONESYSTEM_VIRTUALUSER_FACULTY', true],
  ['POWER_BI_PRO_FACULTY', false],
])('%s is free of charge: %s', (partNumber, free) => {
  expect(isFreeOfCharge({ partNumber, unitPrice: null, onTrial: false })).toBe(free)
})

test('a price that a person entered decides', () => {
  expect(isFreeOfCharge({ partNumber: 'FLOW_FREE', unitPrice: 3, onTrial: true })).toBe(false)
  expect(isFreeOfCharge({ partNumber: 'SPE_E5', unitPrice: 0, onTrial: false })).toBe(true)
})

test('a product on trial only is free until a price is entered', () => {
  expect(isFreeOfCharge({ partNumber: 'SPE_E5', unitPrice: null, onTrial: true })).toBe(true)
  expect(isFreeOfCharge({ partNumber: 'SPE_E5', unitPrice: 12, onTrial: true })).toBe(false)
})
