// @vitest-environment jsdom
import { cleanup, fireEvent, screen, within } from '@testing-library/react'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { detailsOf } from '../../../renderer/features/setup/checks/check-row.tsx'
import { connectorId, prepareWindow, renderApp, type TestBridge } from '../support.tsx'
import { check, savedTenant, sent, setupBridge, steps } from './support.tsx'

beforeEach(prepareWindow)
afterEach(cleanup)

describe('testing the connection', () => {
  const failed = check('token', 'fail', {
    step: 'secret',
    title: 'Sign-in works',
    summary: 'The client secret has expired.',
    evidence: 'AADSTS7000222',
    fix: 'Create a new client secret.',
  })

  async function openTest(answers: Parameters<typeof setupBridge>[0]): Promise<TestBridge> {
    const bridge = setupBridge({ 'connectors.status': () => [savedTenant(connectorId)], ...answers })
    window.location.hash = `#/setup/test?connector=${connectorId}`
    await renderApp(bridge)
    await screen.findByRole('heading', { level: 1, name: 'Test and sync' })
    return bridge
  }

  test('shows each check as it comes, and what is still to come', async () => {
    const bridge = await openTest({ 'checks.run': () => new Promise(() => undefined) })
    fireEvent.click(screen.getByRole('button', { name: 'Test connection' }))
    bridge.tell('checks.progress', {
      connector: connectorId,
      check: check('values.tenant', 'pass', { summary: 'It is a GUID.' }),
    })
    bridge.tell('checks.progress', { connector: 'another', check: check('values.client', 'fail') })
    await screen.findByText('1 of 25 checks')
    expect(screen.getByText('Tenant exists')).toBeTruthy()
    expect(screen.queryByRole('button', { name: 'Start the first sync' })).toBeNull()
  })

  test('tells of a failure its evidence and its fix, and leads to the step', async () => {
    await openTest({ 'checks.run': () => ({ checks: [failed] }) })
    fireEvent.click(screen.getByRole('button', { name: 'Test connection' }))
    await screen.findByText('What to do: Create a new client secret.')
    expect(screen.getByText('Seen: AADSTS7000222')).toBeTruthy()
    expect(steps().getByRole('button', { name: /Create a client secret\s*, failed/ })).toBeTruthy()
    expect(steps().getByRole('button', { name: /4 Secret or certificate\s*, failed/ })).toBeTruthy()
    expect(screen.getByRole('button', { name: 'Copy details of Sign-in works' })).toBeTruthy()
    expect(detailsOf(failed)).toBe(
      'Sign-in works (token, secret): fail\nThe client secret has expired.\nAADSTS7000222\nCreate a new client secret.',
    )
    fireEvent.click(screen.getByRole('button', { name: 'Fix in step 4: Create a client secret' }))
    await screen.findByRole('heading', { level: 1, name: 'Secret or certificate' })
    expect(screen.getByText('The client secret has expired.')).toBeTruthy()
  })

  test('folds what passed to one line for each step and keeps a failure open', async () => {
    const passed = [
      check('token', 'pass', { step: 'secret', title: 'Sign-in works' }),
      check('values.tenant', 'pass', { step: 'tenant', title: 'Tenant ID' }),
      check('values.client', 'pass', { step: 'clientId', title: 'Client ID' }),
    ]
    const offline = check('data.users', 'fail', { step: 'network', title: 'Users', summary: 'No answer.' })
    await openTest({ 'checks.run': () => ({ checks: [...passed, offline] }) })
    fireEvent.click(screen.getByRole('button', { name: 'Test connection' }))
    const register = within(await screen.findByRole('region', { name: 'Register' }))
    expect(register.queryByText('Client ID')).toBeNull()
    fireEvent.click(register.getByRole('button', { name: '2 passed' }))
    expect(register.getByText('Client ID')).toBeTruthy()
    const elsewhere = within(screen.getByRole('region', { name: 'Tenant settings and network' }))
    expect(elsewhere.getByText('No answer.')).toBeTruthy()
    expect(elsewhere.queryByRole('button', { name: /^Fix/ })).toBeNull()
  })

  test('that broke off proves nothing and says why', async () => {
    let breakOff: (reason: Error) => void = () => undefined
    const bridge = await openTest({
      'checks.run': () =>
        new Promise((_resolve, reject) => {
          breakOff = reject
        }),
    })
    fireEvent.click(screen.getByRole('button', { name: 'Test connection' }))
    bridge.tell('checks.progress', { connector: connectorId, check: check('values.tenant', 'pass') })
    await screen.findByText('1 of 25 checks')
    breakOff(new Error('The connection to the program was lost.'))
    await screen.findByRole('alert')
    expect(screen.queryByText('Setup is complete.')).toBeNull()
    expect(screen.queryByRole('button', { name: 'Start the first sync' })).toBeNull()
  })

  test('that has passed leads to the first sync', async () => {
    const bridge = await openTest({
      'checks.run': () => ({ checks: [check('token', 'pass', { step: 'secret' })] }),
      'sync.start': () => new Promise(() => undefined),
    })
    fireEvent.click(screen.getByRole('button', { name: 'Test connection' }))
    fireEvent.click(await screen.findByRole('button', { name: 'Start the first sync' }))
    await screen.findByRole('heading', { name: 'First sync' })
    expect(sent(bridge, 'sync.start')).toMatchObject([{ connector: connectorId }])
  })

  test('shows what was granted beyond need', async () => {
    const excess = check('permissions.excess', 'warn', {
      step: 'permissions',
      summary: 'The app never needs Mail.Read.',
    })
    await openTest({ 'checks.run': () => ({ checks: [check('token', 'pass', { step: 'secret' }), excess] }) })
    fireEvent.click(screen.getByRole('button', { name: 'Test connection' }))
    await screen.findByText('More than needed')
  })
})
