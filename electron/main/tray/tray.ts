import { Menu, type MenuItemConstructorOptions, nativeImage, nativeTheme, Tray } from 'electron'
import { type Color, drawIcon, type IconState } from './icon.ts'
import { type AppTray, keepTray, type OpenTray } from './kept-tray.ts'
import type { TrayAction, TrayLine } from './menu.ts'
import { createTrayView, firstIcon } from './view.ts'

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

export function createTray(options: Options): AppTray {
  return keepTray({ hasHost: options.hasHost, open: () => openTray(options) })
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
