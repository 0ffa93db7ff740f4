// @vitest-environment jsdom
import { cleanup, fireEvent, screen, within } from '@testing-library/react'
import { afterEach, beforeEach, expect, test } from 'vitest'
import type { Achieved } from '../../../electron/contract/savings/achieved.ts'
import { savingsSummary } from '../savings-answers.ts'
import { connectorStatus, createTestBridge, prepareWindow, renderApp, usersReport } from '../support.tsx'

beforeEach(prepareWindow)
afterEach(cleanup)

const nothing: Achieved = {
  asOf: '2026-11-23',
  outcomes: [],
  noLongerIdle: [],
  purchaseAvoided: { seats: 0, money: [] },
  saved: [],
  savedPerYear: [],
  steps: [],
  months: [],
  firstUse: [],
}
const eur = (amount: number) => [{ currency: 'EUR', amount }]

async function show(answer: Achieved): Promise<void> {
  window.location.hash = '#/savings/achieved'
  const bridge = createTestBridge({
    'connectors.status': () => [connectorStatus()],
    'reports.list': () => [{ ...usersReport, name: 'savings', title: 'Seats to save' }],
    'savings.summary': () => savingsSummary(),
    'savings.achieved': () => answer,
  })
  await renderApp(bridge)
}

test('without decisions and history it says what will be shown, and when', async () => {
  await show(nothing)
  expect(await screen.findByText(/^No decisions yet\./)).toBeTruthy()
  expect(screen.getByText(/^From the second month’s end on/)).toBeTruthy()
  expect(screen.getByText(/are 30 days old\.$/)).toBeTruthy()
  expect(screen.queryByText('Money so far')).toBeNull()
})

test('outcomes, three lines of money that are never added, months and first use as numbers', async () => {
  await show({
    ...nothing,
    outcomes: [
      { outcome: 'reclaimed', seats: 1200 },
      { outcome: 'returned', seats: 1 },
    ],
    noLongerIdle: eur(93.5),
    purchaseAvoided: { seats: 2, money: eur(35.51) },
    saved: eur(46.16),
    savedPerYear: [...eur(432), { currency: 'USD', amount: 120 }],
    steps: [
      {
        currency: 'EUR',
        points: [
          { date: '2026-09-01', saved: 0, perYear: 0 },
          { date: '2026-10-15', saved: 0, perYear: 432 },
          { date: '2026-11-23', saved: 46.16, perYear: 432 },
        ],
      },
    ],
    months: [
      {
        month: '2026-10',
        retained: 210,
        reactivated: 5,
        lapsed: 8,
        reclaimed: 12,
        stillIdle: 30,
        notComparable: 4,
        newlyAssigned: 6,
      },
    ],
    firstUse: [
      {
        skuId: 'e3',
        productName: 'Microsoft 365 E3',
        seats: 40,
        medianDays: 3,
        within: [
          { days: 1, seats: 10 },
          { days: 7, seats: 25 },
          { days: 14, seats: 30 },
          { days: 30, seats: 36 },
        ],
      },
    ],
  })
  await screen.findByText('1,200 seats')
  for (const text of ['€93.50', '€35.51', '€46.16', '€432 + $120 a year']) {
    expect(screen.getByText(text)).toBeTruthy()
  }
  const months = screen.getByRole('figure', { name: 'What became of the seats, month by month' })
  expect(within(months).getByText('215 in use · 8 fell idle · 12 reclaimed')).toBeTruthy()
  fireEvent.click(within(months).getByRole('button', { name: 'View as table' }))
  const cells = within(months)
    .getAllByRole('cell')
    .map(({ textContent }) => textContent)
  expect(cells).toEqual(['210', '5', '8', '30', '12', '4', '6'])
  const firstUse = screen.getByRole('figure', { name: 'From assignment to first use' })
  expect(within(firstUse).getByText('90% within 30 days · median 3 days · 40 seats')).toBeTruthy()
  const saved = screen.getByRole('figure', { name: 'Saved so far (EUR)' })
  fireEvent.click(within(saved).getByRole('button', { name: 'View as table' }))
  expect(
    within(saved)
      .getAllByRole('row')
      .map(row => row.textContent),
  ).toContain('Oct 15, 20264320')
})
