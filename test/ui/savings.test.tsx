// @vitest-environment jsdom
import { cleanup, fireEvent, screen, waitFor } from '@testing-library/react'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { PriceList } from '../../electron/contract/savings/inputs.ts'
import { savingsSummary } from './savings-answers.ts'
import { connectorStatus, createTestBridge, prepareWindow, renderApp, usersReport } from './support.tsx'

beforeEach(prepareWindow)
afterEach(cleanup)

const prices: PriceList = {
  prices: [],
  products: [
    {
      skuId: 'e3',
      partNumber: 'SPE_E3',
      name: 'Microsoft 365 E3',
      kind: 'paid',
      bought: 60,
      subscriptions: [],
    },
  ],
}
async function show(hash: string) {
  window.location.hash = hash
  const bridge = createTestBridge({
    'connectors.status': () => [connectorStatus()],
    'reports.list': () => [{ ...usersReport, name: 'savings', title: 'Seats to save' }],
    'savings.summary': () => savingsSummary(),
    'savings.prices': () => prices,
    'savings.setPrices': () => null,
    'savings.exclusions': () => [],
    'savings.readPrices': () => ({
      lines: [{ line: 2, status: 'badAmount', product: 'SPE_E3', price: null }],
      asksForDecimal: false,
    }),
  })
  await renderApp(bridge)
  await screen.findByRole('heading', { level: 1, name: 'Savings' })
  return { bridge }
}

describe('savings', () => {
  test('say what a year costs, what is to be looked into, and how many products have a price', async () => {
    await show('#/savings/products')
    expect(await screen.findByText('€23,328.00')).toBeTruthy()
    expect(screen.getByText('3 more to look into')).toBeTruthy()
    expect(screen.getByText('1 of 2 products have a price')).toBeTruthy()
  })

  test('take prices as a draft until they are applied, and no price that is none', async () => {
    const { bridge } = await show('#/savings/prices')
    const amount = await screen.findByRole('textbox', { name: 'Price of a seat, Microsoft 365 E3' })
    fireEvent.change(amount, { target: { value: 'free' } })
    expect(screen.getByText(/An amount has digits/)).toBeTruthy()
    expect(screen.getByRole('button', { name: 'Apply' }).hasAttribute('disabled')).toBe(true)
    fireEvent.change(amount, { target: { value: '36,50' } })
    fireEvent.click(screen.getByRole('button', { name: 'Apply' }))
    await waitFor(() =>
      expect(bridge.calls.find(({ method }) => method === 'savings.setPrices')?.input).toMatchObject({
        prices: [{ skuId: 'e3', amount: '36.50', currency: 'EUR', per: 'month' }],
      }),
    )
  })

  test('say of each pasted line that cannot be taken why', async () => {
    await show('#/savings/prices')
    fireEvent.click(await screen.findByRole('button', { name: 'Paste from Excel or CSV' }))
    fireEvent.change(screen.getByRole('textbox', { name: /Paste from Excel/ }), {
      target: { value: 'sku\tamount' },
    })
    fireEvent.click(screen.getByRole('button', { name: 'Read' }))
    expect(await screen.findByText('Line 2: SPE_E3 – no amount')).toBeTruthy()
  })
})
