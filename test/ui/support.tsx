import { FluentProvider, webLightTheme } from '@fluentui/react-components'
import { type QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { configure, type RenderResult, render } from '@testing-library/react'
import type { ReactElement } from 'react'
import { I18nextProvider } from 'react-i18next'
import type { BackgroundState } from '../../electron/contract/background.ts'
import type {
  EngineState,
  WindowEventPayload,
  WindowEvents,
  WindowInput,
  WindowOutput,
} from '../../electron/contract/host.ts'
import type { WindowEventName, WindowMethod } from '../../electron/contract/methods.ts'
import type { ReportDescription, ReportPage } from '../../electron/contract/reports.ts'
import { createListeners } from '../../electron/contract/rpc/events.ts'
import type { ConnectorStatus, Input } from '../../electron/contract/schemas.ts'
import type { SyncRun } from '../../electron/contract/sync.ts'
import { App } from '../../renderer/app.tsx'
import type { Bridge } from '../../renderer/bridge/bridge.ts'
import { BridgeProvider } from '../../renderer/bridge/context.tsx'
import { ProgressProvider } from '../../renderer/features/sync/use-sync.tsx'
import { createStrings } from '../../renderer/i18n/index.ts'
import { createQueryClient } from '../../renderer/query-client.ts'

type Answers = {
  [M in WindowMethod]?: (input: WindowInput<M>) => WindowOutput<M> | Promise<WindowOutput<M>>
}

export type TestBridge = Bridge & {
  calls: { method: WindowMethod; input: unknown }[]
  tell<E extends WindowEventName>(event: E, payload: WindowEventPayload<E>): void
}

/** The other end of the contract in the test's own hands: what the window asks, and what it is told. */
export function createTestBridge(answers: Answers): TestBridge {
  const listeners = createListeners<WindowEvents>()
  const calls: TestBridge['calls'] = []
  let state: EngineState = { open: true, failure: null }
  listeners.on('host.connection', next => {
    state = next
  })
  return {
    calls,
    on: listeners.on,
    tell: listeners.emit,
    call: async (method, input) => {
      calls.push({ method, input })
      const answer = answers[method]
      if (answer === undefined) throw new Error(`The test has no answer to ${method}.`)
      return answer(input)
    },
    connection: {
      isOpen: () => state.open,
      failure: () => state.failure,
      subscribe: listener => listeners.on('host.connection', listener),
    },
  }
}

/** A machine that runs other tests at the same time may be slow to draw. */
const patienceMs = 60_000

/** What a browser has and jsdom has not: sizes and media queries. */
export function prepareWindow(): void {
  configure({ asyncUtilTimeout: patienceMs })
  window.matchMedia = query =>
    ({
      matches: false,
      media: query,
      addEventListener: () => undefined,
      removeEventListener: () => undefined,
    }) as unknown as MediaQueryList
  window.ResizeObserver = class {
    observe() {}
    unobserve() {}
    disconnect() {}
  }
  Element.prototype.scrollTo = () => undefined
  Element.prototype.scrollIntoView = () => undefined
  Object.defineProperty(HTMLElement.prototype, 'clientHeight', { configurable: true, value: 600 })
  Object.defineProperty(HTMLElement.prototype, 'clientWidth', { configurable: true, value: 1000 })
  // What has no place on the page takes no focus, and a dialog without the focus is hidden after a moment.
  const body = new DOMRect(0, 0, 1000, 600)
  Object.defineProperty(document.body, 'getBoundingClientRect', { configurable: true, value: () => body })
  Object.defineProperty(HTMLElement.prototype, 'offsetParent', {
    configurable: true,
    get(this: HTMLElement) {
      return this.parentElement
    },
  })
  window.location.hash = ''
}

export async function renderApp(
  bridge: Bridge,
  client: QueryClient = createQueryClient(bridge),
): Promise<RenderResult> {
  const strings = await createStrings()
  return render(<App bridge={bridge} strings={strings} client={client} />)
}

/** Shows one component with everything around it that the app has. */
export async function renderPart(bridge: Bridge, part: ReactElement): Promise<RenderResult> {
  const strings = await createStrings()
  return render(
    <FluentProvider theme={webLightTheme}>
      <I18nextProvider i18n={strings}>
        <BridgeProvider bridge={bridge}>
          <QueryClientProvider client={createQueryClient(bridge)}>
            <ProgressProvider>{part}</ProgressProvider>
          </QueryClientProvider>
        </BridgeProvider>
      </I18nextProvider>
    </FluentProvider>,
  )
}

export const connectorId = 'd3a00000-0000-4000-8000-000000000001'

export function syncRun(changes: Partial<SyncRun> = {}): SyncRun {
  return {
    id: 1,
    connector: connectorId,
    status: 'succeeded',
    mode: 'full',
    startedAt: '2026-11-23T10:00:00Z',
    finishedAt: '2026-11-23T10:00:12Z',
    datasets: [],
    balance: [],
    error: null,
    retryAt: null,
    ...changes,
  }
}

export function connectorStatus(changes: Partial<ConnectorStatus> = {}): ConnectorStatus {
  return {
    connector: {
      id: connectorId,
      name: 'Contoso',
      tenantId: '11111111-1111-4111-8111-111111111111',
      clientId: '22222222-2222-4222-8222-222222222222',
      cloud: 'global',
      credential: 'secret',
      certificate: null,
      secretExpiresOn: null,
      createdAt: '2026-11-23T09:00:00Z',
    },
    demo: false,
    domain: null,
    lastRun: syncRun(),
    nextRunAt: null,
    secretExpiresOn: null,
    secretExpirySource: null,
    databaseBytes: 4096,
    databaseFile: '/data/contoso.sqlite',
    running: false,
    ...changes,
  }
}

export const usersReport: ReportDescription = {
  name: 'users',
  title: 'Users',
  about: 'Everybody.',
  columns: [
    { key: 'display_name', label: 'Name', type: 'text', personal: true, sums: false, blank: 'none' },
    { key: 'department', label: 'Department', type: 'text', personal: false, sums: false, blank: 'none' },
    {
      key: 'account_enabled',
      label: 'Account enabled',
      type: 'flag',
      personal: false,
      sums: false,
      blank: 'none',
    },
    { key: 'license_count', label: 'Licenses', type: 'integer', personal: false, sums: false, blank: 'none' },
  ],
  parameters: [],
  rowKey: ['display_name'],
  defaultSort: { column: 'display_name', direction: 'asc' },
}

/** A tenant of any size, answered page by page as the engine does. */
export function usersPage(
  { offset = 0, limit = 100, search = '' }: Input<'reports.page'>,
  people: number,
): ReportPage {
  const all = Array.from({ length: people }, (_, index) => [`Person ${index + 1}`, 'Sales', index % 2, index])
  const found = search === '' ? all : all.filter(([name]) => String(name).includes(search))
  return {
    report: 'users',
    columns: usersReport.columns,
    rows: found.slice(offset, offset + limit),
    offset,
    filtered: found.length,
    total: people,
    activityAsOf: null,
    notes: [],
    missing: {},
  }
}

/** A computer on which nothing happens and nothing is planned. */
export function backgroundState(changes: Partial<BackgroundState> = {}): BackgroundState {
  return {
    phase: 'idle',
    percent: null,
    running: null,
    paused: false,
    pausedUntil: null,
    nextRunAt: null,
    waitingFor: null,
    lastResult: null,
    attention: [],
    ...changes,
  }
}
