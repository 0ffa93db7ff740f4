// @vitest-environment jsdom
import { cleanup, configure, fireEvent, screen, waitFor, within } from '@testing-library/react'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { recommendedChoice, setupItemIds } from '../../../electron/contract/setup/names.ts'
import { newDraft } from '../../../renderer/features/setup/use-draft.ts'
import { connectorId, prepareWindow, renderApp, syncRun } from '../support.tsx'
import { draftId, open, savedTenant, sent, setupBridge, steps } from './support.tsx'

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
    await screen.findByRole('heading', { level: 1, name: 'Before starting: who can do this' })
    expect(steps().getAllByRole('button')).toHaveLength(setupItemIds.length + 1)
    expect(screen.getByText(/Application Administrators cannot for Graph permissions/)).toBeTruthy()
  })

  test('moves the focus to the heading of the next step, marks the one before as done and keeps that', async () => {
    const bridge = setupBridge()
    await open('register', bridge)
    expect(screen.getByRole('link', { name: 'Open New registration' }).getAttribute('href')).toMatch(
      /^https:\/\/portal\.azure\.com\/#view\//,
    )
    fireEvent.click(screen.getByRole('button', { name: 'Done, next step' }))
    const heading = await screen.findByRole('heading', { level: 1, name: 'Delegated permissions' })
    expect(document.activeElement).toBe(heading)
    expect(steps().getByRole('button', { name: /Create the application\s*, done/ })).toBeTruthy()
    expect(steps().getByRole('button', { current: 'step' }).textContent).toContain('Delegated permissions')
    await waitFor(() =>
      expect(sent(bridge, 'setup.saveDraft').at(-1)).toMatchObject({
        draft: { id: draftId, step: 'delegated', done: ['register'] },
      }),
    )
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
    await screen.findByRole('heading', { level: 1, name: 'Grant admin consent for Fabrikam' })
  })

  test('never gives a renamed tenant its old name again', async () => {
    const tenant = savedTenant(connectorId)
    const draft = {
      ...newDraft(draftId, tenant.connector),
      name: 'Its old name',
      savedAt: '2026-11-23T15:00:00Z',
    }
    window.location.hash = `#/setup/enterValues?connector=${connectorId}`
    await renderApp(setupBridge({ 'connectors.status': () => [tenant] }, [draft]))
    const name = await screen.findByLabelText<HTMLInputElement>(/^Name/)
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
      within(screen.getByLabelText('Values to copy'))
        .getAllByRole('definition')
        .flatMap(({ textContent }) => (textContent ? [textContent] : []))
    expect(listed()[0]).toMatch(/^Organization\.Read\.All/)
    fireEvent.click(screen.getByRole('radio', { name: /Option A/ }))
    await waitFor(() => expect(listed()[0]).toMatch(/^Directory\.Read\.All.*Licenses, people/))
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
    await dialog.findByDisplayValue('About consent')
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
  await screen.findByRole('heading', { level: 1, name: 'Test the connection' })
  expect(sent(bridge, 'setup.guide').at(-1)).toMatchObject({
    subject: { demo: true, permissions: recommendedChoice },
  })
  expect(sent(bridge, 'setup.saveDraft')).toEqual([])
})
