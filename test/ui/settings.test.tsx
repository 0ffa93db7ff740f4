// @vitest-environment jsdom
import { cleanup, fireEvent, screen, waitFor, within } from '@testing-library/react'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { HostInfo } from '../../electron/contract/host.ts'
import type { Settings, SettingsChange } from '../../electron/contract/settings.ts'
import type { DiagnosisCheck } from '../../electron/contract/setup/diagnosis.ts'
import { defaultSettings } from '../../electron/core/settings/defaults.ts'
import { CallFailure } from '../../renderer/bridge/bridge.ts'
import { backgroundState, connectorStatus, createTestBridge, prepareWindow, renderApp } from './support.tsx'

const browserHost: HostInfo = {
  kind: 'browser',
  platform: 'linux',
  canTray: false,
  canStartAtLogin: false,
  canShowFiles: false,
  canChooseFiles: false,
}
const desktopHost: HostInfo = {
  ...browserHost,
  kind: 'desktop',
  canTray: true,
  canStartAtLogin: true,
  canShowFiles: true,
}

/** An engine that takes every change but a proxy without a scheme. */
function bridgeWith(host: HostInfo = browserHost, connectors = [connectorStatus()]) {
  let settings: Settings = defaultSettings
  return createTestBridge({
    'connectors.status': () => connectors,
    'background.state': () => backgroundState(),
    'host.info': () => host,
    'app.info': () => ({
      version: '1.2.3',
      home: '/data/m365',
      homeWarning: 'The data directory lies in a folder that Dropbox syncs.',
      secretStore: 'keychain',
      node: '24.0.0',
    }),
    'app.notices': () => [{ name: 'react', version: '19.3.1', license: 'MIT' }],
    'settings.get': () => settings,
    'settings.change': change => {
      if (change.network?.proxyUrl?.includes('://') === false) throw new CallFailure(badProxy)
      settings = changed(settings, change)
      return settings
    },
    'database.copy': () => ({ file: '/data/m365/exports/Contoso.sqlite', bytes: 2 * 1024 ** 2 }),
    'diagnostics.bundle': () => ({ file: '/data/m365/exports/support-bundle.json' }),
    'host.showFolder': () => ({ shown: true }),
    'diagnosis.newest': () => null,
    'diagnosis.run': () => ({ at: '2026-11-29T10:00:00Z', checks: found }),
  })
}

const found: DiagnosisCheck[] = [
  {
    ...{ kind: 'answer', host: 'graph', name: 'graph.microsoft.com', status: 'fail', evidence: 'proxy407' },
    ...{ summary: 'The proxy asks for a password.', fix: 'Ask the network team.' },
  },
  {
    ...{ kind: 'clock', host: null, name: '', status: 'pass', evidence: '0 s ahead' },
    ...{ summary: 'The clock is right.', fix: '' },
  },
]

const badProxy = {
  code: 'badRequest',
  message: 'This is not the address of a proxy.',
  fix: 'Enter another.',
  step: null,
  detail: { field: 'network.proxyUrl' },
} as const

function changed(settings: Settings, change: SettingsChange): Settings {
  const merge = <G extends object>(group: G, part: object | undefined): G => ({ ...group, ...part })
  return {
    schedule: merge(settings.schedule, change.schedule),
    app: merge(settings.app, change.app),
    network: merge(settings.network, change.network),
    data: merge(settings.data, change.data),
    privacy: merge(settings.privacy, change.privacy),
    log: merge(settings.log, change.log),
    window: settings.window,
  }
}

const changesOf = (bridge: ReturnType<typeof createTestBridge>) =>
  bridge.calls.filter(({ method }) => method === 'settings.change').map(({ input }) => input)

async function openGroup(group: string, bridge = bridgeWith()) {
  window.location.hash = `#/settings/${group.toLowerCase()}`
  await renderApp(bridge)
  await screen.findByRole('heading', { level: 1, name: 'Settings' })
  await screen.findByRole('region', { name: group })
  return bridge
}

beforeEach(prepareWindow)
afterEach(cleanup)

