// @vitest-environment jsdom
import { cleanup, fireEvent, screen, waitFor, within } from '@testing-library/react'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { PlanLadder } from '../../../electron/contract/savings/ladder.ts'
import { savingsSummary } from '../savings-answers.ts'
import { prepareWindow } from '../support.tsx'
import { lastInput, type Row, showSavings } from './support.tsx'

beforeEach(prepareWindow)
afterEach(cleanup)

const inDays = (days: number) => new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10)
const product = {
  skuId: 'f3',
  partNumber: 'SPE_F1',
  name: 'Microsoft 365 F3',
  kind: 'paid',
  bought: 9,
  subscriptions: [],
}
const candidate = {
  user_id: 'u1',
  sku_id: 'e3',
  display_name: 'Ben Ott',
  product_name: 'Microsoft 365 E3',
  grade: 'strong',
}

function show(hash: string, answers: Parameters<typeof showSavings>[1] = {}, rows: readonly Row[] = []) {
  const given = {
    'savings.prices': () => ({ prices: [], products: [product] }),
    'savings.decide': () => ({ decided: 1 }),
    'savings.postpone': () => null,
    'savings.exclude': () => ({ exclusionId: 1 }),
    'savings.excludeAll': ({ exclusions }: { exclusions: readonly unknown[] }) => ({
      made: exclusions.length,
    }),
    ...answers,
  }
  return showSavings(hash, given, { savings: [candidate], exclusions: rows })
}

async function choose(action: string) {
  fireEvent.click((await screen.findAllByRole('checkbox')).at(-1) as HTMLElement)
  fireEvent.click(await screen.findByRole('button', { name: action }))
  return within(await screen.findByRole('dialog'))
}

describe('selected candidates', () => {
  test('are replaced with a chosen product, with a note', async () => {
    const bridge = await show('#/savings')
    const dialog = await choose('Decide…')
    fireEvent.click(dialog.getByRole('radio', { name: 'Downgrade' }))
    await dialog.findByRole('option', { name: 'Microsoft 365 F3' })
    fireEvent.change(dialog.getByRole('combobox', { name: 'Smaller product' }), {
      target: { value: 'f3' },
    })
    fireEvent.change(dialog.getByRole('textbox', { name: 'Note' }), {
      target: { value: ' shop floor ' },
    })
    fireEvent.click(dialog.getByRole('button', { name: 'Decide to downgrade' }))
    await waitFor(() =>
      expect(lastInput(bridge, 'savings.decide')).toMatchObject({
        seats: [{ userId: 'u1', skuId: 'e3' }],
        decision: 'downgrade',
        targetSkuId: 'f3',
        note: 'shop floor',
      }),
    )
  })

  test('are postponed to a chosen day, which may not lie too far ahead', async () => {
    const bridge = await show('#/savings')
    const dialog = await choose('Postpone…')
    const day = dialog.getByLabelText('Until')
    fireEvent.change(day, { target: { value: inDays(120) } })
    expect(dialog.getByText('Choose a day to come, at most 90 days ahead.')).toBeTruthy()
    expect(dialog.getByRole('button', { name: 'Postpone' }).hasAttribute('disabled')).toBe(true)
    fireEvent.change(day, { target: { value: inDays(45) } })
    fireEvent.click(dialog.getByRole('button', { name: 'Postpone' }))
    await waitFor(() => expect(lastInput(bridge, 'savings.postpone')).toMatchObject({ until: inDays(45) }))
  })

  test('are left out with a reason; a service account is looked at again on a day', async () => {
    const bridge = await show('#/savings')
    const dialog = await choose('Leave out…')
    fireEvent.change(dialog.getByRole('combobox', { name: 'Reason' }), {
      target: { value: 'service_account' },
    })
    fireEvent.click(dialog.getByRole('button', { name: 'Leave out' }))
    await waitFor(() =>
      expect(lastInput(bridge, 'savings.excludeAll')).toMatchObject({
        exclusions: [{ userId: 'u1', skuId: 'e3', reason: 'service_account', reviewOn: inDays(90) }],
      }),
    )
  })
})

