import { at, isWithinAny, type Rule } from './rule.ts'

const shipped = ['electron', 'renderer']

/** A rule about the text of the shipped files: `pattern` may stand in `only` and nowhere else. */
function textRule(
  rule: Omit<Rule, 'violations'> & {
    readonly pattern: RegExp
    readonly only?: readonly string[]
    readonly within?: readonly string[]
    readonly message: string
  },
): Rule {
  const { pattern, only = [], within = shipped, message } = rule
  return {
    holds: rule.holds,
    planted: rule.planted,
    broken: rule.broken,
    violations: project =>
      project.files
        .filter(file => isWithinAny(file.path, within) && !isWithinAny(file.path, only))
        .filter(file => pattern.test(file.text))
        .map(file => at(file, 1, message)),
  }
}

const windows = textRule({
  holds: 'windows are made in one file, and their preferences are set nowhere else',
  pattern:
    /new BrowserWindow|new WebContentsView|BrowserView|webviewTag|nodeIntegration|contextIsolation|webSecurity|enableBlinkFeatures|experimentalFeatures|<webview/,
  only: ['electron/main/window/window.ts'],
  message: 'makes a window or sets what protects one',
  planted: {
    'electron/main/window/window.ts': `export const a = { contextIsolation: true }\n`,
    'electron/main/b.ts': `export const b = { nodeIntegration: process.env['B'] === '1' }\n`,
    'electron/main/c.ts': `export const c = (W: any) => new BrowserWindow({})\n`,
  },
  broken: ['electron/main/b.ts', 'electron/main/c.ts'],
})

const fixedPreferences = textRule({
  holds: 'no flag and no environment variable decides about the protection of a window',
  pattern: /process\.(env|argv)|appendSwitch|removeSwitch/,
  within: [
    'electron/main/window/window.ts',
    'electron/main/page/security.ts',
    'electron/main/page/protocol.ts',
    'electron/main/page/ipc.ts',
  ],
  message: 'reads the environment or changes a switch',
  planted: {
    'electron/main/window/window.ts': `export const a = process.env['SANDBOX'] !== '0'\n`,
    'electron/main/main.ts': `export const b = process.env\n`,
  },
  broken: ['electron/main/window/window.ts'],
})

const waysOut = textRule({
  holds: 'links and files leave the app through one file',
  pattern: /openExternal|openPath|showItemInFolder/,
  only: ['electron/main/page/external-links.ts'],
  message: 'opens something outside of the app',
  planted: {
    'electron/main/page/external-links.ts': `export const a = (shell: any) => shell.openExternal('')\n`,
    'electron/main/b.ts': `export const b = (shell: any) => shell.openPath('')\n`,
  },
  broken: ['electron/main/b.ts'],
})

const channels = textRule({
  holds: 'the two channels between window and desktop app are used in two files',
  pattern: /ipcRenderer|ipcMain\s*\.|\.handle\(callChannel|webContents\.send|exposeInMainWorld/,
  only: ['electron/preload/preload.ts', 'electron/main/page/ipc.ts'],
  message: 'talks to the other side by itself',
  planted: {
    'electron/preload/preload.ts': `export const a = (ipcRenderer: any) => ipcRenderer\n`,
    'renderer/b.ts': `export const b = (w: any) => w.ipcRenderer\n`,
    'electron/main/c.ts': `export const c = (w: any) => w.webContents.send('c')\n`,
  },
  broken: ['renderer/b.ts', 'electron/main/c.ts'],
})

const fileAddresses = textRule({
  holds: 'the page never comes from a file address',
  pattern: /loadFile\(|file:\/\//,
  within: ['electron/main', 'electron/preload', 'renderer'],
  message: 'names a file address',
  planted: { 'electron/main/a.ts': `export const a = (w: any) => w.loadFile('index.html')\n` },
  broken: ['electron/main/a.ts'],
})

const registrations = textRule({
  holds: 'the app registers no protocol with the system, sends no crash report and updates nothing by itself',
  pattern: /setAsDefaultProtocolClient|crashReporter|autoUpdater|electron-updater/,
  message: 'registers, reports or updates',
  planted: {
    'electron/main/a.ts': `export const a = (app: any) => app.setAsDefaultProtocolClient('m365')\n`,
  },
  broken: ['electron/main/a.ts'],
})

const devTools = textRule({
  holds: 'nothing opens developer tools but the menu of a checkout',
  pattern: /openDevTools|remote-debugging|toggleDevTools/,
  only: ['electron/main/window/menu.ts', 'electron/main/page/security.ts'],
  message: 'opens the app to a debugger',
  planted: { 'electron/main/a.ts': `export const a = (c: any) => c.openDevTools()\n` },
  broken: ['electron/main/a.ts'],
})

const pageStorage = textRule({
  holds: 'the page keeps nothing in the storage of a browser but the name of its last theme',
  pattern: /localStorage|sessionStorage|indexedDB|document\.cookie|caches\.open/,
  within: ['renderer'],
  only: ['renderer/use-appearance.ts'],
  message: 'writes into the storage of the browser',
  planted: {
    'renderer/a.ts': `export const a = () => localStorage.setItem('a', 'b')\n`,
    'renderer/use-appearance.ts': `export const b = () => localStorage.setItem('theme', 'dark')\n`,
  },
  broken: ['renderer/a.ts'],
})

const smallPreload: Rule = {
  holds: 'the preload script has under forty lines',
  violations: project =>
    project.files
      .filter(file => isWithinAny(file.path, ['electron/preload']) && file.lineCount >= 40)
      .map(file => at(file, file.lineCount, `has ${file.lineCount} lines`)),
  planted: { 'electron/preload/preload.ts': 'export {}\n'.repeat(40) },
  broken: ['electron/preload/preload.ts'],
}

/** The lines of the security checklist that can be read off the sources. */
export const desktopRules: readonly Rule[] = [
  windows,
  fixedPreferences,
  waysOut,
  channels,
  fileAddresses,
  registrations,
  devTools,
  pageStorage,
  smallPreload,
]
