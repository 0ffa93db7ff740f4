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
  subscriptions:
    kind === 'paid'
      ? [
          {
            subscriptionId: 's1',
            seats: 40,
            nextDay: '2027-06-30',
            guess: null,
            term: null,
            channel: null,
            minLicenses: 20,
          },
        ]
      : [],
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
  exposure: { before: { seats: 0, money: [] }, after: { seats: 0, money: [] } },
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
      leaving: 2,
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
  exposure: { before: { seats: 30, money: eur(12_960) }, after: { seats: 12, money: eur(5184) } },
  products: [
    {
      skuId: 'e3',
      name: 'Microsoft 365 E3',
      bought: 100,
      before: 82,
      after: 70,
      buy: 0,
      exposureBefore: { seats: 30, money: eur(12_960) },
      exposureAfter: { seats: 12, money: eur(5184) },
      byDate: [
        {
          subscriptionId: 's1',
          day: '2027-06-30',
          before: { seats: 5, money: eur(2160) },
          after: { seats: 15, money: [...eur(6480), { currency: 'USD', amount: 12.5 }] },
          openBefore: { seats: 9, money: [] },
          openAfter: { seats: 0, money: [] },
        },
        {
          subscriptionId: 's2',
          day: null,
          before: { seats: 0, money: [] },
          after: { seats: 1, money: eur(312) },
          openBefore: { seats: 1, money: [] },
          openAfter: { seats: 1, money: eur(432) },
        },
      ],
    },
    {
      skuId: 'e1',
      name: 'Office 365 E1',
      bought: 0,
      before: 0,
      after: 4,
      buy: 4,
      exposureBefore: { seats: 0, money: [] },
      exposureAfter: { seats: 0, money: [] },
      byDate: [],
    },
  ],
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
        cameTrue: { decided: 30, done: 12, doneMoney: eur(3744), open: 13, reconsider: 3, withdrawn: 2 },
      },
    ],
  })
  expect(await screen.findByText('Nothing is planned yet')).toBeTruthy()
  fireEvent.change(await screen.findByRole('combobox', { name: 'Replace' }), { target: { value: 'e3' } })
  fireEvent.change(screen.getByRole('combobox', { name: 'With' }), { target: { value: 'e1' } })
  expect(await screen.findByText('€1,248 a year')).toBeTruthy()
  expect(screen.getByText('€312 a year')).toBeTruthy()
  expect(screen.getByText(/Uses desktop apps/)).toBeTruthy()
  const products = within(screen.getByRole('table', { name: 'Licenses before and after' })).getAllByRole(
    'row',
  )
  expect(products.at(-1)?.textContent).toBe('Office 365 E10044' + '0 → 0')
  const dates = within(screen.getByRole('table', { name: 'Can leave the bill, by renewal' }))
  expect(dates.getAllByRole('row').map(row => row.textContent)).toEqual([
    'RenewalProductFree or decidedUndecided',
    'Jun 30, 2027Microsoft 365 E35 → 15€2,160 → €6,480 + $12.509 → 0',
    'no dateMicrosoft 365 E30 → 10 → €3121 → 1no price → €432',
  ])
  expect(screen.getByText(/^2 licenses are not replaced/)).toBeTruthy()
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
  expect(
    screen.getByText('12 of 30 done, 13 open, 3 to reconsider, 2 withdrawn · €3,744 a year'),
  ).toBeTruthy()
  const boxOf = (name: string) => screen.getByRole('checkbox', { name })
  fireEvent.click(boxOf('Idle'))
  await waitFor(() =>
    expect(lastInput(bridge, 'savings.plan')).toMatchObject({
      plan: { rules: ['R5'], grades: ['certain', 'strong'] },
    }),
  )
  fireEvent.click(boxOf('To look into'))
  fireEvent.change(screen.getByRole('combobox', { name: 'Candidates of' }), { target: { value: 'e3' } })
  fireEvent.change(screen.getByRole('textbox', { name: /^Keep unassigned of/ }), { target: { value: '3' } })
  fireEvent.change(screen.getByRole('textbox', { name: /^At least of 40 seats/ }), {
    target: { value: '30' },
  })
  await waitFor(() =>
    expect(lastInput(bridge, 'savings.plan')).toMatchObject({
      plan: {
        grades: ['certain', 'strong', 'weak'],
        scope: { skuId: 'e3' },
        reserve: { e3: 3 },
        floors: { s1: 30 },
      },
    }),
  )
  expect(screen.getByText(/^Seats that nobody seems to need: 30 · €12,960 today, 12 · €5,184/)).toBeTruthy()
  fireEvent.click(boxOf('Give back candidates'))
  await waitFor(() =>
    expect(lastInput(bridge, 'savings.plan')).toMatchObject({
      plan: { rules: ['R1', 'R2', 'R3', 'R4', 'R5', 'R6', 'R7', 'R8'] },
    }),
  )
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