describe('the settings', () => {
  test('are reached from the foot of the rail', async () => {
    await renderApp(bridgeWith())
    fireEvent.click(await screen.findByRole('button', { name: 'Settings' }))
    await screen.findByRole('heading', { level: 1, name: 'Settings' })
    const groups = within(screen.getByRole('navigation', { name: 'Groups of settings' }))
    expect(groups.getAllByRole('button').map(button => button.textContent)).toEqual([
      'Schedule',
      'General',
      'Network',
      'Data',
      'Support',
      'About',
    ])
  })

  test('keep their group in the address', async () => {
    await openGroup('Schedule')
    fireEvent.click(screen.getByRole('button', { name: 'Network' }))
    expect(window.location.hash).toBe('#/settings/network')
    await screen.findByRole('region', { name: 'Network' })
  })

  test('name every key', async () => {
    await openGroup('General')
    for (const key of ['Ctrl K', 'F', 'Space', 'Esc']) expect(screen.getByText(key).tagName).toBe('DT')
  })

  test('are there before there is a tenant, since a proxy may be needed to reach one', async () => {
    await renderApp(bridgeWith(browserHost, []))
    fireEvent.click(await screen.findByRole('button', { name: 'Proxy and other settings' }))
    await screen.findByRole('region', { name: 'Network' })
    fireEvent.click(screen.getByRole('button', { name: 'Back' }))
    await screen.findByRole('button', { name: 'Explore with a demo tenant' })
  })
})

describe('a change', () => {
  test('is saved at once and quietly confirmed', async () => {
    const bridge = await openGroup('Schedule')
    fireEvent.click(await screen.findByRole('switch', { name: 'Sync on a schedule' }))
    await waitFor(() => expect(changesOf(bridge)).toEqual([{ schedule: { enabled: false } }]))
    expect((await screen.findAllByText('Saved')).length).toBeGreaterThan(0)
  })

  test('of a time counts when the field is left, not with every key', async () => {
    const bridge = await openGroup('Schedule')
    const field = await screen.findByLabelText('At')
    fireEvent.change(field, { target: { value: '03:30' } })
    expect(changesOf(bridge)).toEqual([])
    fireEvent.blur(field)
    await waitFor(() => expect(changesOf(bridge)).toEqual([{ schedule: { at: '03:30' } }]))
  })

  test('of a time counts with Enter, too', async () => {
    const bridge = await openGroup('Schedule')
    const field = await screen.findByLabelText('At')
    fireEvent.change(field, { target: { value: '04:45' } })
    fireEvent.keyDown(field, { key: 'Enter' })
    await waitFor(() => expect(changesOf(bridge)).toEqual([{ schedule: { at: '04:45' } }]))
  })

  test('of the quiet hours begins with a night', async () => {
    const bridge = await openGroup('Schedule')
    fireEvent.click(await screen.findByRole('switch', { name: 'Quiet hours' }))
    await screen.findByLabelText('From')
    expect(changesOf(bridge)).toEqual([{ schedule: { quietHours: { from: '22:00', to: '06:00' } } }])
  })

  test('of a list is one choice of it', async () => {
    const bridge = await openGroup('Data')
    const list = await screen.findByRole('combobox', { name: 'Keep history for' })
    list.focus()
    fireEvent.click(list)
    fireEvent.click(await screen.findByRole('option', { name: '1 year' }))
    await waitFor(() => expect(changesOf(bridge)).toEqual([{ data: { retentionMonths: 12 } }]))
  })

  test('that is refused says why at its field, and what was typed stays', async () => {
    const bridge = await openGroup('Network')
    fireEvent.click(await screen.findByRole('radio', { name: 'This proxy' }))
    expect(changesOf(bridge)).toEqual([])
    const field = await screen.findByLabelText('Address of the proxy')
    fireEvent.change(field, { target: { value: 'proxy' } })
    fireEvent.blur(field)
    await screen.findByText('This is not the address of a proxy. Enter another.')
    expect(field.getAttribute('aria-invalid')).toBe('true')
    expect((field as HTMLInputElement).value).toBe('proxy')
    fireEvent.change(field, { target: { value: 'http://proxy:8080' } })
    fireEvent.blur(field)
    await waitFor(() => expect(screen.queryByText(/not the address of a proxy/)).toBeNull())
    expect(changesOf(bridge).at(-1)).toEqual({ network: { proxy: 'manual', proxyUrl: 'http://proxy:8080' } })
  })

  test('of the theme holds in the window at once, also when another window made it', async () => {
    const bridge = await openGroup('General')
    const background = () => {
      const provider = document.querySelector('.fui-FluentProvider')
      return provider === null ? '' : getComputedStyle(provider).getPropertyValue('--colorNeutralBackground1')
    }
    const before = background()
    fireEvent.click(await screen.findByRole('radio', { name: 'Dark' }))
    await waitFor(() => expect(background()).not.toBe(before))
    bridge.tell('settings.changed', defaultSettings)
    await waitFor(() =>
      expect((screen.getByRole('radio', { name: 'Use system setting' }) as HTMLInputElement).checked).toBe(
        true,
      ),
    )
  })
})

