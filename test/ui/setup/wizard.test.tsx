// @vitest-environment jsdom
import { cleanup, configure, fireEvent, screen, waitFor, within } from '@testing-library/react'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { recommendedChoice, setupItemIds, wizardSteps } from '../../../electron/contract/setup/names.ts'
import { newDraft } from '../../../renderer/features/setup/use-draft.ts'
import { connectorId, prepareWindow, renderApp, syncRun } from '../support.tsx'
import { clientId, draftId, open, savedTenant, sent, setupBridge, steps } from './support.tsx'

beforeEach(() => {
  prepareWindow()
  // Without a layout a dialog cannot take the focus, and what has none is hidden after a moment.
  configure({ defaultHidden: true })
})
afterEach(() => configure({ defaultHidden: false }))
afterEach(cleanup)

describe('the wizard', () => {
  test('begins from the first-run screen and has every line of the checklist, and the test', async () => {
    await renderApp(setupBridge())
    fireEvent.click(await screen.findByRole('button', { name: 'Connect a tenant' }))
    await screen.findByRole('heading', { level: 1, name: 'Who and where' })
    expect(steps().getAllByRole('button')).toHaveLength(setupItemIds.length + wizardSteps.length)
    expect(screen.getByText(/Application Administrators cannot for Graph permissions/)).toBeTruthy()
  })

  test('moves the focus to the heading of the next step, marks the one before as done and keeps that', async () => {
    const bridge = setupBridge()
    await open('before', bridge)
    fireEvent.click(screen.getByRole('button', { name: 'Done, next step' }))
    const heading = await screen.findByRole('heading', { level: 1, name: 'Register' })
    expect(document.activeElement).toBe(heading)
    expect(steps().getByRole('button', { name: /Sign in to the Azure portal\s*, done/ })).toBeTruthy()
    expect(steps().getByRole('button', { name: /1 Who and where\s*, done/ })).toBeTruthy()
    expect(steps().getByRole('button', { current: 'step' }).textContent).toContain('Register')
    await waitFor(() =>
      expect(sent(bridge, 'setup.saveDraft').at(-1)).toMatchObject({
        draft: { id: draftId, step: 'register', done: ['before', 'signIn'] },
      }),
    )
  })

  test('has the way to the portal as its main button until that was opened, and no ID is done unseen', async () => {
    await open('before', setupBridge())
    expect(screen.getByRole<HTMLInputElement>('radio', { name: /^Do it for me/ }).checked).toBe(true)
    fireEvent.click(screen.getByRole('radio', { name: /^Guide me/ }))
    fireEvent.click(steps().getByRole('button', { name: /2 Register/ }))
    const portal = await screen.findByRole('link', { name: 'Open New registration' })
    const next = () => screen.getByRole('button', { name: 'Done, next step' })
    const lookOfPortal = portal.className
    expect(portal.getAttribute('href')).toMatch(/^https:\/\/portal\.azure\.com\/#view\//)
    expect(next().className).not.toBe(lookOfPortal)
    const quiet = next().className
    fireEvent.click(portal)
    await waitFor(() => expect(portal.className).not.toBe(lookOfPortal))
    expect(next().className).not.toBe(quiet)
    fireEvent.click(next())
    await screen.findByRole('heading', { level: 1, name: 'Permissions and consent' })
    expect(steps().getByRole('button', { name: /Create the application\s*, done/ })).toBeTruthy()
    expect(steps().getByRole('button', { name: /Copy the two IDs\s*, to do/ })).toBeTruthy()
  })

  test('leads to the pages of the application once its client ID is known', async () => {
    await open('register', setupBridge())
    fireEvent.change(screen.getByLabelText(/^Client ID/), { target: { value: clientId } })
    await waitFor(() =>
      expect(screen.getByRole('link', { name: 'Open Overview' }).getAttribute('href')).toContain(clientId),
    )
  })

  test('offers a script or a colleague, and says in the next steps what that means', async () => {
    await open('before', setupBridge())
    fireEvent.click(screen.getByRole('radio', { name: /^Use a script/ }))
    fireEvent.click(screen.getByRole('button', { name: 'Done, next step' }))
    await screen.findByText('Run the script, then paste all it prints in step 4.')
  })

  test('keeps every letter of a name, however quickly it is typed', async () => {
    await open('before', setupBridge())
    const field = screen.getByLabelText<HTMLInputElement>('Name of the organization')
    // As a browser does it: each letter is put behind what the field holds at that moment.
    for (const letter of 'Contoso') fireEvent.change(field, { target: { value: field.value + letter } })
    expect(field.value).toBe('Contoso')
  })

  test('goes on where it was left', async () => {
    const draft = {
      ...newDraft(draftId, null),
      name: 'Fabrikam',
      step: 'consent' as const,
      savedAt: '2026-11-23T15:00:00Z',
    }
    await renderApp(setupBridge({}, [draft]))
    fireEvent.click(await screen.findByRole('button', { name: 'Continue' }))
    const line = await screen.findByRole('heading', { level: 2, name: /Grant admin consent for Fabrikam/ })
    expect(document.activeElement).toBe(line)
  })

  test('never gives a renamed tenant its old name again', async () => {
    const tenant = savedTenant(connectorId)
    const draft = {
      ...newDraft(draftId, tenant.connector),
      name: 'Its old name',
      savedAt: '2026-11-23T15:00:00Z',
    }
    window.location.hash = `#/setup/before?connector=${connectorId}`
    await renderApp(setupBridge({ 'connectors.status': () => [tenant] }, [draft]))
    const name = await screen.findByLabelText<HTMLInputElement>('Name of the organization')
    expect(name.value).toBe(tenant.connector.name)
    fireEvent.change(name, { target: { value: 'Its new name' } })
    await waitFor(() => expect(name.value).toBe('Its new name'))
  })

  test('is not unfinished for a tenant that works and was only looked at again', async () => {
    const works = { ...savedTenant(connectorId), lastRun: syncRun() }
    const draft = { ...newDraft(draftId, works.connector), savedAt: '2026-11-23T15:00:00Z' }
    window.location.hash = '#/tenants'
    await renderApp(setupBridge({ 'connectors.status': () => [works] }, [draft]))
    await screen.findByRole('heading', { level: 1, name: 'Tenants' })
    await screen.findByRole('button', { name: /More for/ })
    expect(screen.queryByText('Not finished')).toBeNull()
  })

  test('says when progress cannot be kept', async () => {
    const bridge = setupBridge({ 'setup.saveDraft': () => Promise.reject(new Error('The disk is full.')) })
    await open('register', bridge)
    fireEvent.click(screen.getByRole('button', { name: 'Done, next step' }))
    await screen.findByText('Your progress could not be saved')
  })

  test('that cannot be shown says why and leads back to the tenants', async () => {
    const bridge = setupBridge({ 'setup.guide': () => Promise.reject(new Error('no addresses')) })
    await open('register', bridge)
    await screen.findByRole('alert')
    expect(screen.getByRole('link', { name: 'All tenants' }).getAttribute('href')).toBe('#/tenants')
  })

  test('lists exactly the chosen permissions to tick, and says what each buys', async () => {
    await open('application', setupBridge())
    const listed = () =>
      within(screen.getByLabelText('Values to copy: Application permissions'))
        .getAllByRole('definition')
        .flatMap(({ textContent }) => (textContent ? [textContent] : []))
    expect(listed()[0]).toMatch(/^Organization\.Read\.All/)
    fireEvent.click(screen.getByRole('radio', { name: /Option A/ }))
    await waitFor(() => expect(listed()[0]).toMatch(/^Directory\.Read\.All.*Licenses, users/))
    expect(screen.getByRole<HTMLInputElement>('checkbox', { name: /Application\.Read\.All/ }).disabled).toBe(
      true,
    )
    fireEvent.click(screen.getByRole('checkbox', { name: /^Reports\.Read\.All/ }))
    await waitFor(() => expect(listed().some(text => text.startsWith('Reports.Read.All'))).toBe(false))
  })

  test('hands a step over as a message without any secret', async () => {
    const bridge = setupBridge({
      'setup.handOver': ({ items, format }) => ({ subject: `About ${items ?? 'all'}`, text: `as ${format}` }),
    })
    await open('consent', bridge)
    fireEvent.click(screen.getByRole('button', { name: 'Hand over this step' }))
    const dialog = within(await screen.findByRole('dialog'))
    await dialog.findByDisplayValue('About delegated,application,consent')
    fireEvent.click(dialog.getByRole('radio', { name: 'The whole checklist' }))
    fireEvent.click(dialog.getByRole('radio', { name: 'Markdown' }))
    await dialog.findByDisplayValue('as markdown')
    expect(dialog.getByDisplayValue('About all')).toBeTruthy()
  })
})

test('the demo tenant is walked through without anything to enter or to keep', async () => {
  const demo = { ...savedTenant(connectorId), demo: true }
  const bridge = setupBridge({ 'connectors.status': () => [demo] })
  window.location.hash = `#/setup/enterValues?connector=${connectorId}`
  await renderApp(bridge)
  await screen.findByText('The demo tenant makes its own values at every start.')
  expect(screen.getAllByText('Demo').length).toBeGreaterThan(0)
  fireEvent.click(screen.getByRole('button', { name: 'Next step' }))
  await screen.findByRole('heading', { level: 1, name: 'Test and sync' })
  expect(sent(bridge, 'setup.guide').at(-1)).toMatchObject({
    subject: { demo: true, permissions: recommendedChoice },
  })
  expect(sent(bridge, 'setup.saveDraft')).toEqual([])
})
