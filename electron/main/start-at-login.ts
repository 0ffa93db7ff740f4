import { mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { App } from 'electron'

/** The option with which the app starts in the tray, without a window. */
export const hiddenOption = '--hidden'

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

/** Starts the app at login, or no longer. On Linux Electron has nothing for it, so that the desktop's own file is written. */
export function setStartAtLogin(
  app: Pick<App, 'setLoginItemSettings'>,
  machine: Machine,
  wanted: boolean,
): void {
  if (machine.platform !== 'linux') {
    app.setLoginItemSettings({ openAtLogin: wanted, args: [hiddenOption] })
    return
  }
  const file = join(machine.autostartFolder, 'm365-connector.desktop')
  if (!wanted) rmSync(file, { force: true })
  else {
    mkdirSync(machine.autostartFolder, { recursive: true })
    writeFileSync(file, autostartEntry(machine.program))
  }
}

/** Reads the machine from the running program; the answer does what the person wants. */
export function loginStarter(
  app: Pick<App, 'setLoginItemSettings' | 'getPath'>,
  { platform, env, execPath }: Pick<NodeJS.Process, 'platform' | 'env' | 'execPath'>,
): (wanted: boolean) => void {
  const machine: Machine = {
    platform,
    program: env['APPIMAGE'] ?? execPath,
    autostartFolder: autostartFolder(env, app.getPath('home')),
  }
  return wanted => setStartAtLogin(app, machine, wanted)
}

/** The desktop file that starts the program hidden. */
export function autostartEntry(program: string): string {
  return [
    '[Desktop Entry]',
    'Type=Application',
    'Name=M365 Connector',
    `Exec=${quoted(program)} ${hiddenOption}`,
    'Terminal=false',
    'X-GNOME-Autostart-enabled=true',
    '',
  ].join('\n')
}

/** In quotes four characters are escaped; each backslash is then doubled, and a percent sign stands for itself when doubled. */
function quoted(program: string): string {
  const argument = program.replace(/["`$\\]/g, '\\$&')
  return `"${argument.replaceAll('\\', '\\\\').replaceAll('%', '%%')}"`
}
