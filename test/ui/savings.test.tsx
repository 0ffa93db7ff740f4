// @vitest-environment jsdom
import { cleanup, fireEvent, screen, waitFor, within } from '@testing-library/react'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { SavingsSummary } from '../../electron/contract/savings/answers.ts'
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
const none = { certain: 0, strong: 0, weak: 0, inUse: 0, tooNew: 0, leftOut: 0, notJudged: 0, over: 0 }
const lines: SavingsSummary['lines'] = [
  {
    ...{
      ...none,
      certain: 30,
      strong: 20,
      weak: 2,
      inUse: 28,
      assigned: 80,
      bought: 100,
      unassigned: 20,
      freeAfter: 70,
    },
    ...{
      skuId: 'e3',
      partNumber: 'SPE_E3',
      productName: 'Microsoft 365 E3',
      isPriced: true,
      looksFree: false,
      demand: {
        waiting: 4,
        joiners: 20,
        seats: 24,
        now: 20,
        after: 24,
        avoided: { currency: 'EUR', amount: 10_368 },
      },
    },
  },
  {
    ...{ ...none, inUse: 10, notJudged: 15, assigned: 25, bought: 23, over: 2, unassigned: 0, freeAfter: 0 },
    ...{
      skuId: 'e5',
      partNumber: 'SPE_E5',
      productName: 'Microsoft 365 E5',
      isPriced: false,
      looksFree: true,
      demand: { waiting: 0, joiners: 0, seats: 2, now: 0, after: 0, avoided: null },
    },
  },
]

async function show(hash: string) {
  window.location.hash = hash
  const bridge = createTestBridge({
    'connectors.status': () => [connectorStatus()],
    'reports.list': () => [{ ...usersReport, name: 'savings', title: 'Seats to save' }],
    'savings.summary': () =>
      savingsSummary({
        lines,
        demand: {
          seats: 26,
          now: 20,
          after: 24,
          money: [{ currency: 'EUR', amount: 10_368 }],
          unpriced: 0,
        },
      }),
    'savings.prices': () => prices,
    'savings.lastUse': () => lastUse(),
    'savings.changeSettings': () => null,
    'savings.setJoiners': () => null,
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

  test('draw the classes of each product up to the bought seats, all products on one scale', async () => {
    await show('#/savings/products')
    const table = await screen.findByRole('table', { name: 'By product' })
    const widths = [...table.querySelectorAll('[aria-hidden="true"]')].map(bar =>
      [...bar.children].map(part => (part instanceof HTMLElement ? part.style.width : '')),
    )
    expect(widths).toEqual([
      // 30 + 20 sure, 2 weak, 28 in use, 20 unassigned of 100 seats; 10 in use and 15 not judged of 25.
      ['50%', '2%', '28%', '20%'],
      ['10%', '15%'],
    ])
    const cells = within(table)
      .getAllByRole('row')
      .map(row =>
        within(row)
          .queryAllByRole('cell')
          .map(cell => cell.textContent),
      )
    expect(cells[1]?.slice(-4, -2)).toEqual(['20', '70'])
    expect(within(table).getAllByText(/Looks like a free pool/)).toHaveLength(1)
    expect(screen.getAllByText('Not judged').length).toBeGreaterThan(1)
  })

  test('say whether who waits or is to come needs a purchase, and keep how many are to come', async () => {
    const { bridge } = await show('#/savings/products')
    expect(
      await screen.findByText(
        '26 seats are needed. Without buying: 20 now, 24 once freed. 2 seats have to be bought. Reassigning avoids purchases of €10,368 a year.',
      ),
    ).toBeTruthy()
    expect(
      screen.getByText(
        '4 users waiting for a seat, 20 joiners · without buying 20 now, 24 once freed, of 24 · avoids €10,368 a year',
      ),
    ).toBeTruthy()
    expect(screen.getByText('2 over-assigned · to be bought')).toBeTruthy()
    const joiners = screen.getByRole('textbox', { name: 'Joiners who need Microsoft 365 E3' })
    expect(joiners).toHaveProperty('value', '20')
    for (const text of ['some', '20']) {
      fireEvent.change(joiners, { target: { value: text } })
      fireEvent.blur(joiners)
    }
    expect(bridge.calls.some(({ method }) => method === 'savings.setJoiners')).toBe(false)
    fireEvent.change(joiners, { target: { value: '3' } })
    fireEvent.keyDown(joiners, { key: 'Enter' })
    await waitFor(() =>
      expect(bridge.calls.find(({ method }) => method === 'savings.setJoiners')?.input).toMatchObject({
        skuId: 'e3',
        seats: 3,
      }),
    )
  })

  test('keep unassigned seats of a product on purpose, and nothing that is no number', async () => {
    const { bridge } = await show('#/savings/products')
    const keep = await screen.findByRole('textbox', { name: 'Keep unassigned of Microsoft 365 E3' })
    const reserve = () =>
      bridge.calls
        .filter(({ method }) => method === 'savings.changeSettings')
        .map(({ input }) => (input as { settings: { reserve: unknown } }).settings.reserve)
    for (const text of ['many', '-1', '1.5', '0']) {
      fireEvent.change(keep, { target: { value: text } })
      fireEvent.blur(keep)
    }
    expect(reserve()).toEqual([])
    fireEvent.change(keep, { target: { value: '5' } })
    fireEvent.keyDown(keep, { key: 'Enter' })
    await waitFor(() => expect(reserve()).toEqual([{ e3: 5 }]))
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
    const preview = await screen.findByRole('table', { name: 'What was understood', hidden: true })
    const rows = [...preview.querySelectorAll('tbody tr')]
    expect(rows.map(row => [...row.querySelectorAll('td')].map(cell => cell.textContent))).toEqual([
      ['2', 'SPE_E5', '', '', '', '', 'no amount of at most four decimals'],
      ['3', 'SPE_E3', '36.5 EUR', 'Year', 'Jan 1, 2027', '', 'read'],
    ])
    fireEvent.click(screen.getByRole('button', { name: 'Use 1 price', hidden: true }))
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
