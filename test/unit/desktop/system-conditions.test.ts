import { EventEmitter } from 'node:events'
import { join } from 'node:path'
import type { PowerMonitor } from 'electron'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import type { Attention, MachineState } from '../../../electron/contract/background.ts'
import { watchMachine } from '../../../electron/main/machine.ts'
import { createNotifier, type Shown } from '../../../electron/main/notifications.ts'
import { placesOf } from '../../../electron/main/start/places.ts'
import { appMenu } from '../../../electron/main/window/menu.ts'

const attention: Attention = {
  id: 'secret-30',
  kind: 'secretExpiring',
  connector: 'a',
  title: 'The secret of Contoso expires in 30 days',
  message: 'Make a new one.',
  hash: '#/setup?connector=a',
}

describe('a notification', () => {
  function notifier(wanted = true) {
    const shown: Shown[] = []
    const opened: string[] = []
    const notify = createNotifier({
      show: one => shown.push(one),
      isWanted: () => wanted,
      open: hash => opened.push(hash),
    })
    return { notify, shown, opened }
  }

  test('is shown once for each cause, and leads to the cure', () => {
    const { notify, shown, opened } = notifier()
    notify(attention)
    notify(attention)
    notify({ ...attention, id: 'secret-14' })
    expect(shown.map(({ title, body }) => [title, body])).toEqual([
      [attention.title, attention.message],
      [attention.title, attention.message],
    ])
    shown[0]?.onClick()
    expect(opened).toEqual(['#/setup?connector=a'])
  })

  test('is not shown to who does not want any', () => {
    const { notify, shown } = notifier(false)
    notify(attention)
    expect(shown).toEqual([])
  })
})

describe('the state of the machine', () => {
  beforeEach(() => void vi.useFakeTimers())
  afterEach(() => void vi.useRealTimers())

  test('is told at the start, when it changes, and to a new engine', () => {
    const power = Object.assign(new EventEmitter(), {
      onBattery: false,
      isOnBatteryPower: () => power.onBattery,
    })
    const told: MachineState[] = []
    let online = true
    const again = watchMachine({
      power: power as unknown as PowerMonitor,
      isOnline: () => online,
      onState: state => told.push(state),
    })
    power.emit('on-ac')
    vi.advanceTimersByTime(60_000)
    expect(told).toEqual([{ online: true, onBattery: false, metered: false, suspended: false }])
    power.emit('suspend')
    power.emit('resume')
    power.onBattery = true
    power.emit('on-battery')
    online = false
    vi.advanceTimersByTime(15_000)
    expect(told.slice(1)).toEqual([
      { online: true, onBattery: false, metered: false, suspended: true },
      { online: true, onBattery: false, metered: false, suspended: false },
      { online: true, onBattery: true, metered: false, suspended: false },
      { online: false, onBattery: true, metered: false, suspended: false },
    ])
    again()
    expect(told).toHaveLength(6)
  })
})

describe('the menu of the app', () => {
  const actions = {
    go: () => undefined,
    syncNow: () => undefined,
    openLink: () => undefined,
    travel: () => undefined,
  }
  const text = (platform: NodeJS.Platform, isPackaged: boolean) =>
    JSON.stringify(appMenu({ platform, isPackaged }, actions))

  test('has developer tools and loading anew in a checkout only', () => {
    for (const platform of ['linux', 'win32', 'darwin'] as const) {
      expect(text(platform, true)).not.toMatch(/toggleDevTools|reload/i)
      expect(text(platform, false)).toMatch(/toggleDevTools/)
    }
  })

  test('follows the platform', () => {
    expect(appMenu({ platform: 'darwin', isPackaged: true }, actions)[0]?.label).toBe('M365 Connector')
    expect(text('darwin', true)).toContain('windowMenu')
    expect(appMenu({ platform: 'win32', isPackaged: true }, actions)[0]?.label).toBe('File')
    expect(text('win32', true)).toContain('"role":"quit"')
  })

  test.each([
    ['darwin', 'Cmd+[', 'Cmd+]'],
    ['win32', 'Alt+Left', 'Alt+Right'],
    ['linux', 'Alt+Left', 'Alt+Right'],
  ] as const)('on %s leads back by %s and forward by %s', (platform, ...keys) => {
    expect(text(platform, true)).toContain(`"label":"Back","accelerator":"${keys[0]}"`)
    expect(text(platform, true)).toContain(`"label":"Forward","accelerator":"${keys[1]}"`)
  })
})

describe('the places of the app', () => {
  const start = { root: '/app', isPackaged: false, version: '1.0.0', env: {}, usualProfile: '/profile' }

  test('have one engine, which a checkout runs on the Node that is named, and a packed app on its own', () => {
    const env = { M365_CONNECTOR_ENGINE_NODE: '/node' }
    expect(placesOf({ ...start, env }).engine).toEqual({
      entry: join('/app', 'dist', 'engine', 'process.js'),
      node: '/node',
      order: { home: null, version: '1.0.0' },
    })
    expect(placesOf({ ...start, env, isPackaged: true }).engine.node).toBeNull()
    expect(placesOf(start).engine.node).toBeNull()
  })

  test('keep what windows keep beside the data that was named', () => {
    expect(placesOf(start).profile).toBe('/profile')
    expect(placesOf({ ...start, env: { M365_CONNECTOR_HOME: '/data' } }).profile).toBe(
      join('/data', 'window'),
    )
  })
})
