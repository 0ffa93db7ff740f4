// @vitest-environment jsdom
import { cleanup, configure, fireEvent, screen, waitFor, within } from '@testing-library/react'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import type { RegistrationSession } from '../../electron/contract/registration/session.ts'
import type { ReportPage } from '../../electron/contract/reports.ts'
import { CallFailure } from '../../renderer/bridge/bridge.ts'
import { savedTenant, sent, setupBridge } from './setup/support.tsx'
import { connectorId, connectorStatus, prepareWindow, renderApp } from './support.tsx'

const otherId = 'd3a00000-0000-4000-8000-000000000002'
const contoso = connectorStatus({ databaseBytes: 5.4 * 1024 ** 2, secretExpiresOn: '2099-01-31' })
const fabrikam = {
  ...savedTenant(otherId),
  connector: { ...savedTenant(otherId).connector, name: 'Fabrikam', cloud: 'china' as const },
}

const addition = {
  ...{ id: 'c1', kind: 'write' as const, title: 'Add a client secret', method: 'POST' as const },
  ...{ path: '/applications/a/addPassword', body: '', state: 'planned' as const },
  ...{ waiting: null, status: null, result: '' },
}
const rotation: RegistrationSession = {
  ...{ id: 'session-1', work: 'rotate', connector: connectorId, stage: 'plan', signIn: null },
  ...{ client: { clientId: 'c', appName: 'Microsoft Graph Command Line Tools' }, scopes: [] },
  ...{ account: null, facts: null, candidates: [], calls: [addition], consent: null, made: null },
  ...{ undo: [], undoUntil: null, error: null, kept: null, canSignInAgain: false },
}

const running = {
  code: 'syncRunning',
  message: 'A sync is running.',
  fix: 'Wait until it has ended.',
  step: null,
  detail: {},
} as const

beforeEach(() => {
  prepareWindow()
  // Without a layout a dialog cannot take the focus, and what has none is hidden after a moment.
  configure({ defaultHidden: true })
})
afterEach(() => configure({ defaultHidden: false }))
afterEach(cleanup)

async function openSetup(answers: Parameters<typeof setupBridge>[0] = {}) {
  const bridge = setupBridge({ 'connectors.status': () => [contoso, fabrikam], ...answers })
  window.location.hash = '#/tenants'
  await renderApp(bridge)
  await screen.findByRole('heading', { level: 1, name: 'Tenants' })
  return bridge
}

/** An overview with the figures of a tenant: licensed users, seats bought, assigned and free. */
function overviewOf(values: readonly number[]): ReportPage {
  const figures = ['licensed_people', 'seats_bought', 'seats_assigned', 'seats_free']
  const column = (key: string, type: 'text' | 'number') => ({
    ...{ key, label: key, type, personal: false, sums: false },
    blank: 'unknown' as const,
  })
  return {
    ...{ report: 'overview', offset: 0, filtered: 4, total: 4, activityAsOf: null, notes: [], missing: {} },
    columns: [column('figure', 'text'), column('value', 'number')],
    rows: figures.map((figure, index) => [figure, values[index] ?? null]),
  }
}

async function choose(tenant: string, action: string) {
  fireEvent.click(screen.getByRole('button', { name: `More for ${tenant}` }))
  fireEvent.click(await screen.findByRole('menuitem', { name: action }))
}

