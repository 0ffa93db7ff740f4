import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { nearestProduct, readablePartNumber } from '../../../electron/core/database/names/fallback.ts'
import { parseNames } from '../../../electron/core/database/names/table.ts'
import { readNames, shippedNames } from '../../../electron/platform/sqlite/names/product-names.ts'

describe('a part number made readable', () => {
  test.each([
    ['POWER_BI_PRO', 'Power BI Pro'],
    ['SPE_E5', 'Spe E5'],
    ['Microsoft_365_Copilot', 'Microsoft 365 Copilot'],
    ['EMS_EDU_FACULTY', 'EMS EDU Faculty'],
    ['FLOW__FREE', 'Flow Free'],
    ['', ''],
  ])('%s reads %s', (partNumber, readable) => {
    expect(readablePartNumber(partNumber)).toBe(readable)
  })
})

describe('the nearest product', () => {
  const known = [
    { skuId: 'b', plans: new Set(['1', '2', '3']) },
    { skuId: 'a', plans: new Set(['1', '2', '4']) },
    { skuId: 'c', plans: new Set(['9']) },
  ]

  test('shares most plans, the smaller id deciding among equals', () => {
    expect(nearestProduct(new Set(['1', '2', '3', '5']), known)).toBe('b')
    expect(nearestProduct(new Set(['1', '2']), known)).toBe('a')
  })

  test('is none where less than half is shared, or nothing is known', () => {
    expect(nearestProduct(new Set(['1', '7', '8']), known)).toBeNull()
    expect(nearestProduct(new Set(), known)).toBeNull()
    expect(nearestProduct(new Set(['1']), [])).toBeNull()
    expect(nearestProduct(new Set(), [{ skuId: 'empty', plans: new Set() }])).toBeNull()
  })
})

describe("Microsoft's table", () => {
  const header =
    'Product_Display_Name,String_Id,GUID,Service_Plan_Name,Service_Plan_Id,Service_Plans_Included_Friendly_Names'

  test('is keyed by the GUID, and the last of several rows counts', () => {
    const table = parseNames(
      [
        header,
        'Old Name,BOT,AAAA,PLAN,P1,First name',
        '"New, better Name",bot,aaaa,PLAN,P1,Second name',
        'Other,BOT,BBBB,PLAN,P1,First name',
      ].join('\n'),
    )
    expect(table.products).toEqual([
      { skuId: 'aaaa', stringId: 'bot', displayName: 'New, better Name' },
      { skuId: 'bbbb', stringId: 'BOT', displayName: 'Other' },
    ])
    expect(table.plans).toHaveLength(2)
    expect(table.plans[0]).toMatchObject({ servicePlanId: 'p1', friendlyName: 'Second name' })
  })

  test('may have its columns in another order, a byte order mark and Windows lines', () => {
    const table = parseNames(
      '\uFEFFGUID,Product_Display_Name,String_Id,Service_Plan_Id,Service_Plan_Name,Service_Plans_Included_Friendly_Names\r\nA1,Suite,S,P,PLAN,Plan\r\n',
    )
    expect(table.products).toEqual([{ skuId: 'a1', stringId: 'S', displayName: 'Suite' }])
  })

  test('is refused without one of its columns', () => {
    expect(() => parseNames('GUID,String_Id\n1,2\n')).toThrow(
      expect.objectContaining({ code: 'invalidAnswer' }),
    )
  })

  test('as shipped holds what its note on the source says', () => {
    const { text, fingerprint } = readNames(shippedNames)
    const table = parseNames(text)
    const products = new Map(table.products.map(product => [product.skuId, product]))
    expect(products.size).toBe(620)
    expect(products.get('06ebc4ee-1bb5-47dd-8120-11324bc54e06')).toMatchObject({ stringId: 'SPE_E5' })
    const note = readFileSync(new URL('./SOURCES.md', shippedNames), 'utf8')
    expect(note).toContain(fingerprint)
  })

  test('that is missing is said to be', () => {
    expect(() => readNames('/nowhere/names.csv')).toThrow(expect.objectContaining({ code: 'fileMissing' }))
  })
})
