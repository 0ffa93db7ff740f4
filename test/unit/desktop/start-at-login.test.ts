import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { LoginItemSettings } from 'electron'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import {
  autostartEntry,
  autostartFolder,
  createLoginItem,
  loginStarter,
  setStartAtLogin,
  startsAtLogin,
  startsHidden,
} from '../../../electron/main/start/start-at-login.ts'

let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'autostart-'))
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

/** Electron's word on the system's list. */
function systemSays(changes: Partial<LoginItemSettings>) {
  const settings: LoginItemSettings = {
    openAtLogin: false,
    wasOpenedAtLogin: false,
    status: 'not-registered',
    executableWillLaunchAtLogin: false,
    launchItems: [],
    ...changes,
  }
  return { getLoginItemSettings: vi.fn(() => settings), setLoginItemSettings: vi.fn(), getPath: () => folder }
}

const machine = (platform: NodeJS.Platform) => ({
  platform,
  program: '/opt/M365 Connector/app',
  autostartFolder: join(folder, 'a'),
})

describe('start at login', () => {
  test('is a file of the desktop on Linux, which goes again', () => {
    const app = systemSays({})
    setStartAtLogin(app, machine('linux'), true)
    const file = join(folder, 'a', 'm365-connector.desktop')
    expect(readFileSync(file, 'utf8')).toContain('Exec="/opt/M365 Connector/app" --hidden\n')
    setStartAtLogin(app, machine('linux'), false)
    setStartAtLogin(app, machine('linux'), false)
    expect(existsSync(file)).toBe(false)
    expect(app.setLoginItemSettings).not.toHaveBeenCalled()
  })

  test('is a setting of the system on Windows, where it starts hidden', () => {
    const app = systemSays({})
    setStartAtLogin(app, machine('win32'), true)
    expect(app.setLoginItemSettings).toHaveBeenCalledWith({
      openAtLogin: true,
      args: ['--hidden'],
      name: 'org.m365connector.app',
    })
  })

  // electron/electron#42302: login items of macOS 13 and later take no options.
  test('hands macOS no option that it would drop', () => {
    const app = systemSays({})
    setStartAtLogin(app, machine('darwin'), true)
    setStartAtLogin(app, machine('darwin'), false)
    expect(app.setLoginItemSettings.mock.calls).toEqual([[{ openAtLogin: true }], [{ openAtLogin: false }]])
  })

  test('starts exactly this program, however it is called', () => {
    const entry = autostartEntry('/home/a "b"/$c`d\\e/100%')
    // The desktop passes over an entry whose program is gone.
    expect(entry).toContain('TryExec=/home/a "b"/$c`d\\\\e/100%\n')
    expect(entry).toContain('Exec="/home/a \\\\"b\\\\"/\\\\$c\\\\`d\\\\\\\\e/100%%" --hidden')
  })

  test('is looked for where the desktop says', () => {
    expect(autostartFolder({}, '/home/a')).toBe(join('/home/a', '.config', 'autostart'))
    expect(autostartFolder({ XDG_CONFIG_HOME: '/config' }, '/home/a')).toBe(join('/config', 'autostart'))
    expect(autostartFolder({ XDG_CONFIG_HOME: 'relative' }, '/home/a')).toBe(
      join('/home/a', '.config', 'autostart'),
    )
  })
})

describe('the system’s own list', () => {
  test('is asked on macOS and Windows, where a person can switch the app off', () => {
    expect(startsAtLogin(systemSays({ openAtLogin: true }), machine('darwin'))).toBe(true)
    expect(startsAtLogin(systemSays({ openAtLogin: false }), machine('darwin'))).toBe(false)
    const on = systemSays({ openAtLogin: true, executableWillLaunchAtLogin: true })
    expect(startsAtLogin(on, machine('win32'))).toBe(true)
    expect(on.getLoginItemSettings).toHaveBeenCalledWith({ args: ['--hidden'] })
    const off = systemSays({ openAtLogin: true, executableWillLaunchAtLogin: false })
    expect(startsAtLogin(off, machine('win32'))).toBe(false)
  })

  test('is the desktop’s file on Linux, which tools of the desktop switch off without deleting it', () => {
    const app = systemSays({})
    expect(startsAtLogin(app, machine('linux'))).toBe(false)
    setStartAtLogin(app, machine('linux'), true)
    expect(startsAtLogin(app, machine('linux'))).toBe(true)
    const file = join(folder, 'a', 'm365-connector.desktop')
    const text = readFileSync(file, 'utf8')
    writeFileSync(file, text.replace('enabled=true', 'enabled=false'))
    expect(startsAtLogin(app, machine('linux'))).toBe(false)
    writeFileSync(file, `${text}Hidden=true\n`)
    expect(startsAtLogin(app, machine('linux'))).toBe(false)
  })

  function item(isOn: boolean) {
    const system = { isOn }
    const written: boolean[] = []
    const saved: boolean[] = []
    const login = createLoginItem({
      read: () => system.isOn,
      write: wanted => {
        written.push(wanted)
        system.isOn = wanted
      },
      save: wanted => saved.push(wanted),
    })
    return { login, system, written, saved }
  }

  test('wins over the setting at the start: who took the app off the list does not find it there again', () => {
    const { login, written, saved } = item(false)
    login.settingChanged(true)
    expect({ written, saved }).toEqual({ written: [], saved: [false] })
    // The saved setting comes back as news, and is none.
    login.settingChanged(false)
    expect(written).toEqual([])
    login.settingChanged(true)
    expect(written).toEqual([true])
  })

  test('is followed whenever the settings are looked at', () => {
    const { login, system, written, saved } = item(true)
    login.follow()
    login.settingChanged(true)
    system.isOn = false
    login.follow()
    login.follow()
    expect(saved).toEqual([false])
    // Written once at the start, because the program may have moved.
    expect(written).toEqual([true])
  })

  test('is not touched by a change of another setting', () => {
    const { login, system, written } = item(true)
    login.settingChanged(true)
    system.isOn = false
    login.settingChanged(true)
    expect(written).toEqual([true])
  })

  test('is kept together with the setting on macOS as it runs', () => {
    const app = systemSays({ openAtLogin: false })
    const saved: boolean[] = []
    const process = { platform: 'darwin' as const, env: {}, execPath: '/Applications/M365 Connector.app' }
    const login = loginStarter(app, process, wanted => saved.push(wanted))
    login.settingChanged(true)
    expect(saved).toEqual([false])
    expect(app.setLoginItemSettings).not.toHaveBeenCalled()
  })
})

describe('the app starts without its window', () => {
  test.each([
    ['win32', ['app', '--hidden'], false, true],
    ['linux', ['app', '--hidden'], false, true],
    ['linux', ['app'], true, false],
    ['darwin', ['app'], true, true],
    ['darwin', ['app'], false, false],
  ] as const)('%s %j, opened at login %s: %s', (platform, argv, wasOpenedAtLogin, hidden) => {
    expect(startsHidden(systemSays({ wasOpenedAtLogin }), { platform, argv: [...argv] })).toBe(hidden)
  })
})
