import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { App } from 'electron'

/** The option with which the app starts in the tray, without a window. */
export const hiddenOption = '--hidden'

/**
 * The app's name to Windows, under which Electron keeps the value that starts it at login. The uninstaller
 * removes the value of this name.
 */
export const windowsAppName = 'org.m365connector.app'

/** The file that starts the app at login on Linux. The Debian package removes the file of this name. */
export const autostartName = 'm365-connector.desktop'

type Machine = {
  platform: NodeJS.Platform
  /** The program that a person would start: the AppImage, where the app runs from one. */
  program: string
  /** Where a Linux desktop looks for what to start at login. */
  autostartFolder: string
}

/** Where the desktop looks for what to start at login (the desktop's own specification). */
export function autostartFolder(env: Readonly<Record<string, string | undefined>>, home: string): string {
  const config = env['XDG_CONFIG_HOME'] ?? ''
  return join(config.startsWith('/') ? config : join(home, '.config'), 'autostart')
}

/**
 * Starts the app at login, or no longer. On Linux Electron has nothing for it, so that the desktop's own file
 * is written. macOS passes no options to what it starts (Electron's page on `app.setLoginItemSettings`).
 */
export function setStartAtLogin(
  app: Pick<App, 'setLoginItemSettings'>,
  machine: Machine,
  wanted: boolean,
): void {
  if (machine.platform === 'darwin') app.setLoginItemSettings({ openAtLogin: wanted })
  else if (machine.platform === 'win32') {
    app.setLoginItemSettings({ openAtLogin: wanted, args: [hiddenOption], name: windowsAppName })
  } else writeAutostart(machine, wanted)
}

function writeAutostart(machine: Machine, wanted: boolean): void {
  const file = autostartFile(machine)
  if (!wanted) rmSync(file, { force: true })
  else {
    mkdirSync(machine.autostartFolder, { recursive: true })
    writeFileSync(file, autostartEntry(machine.program))
  }
}

function autostartFile({ autostartFolder: folder }: Machine): string {
  return join(folder, autostartName)
}

/**
 * Whether the system starts the app at login as its own settings have it, where a person can switch that off
 * as well.
 */
export function startsAtLogin(app: Pick<App, 'getLoginItemSettings'>, machine: Machine): boolean {
  if (machine.platform === 'darwin') return app.getLoginItemSettings().openAtLogin
  if (machine.platform === 'win32') {
    const { openAtLogin, executableWillLaunchAtLogin } = app.getLoginItemSettings({ args: [hiddenOption] })
    return openAtLogin && executableWillLaunchAtLogin
  }
  const file = autostartFile(machine)
  if (!existsSync(file)) return false
  return !/^(?:Hidden=true|X-GNOME-Autostart-enabled=false)\s*$/m.test(readFileSync(file, 'utf8'))
}

/**
 * Whether the app begins without its window: asked for by an option, or by macOS, where older versions say
 * what was started at login.
 */
export function startsHidden(
  app: Pick<App, 'getLoginItemSettings'>,
  { platform, argv }: Pick<NodeJS.Process, 'platform' | 'argv'>,
): boolean {
  if (argv.includes(hiddenOption)) return true
  return platform === 'darwin' && app.getLoginItemSettings().wasOpenedAtLogin
}

/** Reads the machine from the running program, and keeps the setting and the system's own list together. */
export function loginStarter(
  app: Pick<App, 'setLoginItemSettings' | 'getLoginItemSettings' | 'getPath'>,
  { platform, env, execPath }: Pick<NodeJS.Process, 'platform' | 'env' | 'execPath'>,
  save: (wanted: boolean) => void,
): LoginItem {
  const machine: Machine = {
    platform,
    program: env['APPIMAGE'] ?? execPath,
    autostartFolder: autostartFolder(env, app.getPath('home')),
  }
  return createLoginItem({
    read: () => startsAtLogin(app, machine),
    write: wanted => setStartAtLogin(app, machine, wanted),
    save,
  })
}

/**
 * The desktop file that starts the program hidden. Once the program is gone, as an AppImage goes without an
 * uninstaller, `TryExec` has the desktop pass the file over.
 */
export function autostartEntry(program: string): string {
  return [
    '[Desktop Entry]',
    'Type=Application',
    'Name=M365 Connector',
    `TryExec=${program.replaceAll('\\', '\\\\')}`,
    `Exec=${quoted(program)} ${hiddenOption}`,
    'Terminal=false',
    'X-GNOME-Autostart-enabled=true',
    '',
  ].join('\n')
}

/**
 * In quotes four characters are escaped; each backslash is then doubled, and a percent sign stands for itself
 * when doubled.
 */
function quoted(program: string): string {
  const argument = program.replace(/["`$\\]/g, '\\$&')
  return `"${argument.replaceAll('\\', '\\\\').replaceAll('%', '%%')}"`
}

type Ports = {
  /** Whether the system starts the app at login. */
  read: () => boolean
  write: (wanted: boolean) => void
  /** Keeps the setting. */
  save: (wanted: boolean) => void
}

/** Keeps the setting "start at login" and the system's own list together. */
export type LoginItem = {
  /**
   * Receives the setting: the first time it is only compared, since a person may have changed the system's
   * list meanwhile.
   */
  settingChanged(wanted: boolean): void
  /** Makes the setting follow the system, in whose own settings a person can take the app off the list. */
  follow(): void
}

export function createLoginItem({ read, write, save }: Ports): LoginItem {
  let known: boolean | null = null
  const follow = () => {
    const actual = read()
    if (known === null || actual === known) return
    known = actual
    save(actual)
  }
  return {
    settingChanged: wanted => {
      const before = known
      known = wanted
      if (before === null) {
        // What the system starts is written once more: the program may have moved since.
        if (wanted && read()) write(true)
        follow()
      } else if (before !== wanted) write(wanted)
    },
    follow,
  }
}
