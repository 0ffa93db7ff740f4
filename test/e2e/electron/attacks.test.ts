import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { startConnectProxy } from '../../support/connect-proxy.ts'
import { patienceMs } from '../browser/app.ts'
import { type DesktopApp, desktopHere, startDesktop, titleOf } from './app.ts'

const found = desktopHere()

/** Runs after the debugger's own call has ended, because that one is free of the page's policy. */
const later = (script: string) => `new Promise(resolve => setTimeout(() => resolve((${script})()), 0))`

const tryEvaluation = later(`() => {
  const script = document.createElement('script')
  script.textContent = 'globalThis.injected = true'
  document.head.append(script)
  script.remove()
  let evaluated = true
  try { new Function('return 1')() } catch { evaluated = false }
  return { evaluated, injected: 'injected' in globalThis }
}`)

const tryConnections = later(`async () => {
  const fetched = await fetch('https://portal.azure.com/').then(() => true, () => false)
  const socket = await new Promise(resolve => {
    try {
      const open = new WebSocket('ws://127.0.0.1:1/')
      open.onopen = () => resolve(true)
      open.onerror = () => resolve(false)
    } catch { resolve(false) }
  })
  return { fetched, socket }
}`)

const tryWindows = `['about:blank', 'app://main/', 'https://example.com/', 'file:///etc/passwd'].map(a => window.open(a) !== null)`

/** A frame that is refused is loaded as well, with nothing in it. */
const tryFrame = `new Promise(resolve => {
  const frame = document.createElement('iframe')
  frame.addEventListener('load', () => {
    let shown = false
    try { shown = frame.contentDocument.body.childElementCount > 0 } catch { shown = false }
    frame.remove()
    resolve(shown)
  })
  frame.src = 'app://main/'
  document.body.append(frame)
})`

const tryPermissions = `Promise.all([
  navigator.mediaDevices.getUserMedia({ audio: true }).then(() => true, () => false),
  new Promise(resolve => navigator.geolocation.getCurrentPosition(() => resolve(true), () => resolve(false))),
  Notification.requestPermission().then(state => state === 'granted'),
  navigator.clipboard.readText().then(() => true, () => false),
])`

const tryDownloads = `(() => {
  const addresses = ['data:application/octet-stream,x', URL.createObjectURL(new Blob(['x']))]
  for (const href of addresses) {
    const link = Object.assign(document.createElement('a'), { href, download: 'taken.bin' })
    document.body.append(link)
    link.click()
    link.remove()
  }
})()`

/**
 * The candidates that WebRTC finds by itself: addresses of this computer, and what a server elsewhere could
 * see.
 */
const tryWebRtc = `new Promise(resolve => {
  const peer = new RTCPeerConnection({ iceServers: [{ urls: 'stun:127.0.0.1:3478' }] })
  const found = []
  peer.onicecandidate = ({ candidate }) => {
    if (candidate === null) resolve(found)
    else if (candidate.candidate.includes(' udp ')) found.push(candidate.candidate)
  }
  peer.createDataChannel('out')
  peer.createOffer().then(offer => peer.setLocalDescription(offer))
})`

const tryNavigation = (address: string) => `{
  const link = document.createElement('a')
  link.href = ${JSON.stringify(address)}
  document.body.append(link)
  link.click()
  link.remove()
  location.assign(${JSON.stringify(address)})
}`

