// @vitest-environment jsdom
import { cleanup, fireEvent, screen, within } from '@testing-library/react'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { RenewalPlan } from '../../../electron/contract/savings/answers.ts'
import { ReducibleChart } from '../../../renderer/features/renewals/reducible-chart.tsx'
import { reducibleMonths } from '../../../renderer/features/renewals/reducible-months.ts'
import { createTestBridge, prepareWindow, renderPart } from '../support.tsx'

beforeEach(prepareWindow)
afterEach(cleanup)

const euros = (seats: number, amount: number) => ({ seats, money: [{ currency: 'EUR', amount }] })
const none = { seats: 0, money: [] }
const row: RenewalPlan[number] = {
  ...{ subscriptionId: 's1', skuId: 'e3', productName: 'Microsoft 365 E3', totalLicenses: 60 },
  ...{ nextDay: '2026-12-10', decideBy: '2026-11-26', lastDay: null, isOverdue: false },
  ...{ firm: euros(10, 4320), open: none, renew: 50, isDue: true, decision: null },
}
const later = { ...row, subscriptionId: 's2', nextDay: '2027-06-30', decideBy: '2027-06-16' }
const plan: RenewalPlan = [row, { ...later, firm: euros(15, 6480), open: euros(5, 2160) }]

describe('what can leave the bill, by month', () => {
  test('is firm and open in the month of the next day, with the days to decide by', () => {
    expect(reducibleMonths(plan, '2026-11-20')).toEqual([
      { month: '2026-12', currency: 'EUR', firm: 4320, open: 0, decideBy: ['2026-11-26'] },
      { month: '2027-06', currency: 'EUR', firm: 6480, open: 2160, decideBy: ['2027-06-16'] },
    ])
  })

  test('never adds two currencies, nor what is overdue or has no day', () => {
    const dollars = {
      ...row,
      subscriptionId: 's3',
      firm: { seats: 1, money: [{ currency: 'USD', amount: 9 }] },
    }
    const past = { ...row, subscriptionId: 's4', isOverdue: true }
    const undated = { ...row, subscriptionId: 's5', nextDay: null, decideBy: null }
    const sums = reducibleMonths([row, dollars, past, undated], '2026-11-20')
    expect(sums.map(({ currency, firm }) => [currency, firm])).toEqual([
      ['EUR', 4320],
      ['USD', 9],
    ])
  })

  test('counts seats where nothing has a price, and is not there where there are none', () => {
    const unpriced = { ...row, firm: { seats: 10, money: [] }, open: { seats: 2, money: [] } }
    const empty = { ...later, firm: none }
    expect(reducibleMonths([unpriced, empty], '2026-11-20')).toEqual([
      { month: '2026-12', currency: null, firm: 10, open: 2, decideBy: ['2026-11-26'] },
    ])
    expect(reducibleMonths([empty], '2026-11-20')).toEqual([])
  })

  test('is drawn with its sums and days in words, and shown as a table', async () => {
    await renderPart(createTestBridge({}), <ReducibleChart plan={plan} today="2026-11-20" />)
    const chart = within(screen.getByRole('figure', { name: 'What can leave the bill, by month' }))
    expect(chart.getByText('€4,320 · Decide by Nov 26, 2026')).toBeTruthy()
    expect(chart.getByText('€8,640 · Decide by Jun 16, 2027')).toBeTruthy()
    expect(chart.getByText('Amounts are those of a year.')).toBeTruthy()
    fireEvent.click(chart.getByRole('button', { name: 'View as table' }))
    const last = within(chart.getAllByRole('row').at(-1) ?? document.body)
    const cells = [last.getByRole('rowheader'), ...last.getAllByRole('cell')]
    const texts = cells.map(({ textContent }) => textContent)
    expect(texts).toEqual(['Jun 2027', '€6,480', '€2,160', 'Jun 16, 2027'])
  })

  test('names the first of several days, and says what has no price', async () => {
    const soon = { ...later, subscriptionId: 's6', decideBy: '2027-06-01' }
    const unpriced = { ...row, subscriptionId: 's7', firm: { seats: 3, money: [] } }
    const rows = [...plan, { ...soon, firm: euros(1, 60) }, unpriced]
    await renderPart(createTestBridge({}), <ReducibleChart plan={rows} today="2026-11-20" />)
    expect(screen.getByText('€8,700 · Decide by Jun 1, 2027')).toBeTruthy()
    expect(screen.getByText(/Products without a price are not in them/)).toBeTruthy()
  })
})
