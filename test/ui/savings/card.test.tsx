// @vitest-environment jsdom
import { cleanup, fireEvent, screen, waitFor, within } from '@testing-library/react'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import type { Evidence } from '../../../electron/contract/savings/evidence.ts'
import { prepareWindow } from '../support.tsx'
import { lastInput, showSavings } from './support.tsx'

beforeEach(prepareWindow)
afterEach(cleanup)

const candidate = {
  user_id: 'u1',
  sku_id: 'e3',
  display_name: 'Ben Ott',
  product_name: 'Microsoft 365 E3',
  grade: 'strong',
}
const plain = { since: null, days: null, limit: null, note: null }
const evidence: Evidence = {
  userId: 'u1',
  skuId: 'e3',
  displayName: 'Ben Ott',
  userPrincipalName: null,
  productName: 'Microsoft 365 E3',
  class: 'claimed',
  rule: 'R5',
  grade: 'strong',
  also: ['R8'],
  reason: null,
  target: null,
  money: { amount: 432, currency: 'EUR' },
  nextDay: '2026-12-10',
  leaves: { figure: 'open', day: '2027-06-30' },
  idleDays: 90,
  carriedBy: ['signIns', 'use'],
  since: '2026-02-01T06:00:00Z',
  watchedSince: '2026-02-01',
  judgedFrom: null,
  leftOut: null,
  smaller: [],
  doubts: ['neverRead', 'holiday'],
  ways: [
    { groupId: null, state: 'Active', error: null, assignedAt: null, otherProducts: [] },
    {
      groupId: 'g1',
      state: 'Error',
      error: 'CountViolation',
      assignedAt: '2026-03-02T06:00:00Z',
      otherProducts: ['Power BI Pro'],
    },
    { groupId: 'g2', state: 'Active', error: null, assignedAt: null, otherProducts: [] },
  ],
  signals: [
    {
      key: 'successfulSignIn',
      value: '2026-08-25T06:00:00Z',
      source: 'sign_in_activity',
      asOf: '2026-11-23',
      speaks: 'for',
      ...plain,
    },
    {
      ...{ key: 'app:word_app', value: '2026-06-01', source: 'm365_app', asOf: '2026-11-21', speaks: 'for' },
      ...plain,
      note: 'orEarlier',
      days: 173,
    },
    {
      key: 'oneDriveSize',
      value: '2097152',
      source: 'one_drive_usage_account_detail',
      asOf: '2026-11-21',
      speaks: 'neutral',
      ...plain,
    },
  ],
  plans: [
    {
      ...{ name: 'Exchange', isOn: true, shownBy: ['exchange'], use: 'none_on_record', lastUse: null },
      ...{ keptBy: null, isMinor: false },
    },
  ],
  addedRungs: [],
  timeline: [
    {
      at: '2026-10-01T06:00:00Z',
      kind: 'user_changed',
      productName: null,
      fromProductName: null,
      detail: 'department',
      note: null,
      by: null,
    },
    {
      at: '2026-09-01T06:00:00Z',
      kind: 'decided',
      productName: null,
      fromProductName: null,
      detail: 'keep',
      note: 'back in spring - maybe',
      by: 'Ada',
    },
  ],
}

async function open(given: Partial<Evidence> = {}) {
  const bridge = await showSavings(
    '#/savings',
    {
      'savings.evidence': () => ({ ...evidence, ...given }),
      'savings.prices': () => ({ prices: [], products: [] }),
      'savings.decide': () => ({ decided: 1 }),
    },
    { savings: [candidate] },
  )
  fireEvent.click((await screen.findAllByText('Ben Ott')).at(-1) as HTMLElement)
  await screen.findByRole('button', { name: 'Print' })
  return bridge
}

const addedRung = {
  lower: 'MCOPSTN1',
  higher: 'MCOPSTN2',
  note: 'same numbers',
  by: 'Ada',
  at: '2026-11-23T08:00:00Z',
}
const sentence =
  'Microsoft 365 E3 of Ben Ott looks idle: nothing in 90 days up to Nov 21, 2026, no successful sign-in since Aug 25, 2026.'

