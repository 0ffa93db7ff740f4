// @vitest-environment jsdom
import { cleanup, fireEvent, screen, waitFor, within } from '@testing-library/react'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { type PlanAnswer, PlanInput } from '../../../electron/contract/savings/plan.ts'
import { prepareWindow } from '../support.tsx'
import { lastInput, showSavings } from './support.tsx'

beforeEach(prepareWindow)
afterEach(cleanup)

const product = (skuId: string, name: string, kind = 'paid') => ({
  skuId,
  partNumber: name,
  name,
  kind,
  bought: kind === 'paid' ? 100 : null,
  subscriptions: [],
})
const eur = (amount: number) => [{ currency: 'EUR', amount }]
const nothing: PlanAnswer = {
  moves: [],
  totals: {
    all: { seats: 0, money: [] },
    withoutLosers: { seats: 0, money: [] },
    clean: { seats: 0, money: [] },
  },
  removed: { seats: 0, money: [] },
  products: [],
  people: [],
  consolidation: [],
}
const answer: PlanAnswer = {
  ...nothing,
  moves: [
    {
      from: 'e3',
      to: 'e1',
      fromName: 'Microsoft 365 E3',
      toName: 'Office 365 E1',
      people: 4,
      loses: 1,
      blocked: 1,
      unknown: 1,
      buy: 4,
      perSeat: { currency: 'EUR', amount: 312 },
    },
  ],
  totals: {
    all: { seats: 4, money: eur(1248) },
    withoutLosers: { seats: 2, money: eur(624) },
    clean: { seats: 1, money: eur(312) },
  },
  people: [
    {
      userId: 'kim',
      name: 'Kim',
      fromName: 'Microsoft 365 E3',
      verdict: 'loses',
      loses: ['desktop apps'],
      blocked: [],
      unknown: [],
      blind: [],
    },
  ],
}

test('a moved control asks once, and the answer says who loses what and what is left without them', async () => {
  const bridge = await showSavings('#/savings/plan', {
    'savings.prices': () => ({
      prices: [],
      products: [product('e3', 'Microsoft 365 E3'), product('e1', 'Office 365 E1', 'target')],
    }),
    'savings.statements': () => ({
      unused: [],
      allBut: null,
      marks: [],
      plans: [],
      departments: ['Sales'],
      jobTitles: [],
    }),
    'savings.plan': ({ plan }) => ((plan.moves ?? []).length === 0 ? nothing : answer),
    'savings.decidePlan': () => ({ decided: 1 }),
    'savings.savePlan': () => null,
    'savings.plans': () => [
      {
        name: 'Last year',
        savedAt: '2025-11-23T08:00:00Z',
        plan: PlanInput.parse({}),
        totals: answer.totals,
        decidedAt: '2025-11-24T08:00:00Z',
        cameTrue: { decided: 28, done: 12, open: 13, reconsider: 3 },
      },
    ],
  })
  expect(await screen.findByText('Nothing is planned yet')).toBeTruthy()
  fireEvent.change(await screen.findByRole('combobox', { name: 'Replace' }), { target: { value: 'e3' } })
  fireEvent.change(screen.getByRole('combobox', { name: 'With' }), { target: { value: 'e1' } })
  expect(await screen.findByText('€1,248.00 a year')).toBeTruthy()
  expect(screen.getByText('€312.00 a year')).toBeTruthy()
  expect(screen.getByText(/Uses desktop apps/)).toBeTruthy()
  const cells = within(screen.getByRole('table', { name: 'Replacements' })).getAllByRole('cell')
  expect(cells.map(cell => cell.textContent)).toEqual([
    'Microsoft 365 E3',
    'Office 365 E1',
    '4',
    '1',
    '1',
    '1',
    '1',
    '4',
  ])
  const before = bridge.calls.filter(({ method }) => method === 'savings.plan').length
  fireEvent.click(screen.getByRole('checkbox', { name: 'Plans that no report shows are not used' }))
  await waitFor(() => expect(lastInput(bridge, 'savings.plan')).toMatchObject({ plan: { allBut: [] } }))
  expect(bridge.calls.filter(({ method }) => method === 'savings.plan').length).toBe(before + 1)
  expect(screen.getByText('12 of 28 replaced, 13 open, 3 to reconsider')).toBeTruthy()
  fireEvent.change(screen.getByRole('textbox', { name: 'Save the plan as' }), {
    target: { value: 'Mail only' },
  })
  fireEvent.click(screen.getByRole('button', { name: 'Save' }))
  await waitFor(() => expect(lastInput(bridge, 'savings.savePlan')).toMatchObject({ name: 'Mail only' }))
  fireEvent.click(screen.getByRole('button', { name: 'Write as decisions' }))
  expect(await screen.findByText('1 license is in the work list.')).toBeTruthy()
  expect(lastInput(bridge, 'savings.decidePlan')).toMatchObject({
    which: 'clean',
    name: 'Mail only',
    plan: { moves: [{ from: 'e3', to: 'e1', price: null }] },
  })
})
