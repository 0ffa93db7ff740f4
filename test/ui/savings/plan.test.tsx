// @vitest-environment jsdom
import { cleanup, fireEvent, screen, waitFor, within } from '@testing-library/react'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { PlanInput } from '../../../electron/contract/savings/plan.ts'
import { prepareWindow } from '../support.tsx'
import { answer, answers, eur } from './plan-answers.ts'
import { lastInput, showSavings } from './support.tsx'

beforeEach(prepareWindow)
afterEach(cleanup)

test('a moved control asks once, and the answer says who loses what and what is left without them', async () => {
  const bridge = await showSavings('#/savings/plan', {
    ...answers,
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
  expect(screen.getAllByText('€312 a year')).toHaveLength(2)
  expect(screen.getByText(/Uses desktop apps/)).toBeTruthy()
  const products = within(screen.getByRole('table', { name: 'Licenses before and after' })).getAllByRole(
    'row',
  )
  expect(products.at(-1)?.textContent).toBe('Office 365 E10044' + '0 → 0')
  const dates = within(screen.getByRole('table', { name: 'Can leave the bill, by renewal' }))
  expect(dates.getAllByRole('row').map(row => row.textContent)).toEqual([
    'RenewalProductFree or decidedUndecided',
    'Jun 30, 2027Microsoft 365 E35 → 15€2,160 → €6,480 + $12.509 → 0',
    'no dateMicrosoft 365 E30 → 1€0 → €3121 → 1no price → €432',
  ])
  expect(screen.getByText(/^2 licenses are not replaced/)).toBeTruthy()
  const cells = within(screen.getByRole('table', { name: 'Replacements' })).getAllByRole('cell')
  expect(cells.map(cell => cell.textContent)).toEqual([
    'Microsoft 365 E3 → Office 365 E1€312 a license and year',
    '4',
    '1',
    '1',
    '1',
    '1',
    '4',
  ])
  const before = bridge.calls.filter(({ method }) => method === 'savings.plan').length
  const choose = (name: string, value: string) =>
    fireEvent.change(screen.getByRole('combobox', { name }), { target: { value } })
  choose('Plans that no report shows', 'all')
  await waitFor(() => expect(lastInput(bridge, 'savings.plan')).toMatchObject({ plan: { allBut: [] } }))
  expect(bridge.calls.filter(({ method }) => method === 'savings.plan').length).toBe(before + 1)
  expect(screen.getByText(/^12 of 30 done, 13 open, 3 to reconsider, 2 withdrawn/)).toBeTruthy()
  expect(screen.getByText('€3,744 a year')).toBeTruthy()
  const boxOf = (name: string) => screen.getByRole('checkbox', { name })
  fireEvent.click(boxOf('Idle'))
  await waitFor(() =>
    expect(lastInput(bridge, 'savings.plan')).toMatchObject({
      plan: { rules: ['R5'], grades: ['certain', 'strong'] },
    }),
  )
  fireEvent.click(boxOf('To look into'))
  choose('Candidates and suites of', 'e3')
  choose('Department', 'Sales')
  choose('Country', 'DE')
  choose('Licensed by the group', 'g1')
  fireEvent.change(screen.getByRole('textbox', { name: /^Keep unassigned of/ }), { target: { value: '3' } })
  fireEvent.change(screen.getByRole('textbox', { name: /^At least of 40 seats/ }), {
    target: { value: '30' },
  })
  await waitFor(() =>
    expect(lastInput(bridge, 'savings.plan')).toMatchObject({
      plan: {
        grades: ['certain', 'strong', 'weak'],
        scope: { skuId: 'e3', department: 'Sales', country: 'DE', groupId: 'g1' },
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

test('what is typed in halves asks nothing wrong, says so, and a saved plan opens as it was', async () => {
  const saved = PlanInput.parse({
    moves: [{ from: 'e3', to: 'e1', price: { amount: '120', currency: 'USD', per: 'year' } }],
    allBut: ['MCOEV'],
    scope: { country: 'IT' },
    horizon: '2027-06-30',
  })
  const cameTrue = { decided: 0, done: 0, doneMoney: [], open: 0, reconsider: 0, withdrawn: 0 }
  const bridge = await showSavings('#/savings/plan', {
    ...answers,
    'savings.deletePlan': () => null,
    'savings.plans': () => [
      {
        name: 'Mail only',
        savedAt: '2025-11-23T08:00:00Z',
        plan: saved,
        totals: answer.totals,
        decidedAt: null,
        cameTrue,
      },
    ],
  })
  const type = (name: string, value: string) =>
    fireEvent.change(screen.getByRole('textbox', { name }), { target: { value } })
  const choose = (name: string, value: string) =>
    fireEvent.change(screen.getAllByRole('combobox', { name }).at(-1) ?? document.body, { target: { value } })
  await screen.findByText('Nothing is planned yet')
  choose('Replace', 'e3')
  choose('With', 'e1')
  await screen.findByText('€1,248 a year')
  const price = () => (lastInput(bridge, 'savings.plan') as { plan: PlanInput }).plan.moves[0]?.price
  // The currency is that of the entered prices, and half of one is none.
  type('Its price', '12,5')
  await waitFor(() => expect(price()).toEqual({ amount: '12.5', currency: 'USD', per: 'month' }))
  type('Currency', 'eu')
  expect(await screen.findByText(/^A currency such as EUR/)).toBeTruthy()
  type('Its price', 'twelve')
  expect(await screen.findByText(/^An amount such as 12.50/)).toBeTruthy()
  type('Keep unassigned of Microsoft 365 E3', '-1')
  expect(await screen.findByText('A whole number of seats.')).toBeTruthy()
  fireEvent.change(screen.getByRole('textbox', { name: /^At least of 40 seats/ }), {
    target: { value: '41' },
  })
  expect(await screen.findByText('More than the 40 seats.')).toBeTruthy()
  fireEvent.change(screen.getByLabelText('Renewals up to'), { target: { value: '12027-01-01' } })
  expect(await screen.findByText(/^A day with a year of four digits/)).toBeTruthy()
  choose('Plans that no report shows', 'all')
  await waitFor(() => expect(price()).toBeNull())
  expect(lastInput(bridge, 'savings.plan')).toMatchObject({ plan: { reserve: null, horizon: null } })
  // A product that is replaced already is not offered for another replacement.
  fireEvent.click(screen.getByRole('button', { name: 'Another product' }))
  const second = screen.getAllByRole('combobox', { name: 'Replace' }).at(-1)
  expect(within(second ?? document.body).queryByRole('option', { name: 'Microsoft 365 E3' })).toBeNull()

  fireEvent.click(screen.getByRole('button', { name: 'Open Mail only' }))
  await waitFor(() => expect(lastInput(bridge, 'savings.plan')).toMatchObject({ plan: saved }))
  expect(screen.getByRole('combobox', { name: 'Country' })).toHaveProperty('value', 'IT')
  expect(screen.getByRole('combobox', { name: 'But these may be used' })).toBeTruthy()
  // Another screen in between leaves the plan as it is.
  window.location.hash = '#/savings'
  await waitFor(() => expect(screen.queryByRole('combobox', { name: 'Replace' })).toBeNull())
  window.location.hash = '#/savings/plan'
  expect(await screen.findByRole('combobox', { name: 'Country' })).toHaveProperty('value', 'IT')
  type('Save the plan as', 'Mail only')
  expect(screen.getByText(/^There is a plan of this name/)).toBeTruthy()
  fireEvent.click(screen.getByRole('button', { name: 'Delete Mail only' }))
  const dialog = within(await screen.findByRole('dialog'))
  expect(lastInput(bridge, 'savings.deletePlan')).toBeUndefined()
  fireEvent.click(dialog.getByRole('button', { name: 'Delete' }))
  await waitFor(() => expect(lastInput(bridge, 'savings.deletePlan')).toMatchObject({ name: 'Mail only' }))
})
