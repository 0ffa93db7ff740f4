import type { App, Session, WebContents } from 'electron'
import { parseAddress } from './origin.ts'

type Ports = {
  app: Pick<App, 'on'>
  session: Pick<
    Session,
    | 'on'
    | 'setDevicePermissionHandler'
    | 'setPermissionCheckHandler'
    | 'setPermissionRequestHandler'
    | 'setSpellCheckerEnabled'
    | 'setSpellCheckerLanguages'
    | 'webRequest'
  >
  /** Developer tools bring pages of their own; they are there in a checkout only. */
  hasDeveloperTools: boolean
  /** A page wants a new window; it never gets one, but the address may be one for the person's browser. */
  onWindowWanted: (address: string) => void
  /** Called with what was refused, by the name of Electron's event or of the permission. */
  onRefused: (kind: 'navigation' | 'permission' | 'request', what: string) => void
}

const navigations = ['will-navigate', 'will-redirect', 'will-frame-navigate', 'will-attach-webview'] as const

/**
 * Refuses, for every page there will ever be, to go elsewhere, to open windows, to use devices, to download
 * and to ask anybody but the app itself for anything. Comes before the first window.
 */
export function refuseByDefault(ports: Ports): void {
  const { app, session, onWindowWanted, onRefused } = ports
  refuseRequests(ports)
  app.on('web-contents-created', (_event, contents) => holdInPlace(contents, { onWindowWanted, onRefused }))
  session.setPermissionRequestHandler((_contents, permission, answer) => {
    onRefused('permission', permission)
    answer(false)
  })
  session.setPermissionCheckHandler(() => false)
  session.setDevicePermissionHandler(() => false)
}

/** What never leaves the computer: the page's own protocol, and addresses that hold their content. */
const localProtocols = ['app:', 'blob:', 'data:']

/**
 * Without languages and a dictionary, Chromium has nothing to fetch at its start; a preference of the window
 * does not keep it from that.
 */
function refuseRequests({ session, hasDeveloperTools, onRefused }: Ports): void {
  session.setSpellCheckerLanguages([])
  session.setSpellCheckerEnabled(false)
  const allowed = new Set(hasDeveloperTools ? [...localProtocols, 'devtools:'] : localProtocols)
  session.webRequest.onBeforeRequest(({ url }, answer) => {
    const protocol = parseAddress(url)?.protocol ?? 'unreadable'
    const cancel = !allowed.has(protocol)
    if (cancel) onRefused('request', protocol)
    answer({ cancel })
  })
  session.on('will-download', event => {
    event.preventDefault()
    onRefused('request', 'download')
  })
}

function holdInPlace(
  contents: Pick<WebContents, 'on' | 'setWindowOpenHandler' | 'setWebRTCIPHandlingPolicy'>,
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
  // WebRTC would reach other computers past every rule about requests.
  contents.setWebRTCIPHandlingPolicy('disable_non_proxied_udp')
  contents.setWindowOpenHandler(({ url }) => {
    onWindowWanted(url)
    return { action: 'deny' }
  })
}