describe.skipIf('reason' in found)(titleOf('a page that turns against the app', found), () => {
  let app: DesktopApp

  beforeAll(async () => {
    app = await startDesktop('program' in found ? found.program : '')
  })
  afterAll(() => app?.close())

  test('finds neither Node nor Electron', async () => {
    const names = ['require', 'process', 'module', 'ipcRenderer', 'electron', 'Buffer']
    const there = `${JSON.stringify(names)}.filter(name => name in globalThis)`
    expect(await app.page.evaluate(there)).toEqual([])
    const preferences = await app.electron.evaluate(({ BrowserWindow }) => {
      const contents = BrowserWindow.getAllWindows()[0]?.webContents
      // Electron tells the preferences that are in force, but has no type for it.
      return (contents as unknown as { getLastWebPreferences(): object }).getLastWebPreferences()
    })
    expect(preferences).toMatchObject({ contextIsolation: true, sandbox: true, nodeIntegration: false })
  })

  test('runs no script of its making', async () => {
    expect(await app.page.evaluate(tryEvaluation)).toEqual({ evaluated: false, injected: false })
  })

  test('connects to nothing', async () => {
    expect(await app.page.evaluate(tryConnections)).toEqual({ fetched: false, socket: false })
  })

  test('opens no window and shows no frame', async () => {
    expect(await app.page.evaluate(tryWindows)).toEqual([false, false, false, false])
    expect(await app.page.evaluate(tryFrame)).toBe(false)
    expect(app.electron.windows()).toHaveLength(1)
  })

  test('gets no permission', async () => {
    expect(await app.page.evaluate(tryPermissions)).toEqual([false, false, false, false])
  })

  test('downloads nothing', async () => {
    await app.electron.evaluate(({ session }) => {
      const seen = { begun: 0, done: 0 }
      Object.assign(globalThis, { seenDownloads: seen })
      session.defaultSession.on('will-download', (_event, item) => {
        seen.begun += 1
        item.once('done', (_done, state) => {
          if (state === 'completed') seen.done += 1
        })
      })
    })
    await app.page.evaluate(tryDownloads)
    const seen = () =>
      app.electron.evaluate(() => (globalThis as unknown as { seenDownloads: object }).seenDownloads)
    await expect.poll(seen, { timeout: patienceMs }).toEqual({ begun: 2, done: 0 })
  })

  test('opens no way past the rules about requests', async () => {
    expect(await app.page.evaluate(tryWebRtc)).toEqual([])
  })

  test('is answered with a code and nothing else when it calls what does not fit', async () => {
    const refused = await app.call('reports.page', { report: 'users', limit: -1 } as never)
    expect(refused).toMatchObject({ ok: false, error: { code: 'badRequest' } })
    expect(await app.call('host.openLink', { url: 'https://example.com/' })).toEqual({
      ok: true,
      value: { opened: false },
    })
    expect(await app.call('connectors.list', {})).toEqual({ ok: true, value: [] })
  })

  // The last, because Playwright goes on waiting for a navigation that was refused.
  test('goes nowhere', async () => {
    const addresses = [
      'https://example.com/',
      'file:///etc/passwd',
      'app://other/',
      'app://main/index.html?next=app://other/',
      'data:text/html,<h1>x</h1>',
    ]
    for (const address of addresses) {
      await app.page.evaluate(tryNavigation(address)).catch(() => undefined)
      await new Promise(resolve => setTimeout(resolve, 200))
      const shown = await app.electron.evaluate(({ BrowserWindow }) =>
        BrowserWindow.getAllWindows()[0]?.webContents.getURL(),
      )
      expect(shown, address).toBe('app://main/')
    }
    expect(await app.page.evaluate(`document.querySelectorAll('h1').length`)).toBe(1)
  })
})

describe.skipIf('reason' in found)(titleOf('the app in silence', found), () => {
  test('asks no other computer for anything, from its start until it ends', async () => {
    const proxy = await startConnectProxy({ refuseWith: 403 })
    const app = await startDesktop('program' in found ? found.program : '', {}, [
      `--proxy-server=${proxy.url}`,
      '--proxy-bypass-list=<-loopback>',
    ])
    try {
      const ways = app.electron.evaluate(({ session }) =>
        session.defaultSession.resolveProxy('https://example.com/'),
      )
      expect(await ways).toBe(`PROXY ${new URL(proxy.url).host}`)
    } finally {
      await app.close()
      await proxy.close()
    }
    expect(proxy.tunnels).toEqual([])
  })
})
