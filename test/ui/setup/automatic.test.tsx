// @vitest-environment jsdom
import { cleanup, fireEvent, screen, waitFor } from '@testing-library/react'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import type { RegistrationSession } from '../../../electron/contract/registration/session.ts'
import { workFor } from '../../../renderer/features/setup/registration/fix-dialog.tsx'
import { newDraft } from '../../../renderer/features/setup/use-draft.ts'
import { connectorId, prepareWindow, renderApp } from '../support.tsx'
import { check, clientId, draftId, open, savedTenant, sent, setupBridge, tenantId } from './support.tsx'

beforeEach(prepareWindow)
afterEach(() => {
  cleanup()
  vi.restoreAllMocks()
})

const session: RegistrationSession = {
  ...{ id: 'session-1', work: 'create', connector: null, stage: 'signIn' },
  client: { clientId, appName: 'Microsoft Graph Command Line Tools' },
  scopes: ['Application.ReadWrite.All'],
  signIn: {
    ...{ way: 'browser', address: 'https://login.example/authorize', userCode: null },
    until: '2026-11-29T10:10:00Z',
  },
  ...{ account: null, facts: null, candidates: [], calls: [], consent: null, made: null },
  ...{ undo: [], undoUntil: null, error: null, kept: null, canSignInAgain: false },
}
const call = {
  ...{ id: 'c1', kind: 'write' as const, title: 'Register the application', method: 'POST' as const },
  ...{ path: '/applications', body: '{ "displayName": "M365 Connector" }', state: 'planned' as const },
  ...{ waiting: null, status: null, result: '' },
}

async function openAutomatic(answers: Parameters<typeof setupBridge>[0]) {
  const draft = { ...newDraft(draftId, null), name: 'Contoso', way: 'automatic' as const, savedAt: '' }
  const bridge = setupBridge({ 'registration.state': () => null, ...answers }, [draft])
  await open('register', bridge)
  return bridge
}

