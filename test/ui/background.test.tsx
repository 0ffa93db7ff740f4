// @vitest-environment jsdom
import { cleanup, fireEvent, screen, waitFor } from '@testing-library/react'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { Attention, BackgroundState } from '../../electron/contract/background.ts'
import type { ConsentNews } from '../../electron/contract/registration/consent.ts'
import { defaultSettings } from '../../electron/core/settings/defaults.ts'
import {
  backgroundState,
  connectorId,
  connectorStatus,
  createTestBridge,
  prepareWindow,
  renderApp,
  syncRun,
} from './support.tsx'

const refused: Attention = {
  id: `credentialsRefused:${connectorId}`,
  kind: 'credentialsRefused',
  connector: connectorId,
  title: 'Contoso cannot sign in',
  message: 'Microsoft refused the secret. Make a new one.',
  hash: `#/sync?connector=${connectorId}`,
}

function bridgeWith(
  state: Partial<BackgroundState> = {},
  answers: Parameters<typeof createTestBridge>[0] = {},
) {
  const answer = (changes: Partial<BackgroundState> = {}) => backgroundState({ ...state, ...changes })
  return createTestBridge({
    'connectors.status': () => [connectorStatus()],
    'settings.get': () => defaultSettings,
    'background.state': () => answer(),
    'background.pause': ({ until }) => answer({ paused: true, pausedUntil: until, phase: 'paused' }),
    'background.resume': () => answer({ paused: false, pausedUntil: null, phase: 'idle' }),
    'sync.runs': () => [syncRun()],
    'consent.acknowledge': () => ({}),
    ...answers,
  })
}

beforeEach(prepareWindow)
afterEach(cleanup)

describe('the top bar', () => {
  test.each([
    [{ nextRunAt: '2036-11-24T05:00:00Z' }, /^Sync: .*\. Next sync Nov 24, 2036/],
    [{ nextRunAt: '2020-01-01T00:00:00Z' }, /\. Next sync soon$/],
    [{ waitingFor: 'network' }, /\. Waiting for the network$/],
    [{ waitingFor: 'quietHours' }, /\. Waiting for quiet hours to end$/],
    [{ paused: true, phase: 'paused' }, /\. Paused$/],
    [{}, /\. Not scheduled$/],
  ] as const)('says of %j what comes', async (state, name) => {
    await renderApp(bridgeWith(state))
    const button = await screen.findByRole('button', { name })
    // The tenants say the same words.
    window.location.hash = '#/tenants'
    const [, schedule = ''] = /\. ([^.]*)$/.exec(button.getAttribute('aria-label') ?? '') ?? []
    await screen.findByText(text => text.endsWith(`${schedule}.`))
  })

  test('pauses the schedule and lets it go on', async () => {
    const bridge = bridgeWith({ nextRunAt: '2036-11-24T05:00:00Z' })
    await renderApp(bridge)
    fireEvent.click(await screen.findByRole('button', { name: /^Sync: / }))
    fireEvent.click(await screen.findByRole('menuitem', { name: 'Pause scheduled syncs' }))
    fireEvent.click(await screen.findByRole('menuitem', { name: 'Until I resume them' }))
    fireEvent.click(await screen.findByRole('button', { name: /\. Paused$/ }))
    expect(bridge.calls).toContainEqual({ method: 'background.pause', input: { until: null } })
    fireEvent.click(await screen.findByRole('menuitem', { name: 'Resume scheduled syncs' }))
    await screen.findByRole('button', { name: /Next sync/ })
  })

  test('offers no pause where nothing is scheduled', async () => {
    await renderApp(bridgeWith())
    fireEvent.click(await screen.findByRole('button', { name: /\. Not scheduled$/ }))
    await screen.findByRole('menuitem', { name: 'Schedule settings' })
    expect(screen.queryByRole('menuitem', { name: /^Pause/ })).toBeNull()
  })

  test('follows what the engine tells', async () => {
    const bridge = bridgeWith()
    await renderApp(bridge)
    await screen.findByRole('button', { name: /\. Not scheduled$/ })
    bridge.tell('background.changed', backgroundState({ waitingFor: 'power' }))
    await screen.findByRole('button', { name: /\. Waiting to be plugged in$/ })
  })
})

test('a consent that has come is said until it is dismissed or its next step is open', async () => {
  const news = (connector: string, name: string): ConsentNews => ({
    ...{ id: `consent:${connector}`, connector, at: '2026-11-23T10:00:00Z' },
    title: `Consent was granted for ${name}`,
    message: 'The permissions are there.',
    hash: `#/setup/test?connector=${connector}`,
  })
  const bridge = bridgeWith({}, { 'consent.news': () => [news('other', 'Fabrikam')] })
  await renderApp(bridge)
  await screen.findByText('Consent was granted for Fabrikam')
  fireEvent.click(screen.getByRole('button', { name: 'Dismiss' }))
  await waitFor(() => expect(screen.queryByText('Consent was granted for Fabrikam')).toBeNull())
  bridge.tell('consent.arrived', news(connectorId, 'Contoso'))
  await screen.findByText('Consent was granted for Contoso')
  fireEvent.click(screen.getByRole('button', { name: 'Continue with step 5' }))
  await waitFor(() => expect(window.location.hash).toContain(`#/setup/test?connector=${connectorId}`))
  await waitFor(() => expect(screen.queryByText('Consent was granted for Contoso')).toBeNull())
  const noted = bridge.calls.filter(({ method }) => method === 'consent.acknowledge')
  expect(noted.map(({ input }) => input)).toEqual([{ connector: 'other' }, { connector: connectorId }])
})

describe('what needs a person', () => {
  test('is said on every screen, with the way to the cure', async () => {
    await renderApp(bridgeWith({ attention: [refused] }))
    await screen.findByText('Contoso cannot sign in')
    fireEvent.click(screen.getByRole('button', { name: 'Fix' }))
    await screen.findByRole('heading', { level: 1, name: 'Sync' })
    // The screen itself says how the sync of this tenant went.
    expect(screen.queryByText('Contoso cannot sign in')).toBeNull()
    // The connector was chosen, and the address is the plain one again.
    await waitFor(() => expect(window.location.hash).toBe('#/sync'))
  })

  test('can be hidden, and comes back when it has changed', async () => {
    const bridge = bridgeWith({ attention: [refused] })
    await renderApp(bridge)
    fireEvent.click(await screen.findByRole('button', { name: /^Hide/ }))
    await waitFor(() => expect(screen.queryByText('Contoso cannot sign in')).toBeNull())
    const changed = { ...refused, title: 'The secret of Contoso expires tomorrow' }
    bridge.tell('background.changed', backgroundState({ attention: [changed] }))
    await screen.findByText('The secret of Contoso expires tomorrow')
  })

  test('leads to its place when the host asks for it', async () => {
    const bridge = bridgeWith()
    await renderApp(bridge)
    await screen.findByRole('button', { name: /^Sync: / })
    bridge.tell('host.navigate', { hash: refused.hash })
    await screen.findByRole('heading', { level: 1, name: 'Sync' })
    bridge.tell('host.navigate', { hash: '#/settings/network' })
    await screen.findByRole('region', { name: 'Network' })
  })
})