describe('what is left out', () => {
  test('is said beside the sum with its money, and leads to the exclusions', async () => {
    const leftOut = { seats: 12, money: [{ amount: 5184, currency: 'EUR' }], exclusions: 4 }
    await show('#/savings', { 'savings.summary': () => ({ ...savingsSummary(), leftOut }) })
    fireEvent.click(await screen.findByRole('button', { name: '12 seats, €5,184, left out by 4 exclusions' }))
    await waitFor(() => expect(window.location.hash).toContain('#/savings/excluded'))
  })

  const everybody = { seats: 12, people: 9, fits: 60, licensed: 60, isEverybody: true }

  test('is confirmed where it fits every licensed user', async () => {
    const bridge = await show('#/savings/excluded', { 'savings.previewExclusion': () => everybody })
    fireEvent.click(await screen.findByRole('button', { name: 'Leave out' }))
    const dialog = within(await screen.findByRole('dialog'))
    fireEvent.change(dialog.getByRole('textbox', { name: /User principal name/ }), {
      target: { value: '*' },
    })
    expect(await dialog.findByText(/This fits every licensed user/)).toBeTruthy()
    expect(dialog.getByText(/Hides 12 candidates today. It fits 60 of 60 licensed users/)).toBeTruthy()
    const save = dialog.getByRole('button', { name: 'Leave out' })
    expect(save.hasAttribute('disabled')).toBe(true)
    fireEvent.click(dialog.getByRole('checkbox', { name: 'Leave everybody out' }))
    fireEvent.click(save)
    await waitFor(() =>
      expect(lastInput(bridge, 'savings.exclude')).toMatchObject({
        everybody: true,
        exclusion: { upnPattern: '*' },
      }),
    )
  })

  test('comes from a file as well, and each line that cannot be taken says why', async () => {
    const exclusion = {
      userId: null,
      upnPattern: 'svc-*@*',
      department: null,
      groupId: null,
      skuId: null,
      rule: null,
      reason: 'other' as const,
      note: null,
      from: null,
      until: inDays(30),
      reviewOn: null,
    }
    const bridge = await show('#/savings/excluded', {
      'savings.readExclusions': () => ({
        lines: [
          { line: 2, status: 'ok', about: 'svc-*@*', exclusion },
          { line: 3, status: 'badReason', about: 'x@*', exclusion: null },
          { line: 4, status: 'everybody', about: '*', exclusion: { ...exclusion, upnPattern: '*' } },
        ],
      }),
    })
    fireEvent.click(await screen.findByRole('button', { name: 'Import CSV' }))
    const dialog = within(await screen.findByRole('dialog'))
    const file = new File([new Uint8Array([0xff, 0xfe, 0x61, 0])], 'exclusions.csv')
    fireEvent.change(dialog.getByLabelText('Choose a file', { selector: 'input' }), {
      target: { files: [file] },
    })
    await waitFor(() => expect(dialog.getByRole('textbox')).toHaveProperty('value', 'a'))
    // In jsdom nothing takes the focus, so that a dialog seems hidden after a while.
    fireEvent.click(dialog.getByRole('button', { name: 'Read' }))
    expect(await dialog.findByText('Line 3: x@* – no such reason')).toBeTruthy()
    fireEvent.click(dialog.getByRole('button', { name: 'Leave out 1 line' }))
    await waitFor(() =>
      expect(lastInput(bridge, 'savings.excludeAll')).toMatchObject({
        exclusions: [exclusion],
        everybody: false,
      }),
    )
  })
})

test('plans that nobody uses and the frontline are stated and saved together', async () => {
  const bridge = await show('#/savings', {
    'savings.statements': () => ({
      unused: [],
      allBut: null,
      marks: [{ kind: 'group', value: 'g1' }],
      plans: [
        { name: 'MCOEV', friendlyName: 'Microsoft 365 Phone System', products: ['SPE_E5'] },
        { name: 'BI_AZURE_P2', friendlyName: 'Power BI Pro', products: ['SPE_E5'] },
      ],
      departments: ['Sales', 'Warehouse'],
      jobTitles: [],
    }),
    'savings.setStatements': () => null,
  })
  fireEvent.click(await screen.findByRole('button', { name: 'Plans and frontline…' }))
  const dialog = within(await screen.findByRole('dialog'))
  fireEvent.click(dialog.getByRole('radio', { name: 'All are unused, except those I check' }))
  fireEvent.change(dialog.getByRole('searchbox'), { target: { value: 'phone' } })
  expect(dialog.getAllByRole('checkbox')).toHaveLength(1)
  fireEvent.click(dialog.getByRole('checkbox', { name: /Phone System/ }))
  fireEvent.click(dialog.getByRole('button', { name: 'Save' }))
  await waitFor(() =>
    expect(lastInput(bridge, 'savings.setStatements')).toMatchObject({
      statements: { unused: [], allBut: ['MCOEV'], marks: [{ kind: 'group', value: 'g1' }] },
    }),
  )
})

