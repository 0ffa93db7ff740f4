// @vitest-environment jsdom
import { cleanup, fireEvent, screen, waitFor } from '@testing-library/react'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { WireError } from '../../electron/contract/errors.ts'
import type { EngineFailure } from '../../electron/contract/host.ts'
import { CallFailure } from '../../renderer/bridge/bridge.ts'
import { createTestBridge, prepareWindow, renderApp } from './support.tsx'

beforeEach(prepareWindow)
afterEach(cleanup)

const failure = (): EngineFailure => ({
  message: 'A library that the program needs is missing on this computer: libfirst.so.6.',
  fix: 'Install that library, then try again.',
  end: 'exit 127',
  logs: '/home/logs',
})

const engineStopped: WireError = {
  code: 'engineStopped',
  message: 'It has stopped.',
  fix: 'Wait.',
  step: null,
  detail: {},
}

/** A window whose engine does not start; `open` lets it start. */
async function stoppedWindow(shown = true) {
  const engine = { works: false }
  const bridge = createTestBridge({
    'connectors.status': () => {
      if (!engine.works) throw new CallFailure(engineStopped)
      return []
    },
    'setup.drafts': () => [],
    'host.showFolder': () => ({ shown }),
    'host.restartEngine': () => ({ started: true }),
    'host.quit': () => ({ quits: true }),
  })
  await renderApp(bridge)
  bridge.tell('host.connection', { open: false, failure: failure() })
  const heading = await screen.findByRole('heading', { level: 1, name: 'M365 Connector has stopped working' })
  const asked = () => bridge.calls.filter(({ method }) => method.startsWith('host.'))
  const open = () => {
    engine.works = true
    bridge.tell('host.connection', { open: true, failure: null })
  }
  return { bridge, heading, asked, open }
}

describe('an engine that is not started any more', () => {
  test('leaves a page with the reason, what to do, and how it ended, and puts the keyboard there', async () => {
    const { heading } = await stoppedWindow()
    expect(document.activeElement).toBe(heading)
    expect(screen.getByText(failure().message)).toBeTruthy()
    expect(screen.getByText(failure().fix)).toBeTruthy()
    expect(screen.getByText(/ended with exit 127\. Logs are in \/home\/logs/)).toBeTruthy()
    expect(screen.getAllByRole('button').map(button => button.textContent)).toEqual([
      'Try again',
      'Open logs',
      'Quit',
    ])
  })

  test('opens the logs, and says so when that is not possible', async () => {
    const { asked } = await stoppedWindow(false)
    fireEvent.click(screen.getByRole('button', { name: 'Open logs' }))
    await screen.findByText(/^The folder could not be opened\./)
    expect(asked()).toEqual([{ method: 'host.showFolder', input: { what: 'logs', connector: null } }])
  })

  test('is tried again until the host says that it has failed again', async () => {
    const { bridge, asked } = await stoppedWindow()
    fireEvent.click(screen.getByRole('button', { name: 'Try again' }))
    const trying = await screen.findByRole('button', { name: /Trying again/ })
    fireEvent.click(trying)
    bridge.tell('host.connection', { open: false, failure: failure() })
    await screen.findByRole('button', { name: 'Try again' })
    expect(asked()).toEqual([{ method: 'host.restartEngine', input: {} }])
  })

  test('gives way to the window as soon as one answers', async () => {
    const { open } = await stoppedWindow()
    fireEvent.click(screen.getByRole('button', { name: 'Try again' }))
    open()
    await screen.findByRole('heading', { level: 1, name: 'See who uses what you pay for' })
    expect(screen.queryByRole('button', { name: 'Quit' })).toBeNull()
  })

  test('lets a person quit', async () => {
    const { asked } = await stoppedWindow()
    fireEvent.click(screen.getByRole('button', { name: 'Quit' }))
    await waitFor(() => expect(asked()).toEqual([{ method: 'host.quit', input: {} }]))
  })
})
