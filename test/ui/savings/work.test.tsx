// @vitest-environment jsdom
import { cleanup, fireEvent, screen, waitFor, within } from '@testing-library/react'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { WorkList } from '../../../electron/contract/savings/answers.ts'
import { prepareWindow } from '../support.tsx'
import { lastInput, showSavings } from './support.tsx'

beforeEach(prepareWindow)
afterEach(cleanup)

const work: WorkList = {
  decisions: [
    {
      decisionId: 7,
      userId: 'u1',
      userPrincipalName: 'ben@contoso.example',
      displayName: 'Ben Ott',
      skuId: 'e3',
      productName: 'Microsoft 365 E3',
      decision: 'remove',
      target: null,
      note: null,
      decidedAt: '2026-09-01T08:00:00Z',
      outcome: 'reactivated',
      goneOn: null,
      money: { currency: 'EUR', amount: 432 },
    },
  ],
  noLongerIdle: [{ currency: 'EUR', amount: 93.5 }],
  saved: [],
  savedPerYear: [],
  purchaseAvoided: { seats: 1, money: [{ currency: 'EUR', amount: 35.51 }] },
}
const row = {
  decision_id: 7,
  user_id: 'u1',
  display_name: 'Ben Ott',
  product_name: 'Microsoft 365 E3',
  decision: 'remove',
  outcome: 'reactivated',
  decided_at: '2026-09-01T08:00:00Z',
}

const show = (answers: Parameters<typeof showSavings>[1] = {}) =>
  showSavings(
    '#/savings/work',
    { 'savings.workList': () => work, 'savings.withdraw': () => null, ...answers },
    { decisions: [row] },
  )

describe('the work list', () => {
  test('shows what became of a decision, and takes selected ones back', async () => {
    const bridge = await show()
    expect(await screen.findByText('Used since')).toBeTruthy()
    expect(screen.getByText('€93.50')).toBeTruthy()
    fireEvent.click(screen.getAllByRole('checkbox').at(-1) as HTMLElement)
    fireEvent.click(await screen.findByRole('button', { name: 'Take back' }))
    await waitFor(() => expect(lastInput(bridge, 'savings.withdraw')).toMatchObject({ decisionIds: [7] }))
  })

  test('writes scripts, says where they are and how many decisions are in none', async () => {
    const bridge = await show({
      'savings.exportScripts': () => ({
        files: ['/exports/Contoso-licenses.ps1'],
        people: 3,
        seats: 4,
        leftOut: [{ decisionId: 9, reason: 'targetNotHeld' }],
      }),
      'host.openExport': () => ({ opened: true }),
    })
    fireEvent.click(await screen.findByRole('button', { name: 'PowerShell script' }))
    expect(await screen.findByText(/4 licenses of 3 users was written to Contoso-licenses.ps1/)).toBeTruthy()
    expect(screen.getByText(/1 decision is in no script/)).toBeTruthy()
    fireEvent.click(screen.getByRole('button', { name: 'Show in folder' }))
    expect(lastInput(bridge, 'host.openExport')).toEqual({
      file: '/exports/Contoso-licenses.ps1',
      what: 'folder',
    })
  })

  test('has a text per department to copy', async () => {
    await show({
      'savings.letters': () => [
        { department: 'Sales', seats: 2, text: 'Licenses of Sales' },
        { department: null, seats: 1, text: 'Licenses of users without a department' },
      ],
    })
    const opener = await screen.findByRole('button', { name: 'Texts to ask departments' })
    opener.focus()
    fireEvent.click(opener)
    const dialog = within(await screen.findByRole('dialog'))
    expect(await dialog.findByRole('textbox', { name: 'Sales, 2 licenses' })).toHaveProperty(
      'value',
      'Licenses of Sales',
    )
    expect(dialog.getByRole('textbox', { name: '(No department), 1 license' })).toBeTruthy()
    const close = dialog.getByRole('button', { name: 'Close' })
    close.focus()
    fireEvent.click(close)
    await waitFor(() => expect(document.activeElement).toBe(opener))
  })
})
