import { join } from 'node:path'
import { app, type BrowserWindow, type WebContents } from 'electron'
import { restartDelayMs } from '../engine/restart.ts'
import type { Places } from '../start/places.ts'
import { createTrayWatch, onClose, settleHidden } from '../tray/window-in-tray.ts'
import { openMainWindow, showWindow } from './window.ts'
import { readWindowState, writeWindowState } from './window-state.ts'

/** The one window of the app, which may be hidden, closed and opened again. */
export type MainWindow = {
  /** Null while there is no window. */
  contents(): WebContents | null
  /** Brings it to the person; opens it where it was closed. */
  show(): void
}

/** How often it is looked whether the tray is still there. */
const lookMs = 60_000

type Options = {
  places: Places
  isPackaged: boolean
  /** Whether it begins in the tray, once there is one. */
  startsHidden: boolean
  /** Whether a person wants a closed window to stay in the tray. */
  wantsTray: () => boolean
  hasTray: () => Promise<boolean>
  /** The page is loaded or reloaded: nobody waits any longer for what the last one asked for. */
  onNewPage: () => void
  /** The page has run its scripts and receives events. */
  onLoaded: () => void
  /** Called with the reason why the page's process has ended. */
  onGone: (reason: string) => void
}

export function createMainWindow(options: Options): MainWindow {
  const file = join(options.places.profile, 'window.json')
  let current: BrowserWindow | null = null
  let isQuitting = false
  let isClosing = false
  app.on('before-quit', () => {
    isQuitting = true
  })
  const open = (show: boolean): BrowserWindow => {
    const window = openMainWindow({
      preload: options.places.preload,
      icon: options.places.icon,
      isPackaged: options.isPackaged,
      show,
      state: readWindowState(file),
      onState: state => writeWindowState(file, state),
    })
    current = window
    window.on('close', event => {
      if (isQuitting || isClosing || !options.wantsTray()) return
      event.preventDefault()
      void options.hasTray().then(hasTray => {
        if (window.isDestroyed()) return
        if (onClose({ wantsTray: options.wantsTray(), hasTray }) === 'hide') window.hide()
        else {
          isClosing = true
          window.close()
        }
      })
    })
    window.on('closed', () => {
      current = null
      isClosing = false
    })
    keepPage(window, options)
    return window
  }
  open(!options.startsHidden)
  const show = () => {
    if (current === null) open(true)
    else showWindow(current)
  }
  const { hasTray } = options
  if (options.startsHidden) void settleHidden({ hasTray, show: () => isQuitting || show(), wait })
  // A look costs the start of a small program.
  const isHidden = () => !isQuitting && current?.isVisible() === false
  const look = createTrayWatch({ hasTray, isHidden, show })
  setInterval(() => void look(), lookMs).unref()
  return { contents: () => current?.webContents ?? null, show }
}

function wait(ms: number): Promise<void> {
  return new Promise(resolve => setTimeout(resolve, ms))
}

/** Reloads the page when its process ends: at once the first time, later if it keeps ending. */
function keepPage(window: BrowserWindow, { onNewPage, onLoaded, onGone }: Options): void {
  const ends: number[] = []
  window.webContents.on('did-finish-load', onLoaded)
  window.webContents.on('did-start-navigation', ({ isMainFrame, isSameDocument }) => {
    if (isMainFrame && !isSameDocument) onNewPage()
  })
  window.webContents.on('render-process-gone', (_event, { reason }) => {
    onNewPage()
    onGone(reason)
    ends.push(Date.now())
    setTimeout(() => window.isDestroyed() || window.webContents.reload(), restartDelayMs(ends, Date.now()))
  })
}