describe('what the host cannot do', () => {
  test('is not offered in a browser', async () => {
    await openGroup('General')
    await screen.findByRole('radio', { name: 'Dark' })
    expect(screen.queryByRole('switch')).toBeNull()
  })

  test('is offered in the desktop app', async () => {
    const bridge = await openGroup('General', bridgeWith(desktopHost))
    fireEvent.click(await screen.findByRole('switch', { name: /Start when I sign in/ }))
    await waitFor(() => expect(changesOf(bridge)).toEqual([{ app: { startAtLogin: true } }]))
    expect(screen.getByRole('switch', { name: /Keep running in the tray/ })).toBeTruthy()
    expect(screen.getByRole('switch', { name: 'Notifications' })).toBeTruthy()
    expect(screen.queryByText('This desktop does not show a tray icon.')).toBeNull()
  })

  test('is said where the desktop shows no tray icon: the window stays, also at sign-in', async () => {
    await openGroup('General', bridgeWith({ ...desktopHost, canTray: false }))
    await screen.findByText('This desktop does not show a tray icon.')
    expect(screen.queryByRole('switch', { name: /Keep running in the tray/ })).toBeNull()
    expect(screen.getByText('The app opens its window, so that scheduled syncs run.')).toBeTruthy()
  })

  test('is said on macOS, which opens the window at sign-in', async () => {
    await openGroup('General', bridgeWith({ ...desktopHost, platform: 'darwin' }))
    await screen.findByText(/macOS 13 and later open the window as well/)
  })

  test('a folder has its path and a copy button in a browser, and is shown by the desktop app', async () => {
    await openGroup('Data')
    await screen.findByText('/data/m365')
    expect(screen.getByText('The data directory lies in a folder that Dropbox syncs.')).toBeTruthy()
    expect(screen.getByRole('button', { name: 'Copy the path' })).toBeTruthy()
    expect(screen.queryByRole('button', { name: 'Show in folder' })).toBeNull()
    cleanup()
    const bridge = await openGroup('Data', bridgeWith(desktopHost))
    fireEvent.click(await screen.findByRole('button', { name: 'Show in folder' }))
    await waitFor(() =>
      expect(bridge.calls).toContainEqual({
        method: 'host.showFolder',
        input: { what: 'data', connector: null },
      }),
    )
  })
})

describe('on request', () => {
  test('the connection is diagnosed, each thing with what to do about it', async () => {
    const bridge = bridgeWith()
    window.location.hash = '#/settings/network'
    await renderApp(bridge)
    fireEvent.click(await screen.findByRole('button', { name: 'Diagnose connection' }))
    await screen.findByText('1 thing to fix.')
    expect(screen.getByText('Microsoft Graph · graph.microsoft.com')).toBeTruthy()
    expect(screen.getByText('Ask the network team.')).toBeTruthy()
    expect(screen.getByText(/Clock: The clock is right/)).toBeTruthy()
  })

  test('names are replaced by made-up ones with one switch, and every screen says so', async () => {
    const bridge = await openGroup('Data')
    expect(screen.queryByRole('button', { name: 'Made-up names' })).toBeNull()
    fireEvent.click(await screen.findByRole('switch', { name: 'Replace names with made-up ones' }))
    await screen.findByRole('button', { name: 'Made-up names' })
    expect(changesOf(bridge)).toEqual([{ privacy: { pseudonyms: true } }])
  })

  test('the database of the tenant that is shown is copied, and its place told', async () => {
    await openGroup('Data')
    fireEvent.click(await screen.findByRole('button', { name: 'Copy database' }))
    await screen.findByText('/data/m365/exports/Contoso.sqlite')
    expect(screen.getByText(/2 MB/)).toBeTruthy()
  })

  test('a support bundle is made, and what it holds is said before', async () => {
    await openGroup('Support')
    expect(screen.getByText(/It holds no secret, no name and no tenant id/)).toBeTruthy()
    fireEvent.click(await screen.findByRole('button', { name: 'Make a support bundle' }))
    await screen.findByText('/data/m365/exports/support-bundle.json')
  })

  test('the parts of the app are named with their licenses', async () => {
    await openGroup('About')
    const table = await screen.findByRole('table', { name: 'Open source in this app' })
    expect(within(table).getByText('react')).toBeTruthy()
    expect(within(table).getByText('MIT')).toBeTruthy()
  })
})
