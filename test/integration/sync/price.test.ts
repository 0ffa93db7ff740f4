import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type ConnectedEngine, connectEngine, connectorName } from '../../support/connected-engine.ts'

describe('the price of a product', () => {
  let connected: ConnectedEngine

  beforeAll(async () => {
    connected = await connectEngine()
    await connected.sync({ only: ['licenses', 'users'] })
  })
  afterAll(() => connected.close())

  const priceOf = (partNumber: string) =>
    connected.query(`select unit_price, currency from v_licenses where sku_part_number = '${partNumber}'`)

  const setPrice = (product: string, price: { amount: number; currency: string } | null) =>
    connected.engine.call('products.setPrice', { connector: connectorName, product, price })

  test('is set by part number in any case, stays over a sync and can be taken away', async () => {
    const answer = await setPrice('spe_e5', { amount: 57.5, currency: 'EUR' })
    expect(answer).toMatchObject({ ok: true, value: { skuPartNumber: 'SPE_E5' } })
    await connected.sync({ mode: 'full', only: ['licenses', 'users'] })
    expect(priceOf('SPE_E5')).toEqual([{ unit_price: 57.5, currency: 'EUR' }])
    await setPrice('SPE_E5', null)
    expect(priceOf('SPE_E5')).toEqual([{ unit_price: null, currency: null }])
  })

  test('of a product that the tenant does not have is refused by name', async () => {
    const answer = await setPrice('NOPE', { amount: 1, currency: 'EUR' })
    expect(answer).toMatchObject({
      ok: false,
      error: { code: 'notFound', message: 'The tenant has no product "NOPE".' },
    })
  })

  test('must be an amount in a currency', async () => {
    for (const price of [
      { amount: -1, currency: 'EUR' },
      { amount: 1, currency: 'Euro' },
    ]) {
      expect(await setPrice('SPE_E5', price)).toMatchObject({ ok: false, error: { code: 'badRequest' } })
    }
  })
})
