// @vitest-environment jsdom
import { cleanup, fireEvent, screen, within } from '@testing-library/react'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { Renewal } from '../../../electron/contract/pages/renewals.ts'
import { monthsFrom } from '../../../renderer/features/renewals/months.ts'
import { RenewalsScreen } from '../../../renderer/features/renewals/renewals-screen.tsx'
import { plainRoute } from '../../../renderer/routing/route.ts'
import { connectorStatus, createTestBridge, prepareWindow, renderPart, syncRun } from '../support.tsx'
import { renewal } from './answers.ts'

beforeEach(prepareWindow)
afterEach(cleanup)

async function show(renewals: readonly Renewal[], isGranted = true) {
  const bridge = createTestBridge({
    'renewals.list': () => ({ today: '2026-11-23', renewals: [...renewals], isGranted }),
    'renewals.export': () => ({ file: '/exports/renewals.ics', rows: 2 }),
    'host.showFolder': () => ({ shown: true }),
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

  test('says what is missing where nothing could be read', async () => {
    await show([], false)
    expect(await screen.findByText(/Organization.Read.All/)).toBeTruthy()
  })
})
