import type { App, Session, WebContents } from 'electron'

type Ports = {
  app: Pick<App, 'on'>
  session: Pick<
    Session,
    'setPermissionRequestHandler' | 'setPermissionCheckHandler' | 'setDevicePermissionHandler'
  >
  /** A page wants a new window; it never gets one, but the address may be one for the person's browser. */
  onWindowWanted: (address: string) => void
  /** Hears what was refused, by the name of Electron's event or of the permission. */
  onRefused: (kind: 'navigation' | 'permission', what: string) => void
}

const navigations = ['will-navigate', 'will-redirect', 'will-frame-navigate', 'will-attach-webview'] as const

/** Refuses, for every page there will ever be, to go elsewhere, to open windows and to use devices. Comes before the first window. */
export function refuseByDefault({ app, session, onWindowWanted, onRefused }: Ports): void {
  app.on('web-contents-created', (_event, contents) => holdInPlace(contents, { onWindowWanted, onRefused }))
  session.setPermissionRequestHandler((_contents, permission, answer) => {
    onRefused('permission', permission)
    answer(false)
  })
  session.setPermissionCheckHandler(() => false)
  session.setDevicePermissionHandler(() => false)
}

function holdInPlace(
  contents: Pick<WebContents, 'on' | 'setWindowOpenHandler'>,
  { onWindowWanted, onRefused }: Pick<Ports, 'onWindowWanted' | 'onRefused'>,
): void {
  for (const name of navigations) {
    const refuse = (event: { preventDefault(): void }) => {
      event.preventDefault()
      onRefused('navigation', name)
    }
    // Electron types each of these events on its own; all four can be prevented.
    contents.on(name as 'will-navigate', refuse)
  }
  contents.setWindowOpenHandler(({ url }) => {
    onWindowWanted(url)
    return { action: 'deny' }
  })
}

/** Switches of Chromium and Node that open the app to another program or turn a protection off. */
const unsafeSwitches = [
  'remote-debugging-port',
  'remote-debugging-pipe',
  'inspect',
  'inspect-brk',
  'js-flags',
  'load-extension',
  'no-sandbox',
  'disable-web-security',
  'allow-running-insecure-content',
  'ignore-certificate-errors',
  'disable-site-isolation-trials',
]

/** The switches on the command line with which the app as people get it does not start; none in development. */
export function refusedSwitches(isPackaged: boolean, hasSwitch: (name: string) => boolean): string[] {
  return isPackaged ? unsafeSwitches.filter(hasSwitch) : []
}
