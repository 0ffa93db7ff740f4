import type { Bridge } from './bridge.ts'
import { createDesktopBridge } from './desktop-bridge.ts'
import { createSocketBridge, type Socket } from './socket-bridge.ts'

/** The way to whichever host this page lives in. */
export function createBridge(): Bridge {
  const api = window.m365Connector
  if (api !== undefined) return createDesktopBridge(api)
  const address = new URL('/contract', window.location.href.replace(/^http/, 'ws'))
  return createSocketBridge(() => new WebSocket(address) as Socket)
}
