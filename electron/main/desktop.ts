import { join } from 'node:path'
import { app, dialog, ipcMain, Menu, nativeTheme, protocol, session } from 'electron'
import type { HostNote } from '../contract/rpc/engine-port.ts'
import type { Engine } from '../contract/rpc/wire.ts'
import type { Settings } from '../contract/settings.ts'
import type { EngineClient } from './engine/client.ts'
import { followEngine } from './follow.ts'
import { desktopHostMethods } from './host-methods.ts'
import { createExternalLinks } from './page/external-links.ts'
import { answerWindow, createWindowServer, notifyWindow } from './page/ipc.ts'
import { pageScheme } from './page/origin.ts'
import { createPageServer } from './page/protocol.ts'
import { refuseByDefault } from './page/security.ts'
import type { Places } from './start/places.ts'
import { loginStarter, startsHidden } from './start/start-at-login.ts'
import { reportMachine, showNotifications } from './system-conditions.ts'
import { pauseUntil, type TrayAction } from './tray/menu.ts'
import { askProgram, hasTrayHost } from './tray/presence.ts'
import { createTray } from './tray/tray.ts'
import { createMainWindow } from './window/main-window.ts'
import { appMenu } from './window/menu.ts'

type Note = (event: HostNote['event'], reason: string, method?: string | null) => void

/** The defaults, until the engine has reported the person's choices. */
const usualChoices: Pick<Settings['app'], 'closeToTray' | 'notifications'> = {
  closeToTray: true,
  notifications: true,
}

/**
 * The desktop app once Electron is ready: window, tray and menu around an engine that is already being
 * started. Returns the way to bring the window to the person.
 *
 * @param logs the folder of all logs
 */
export function runDesktop(engine: EngineClient, places: Places, logs: string): { show: () => void } {
  const note: Note = (event, reason, method = null) => engine.note({ event, reason, method })
  const { platform, env } = process
  const { isPackaged } = app
  const links = createExternalLinks(
    reason => note('host.linkRefused', reason),
    env['M365_CONNECTOR_LOGIN_URL'] ?? null,
  )
  const choices = { ...usualChoices }
  protectPages(links.open, note)
  protocol.handle(pageScheme, createPageServer(places.page))

  const tray = createTray({
    platform,
    locale: app.getLocale(),
    act: action => act(action),
    hasHost: () => hasTrayHost(platform, askProgram(process.env)),
    onFailure: reason => note('host.failed', reason),
  })
  const login = isPackaged
    ? loginStarter(
        app,
        process,
        startAtLogin => void engine.call('settings.change', { app: { startAtLogin } }),
      )
    : null
  const host = desktopHostMethods({
    engine,
    links,
    logs,
    platform,
    canTray: tray.isThere,
    canStartAtLogin: isPackaged,
    onInfo: () => login?.follow(),
    askWhere: async name => {
      const defaultPath = join(app.getPath('downloads'), name)
      const { canceled, filePath } = await dialog.showSaveDialog({ defaultPath })
      return canceled || filePath === '' ? null : filePath
    },
    printPage: async () =>
      (await window.contents()?.printToPDF({ pageSize: 'A4', printBackground: true })) ?? null,
    quit: () => app.quit(),
  })
  const onRefused = (reason: string, method: string | null) => note('host.callRefused', reason, method)
  const server = createWindowServer({ engine, host, onRefused })
  const window = createMainWindow({
    places,
    isPackaged,
    startsHidden: startsHidden(app, process),
    wantsTray: () => choices.closeToTray,
    hasTray: tray.isThere,
    onNewPage: server.cancelAll,
    onLoaded: () => notify({ event: 'host.connection', payload: engine.state() }),
    onGone: reason => note('host.windowGone', reason),
  })
  answerWindow({
    ipcMain,
    contents: window.contents,
    server,
    onForeignSender: () => onRefused('sender', null),
  })
  const notify = notifyWindow(engine, window.contents)
  const open = (hash: string | null) => {
    window.show()
    if (hash !== null) notify({ event: 'host.navigate', payload: { hash } })
  }
  const syncNow = () => void syncAll(engine)
  const act = (action: TrayAction) => {
    if (action.kind === 'open') open(action.hash)
    else if (action.kind === 'syncNow') syncNow()
    else if (action.kind === 'resume') void engine.call('background.resume', {})
    else if (action.kind === 'quit') app.quit()
    else void engine.call('background.pause', { until: pauseUntil(action.for, Date.now()) })
  }
  const travel = (step: 'back' | 'forward') => {
    const history = window.contents()?.navigationHistory
    if (step === 'back') history?.goBack()
    else history?.goForward()
  }
  const openLink = (url: string) => void links.open(url)
  const menu = appMenu({ platform, isPackaged }, { go: open, syncNow, travel, openLink })
  Menu.setApplicationMenu(Menu.buildFromTemplate(menu))

  showNotifications(engine, { isWanted: () => choices.notifications, open })
  followEngine(engine, {
    onBackground: tray.show,
    onOpen: reportMachine(engine),
    onConnection: state => {
      notify({ event: 'host.connection', payload: state })
      // Somebody has to see it, also of an app that is hidden in the tray.
      if (!state.open && state.failure !== null) window.show()
    },
    onSettings: settings => {
      Object.assign(choices, settings.app)
      nativeTheme.themeSource = settings.app.theme
      login?.settingChanged(settings.app.startAtLogin)
    },
  })
  return { show: window.show }
}

function protectPages(openLink: (address: string) => Promise<boolean>, note: Note): void {
  refuseByDefault({
    app,
    session: session.defaultSession,
    hasDeveloperTools: !app.isPackaged,
    onWindowWanted: address => void openLink(address),
    onRefused: (kind, what) => note(`host.${kind}Refused`, what),
  })
}

/**
 * Syncs every connector, one after the other. The engine reports by events how each ended; a connector that
 * is being synced already is left to that sync.
 */
async function syncAll(engine: Pick<Engine, 'call'>): Promise<void> {
  const connectors = await engine.call('connectors.list', {})
  if (!connectors.ok) return
  for (const { id } of connectors.value) await engine.call('sync.start', { connector: id })
}