describe('the ladder of plans', () => {
  const flow = { lower: 'FLOW_O365_P2', higher: 'FLOW_O365_P3' }
  const calling = { lower: 'MCOPSTN1', higher: 'MCOPSTN2' }
  const untouched = { note: null, by: null, at: null }
  const ladder: PlanLadder = {
    date: '2026-11-28',
    source: 'Own work',
    rungs: [
      {
        ...calling,
        ...{ lowerName: 'Domestic calls', higherName: 'All calls', isShipped: false, isOn: true },
        ...{ note: 'same numbers', by: 'Ada', at: '2026-11-23T08:00:00Z' },
      },
      { ...flow, lowerName: 'Flow E3', higherName: 'Flow E5', isShipped: true, isOn: true, ...untouched },
      {
        ...{ lower: 'MIP_S_CLP1', higher: 'MIP_S_CLP2', lowerName: 'Labels', higherName: 'Labels' },
        ...{ isShipped: true, isOn: false, note: null, by: null, at: '2026-11-24T08:00:00Z' },
      },
    ],
    plans: [
      { name: 'MCOEV', friendlyName: 'Phone System' },
      { name: 'TEAMS1', friendlyName: 'Microsoft Teams' },
    ],
  }
  const openLadder = async () => {
    const bridge = await show('#/savings', {
      'savings.ladder': () => ladder,
      'savings.changeLadder': () => null,
    })
    fireEvent.click(await screen.findByRole('button', { name: 'Ladder of plans…' }))
    return { bridge, dialog: within(await screen.findByRole('dialog')) }
  }

  test('is shown with its day, what was added by whom, and what is switched off', async () => {
    const { dialog } = await openLadder()
    expect(dialog.getByText(/our own work as of Nov 28, 2026/)).toBeTruthy()
    expect(dialog.getByText('Domestic calls is part of All calls')).toBeTruthy()
    expect(dialog.getByText('MCOPSTN1 < MCOPSTN2 · since Nov 23, 2026, by Ada (same numbers)')).toBeTruthy()
    expect(dialog.getByRole('checkbox', { name: /Flow E3 is part of Flow E5/ })).toHaveProperty(
      'checked',
      true,
    )
    const labels = dialog.getByRole('checkbox', { name: /^Labels.*off since Nov 24, 2026/ })
    expect(labels).toHaveProperty('checked', false)
    expect(dialog.getByRole('button', { name: 'Save' }).hasAttribute('disabled')).toBe(true)
    fireEvent.change(dialog.getByRole('searchbox'), { target: { value: 'flow_o365_p2' } })
    expect(dialog.getAllByRole('checkbox')).toHaveLength(1)
  })

  test('gets pairs, loses them, and all changes are saved together with one note', async () => {
    const { bridge, dialog } = await openLadder()
    const type = (name: string, value: string) =>
      fireEvent.change(dialog.getByRole('combobox', { name }), { target: { value } })
    type('Lower plan', 'MCOEV')
    type('Higher plan', 'TEAMS1')
    fireEvent.click(dialog.getByRole('button', { name: 'Add' }))
    expect(dialog.getByText('Phone System is part of Microsoft Teams')).toBeTruthy()
    fireEvent.click(dialog.getByRole('button', { name: 'Take away MCOPSTN1, part of MCOPSTN2' }))
    fireEvent.click(dialog.getByRole('checkbox', { name: /Flow E3/ }))
    // What is put back as it was is no change.
    for (const _ of [1, 2]) fireEvent.click(dialog.getByRole('checkbox', { name: /^Labels/ }))
    fireEvent.change(dialog.getByRole('textbox', { name: 'Note' }), { target: { value: 'agreed' } })
    fireEvent.click(dialog.getByRole('button', { name: 'Save' }))
    await waitFor(() =>
      expect(lastInput(bridge, 'savings.changeLadder')).toMatchObject({
        changes: [
          { lower: 'MCOEV', higher: 'TEAMS1', isOn: true, note: 'agreed' },
          { ...calling, isOn: false, note: 'agreed' },
          { ...flow, isOn: false, note: 'agreed' },
        ],
      }),
    )
  })
})