describe('the card of a candidate', () => {
  test('says what was found up to when, what it rests on, and when the seat leaves the bill', async () => {
    await open()
    expect(screen.getByText(sentence)).toBeTruthy()
    expect(screen.getByText('Rests on: sign-ins, usage reports')).toBeTruthy()
    // Both ends count, up to the day of the report.
    expect(
      screen.getByText('Held since Feb 1, 2026 or earlier, watched since Feb 1, 2026 (294 days)'),
    ).toBeTruthy()
    expect(screen.getByText('Can leave the bill on Jun 30, 2027')).toBeTruthy()
    expect(
      screen.getByText(
        'By group g1, since Mar 2, 2026, state Error CountViolation, which also gives Power BI Pro',
      ),
    ).toBeTruthy()
    expect(screen.getByText('By group g2, which gives nothing else')).toBeTruthy()
    expect(screen.getByText('Oct 1, 2026: Changed: department')).toBeTruthy()
    expect(screen.getByText('Sep 1, 2026: Decided: Keep, by Ada (back in spring - maybe)')).toBeTruthy()
  })

  test.each<[string, Partial<Evidence>]>([
    ['Decided: can leave the bill on Dec 10, 2026', { leaves: { figure: 'firm', day: '2026-12-10' } }],
    [
      'Stays on the bill on Dec 10, 2026: other seats come first, or the contract asks for it',
      { leaves: { figure: 'open', day: null } },
    ],
    ['Next date Dec 10, 2026', { leaves: null }],
    ['Microsoft 365 E3 of Ben Ott looks idle: no report shows its use, sign-ins not known.', { signals: [] }],
    [
      'Microsoft 365 E3 of Ben Ott is covered by Microsoft 365 E5, which gives its plans or higher ones.',
      { rule: 'R3', target: 'Microsoft 365 E5' },
    ],
    [
      'Added on Nov 23, 2026: MCOPSTN1 is part of MCOPSTN2, by Ada (same numbers)',
      { rule: 'R3', addedRungs: [addedRung] },
    ],
    [
      'Microsoft 365 E3 of Ben Ott is in use: last used Jun 1, 2026, 173 days before Nov 21, 2026.',
      { class: 'in_use', rule: null, grade: null },
    ],
  ])('says "%s"', async (text, given) => {
    await open(given)
    expect(screen.getByText(text)).toBeTruthy()
  })

  test('is copied as text and printed by itself, with the same parts', async () => {
    const copied: string[] = []
    Object.defineProperty(navigator, 'clipboard', {
      configurable: true,
      value: { writeText: async (text: string) => void copied.push(text) },
    })
    await open()
    fireEvent.click(screen.getByRole('button', { name: 'Copy' }))
    await waitFor(() => expect(copied).toHaveLength(1))
    const [text = ''] = copied
    expect(text.startsWith(`${sentence}\nStrong · €432 a year · Can leave the bill`)).toBe(true)
    expect(text).toContain('- Word: Jun 1, 2026 or earlier · for (Microsoft 365 apps report, Nov 21, 2026)')
    expect(text).toContain('- OneDrive size: 2 MB (OneDrive report, Nov 21, 2026)')
    expect(text).toContain('Could be wrong because\n- Legal hold, delegates, roles and leave are never read')
    const printed: string[] = []
    vi.spyOn(window, 'print').mockImplementation(() => {
      const page = document.querySelector('article[data-printed]')
      printed.push(...[...(page?.querySelectorAll('h1, p, h2, li') ?? [])].map(one => one.textContent))
    })
    fireEvent.click(screen.getByRole('button', { name: 'Print' }))
    expect(printed).toEqual(
      text
        .split('\n')
        .filter(line => line !== '')
        .map(line => line.replace(/^- /, '')),
    )
    expect(document.querySelector('article[data-printed]')).toBeNull()
  })

  test('is decided about where it is read', async () => {
    const bridge = await open()
    // What can be chosen is named, and by keyboard each is a button of its own.
    for (const name of ['Keep…', 'Remove…', 'Downgrade…', 'Postpone…', 'Leave out…'])
      expect(screen.getByRole('button', { name })).toBeTruthy()
    fireEvent.click(screen.getByRole('button', { name: 'Remove…' }))
    const dialog = within(await screen.findByRole('dialog'))
    fireEvent.click(dialog.getByRole('button', { name: 'Decide to remove' }))
    await waitFor(() =>
      expect(lastInput(bridge, 'savings.decide')).toMatchObject({ seats: [{ userId: 'u1', skuId: 'e3' }] }),
    )
  })

  test('asks for the smaller product where the claim names none, and names the one that it does', async () => {
    const bridge = await open({ rule: 'R8', reason: 'frontline', target: 'Microsoft 365 F3' })
    fireEvent.click(screen.getByRole('button', { name: 'Downgrade to Microsoft 365 F3…' }))
    const dialog = within(await screen.findByRole('dialog'))
    expect(dialog.getByRole('option', { name: 'Microsoft 365 F3' })).toBeTruthy()
    fireEvent.click(dialog.getByRole('button', { name: 'Decide to downgrade' }))
    await waitFor(() =>
      expect(lastInput(bridge, 'savings.decide')).toMatchObject({ decision: 'downgrade', targetSkuId: null }),
    )
    cleanup()
    // What covers a product is no smaller one.
    await open({ rule: 'R3', target: 'Microsoft 365 E5' })
    fireEvent.click(screen.getByRole('button', { name: 'Downgrade…' }))
    const asked = within(await screen.findByRole('dialog'))
    expect(asked.getByRole('option', { name: 'Choose a product' })).toBeTruthy()
    expect(asked.getByRole<HTMLButtonElement>('button', { name: 'Decide to downgrade' }).disabled).toBe(true)
  })
})
