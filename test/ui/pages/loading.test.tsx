// @vitest-environment jsdom
import { cleanup, screen } from '@testing-library/react'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { defaultSettings } from '../../../electron/core/settings/defaults.ts'
import { savingsTabs } from '../../../renderer/routing/paths.ts'
import { overviewAnswer } from '../insight/answers.ts'
import { savingsSummary } from '../savings-answers.ts'
import { backgroundState, connectorStatus, createTestBridge, prepareWindow, renderApp } from '../support.tsx'

beforeEach(prepareWindow)
afterEach(cleanup)

const frame = {
  'settings.get': () => defaultSettings,
  'background.state': () => backgroundState(),
  'connectors.status': () => [connectorStatus()],
  'reports.list': () => [],
}

/** An engine that takes its time with everything but what is given. */
const slowBridge = (answers: Parameters<typeof createTestBridge>[0]) =>
  createTestBridge(
    new Proxy(answers, {
      get: (known, method) => Reflect.get(known, method) ?? (() => new Promise(() => undefined)),
    }),
  )

const { 'reports.list': _, ...withoutReports } = frame

test.each([
  ['overview', frame],
  ['savings', frame],
  ['licenses', withoutReports],
  ['users', withoutReports],
  ['apps', frame],
  ['departments', withoutReports],
  ['changes', frame],
  ['renewals', frame],
  ['sync', frame],
  ['query', frame],
  ['settings/about', frame],
] as const)('%s says that it is loading where answers take long', async (path, answers) => {
  window.location.hash = `#/${path}`
  await renderApp(slowBridge(answers))
  expect(await screen.findAllByLabelText('Loading')).not.toHaveLength(0)
})

test.each(savingsTabs.filter(name => !['products', 'excluded'].includes(name)))(
  'the part %s of savings says that it is loading where answers take long',
  async tab => {
    window.location.hash = `#/savings/${tab}`
    await renderApp(slowBridge({ ...frame, 'savings.summary': () => savingsSummary() }))
    expect(await screen.findAllByLabelText('Loading')).not.toHaveLength(0)
  },
)

test('the tile of the savings says why it has no figure', async () => {
  await renderApp(
    createTestBridge({
      ...frame,
      'insight.overview': () => overviewAnswer(),
      'insight.daily': () => ({ from: null, until: null, completeUntil: null, lines: [] }),
      'savings.summary': () => Promise.reject(new Error('The database is locked.')),
    }),
  )
  expect(await screen.findByText('The database is locked.')).toBeTruthy()
})

test('nothing in the tiles of the overview stops the Tab key: its sparkline is a drawing and no control', async () => {
  const perDay = Array.from({ length: 30 }, (_, day) => ({
    date: `2026-11-${String(day + 1).padStart(2, '0')}`,
    value: 500 + day,
  }))
  const answer = overviewAnswer()
  await renderApp(
    createTestBridge({
      ...frame,
      'insight.overview': () => ({
        ...answer,
        users: answer.users === null ? null : { ...answer.users, perDay },
      }),
      'insight.daily': () => ({ from: null, until: null, completeUntil: null, lines: [] }),
      'savings.summary': () => savingsSummary(),
    }),
  )
  const note = await screen.findByText(/^Users a day: /)
  const drawing = note.previousElementSibling
  expect(drawing?.tagName).toBe('svg')
  expect(drawing?.parentElement?.querySelectorAll('[tabindex], [data-tabster], [inert]')).toHaveLength(0)
})
