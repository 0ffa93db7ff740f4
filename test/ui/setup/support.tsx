import { fireEvent, screen, within } from '@testing-library/react'
import type { Input, Output } from '../../../electron/contract/schemas.ts'
import type { Check } from '../../../electron/contract/setup/checks.ts'
import type { SetupDraft } from '../../../electron/contract/setup/setup.ts'
import { resolveCloud } from '../../../electron/core/clouds.ts'
import { createGuide } from '../../../electron/core/setup/guide.ts'
import { connectorStatus, createTestBridge, renderApp, type TestBridge } from '../support.tsx'

export const tenantId = '6f1c2d3e-4a5b-4c6d-8e7f-9a0b1c2d3e4f'
export const clientId = '0b1c2d3e-4a5b-4c6d-8e7f-9a0b1c2d3e4f'
export const secretId = '11111111-2222-4333-8444-555555555555'
export const draftId = '22222222-3333-4444-8555-666666666666'
export const secret = 'abc8Q~dEfGhIjKlMnOpQrStUvWxYz0123456789'

/** The checklist as the engine tells it, made by the engine's own code. */
export function guideFor({ subject }: Input<'setup.guide'>): Output<'setup.guide'> {
  return createGuide({
    cloud: resolveCloud(subject.cloud, { loginUrl: null, graphUrl: null }),
    clouds: [{ name: 'global', title: 'Global (also GCC)' }],
    choice: subject.permissions,
    clientId: subject.clientId ?? null,
    company: subject.company ?? null,
  })
}

export function check(id: string, status: Check['status'], changes: Partial<Check> = {}): Check {
  return { id, step: 'consent', title: id, status, summary: '', evidence: '', fix: '', ...changes }
}

type Answers = Parameters<typeof createTestBridge>[0]

/** The engine without any tenant, which keeps the drafts that it is given. */
export function setupBridge(answers: Answers = {}, drafts: SetupDraft[] = []): TestBridge {
  return createTestBridge({
    'connectors.status': () => [],
    'setup.guide': guideFor,
    'rotation.pending': () => [],
    'setup.drafts': () => drafts,
    'setup.saveDraft': ({ draft }) => ({
      ...draft,
      way: draft.way ?? 'guide',
      made: draft.made ?? null,
      savedAt: '2026-11-23T15:00:00Z',
    }),
    'setup.discardDraft': () => ({ discarded: true }),
    'app.info': () => ({
      version: '0.0.0',
      home: '/data',
      homeWarning: null,
      secretStore: 'keychain',
      node: '24',
    }),
    'host.info': () => ({
      kind: 'browser',
      platform: 'linux',
      canTray: false,
      canStartAtLogin: false,
      canShowFiles: false,
      canChooseFiles: false,
    }),
    ...answers,
  })
}

/** A tenant as it is right after its values were saved. */
export function savedTenant(id: string) {
  const status = connectorStatus({ lastRun: null, databaseBytes: 0 })
  return { ...status, connector: { ...status.connector, id, tenantId, clientId } }
}

/** Opens the wizard for a new tenant on the named step. */
export async function open(step: string, bridge: TestBridge): Promise<HTMLElement> {
  window.location.hash = `#/setup/${step}?draft=${draftId}`
  await renderApp(bridge)
  return screen.findByRole('heading', { level: 1 })
}

export const steps = () => within(screen.getByRole('navigation', { name: 'Setup steps' }))

export const secretField = () =>
  screen.getByLabelText<HTMLInputElement>(/^Client secret/, { selector: 'input[maxlength]' })

export const paste = (text: string) =>
  fireEvent.paste(document.body, { clipboardData: { getData: () => text } })

/** The inputs of every call of one method, in order. */
export const sent = (bridge: TestBridge, method: string) =>
  bridge.calls.filter(call => call.method === method).map(({ input }) => input)