describe('the setup that carries itself out', () => {
  test('opens the sign-in, shows each call before it is made, and hands the consent over', async () => {
    const opened = vi.spyOn(window, 'open').mockReturnValue(null)
    const bridge = await openAutomatic({
      'registration.begin': () => session,
      'registration.answer': () => ({ ...session, stage: 'running', signIn: null, calls: [call] }),
      'consent.state': () => null,
      'setup.handOver': () => ({ subject: 'Please grant', text: 'letter' }),
    })
    fireEvent.click(await screen.findByRole('button', { name: 'Sign in' }))
    await screen.findByText('Waiting for your sign-in in the browser')
    expect(opened).toHaveBeenCalledWith('https://login.example/authorize', '_blank', 'noopener,noreferrer')
    expect(sent(bridge, 'registration.begin')).toMatchObject([
      { work: { kind: 'create', name: 'Contoso', tenantId: null, credential: 'secret' }, way: 'browser' },
    ])
    const account = { userName: 'admin@contoso.example', tenantId }
    bridge.tell('registration.changed', { ...session, stage: 'plan', account, calls: [call] })
    await screen.findByText('POST /applications')
    expect(sent(bridge, 'registration.answer')).toEqual([])
    fireEvent.click(screen.getByRole('button', { name: 'Make this call' }))
    await screen.findByText('Making the calls')
    const made = { tenantId, clientId, expiresOn: '2027-05-28' }
    const over = {
      ...session,
      stage: 'done' as const,
      made,
      connector: connectorId,
      consent: 'handOver' as const,
    }
    bridge.tell('registration.changed', { ...over, signIn: null, account })
    await screen.findByText(/Somebody else has to grant consent/)
    await waitFor(() =>
      expect(sent(bridge, 'setup.saveDraft').at(-1)).toMatchObject({
        draft: { connector: connectorId, tenantId, clientId, secretExpiresOn: '2027-05-28' },
      }),
    )
    const last = sent(bridge, 'setup.saveDraft').at(-1) as { draft: { done: string[] } }
    expect(last.draft.done).not.toContain('consent')
    expect(screen.getByLabelText<HTMLInputElement>(/^Client ID/).value).toBe(clientId)
  })

  test.each([
    'before the window drew the wait, or knew the tenant',
    'after the window knew its first tenant',
  ])('tests at once when the consent came %s', async when => {
    vi.spyOn(window, 'open').mockReturnValue(null)
    const isLate = when.startsWith('after')
    const made = { tenantId, clientId, expiresOn: '2027-05-28' }
    const granted = {
      ...{ id: 'consent-1', connector: connectorId, stage: 'granted' as const, address: null, until: null },
      ...{ nextCheckAt: null, roles: [], missing: [], error: null },
    }
    const waiting = { ...granted, stage: 'waiting' as const }
    const over = {
      ...{ ...session, stage: 'done' as const, signIn: null, made, consent: 'ask' as const },
      connector: connectorId,
    }
    let tenants: ReturnType<typeof savedTenant>[] = []
    const bridge = await openAutomatic({
      'connectors.status': () => tenants,
      'registration.begin': () => over,
      'registration.state': () => (tenants.length > 0 ? over : null),
      'consent.state': () => (tenants.length > 0 ? waiting : null),
      'consent.begin': () => (isLate ? waiting : granted),
      'checks.run': () => ({ checks: [] }),
    })
    fireEvent.click(await screen.findByRole('button', { name: 'Sign in' }))
    fireEvent.click(await screen.findByRole('button', { name: 'Grant in browser' }))
    if (isLate) {
      await screen.findByText('Waiting for the consent page')
      tenants = [savedTenant(connectorId)]
      bridge.tell('connectors.changed', {})
      await screen.findByRole('button', { name: 'Licenses' })
      bridge.tell('consent.changed', granted)
    }
    await screen.findByRole('heading', { level: 1, name: 'Test and sync' })
    expect(sent(bridge, 'consent.begin')).toMatchObject([
      { subject: { kind: 'connector', connector: connectorId } },
    ])
    expect(sent(bridge, 'checks.run')).toEqual([{ connector: connectorId }])
    window.location.hash = `#/setup/register?draft=${draftId}`
    window.dispatchEvent(new HashChangeEvent('hashchange'))
    await screen.findByText('Consent was granted')
    expect(sent(bridge, 'checks.run')).toHaveLength(1)
  })

  test('explains an error that only Microsoft’s page shows', async () => {
    vi.spyOn(window, 'open').mockReturnValue(null)
    const meaning = {
      ...{
        code: 'signInRefused' as const,
        message: 'Users have to be assigned.',
        fix: 'Assign the account.',
      },
      ...{ step: 'enterpriseApp', detail: {} },
    }
    await openAutomatic({
      'registration.begin': () => session,
      'signIn.explain': ({ text }) => (text.includes('50105') ? meaning : null),
    })
    fireEvent.click(await screen.findByRole('button', { name: 'Sign in' }))
    const field = await screen.findByPlaceholderText('AADSTS…')
    fireEvent.change(field, { target: { value: 'AADSTS50105' } })
    fireEvent.click(screen.getByRole('button', { name: 'Explain' }))
    await screen.findByText('Users have to be assigned. Assign the account.')
  })

  test('after a failure resumes, undoes, or begins again', async () => {
    vi.spyOn(window, 'open').mockReturnValue(null)
    const error = {
      ...{ code: 'forbidden' as const, message: 'Your roles do not allow this.', fix: 'Ask a colleague.' },
      ...{ step: 'register', detail: {} },
    }
    const failed = { ...session, stage: 'failed' as const, signIn: null, error, calls: [call] }
    const bridge = await openAutomatic({
      'registration.begin': () => ({
        ...failed,
        undo: ['Delete the registration'],
        undoUntil: '2026-11-29T10:20:00Z',
      }),
      'registration.answer': () => failed,
      'registration.undo': () => ({ ...session, stage: 'undone', signIn: null }),
    })
    fireEvent.click(await screen.findByRole('button', { name: 'Sign in' }))
    await screen.findByText('Your roles do not allow this.')
    fireEvent.click(screen.getByRole('button', { name: 'Undo' }))
    await screen.findByText('Everything that was created is gone again.')
    expect(sent(bridge, 'registration.undo')).toEqual([{ id: 'session-1' }])
    expect(screen.getByRole('button', { name: 'Sign in' })).toBeTruthy()
  })

  test('says after the names what Microsoft Graph says, when reports follow, and syncs', async () => {
    vi.spyOn(window, 'open').mockReturnValue(null)
    const status = savedTenant(connectorId)
    const result = 'Microsoft Graph says now that names are shown.'
    const patch = { ...call, path: '/admin/reportSettings', state: 'done' as const, result }
    const concealed = check('names', 'warn', { step: 'reportSettings', title: 'Names are shown' })
    const bridge = setupBridge({
      ...{ 'connectors.status': () => [status], 'registration.state': () => null },
      ...{ 'checks.run': () => ({ checks: [concealed] }), 'sync.start': () => new Promise(() => undefined) },
      'registration.begin': () => ({
        ...session,
        work: 'names',
        stage: 'done',
        signIn: null,
        calls: [patch],
      }),
    })
    window.location.hash = `#/setup/test?connector=${connectorId}`
    await renderApp(bridge)
    fireEvent.click(await screen.findByRole('button', { name: 'Test connection' }))
    fireEvent.click(await screen.findByRole('button', { name: 'Fix for me: Names are shown' }))
    fireEvent.click(await screen.findByRole('button', { name: 'Sign in' }))
    await waitFor(() => expect(screen.getAllByText(result).length).toBeGreaterThan(1))
    expect(screen.getByText(/^Microsoft’s reports follow some minutes later/)).toBeTruthy()
    fireEvent.click(screen.getByRole('button', { name: 'Sync now' }))
    await screen.findByRole('button', { name: 'Syncing…' })
    expect(sent(bridge, 'sync.start')).toEqual([{ connector: connectorId, mode: 'incremental' }])
  })

  test('repairs what it can, and the switch for names is work of its own', () => {
    const { id } = savedTenant(connectorId).connector
    expect(workFor({ id: 'registration.redirect', step: 'redirect' }, id)).toMatchObject({
      kind: 'fix',
      checks: ['registration.redirect'],
    })
    expect(workFor({ id: 'names', step: 'reportSettings' }, id)).toEqual({
      kind: 'names',
      connector: id,
      show: true,
    })
    expect(workFor({ id: 'token', step: 'secret' }, id)).toBeNull()
    expect(workFor({ id: 'token', step: 'clientId' }, id)).toMatchObject({ kind: 'fix', checks: ['token'] })
    expect(workFor({ id: 'data.users', step: 'network' }, id)).toBeNull()
  })
})
