// @vitest-environment jsdom
import { cleanup, fireEvent, screen, waitFor } from '@testing-library/react'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { PriceList } from '../../electron/contract/savings/inputs.ts'
import { lastUse, savingsSummary } from './savings-answers.ts'
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
      subscriptions: [
        {
          subscriptionId: 's1',
          seats: 40,
          nextDay: '2027-06-30',
          guess: { term: 'year', from: '2026-06-30', to: '2027-06-30' },
          term: null,
          channel: null,
          minLicenses: null,
        },
      ],
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
    'savings.lastUse': () => lastUse(),
    'savings.setPrices': () => null,
    'savings.setSubscriptionFacts': () => null,
    'savings.readPrices': () => ({
      lines: [
        {
          line: 3,
          status: 'ok',
          product: 'SPE_E3',
          price: {
            skuId: 'e3',
            subscriptionId: null,
            amount: '36.5',
            currency: 'EUR',
            per: 'year',
            validFrom: '2027-01-01',
            validTo: null,
            note: null,
          },
        },
        { line: 2, status: 'badAmount', product: 'SPE_E5', price: null },
      ],
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
    expect(await screen.findByText('€23,328')).toBeTruthy()
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

  test('take term, channel and floor of a contract, and no floor above the bought seats', async () => {
    const { bridge } = await show('#/savings/prices')
    const floor = await screen.findByRole('textbox', { name: /^At least \(seats\), Microsoft 365 E3/ })
    const apply = screen.getByRole('button', { name: 'Apply contracts' })
    fireEvent.change(floor, { target: { value: '41' } })
    expect(screen.getByText('More than the bought seats.')).toBeTruthy()
    fireEvent.change(floor, { target: { value: 'many' } })
    expect(apply.hasAttribute('disabled')).toBe(true)
    fireEvent.change(floor, { target: { value: '30' } })
    // The jump of the date is said as a guess, and counts only once somebody takes it.
    const term = screen.getByRole('combobox', { name: /^Term/ })
    expect(term).toHaveProperty('value', '')
    expect(screen.getByText(/^A guess: Year\. The date moved from/)).toBeTruthy()
    fireEvent.click(screen.getByRole('button', { name: 'Enter Year, Microsoft 365 E3' }))
    expect(term).toHaveProperty('value', 'year')
    expect(screen.queryByText(/^A guess/)).toBeNull()
    fireEvent.change(screen.getByRole('combobox', { name: /^Bought through/ }), {
      target: { value: 'direct' },
    })
    fireEvent.click(apply)
    await waitFor(() =>
      expect(
        bridge.calls.find(({ method }) => method === 'savings.setSubscriptionFacts')?.input,
      ).toMatchObject({
        facts: [{ subscriptionId: 's1', term: 'year', channel: 'direct', minLicenses: 30 }],
      }),
    )
  })

  test('show what was understood of each pasted line, and why one cannot be taken', async () => {
    const { bridge } = await show('#/savings/prices')
    fireEvent.click(await screen.findByRole('button', { name: 'Paste from Excel or CSV' }))
    fireEvent.change(screen.getByRole('textbox', { name: /Paste from Excel/ }), {
      target: { value: 'sku\tamount' },
    })
    fireEvent.click(screen.getByRole('button', { name: 'Read' }))
    // In jsdom nothing takes the focus, so that a dialog seems hidden after a while.
    const preview = await screen.findByRole('table', { name: 'What was understood' })
    const rows = [...preview.querySelectorAll('tbody tr')]
    expect(rows.map(row => [...row.querySelectorAll('td')].map(cell => cell.textContent))).toEqual([
      ['2', 'SPE_E5', '', '', '', '', 'no amount of at most four decimals'],
      ['3', 'SPE_E3', '36.5 EUR', 'Year', 'Jan 1, 2027', '', 'read'],
    ])
    fireEvent.click(screen.getByRole('button', { name: 'Use 1 price' }))
    const amount = await screen.findByRole('textbox', { name: 'Price of a seat, Microsoft 365 E3' })
    expect(amount).toHaveProperty('value', '36.5')
    expect(bridge.calls.some(({ method }) => method === 'savings.setPrices')).toBe(false)
  })

  test('have several prices of a product, for a subscription or for some days, that do not overlap', async () => {
    const { bridge } = await show('#/savings/prices')
    const amounts = () => screen.getAllByRole('textbox', { name: 'Price of a seat, Microsoft 365 E3' })
    fireEvent.change(await screen.findByRole('textbox', { name: 'Price of a seat, Microsoft 365 E3' }), {
      target: { value: '36' },
    })
    fireEvent.click(screen.getByRole('button', { name: 'Add a price of Microsoft 365 E3' }))
    fireEvent.change(amounts()[1] as HTMLElement, { target: { value: '40' } })
    expect(screen.getAllByText(/Another price is valid/)).toHaveLength(2)
    expect(screen.getByRole('button', { name: 'Apply' }).hasAttribute('disabled')).toBe(true)
    const [, second] = screen.getAllByRole('combobox', { name: 'For, Microsoft 365 E3' })
    fireEvent.change(second as HTMLElement, { target: { value: 's1' } })
    fireEvent.click(screen.getByRole('button', { name: 'Apply' }))
    await waitFor(() =>
      expect(bridge.calls.find(({ method }) => method === 'savings.setPrices')?.input).toMatchObject({
        prices: [
          { amount: '36', subscriptionId: null },
          { amount: '40', subscriptionId: 's1' },
        ],
      }),
    )
  })
})
