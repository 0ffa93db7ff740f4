import { Menu, type MenuItemConstructorOptions, nativeImage, nativeTheme, Tray } from 'electron'
import { type Color, drawIcon, type IconState } from './icon.ts'
import type { TrayAction, TrayLine, TrayState } from './menu.ts'
import { createTrayView, firstIcon, type TrayView } from './view.ts'

export type AppTray = {
  /**
   * Looks whether the desktop shows the app's icon at this moment, and puts it there as soon as it can. Never
   * rejects.
   */
  isThere(): Promise<boolean>
  show(state: TrayState): void
}

type Options = {
  platform: NodeJS.Platform
  locale: string
  act: (action: TrayAction) => void
  /** Whether the desktop shows tray icons; see `hasTrayHost`. */
  hasHost: () => Promise<boolean>
  /** Called with the reason why there is no tray. */
  onFailure: (reason: string) => void
}

const sizes = [1, 1.25, 1.5, 2, 3]
const pointSize = 16
const black: Color = { red: 0, green: 0, blue: 0 }
const white: Color = { red: 255, green: 255, blue: 255 }

/**
 * The tray, where there is one. The app is put there when it is first asked for or has something to show, by
 * when the window is on its way: both take about as long.
 */
export function createTray(options: Options): AppTray {
  let open: OpenTray | null = null
  let wasGone = false
  let last: TrayState = null
  const isThere = async (): Promise<boolean> => {
    if (!(await options.hasHost())) {
      wasGone = true
      return false
    }
    // A host that came back knows nothing of the icons that were registered with the one before.
    if (wasGone) open = close(open)
    wasGone = false
    if (open === null) {
      open = openTray(options)
      open?.view.show(last)
    }
    return open !== null
  }
  return {
    isThere,
    show: state => {
      last = state
      if (open === null) void isThere()
      else open.view.show(state)
    },
  }
}

type OpenTray = { view: TrayView; close: () => void }

function close(open: OpenTray | null): null {
  open?.close()
  return null
}

function openTray({ platform, locale, act, onFailure }: Options): OpenTray | null {
  const tray = tryTray(platform, onFailure)
  if (tray === null) return null
  const view = createTrayView(
    {
      setPicture: state => tray.setImage(picture(platform, state)),
      setTooltip: text => tray.setToolTip(text),
      setMenu: lines => tray.setContextMenu(Menu.buildFromTemplate(lines.map(line => menuItem(line, act)))),
    },
    locale,
  )
  // macOS opens the menu on a click.
  if (platform !== 'darwin') tray.on('click', () => act({ kind: 'open', hash: null }))
  nativeTheme.on('updated', view.redraw)
  return {
    view,
    close: () => {
      nativeTheme.off('updated', view.redraw)
      tray.destroy()
    },
  }
}

function tryTray(platform: NodeJS.Platform, onFailure: (reason: string) => void): Tray | null {
  try {
    return new Tray(picture(platform, firstIcon))
  } catch (error) {
    onFailure(error instanceof Error ? error.name : typeof error)
    return null
  }
}

function picture(platform: NodeJS.Platform, state: IconState) {
  const isMac = platform === 'darwin'
  const ink = !isMac && nativeTheme.shouldUseDarkColors ? white : black
  const image = nativeImage.createEmpty()
  for (const scaleFactor of sizes) {
    const size = pointSize * scaleFactor
    image.addRepresentation({
      scaleFactor,
      width: size,
      height: size,
      buffer: drawIcon(state, size, ink, !isMac),
    })
  }
  if (isMac) image.setTemplateImage(true)
  return image
}

function menuItem(line: TrayLine, act: (action: TrayAction) => void): MenuItemConstructorOptions {
  if (line.kind === 'separator') return { type: 'separator' }
  if (line.kind === 'group') return { label: line.label, submenu: line.lines.map(one => menuItem(one, act)) }
  const { action } = line
  return action === null
    ? { label: line.label, enabled: false }
    : { label: line.label, click: () => act(action) }
}
