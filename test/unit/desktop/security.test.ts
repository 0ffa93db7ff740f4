import { EventEmitter } from 'node:events'
import type { App, Session } from 'electron'
import { describe, expect, test } from 'vitest'
import { refuseByDefault, refusedSwitches } from '../../../electron/main/security.ts'

/** A page's process as far as the app's rules touch it. */
class FakeContents extends EventEmitter {
  windowOpen: (details: { url: string }) => { action: string } = () => ({ action: 'allow' })
  setWindowOpenHandler(handler: FakeContents['windowOpen']) {
    this.windowOpen = handler
  }
}

function protectedApp() {
  const app = new EventEmitter()
  const handlers: Record<string, (...args: unknown[]) => unknown> = {}
  const keep = (name: string) => (handler: (...args: unknown[]) => unknown) => {
    handlers[name] = handler
  }
  const wanted: string[] = []
  const refused: string[] = []
  refuseByDefault({
    app: app as unknown as App,
    session: {
      setPermissionRequestHandler: keep('request'),
      setPermissionCheckHandler: keep('check'),
      setDevicePermissionHandler: keep('device'),
    } as unknown as Session,
    onWindowWanted: address => wanted.push(address),
    onRefused: (kind, what) => refused.push(`${kind} ${what}`),
  })
  const newPage = () => {
    const contents = new FakeContents()
    app.emit('web-contents-created', {}, contents)
    return contents
  }
  return { newPage, handlers, wanted, refused }
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

describe('the app as people get it', () => {
  test.each(['remote-debugging-port', 'inspect', 'no-sandbox', 'disable-web-security', 'load-extension'])(
    'does not start with --%s',
    name => {
      expect(refusedSwitches(true, known => known === name)).toEqual([name])
      expect(refusedSwitches(false, known => known === name)).toEqual([])
    },
  )

  test('starts without them', () => {
    expect(refusedSwitches(true, name => name === 'hidden')).toEqual([])
  })
})
