import { EventEmitter } from 'node:events'
import type { App, Session } from 'electron'
import { describe, expect, test } from 'vitest'
import { refuseByDefault } from '../../../electron/main/page/security.ts'
import { refusedSwitches } from '../../../electron/main/start/start-decision.ts'

/** A page's process as far as the app's rules touch it. */
class FakeContents extends EventEmitter {
  windowOpen: (details: { url: string }) => { action: string } = () => ({ action: 'allow' })
  setWindowOpenHandler(handler: FakeContents['windowOpen']) {
    this.windowOpen = handler
  }
  webRtcPolicy = ''
  setWebRTCIPHandlingPolicy(policy: string) {
    this.webRtcPolicy = policy
  }
}

function protectedApp({ hasDeveloperTools = false } = {}) {
  const app = new EventEmitter()
  const session = new EventEmitter()
  const spelling: unknown[] = []
  const handlers: Record<string, (...args: unknown[]) => unknown> = {}
  const keep = (name: string) => (handler: (...args: unknown[]) => unknown) => {
    handlers[name] = handler
  }
  const wanted: string[] = []
  const refused: string[] = []
  refuseByDefault({
    app: app as unknown as App,
    session: Object.assign(session, {
      setPermissionRequestHandler: keep('request'),
      setPermissionCheckHandler: keep('check'),
      setDevicePermissionHandler: keep('device'),
      setSpellCheckerLanguages: (languages: string[]) => spelling.push(languages),
      setSpellCheckerEnabled: (enabled: boolean) => spelling.push(enabled),
      webRequest: { onBeforeRequest: keep('before') },
    }) as unknown as Session,
    hasDeveloperTools,
    onWindowWanted: address => wanted.push(address),
    onRefused: (kind, what) => refused.push(`${kind} ${what}`),
  })
  const newPage = () => {
    const contents = new FakeContents()
    app.emit('web-contents-created', {}, contents)
    return contents
  }
  const isCancelled = (url: string) => {
    const answers: { cancel: boolean }[] = []
    handlers['before']?.({ url }, (answer: { cancel: boolean }) => answers.push(answer))
    return answers.map(({ cancel }) => cancel)
  }
  return { newPage, handlers, wanted, refused, session, spelling, isCancelled }
}

describe('a page of the desktop app', () => {
  test.each(['will-navigate', 'will-redirect', 'will-frame-navigate', 'will-attach-webview'])(
    'is kept in place on %s',
    event => {
      const { newPage, refused } = protectedApp()
      let prevented = 0
      const details = { preventDefault: () => (prevented += 1), url: 'app://main/other.html' }
      for (const contents of [newPage(), newPage()]) contents.emit(event, details)
      expect(prevented).toBe(2)
      expect(refused).toEqual([`navigation ${event}`, `navigation ${event}`])
    },
  )

  test('never gets a window of its own', () => {
    const { newPage, wanted } = protectedApp()
    for (const url of ['https://learn.microsoft.com/', 'app://main/', 'about:blank', 'file:///etc/passwd']) {
      expect(newPage().windowOpen({ url })).toEqual({ action: 'deny' })
    }
    expect(wanted).toHaveLength(4)
  })

  test.each(['media', 'geolocation', 'notifications', 'clipboard-read', 'openExternal', 'hid'])(
    'gets no permission for %s',
    permission => {
      const { handlers, refused } = protectedApp()
      const answers: unknown[] = []
      handlers['request']?.({}, permission, (answer: unknown) => answers.push(answer))
      expect(answers).toEqual([false])
      expect(handlers['check']?.({}, permission)).toBe(false)
      expect(handlers['device']?.({ deviceType: permission })).toBe(false)
      expect(refused).toEqual([`permission ${permission}`])
    },
  )
})

describe('a session of the desktop app', () => {
  test.each(['https://example.com/a', 'http://127.0.0.1/', 'ws://x/', 'ftp://x/', 'file:///etc/passwd', 'x'])(
    'asks nobody at %s',
    url => {
      const { isCancelled, refused } = protectedApp()
      expect(isCancelled(url)).toEqual([true])
      expect(refused).toEqual([`request ${url === 'x' ? 'unreadable' : new URL(url).protocol}`])
    },
  )

  test('asks the app itself, and developer tools in a checkout only', () => {
    const { isCancelled } = protectedApp()
    expect(['app://main/', 'data:,x', 'blob:app://main/1'].map(isCancelled)).toEqual([
      [false],
      [false],
      [false],
    ])
    expect(isCancelled('devtools://devtools/bundled/a.js')).toEqual([true])
    expect(protectedApp({ hasDeveloperTools: true }).isCancelled('devtools://devtools/a.js')).toEqual([false])
  })

  test('downloads nothing', () => {
    const { session, refused } = protectedApp()
    let prevented = 0
    session.emit('will-download', { preventDefault: () => (prevented += 1) })
    expect(prevented).toBe(1)
    expect(refused).toEqual(['request download'])
  })

  test('has no spelling dictionary to fetch, and no way around a proxy', () => {
    const { spelling, newPage } = protectedApp()
    expect(spelling).toEqual([[], false])
    expect(newPage().webRtcPolicy).toBe('disable_non_proxied_udp')
  })
})

describe('the app as people get it', () => {
  test.each([
    ...['remote-debugging-port=0', 'inspect', 'no-sandbox', 'disable-web-security', 'load-extension=/x'],
    ...['user-data-dir=/x', 'host-resolver-rules=MAP * 127.0.0.1', 'proxy-server=127.0.0.1:1'],
    ...['log-net-log=/x', 'renderer-cmd-prefix=/x', 'an-option-of-the-next-version'],
  ])('does not start with --%s, with one dash or two', option => {
    const [name] = option.split('=')
    for (const dashes of ['-', '--']) {
      expect(refusedSwitches(true, [dashes + option], 'linux')).toEqual([name])
      expect(refusedSwitches(false, [dashes + option], 'linux')).toEqual([])
    }
    expect(refusedSwitches(true, [`/${option}`], 'win32')).toEqual([name])
  })

  test('starts without them, and with what systems and people who do not see it hand over', () => {
    const usual = [
      '--hidden',
      '--self-test',
      '--force-renderer-accessibility',
      '--lang=de',
      '--ozone-platform=x11',
    ]
    expect(refusedSwitches(true, [...usual, '/a/file', '--', '--inspect'], 'linux')).toEqual([])
    expect(refusedSwitches(true, ['-psn_0_12345', '-AppleLanguages', '(de)'], 'darwin')).toEqual([])
    expect(refusedSwitches(true, ['-Embedding'], 'win32')).toEqual([])
  })
})
