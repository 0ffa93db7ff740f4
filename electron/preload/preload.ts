import { contextBridge, ipcRenderer } from 'electron'
import { windowEventNames, windowMethodNames } from '../contract/methods.ts'
import {
  callChannel,
  type DesktopApi,
  desktopApiName,
  type EventEnvelope,
  eventChannel,
} from '../contract/rpc/desktop.ts'
import { createListeners } from '../contract/rpc/events.ts'
import type { CallMessage } from '../contract/rpc/wire.ts'

const listeners = createListeners<Record<string, unknown>>()
ipcRenderer.on(eventChannel, (_event, { event, payload }: EventEnvelope) => {
  listeners.emit(event, payload)
})

const ask = (message: CallMessage): Promise<unknown> => ipcRenderer.invoke(callChannel, message)
const table = <K extends string, V>(names: readonly K[], make: (name: K) => V) =>
  // A record made of the list of its keys has exactly these.
  Object.fromEntries(names.map(name => [name, make(name)])) as Record<K, V>

const api: DesktopApi = {
  calls: table(windowMethodNames, method => (id, input) => ask({ kind: 'call', id, method, input })),
  events: table(windowEventNames, event => listener => listeners.on(event, listener)),
  cancel: id => ask({ kind: 'cancel', id }),
}
contextBridge.exposeInMainWorld(desktopApiName, api)
