// @vitest-environment jsdom
import { cleanup, fireEvent, screen, waitFor, within } from '@testing-library/react'
import { afterEach, beforeEach, expect, test } from 'vitest'
import type { SavingsSummary } from '../../../electron/contract/savings/answers.ts'
import { parseRoute } from '../../../renderer/routing/route.ts'
import { lastUse, savingsSummary } from '../savings-answers.ts'
import { prepareWindow } from '../support.tsx'
import { lastInput, showSavings } from './support.tsx'

beforeEach(prepareWindow)
afterEach(cleanup)

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
      costs: {
        ...{ currency: 'EUR', certain: 12_960, strong: 8_640, weak: 864, inUse: 12_096 },
        ...{ tooNew: 0, leftOut: 0, notJudged: 0, unassigned: 8_640.4 },
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
      costs: null,
    },
  },
]

const show = () =>
  showSavings('#/savings/products', {
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
        keptOut: {
          products: [
            { kind: 'free', products: 2, seats: 1_234 },
            { kind: 'device', products: 1, seats: 1 },
          ],
          resourceAccounts: 1,
        },
      }),
    'savings.lastUse': () => lastUse(),
    'savings.changeSettings': () => null,
    'savings.setJoiners': () => null,
    'savings.notFree': () => null,
    'savings.prices': () => ({ prices: [], products: [] }),
  })

test('let each number of assigned seats lead to its seats, and no other number', async () => {
  await show()
  const table = within(await screen.findByRole('table', { name: 'By product' }))
  const row = within(table.getAllByRole('row')[1] ?? document.body)
  const links = row.getAllByRole('link').map(link => [link.textContent, link.getAttribute('href')] as const)
  // Assigned, certain and strong together, to look into, and in use; nothing leads to no seats.
  expect(links.map(([text]) => text)).toEqual(['80', '50', '2', '28'])
  expect(parseRoute(links[1]?.[1] ?? '')).toMatchObject({
    report: 'seat-use',
    filters: [
      { column: 'class', operator: '=', value: 'claimed' },
      { column: 'grade', operator: 'in', value: ['certain', 'strong'] },
      { column: 'sku_id', operator: '=', value: 'e3' },
    ],
  })
})

test('draw the classes of each product up to the bought seats, all products on one scale', async () => {
  await show()
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
  expect(screen.getAllByText('Not judged').length).toBeGreaterThan(1)
})

test('ask once about a pool that looks free, and say what no rule looks at', async () => {
  const bridge = await show()
  const question = within(
    await screen.findByRole('group', { name: 'Whether Microsoft 365 E5 is a free pool' }),
  )
  expect(screen.getAllByText('Looks like a free pool?')).toHaveLength(1)
  fireEvent.click(question.getByRole('button', { name: 'It is no free pool' }))
  await waitFor(() => expect(lastInput(bridge, 'savings.notFree')).toMatchObject({ skuId: 'e5' }))
  expect(screen.getByText(/Left out by themselves:/).textContent).toBe(
    'Left out by themselves: 2 free products (1,234 seats assigned) · 1 product for rooms and devices (1 seat assigned) · 1 account of a room or phone with licenses',
  )
  const address = (name: string) => screen.getByRole('link', { name }).getAttribute('href')
  expect(address('2 free products')).toMatch(/^#\/licenses\?.*kind/)
  expect(address('1 account of a room or phone with licenses')).toMatch(/^#\/users\?.*is_resource_account/)
  fireEvent.click(question.getByRole('link', { name: 'Enter its price' }))
  await waitFor(() => expect(window.location.hash).toBe('#/savings/prices'))
})

test('draw the same classes as money, without an amount where there is no price', async () => {
  await show()
  fireEvent.click(await screen.findByRole('button', { name: 'Cost a year' }))
  const table = await screen.findByRole('table', { name: 'Cost by product' })
  expect(window.location.hash).toContain('show=money')
  const bars = [...table.querySelectorAll('[aria-hidden="true"]')]
  expect(bars).toHaveLength(1)
  const rows = within(table)
    .getAllByRole('row')
    .map(row =>
      within(row)
        .queryAllByRole('cell')
        .slice(1)
        .map(cell => cell.textContent),
    )
  expect(rows[1]).toEqual(['€43,200', '€21,600', '€864', '€12,096', '€0', '€0', '€0', '€8,640'])
  expect(rows[2]).toEqual(['', '', '', '', '', '', '', ''])
  expect(within(table).getByText('SPE_E5 · no price')).toBeTruthy()
  fireEvent.click(screen.getByRole('button', { name: 'Seats' }))
  expect(await screen.findByRole('table', { name: 'By product' })).toBeTruthy()
})

test('say whether who waits or is to come needs a purchase, and keep how many are to come', async () => {
  const bridge = await show()
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
  const bridge = await show()
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
