// @vitest-environment jsdom
import { cleanup, fireEvent, screen, waitFor, within } from '@testing-library/react'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { hiddenText } from '../../../electron/contract/entry/made-up-names.ts'
import type { Renewal, RenewalsAnswer } from '../../../electron/contract/pages/renewals.ts'
import type { RenewalPlan } from '../../../electron/contract/savings/answers.ts'
import { monthsFrom } from '../../../renderer/features/renewals/months.ts'
import { RenewalsScreen } from '../../../renderer/features/renewals/renewals-screen.tsx'
import { plainRoute } from '../../../renderer/routing/route.ts'
import { connectorStatus, createTestBridge, prepareWindow, renderPart, syncRun } from '../support.tsx'
import { renewal } from './answers.ts'

beforeEach(prepareWindow)
afterEach(cleanup)

const planned: RenewalPlan[number] = {
  subscriptionId: 'a',
  skuId: 'e5',
  productName: 'Microsoft 365 E5',
  totalLicenses: 154,
  nextDay: '2027-01-08',
  decideBy: '2026-12-25',
  lastDay: null,
  isOverdue: false,
  firm: { seats: 10, money: [{ currency: 'EUR', amount: 4320 }] },
  open: { seats: 5, money: [{ currency: 'EUR', amount: 2160 }] },
  renew: 139,
  isDue: true,
  decision: null,
}

async function show(renewals: readonly Renewal[], gap: RenewalsAnswer['gap'] = null, plan: RenewalPlan = []) {
  const bridge = createTestBridge({
    'renewals.list': () => ({ today: '2026-11-23', renewals: [...renewals], gap }),
    'renewals.export': () => ({ file: '/exports/renewals.ics', rows: 2 }),
    'host.showFolder': () => ({ shown: true }),
    'savings.renewals': () => plan,
    'savings.decideRenewal': () => null,
  })
  await renderPart(
    bridge,
    <RenewalsScreen
      status={connectorStatus({ lastRun: syncRun() })}
      route={plainRoute('renewals')}
      navigate={() => undefined}
    />,
  )
  return bridge
}

const all = [
  renewal({ subscriptionId: 'late', state: 'overdue', date: '2026-10-20', daysLeft: -34, status: 'Warning' }),
  renewal({ subscriptionId: 'trial', isTrial: true, date: '2026-12-08', daysLeft: 15, seats: 25 }),
  renewal(),
  renewal({ subscriptionId: 'free', isFree: true, state: 'undated', date: null, daysLeft: null }),
]

describe('the screen of renewals', () => {
  test('lists what is overdue, trials and renewals apart, and leaves out what is free', async () => {
    await show(all)
    const late = within(await screen.findByRole('region', { name: 'Overdue' }))
    expect(late.getByText('34 days overdue')).toBeTruthy()
    expect(within(screen.getByRole('region', { name: 'Trials' })).getByText('in 15 days')).toBeTruthy()
    const dated = within(screen.getByRole('region', { name: 'Coming up' }))
    expect(dated.getByText('191 active of 215 assigned, 230 bought')).toBeTruthy()
    expect(screen.queryByRole('region', { name: 'Without a date' })).toBeNull()
    // What is paid stands before what is only tried.
    const titles = screen.getAllByRole('heading', { level: 2 }).map(({ textContent }) => textContent)
    expect(titles.indexOf('Coming up')).toBeLessThan(titles.indexOf('Trials'))
  })

  test('has a dot for each renewal to come in its month', async () => {
    await show(all)
    const strip = within(await screen.findByRole('list', { name: 'Renewals in the next twelve months' }))
    const dots = strip.getAllByRole('img').map(dot => dot.getAttribute('aria-label'))
    expect(dots).toEqual([
      'Microsoft 365 E5, 25 seats, Dec 8, 2026',
      'Microsoft 365 E5, 154 seats, Jan 8, 2027',
    ])
    expect(monthsFrom('2026-11-23')).toEqual(expect.arrayContaining(['2026-11', '2027-01', '2027-10']))
  })

  test('saves the dates as a calendar and says where', async () => {
    const bridge = await show(all)
    fireEvent.click(await screen.findByRole('button', { name: 'Export to calendar' }))
    expect(await screen.findByText('2 dates saved as /exports/renewals.ics')).toBeTruthy()
    fireEvent.click(screen.getByRole('button', { name: 'Show in folder' }))
    expect(bridge.calls.at(-1)).toMatchObject({ method: 'host.showFolder', input: { what: 'exports' } })
  })

  test('says what can leave the bill and by when to decide, and takes the decision down', async () => {
    const bridge = await show(all, null, [planned])
    expect(
      await screen.findByText(/Decide by Dec 25, 2026: 15 unused seats of Microsoft 365 E5.*€6,480/),
    ).toBeTruthy()
    const dated = within(screen.getByRole('region', { name: 'Coming up' }))
    expect(dated.getByText('10 seats free or decided · €4,320')).toBeTruthy()
    expect(dated.getByText('5 seats not decided · €2,160')).toBeTruthy()
    expect(dated.getByText('Renew 139 of 154')).toBeTruthy()
    fireEvent.click(dated.getByRole('button', { name: /: Renewal of Microsoft 365 E5$/ }))
    const dialog = within(await screen.findByRole('dialog'))
    fireEvent.change(dialog.getByRole('textbox', { name: 'Note' }), { target: { value: 'agreed' } })
    fireEvent.click(dialog.getByRole('button', { name: 'Save' }))
    await waitFor(() =>
      expect(bridge.calls.find(({ method }) => method === 'savings.decideRenewal')?.input).toMatchObject({
        subscriptionId: 'a',
        decision: { kind: 'cut', seats: 139, note: 'agreed', forDay: '2027-01-08' },
      }),
    )
  })

  test('leaves a note alone that is hidden while made-up names are shown', async () => {
    const decision = { kind: 'keep', seats: null, note: hiddenText, forDay: planned.nextDay } as const
    const bridge = await show(all, null, [
      { ...planned, decision: { ...decision, decidedAt: '2026-11-20T08:00:00Z' } },
    ])
    fireEvent.click(await screen.findByRole('button', { name: /: Renewal of Microsoft 365 E5$/ }))
    const dialog = within(await screen.findByRole('dialog'))
    expect(dialog.getByPlaceholderText(hiddenText)).toHaveProperty('value', '')
    fireEvent.click(dialog.getByRole('button', { name: 'Save' }))
    const saved = () => bridge.calls.find(({ method }) => method === 'savings.decideRenewal')?.input
    await waitFor(() => expect(saved()).toMatchObject({ decision: { note: hiddenText } }))
  })

  test('gives no notice where nothing can be decided', async () => {
    await show(all, null, [{ ...planned, isDue: false }])
    expect(await screen.findByText('Renew 139 of 154')).toBeTruthy()
    expect(screen.queryByText(/about to be committed/)).toBeNull()
  })

  test('says what is missing where nothing could be read', async () => {
    await show([], 'notGranted')
    expect(await screen.findByText(/Organization.Read.All/)).toBeTruthy()
  })

  test('never says that there are none where the list was never read', async () => {
    await show([], 'failed')
    expect(await screen.findByText(/could not be retrieved yet/)).toBeTruthy()
    expect(screen.queryByText(/Microsoft reports none/)).toBeNull()
    cleanup()
    await show([])
    expect(await screen.findByText(/Microsoft reports none/)).toBeTruthy()
  })
})
