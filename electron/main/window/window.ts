import { BrowserWindow, nativeTheme, screen, type WebPreferences } from 'electron'
import { pageAddress } from '../page/origin.ts'
import { minWindow, placeWindow, type WindowState } from './window-state.ts'

/**
 * What every window is made with. Nothing outside of this function changes them, in development no more than
 * in a packaged app.
 */
export function webPreferences(preload: string, isPackaged: boolean): WebPreferences {
  return {
    preload,
    contextIsolation: true,
    sandbox: true,
    nodeIntegration: false,
    nodeIntegrationInWorker: false,
    nodeIntegrationInSubFrames: false,
    webSecurity: true,
    allowRunningInsecureContent: false,
    webviewTag: false,
    navigateOnDragDrop: false,
    spellcheck: false,
    devTools: !isPackaged,
  }
}

export type WindowOptions = {
  preload: string
  isPackaged: boolean
  icon: string | null
  /** False starts in the tray only. */
  show: boolean
  state: WindowState
  /** Called with the window's place whenever it has settled. */
  onState: (state: WindowState) => void
}

/** The app's only window, with its page. */
export function openMainWindow(options: WindowOptions): BrowserWindow {
  const areas = [screen.getPrimaryDisplay(), ...screen.getAllDisplays()].map(({ workArea }) => workArea)
  const window = new BrowserWindow({
    ...placeWindow(options.state, areas),
    minWidth: minWindow.width,
    minHeight: minWindow.height,
    show: false,
    title: 'M365 Connector',
    backgroundColor: nativeTheme.shouldUseDarkColors ? '#1f1f1f' : '#fafafa',
    autoHideMenuBar: true,
    ...(options.icon === null ? {} : { icon: options.icon }),
    webPreferences: webPreferences(options.preload, options.isPackaged),
  })
  if (options.state.maximized) window.maximize()
  if (!options.show) window.hide()
  else window.once('ready-to-show', () => window.show())
  const report = () => options.onState({ area: window.getNormalBounds(), maximized: window.isMaximized() })
  for (const event of ['resized', 'moved', 'maximize', 'unmaximize', 'close'] as const) {
    // Electron types each of these events on its own; the listener takes nothing of any.
    window.on(event as 'close', report)
  }
  window.on('page-title-updated', event => event.preventDefault())
  void window.loadURL(pageAddress)
  return window
}

/** Brings the window to the person, wherever it was. */
export function showWindow(window: BrowserWindow): void {
  if (window.isMinimized()) window.restore()
  window.show()
  window.focus()
}
