// @vitest-environment jsdom
import { cleanup, fireEvent, screen, waitFor } from '@testing-library/react'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import type { ConsentState } from '../../../electron/contract/registration/consent.ts'
import { connectorId, prepareWindow, renderApp } from '../support.tsx'
import { clientId, open, paste, savedTenant, sent, setupBridge, tenantId } from './support.tsx'

beforeEach(prepareWindow)
afterEach(() => {
  cleanup()
  vi.restoreAllMocks()
})

const address = 'https://login.microsoftonline.com/t/v2.0/adminconsent?client_id=c'
const waiting: ConsentState = {
  ...{ id: 'consent-1', connector: null, stage: 'waiting', address },
  ...{ until: '2026-11-29T10:10:00Z', nextCheckAt: null, roles: null, missing: [], error: null },
}

describe('consent from the app', () => {
  test('opens Microsoft’s page, shows that it is waited for and what came of it', async () => {
    const opened = vi.spyOn(window, 'open').mockReturnValue(null)
    const bridge = setupBridge({
      'consent.state': () => null,
      'consent.begin': () => waiting,
    })
    await open('consent', bridge)
    fireEvent.click(screen.getByRole('button', { name: 'Grant in browser' }))
    expect(sent(bridge, 'consent.begin')).toEqual([])
    paste(`Tenant ID: ${tenantId}\nClient ID: ${clientId}`)
    await screen.findByText(/Opens Microsoft’s consent page/)
    fireEvent.click(screen.getByRole('button', { name: 'Grant in browser' }))
    await screen.findByText('Waiting for the consent page')
    expect(opened).toHaveBeenCalledWith(address, '_blank', 'noopener,noreferrer')
    expect(sent(bridge, 'consent.begin')).toMatchObject([
      { subject: { kind: 'values', cloud: 'global', tenantId, clientId } },
    ])
    bridge.tell('consent.changed', { ...waiting, stage: 'accepted', address: null, until: null })
    await screen.findByText('Consent was accepted')
    expect(screen.getByRole('button', { name: 'Grant in browser' })).toBeTruthy()
  })

  test('waits on for a colleague after a restart, and goes to the test when the consent comes', async () => {
    const tenant = savedTenant(connectorId)
    const pending = {
      ...{ ...waiting, id: 'wait', connector: connectorId, stage: 'pending' as const, address: null },
      nextCheckAt: '2026-11-29T11:10:00Z',
    }
    const bridge = setupBridge({
      'connectors.status': () => [tenant],
      'consent.state': ({ connector }) => (connector === connectorId ? pending : null),
      'consent.check': () => ({ ...pending, id: 'check', stage: 'checking' }),
      'checks.run': () => ({ checks: [] }),
    })
    window.location.hash = `#/setup/consent?connector=${connectorId}`
    await renderApp(bridge)
    await screen.findByText('The permissions are not there yet')
    // Another tenant’s consent changes nothing here.
    bridge.tell('consent.changed', { ...pending, connector: 'another', stage: 'granted' })
    expect(screen.getByRole('button', { name: 'Stop waiting' })).toBeTruthy()
    fireEvent.click(screen.getByRole('button', { name: 'Check now' }))
    await screen.findByText('Looking for the permissions')
    bridge.tell('consent.changed', { ...pending, stage: 'granted' })
    await screen.findByRole('heading', { level: 1, name: 'Test and sync' })
    expect(sent(bridge, 'checks.run')).toEqual([{ connector: connectorId }])
  })

  test('that has brought only some permissions says which are missing, and why that can be', async () => {
    const tenant = savedTenant(connectorId)
    const partly = {
      ...{ ...waiting, id: 'wait', connector: connectorId, stage: 'pending' as const, address: null },
      ...{ nextCheckAt: '2026-11-29T11:10:00Z', roles: ['User.Read.All'], missing: ['Reports.Read.All'] },
    }
    const bridge = setupBridge({ 'connectors.status': () => [tenant], 'consent.state': () => partly })
    window.location.hash = `#/setup/consent?connector=${connectorId}`
    await renderApp(bridge)
    await screen.findByText('Consent was granted in part')
    const text = screen.getByText(/Missing: Reports\.Read\.All\. Where Microsoft’s page did not list it/)
    expect(text.textContent).not.toContain('Not there yet')
    expect(screen.getByRole('button', { name: 'Check now' })).toBeTruthy()
  })

  test('says why it was refused, and shows no other setup’s consent', async () => {
    const error = {
      ...{ code: 'signInRefused' as const, message: 'Consent was declined.', fix: 'Open the page again.' },
      ...{ step: 'consent', detail: {} },
    }
    const bridge = setupBridge({
      'consent.state': () => ({ ...waiting, id: 'another' }),
      'consent.begin': () => ({ ...waiting, stage: 'refused', address: null, error }),
    })
    await open('consent', bridge)
    expect(screen.queryByText('Waiting for the consent page')).toBeNull()
    paste(`Tenant ID: ${tenantId}\nClient ID: ${clientId}`)
    await waitFor(() => expect(sent(bridge, 'setup.saveDraft').length).toBeGreaterThan(0))
    fireEvent.click(screen.getByRole('button', { name: 'Grant in browser' }))
    await screen.findByText(/Consent was declined\. Open the page again\./)
  })
})
