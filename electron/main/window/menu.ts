import type { MenuItemConstructorOptions } from 'electron'
import { words } from '../words.ts'

type Actions = {
  go: (hash: string) => void
  syncNow: () => void
  /** Through the addresses that the window has shown. */
  travel: (step: 'back' | 'forward') => void
  openLink: (address: string) => void
}
type Setting = { platform: NodeJS.Platform; isPackaged: boolean }

const separator: MenuItemConstructorOptions = { type: 'separator' }
const documentation = 'https://learn.microsoft.com/graph/'

/**
 * The app's menu with the platform's own shortcuts. Reloading and developer tools are for development only.
 */
export function appMenu(setting: Setting, actions: Actions): MenuItemConstructorOptions[] {
  const isMac = setting.platform === 'darwin'
  const settings = {
    label: words.menu.settings,
    accelerator: 'CmdOrCtrl+,',
    click: () => actions.go('#/settings'),
  }
  return [
    ...(isMac ? [macAppMenu(settings)] : []),
    {
      label: words.menu.file,
      submenu: [
        { label: words.menu.syncNow, accelerator: 'CmdOrCtrl+Shift+S', click: actions.syncNow },
        ...(isMac ? [] : [settings]),
        separator,
        { label: words.menu.closeWindow, role: 'close' },
        ...(isMac ? [] : [{ role: 'quit' } as const]),
      ],
    },
    { label: words.menu.edit, role: 'editMenu' },
    { label: words.menu.view, submenu: viewMenu(setting) },
    { label: words.menu.go, submenu: goMenu(isMac, actions) },
    ...(isMac ? [{ label: words.menu.window, role: 'windowMenu' } as const] : []),
    {
      label: words.menu.help,
      role: 'help',
      submenu: [{ label: words.menu.documentation, click: () => actions.openLink(documentation) }],
    },
  ]
}

function macAppMenu(settings: MenuItemConstructorOptions): MenuItemConstructorOptions {
  return {
    label: words.appName,
    submenu: [
      { role: 'about' },
      separator,
      settings,
      separator,
      { role: 'hide' },
      { role: 'hideOthers' },
      { role: 'unhide' },
      separator,
      { role: 'quit' },
    ],
  }
}

function viewMenu({ isPackaged }: Setting): MenuItemConstructorOptions[] {
  const development: MenuItemConstructorOptions[] = [
    { role: 'reload' },
    { role: 'toggleDevTools' },
    separator,
  ]
  return [
    ...(isPackaged ? [] : development),
    { role: 'resetZoom' },
    { role: 'zoomIn' },
    { role: 'zoomOut' },
    separator,
    { role: 'togglefullscreen' },
  ]
}

function goMenu(isMac: boolean, { go, travel }: Actions): MenuItemConstructorOptions[] {
  const screens = Object.entries(words.menu.screens).map(([screen, label], index) => ({
    label,
    accelerator: `CmdOrCtrl+${index + 1}`,
    click: () => go(`#/${screen}`),
  }))
  return [
    { label: words.menu.back, accelerator: isMac ? 'Cmd+[' : 'Alt+Left', click: () => travel('back') },
    { label: words.menu.forward, accelerator: isMac ? 'Cmd+]' : 'Alt+Right', click: () => travel('forward') },
    separator,
    ...screens,
  ]
}