describe('the tenants', () => {
  test('are listed with what there is to know of each', async () => {
    const bridge = await openSetup({
      'connectors.export': () => ({ file: '/data/exports/tenants.csv', rows: 2 }),
      'host.saveExport': () => ({ file: null, download: null }),
      'reports.page': input => overviewOf(input.connector === connectorId ? [10, 61, 50, 14] : [5, 9, 9, 0]),
    })
    expect(screen.getByText(/Database 5\.4 ?MB · Secret expires in \d+ years/)).toBeTruthy()
    expect(screen.getByText(/nothing retrieved yet · Secret: expiry unknown/)).toBeTruthy()
    expect(screen.getByText(/ · China$/)).toBeTruthy()
    await screen.findByText('10 licensed users · 50 of 61 seats assigned')
    // One of them has never been synced: a sum without it would pass for the whole.
    const table = within(screen.getByRole('table', { name: 'All tenants' }))
    const total = table.getAllByRole('row').at(-1)
    expect(total?.textContent).toBe('TotalUnknownUnknownUnknownUnknown')
    fireEvent.click(screen.getByRole('button', { name: 'Export' }))
    fireEvent.click(await screen.findByRole('menuitem', { name: /CSV/ }))
    await waitFor(() => expect(sent(bridge, 'connectors.export')).toEqual([{ format: 'csv' }]))
    await waitFor(() => expect(document.body.textContent).toContain('tenants.csv'))
  })

  test('are switched between', async () => {
    await openSetup({ 'reports.page': () => Promise.reject(new Error('nothing yet')) })
    fireEvent.click(screen.getByRole('button', { name: 'Switch to Fabrikam' }))
    await screen.findByRole('button', { name: /Tenant: Fabrikam/ })
    expect(screen.getByRole('heading', { level: 1, name: 'Overview' })).toBeTruthy()
  })

  test('are renamed', async () => {
    const bridge = await openSetup({ 'connectors.rename': () => contoso.connector })
    await choose('Contoso', 'Rename')
    const name = await screen.findByRole('textbox', { name: 'New name' })
    fireEvent.change(name, { target: { value: ' Contoso Ltd ' } })
    fireEvent.click(await screen.findByRole('button', { name: 'Rename' }))
    await waitFor(() =>
      expect(sent(bridge, 'connectors.rename')).toEqual([{ connector: connectorId, name: 'Contoso Ltd' }]),
    )
    await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull())
    const more = screen.getByRole('button', { name: 'More for Contoso' })
    await waitFor(() => expect(document.activeElement).toBe(more))
  })

  test('that cannot take a name say why', async () => {
    await openSetup({ 'connectors.rename': () => Promise.reject(new Error('There is already one.')) })
    await choose('Contoso', 'Rename')
    fireEvent.change(await screen.findByRole('textbox', { name: 'New name' }), {
      target: { value: 'Fabrikam' },
    })
    fireEvent.click(await screen.findByRole('button', { name: 'Rename' }))
    await screen.findByText('There is already one.')
  })

  test('get a new secret in the wizard, on the step where it is entered', async () => {
    await openSetup()
    await choose('Contoso', 'Enter a new secret')
    await screen.findByRole('heading', { level: 1, name: 'Secret or certificate' })
    expect(window.location.hash).toBe(`#/setup/enterValues?connector=${connectorId}`)
  })

  test('rotate their credential: plan first, then what is in use and that the old one stays', async () => {
    vi.spyOn(window, 'open').mockReturnValue(null)
    const kept = { reason: 'shared' as const, connectors: ['Second'] }
    const bridge = await openSetup({
      'registration.state': () => null,
      'registration.begin': () => ({ ...rotation, kept }),
      'registration.answer': () => ({ ...rotation, kept, stage: 'running' }),
    })
    await choose('Contoso', 'Rotate credential…')
    await screen.findByText(/The connector works throughout/)
    const days = screen.getByRole('spinbutton', { name: /^Valid for/ })
    const enter = (value: string) => {
      fireEvent.change(days, { target: { value } })
      fireEvent.blur(days)
    }
    enter('90')
    fireEvent.click(screen.getByRole('button', { name: 'Sign in' }))
    await screen.findByText('POST /applications/a/addPassword')
    expect(sent(bridge, 'registration.begin')).toEqual([
      {
        work: { kind: 'rotate', connector: connectorId, credential: 'secret', days: 90, keepOld: false },
        readPolicies: false,
      },
    ])
    expect(screen.getByText(/Second on this computer signs in with it as well/)).toBeTruthy()
    fireEvent.click(screen.getByRole('button', { name: 'Make this call' }))
    await screen.findByText('Making the calls')
    const made = { tenantId: 't', clientId: 'c', expiresOn: '2099-05-28' }
    const calls = rotation.calls.map(call => ({ ...call, state: 'done' as const }))
    bridge.tell('registration.changed', { ...rotation, kept, stage: 'done', made, calls })
    await screen.findByText(/now signs in with the new client secret, valid until .*2099/)
    expect(screen.getByText(/Second on this computer signs in with it as well/)).toBeTruthy()
  })

  test('with a certificate renew it without a sign-in', async () => {
    const { connector } = contoso
    const certified = { ...contoso, connector: { ...connector, credential: 'certificate' as const } }
    const bridge = await openSetup({
      'connectors.status': () => [certified],
      'registration.state': () => null,
      'registration.begin': () => ({ ...rotation, work: 'renew' }),
    })
    await choose('Contoso', 'Rotate credential…')
    fireEvent.click(await screen.findByRole('button', { name: 'Renew without signing in' }))
    await screen.findByText('These are the calls. Nothing has been changed yet.')
    expect(sent(bridge, 'registration.begin')).toEqual([
      { work: { kind: 'renew', connector: connectorId, days: 180 } },
    ])
  })

  test('say what is left of an interrupted rotation, and finish or undo it', async () => {
    const opened = vi.spyOn(window, 'open').mockReturnValue(null)
    const signIn = {
      ...{ way: 'browser' as const, address: 'https://login.example/again', userCode: null },
      until: '2099-01-01T00:00:00Z',
    }
    const refused = {
      ...{ ...rotation, work: 'undoRotation' as const, stage: 'failed' as const, canSignInAgain: true },
      error: { ...running, code: 'forbidden' as const, message: 'Not this account.' },
    }
    const bridge = await openSetup({
      'registration.state': () => null,
      'rotation.pending': () => [
        {
          ...{ connector: connectorId, begunAt: '2026-11-28T10:00:00Z', stage: 'switched' },
          added: { kind: 'secret', keyId: 'key-new', name: 'M365 Connector 2026-11-28' },
          old: { kind: 'secret', keyId: 'key-old', name: null },
        },
      ],
      'registration.begin': () => refused,
      'registration.answer': () => ({ ...refused, stage: 'signIn', signIn }),
    })
    await screen.findByText(/the new credential is in use, the old one is still in the tenant/)
    fireEvent.click(screen.getByRole('button', { name: 'Rotate the credential of Contoso' }))
    await screen.findByText(/key ID key-new/)
    expect(window.location.hash).toBe(`#/tenants?rotate=${connectorId}`)
    expect(screen.getByText('Old credential: key ID key-old.')).toBeTruthy()
    expect(screen.queryByRole('button', { name: 'Sign in' })).toBeNull()
    fireEvent.click(screen.getByRole('button', { name: 'Undo' }))
    fireEvent.click(await screen.findByRole('button', { name: 'Sign in as somebody else' }))
    await screen.findByText('Waiting for your sign-in in the browser')
    expect(sent(bridge, 'registration.begin')).toEqual([
      { work: { kind: 'undoRotation', connector: connectorId } },
    ])
    expect(opened.mock.calls.at(-1)?.[0]).toBe(signIn.address)
  })

  test('that are gone are said to be gone', async () => {
    window.location.hash = '#/setup/test?connector=11111111-2222-4333-8444-555555555555'
    await renderApp(setupBridge({ 'connectors.status': () => [contoso] }))
    await screen.findByRole('heading', { name: 'There is no such tenant' })
  })
})

