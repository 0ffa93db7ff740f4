import { EventEmitter } from 'node:events'
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { openMainWindow, webPreferences } from '../../../electron/main/window/window.ts'
import {
  freshState,
  placeWindow,
  readWindowState,
  writeWindowState,
} from '../../../electron/main/window/window-state.ts'

const made = vi.hoisted(() => ({ windows: [] as { options: Record<string, unknown>; loaded: string[] }[] }))
vi.mock('electron', () => ({
  nativeTheme: { shouldUseDarkColors: false },
  screen: {
    getPrimaryDisplay: () => ({ workArea: { x: 0, y: 0, width: 1920, height: 1040 } }),
    getAllDisplays: () => [],
  },
  BrowserWindow: class extends EventEmitter {
    loaded: string[] = []
    options: Record<string, unknown>
    constructor(options: Record<string, unknown>) {
      super()
      this.options = options
      made.windows.push(this)
    }
    maximize() {}
    hide() {}
    show() {}
    async loadURL(address: string) {
      this.loaded.push(address)
    }
  },
}))

let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'desktop-window-'))
  made.windows.length = 0
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

describe('the window', () => {
  test('is isolated, sandboxed and without Node, packaged or not', () => {
    for (const isPackaged of [true, false]) {
      expect(webPreferences('/preload.cjs', isPackaged)).toMatchObject({
        contextIsolation: true,
        sandbox: true,
        nodeIntegration: false,
        nodeIntegrationInWorker: false,
        nodeIntegrationInSubFrames: false,
        webSecurity: true,
        allowRunningInsecureContent: false,
        webviewTag: false,
      })
    }
    const names = Object.keys(webPreferences('/preload.cjs', true))
    expect(names).not.toContain('enableBlinkFeatures')
    expect(names).not.toContain('experimentalFeatures')
  })

  test('has developer tools in a checkout only', () => {
    expect(webPreferences('/preload.cjs', true).devTools).toBe(false)
    expect(webPreferences('/preload.cjs', false).devTools).toBe(true)
  })

  test('is made with exactly these preferences and shows the page', () => {
    const options = { preload: '/p.cjs', isPackaged: true, icon: null, show: true, state: freshState }
    openMainWindow({ ...options, onState: () => undefined })
    expect(made.windows).toHaveLength(1)
    expect(made.windows[0]?.options['webPreferences']).toEqual(webPreferences('/p.cjs', true))
    expect(made.windows[0]?.loaded).toEqual(['app://main/'])
  })
})

describe('the place of the window', () => {
  const screen = { x: 0, y: 0, width: 1920, height: 1040 }
  const second = { x: 1920, y: 0, width: 1280, height: 1000 }
  const area = { x: 2000, y: 50, width: 1000, height: 700 }

  test('is where it was', () => {
    expect(placeWindow({ area, maximized: false }, [screen, second])).toEqual(area)
  })

  test('is on a screen again when that one is gone', () => {
    expect(placeWindow({ area, maximized: false }, [screen])).toEqual({ width: 1280, height: 800 })
  })

  test('leaves the title bar in reach', () => {
    const above = { ...area, x: 10, y: -300 }
    expect(placeWindow({ area: above, maximized: false }, [screen])).toEqual({ width: 1280, height: 800 })
  })

  test('fits a small screen, but is never smaller than the app works in', () => {
    expect(placeWindow(freshState, [{ x: 0, y: 0, width: 1100, height: 700 }])).toEqual({
      width: 1100,
      height: 700,
    })
    expect(placeWindow(freshState, [{ x: 0, y: 0, width: 800, height: 480 }])).toEqual({
      width: 900,
      height: 600,
    })
    expect(placeWindow(freshState, [])).toEqual({ width: 1280, height: 800 })
  })

  test('is remembered in a file for its owner', () => {
    const file = join(folder, 'window.json')
    const state = { area, maximized: true }
    writeWindowState(file, state)
    expect(readWindowState(file)).toEqual(state)
  })

  test('that cannot be written is left as it was, without a failure and with nothing beside it', () => {
    const file = join(folder, 'taken')
    mkdirSync(file)
    writeWindowState(file, { area, maximized: true })
    writeWindowState(join(folder, 'nowhere', 'window.json'), { area, maximized: true })
    expect(readdirSync(folder).filter(name => name.endsWith('.new'))).toEqual([])
  })

  test.each([
    '',
    '{',
    'null',
    '{"area":{"x":1e99},"maximized":1}',
    '{"area":null,"maximized":false,"more":1}',
  ])('starts afresh from %j', text => {
    const file = join(folder, 'window.json')
    writeFileSync(file, text)
    expect(readWindowState(file)).toEqual(freshState)
    expect(readFileSync(file, 'utf8')).toBe(text)
  })

  test('starts afresh without a file', () => {
    expect(readWindowState(join(folder, 'none.json'))).toEqual(freshState)
  })
})