describe('removing a tenant', () => {
  test('says exactly what goes, and keeping it is the default', async () => {
    const bridge = await openSetup({
      'connectors.remove': () => ({ removedFiles: [], removedKeychainEntry: true }),
    })
    await choose('Contoso', 'Remove')
    const dialog = within(await screen.findByRole('alertdialog'))
    expect(dialog.getByText(/The database with everything that was retrieved: 5\.4 ?MB/)).toBeTruthy()
    expect(dialog.getByText(/\/data\/contoso\.sqlite/)).toBeTruthy()
    await dialog.findByText('The entry with the secret in the keychain of this computer')
    expect(dialog.getByText(/Exports that you made stay/)).toBeTruthy()
    // A dialog gives the focus to its first button.
    expect(dialog.getAllByRole('button').map(({ textContent }) => textContent)).toEqual([
      'Cancel',
      'Remove tenant',
    ])
    fireEvent.click(dialog.getByRole('button', { name: 'Cancel' }))
    expect(sent(bridge, 'connectors.remove')).toEqual([])
  })

  test('happens on its own button only', async () => {
    const bridge = await openSetup({
      'connectors.remove': () => ({ removedFiles: [], removedKeychainEntry: true }),
    })
    await choose('Fabrikam', 'Remove')
    const dialog = within(await screen.findByRole('alertdialog'))
    expect(dialog.getByText('Nothing was retrieved, so there is no database')).toBeTruthy()
    fireEvent.click(dialog.getByRole('button', { name: 'Remove tenant' }))
    await waitFor(() => expect(sent(bridge, 'connectors.remove')).toEqual([{ connector: otherId }]))
  })

  test('that is refused says why, at the tenant', async () => {
    await openSetup({ 'connectors.remove': () => Promise.reject(new CallFailure(running)) })
    await choose('Contoso', 'Remove')
    fireEvent.click(await screen.findByRole('button', { name: 'Remove tenant' }))
    await screen.findByText('A sync is running.')
    expect(screen.getByText('Contoso', { selector: 'li span' })).toBeTruthy()
  })
})
