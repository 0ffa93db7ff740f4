import { contextBridge, ipcRenderer } from 'electron'
import {
  type CallEnvelope,
  callChannel,
  type DesktopApi,
  desktopApiName,
  type EventEnvelope,
  eventChannel,
} from '../contract/desktop.ts'
import { windowEventNames, windowMethodNames } from '../contract/window-names.ts'

const listeners = new Map<string, Set<(payload: unknown) => void>>()
ipcRenderer.on(eventChannel, (_event, { event, payload }: EventEnvelope) => {
  for (const listener of listeners.get(event) ?? []) listener(payload)
})

const ask = (envelope: CallEnvelope): Promise<unknown> => ipcRenderer.invoke(callChannel, envelope)
const hear = (event: string) => (listener: (payload: unknown) => void) => {
  const known = listeners.get(event) ?? new Set()
  listeners.set(event, known.add(listener))
  return () => void known.delete(listener)
}
const table = <K extends string, V>(names: readonly K[], make: (name: K) => V) =>
  // A record made of the list of its keys has exactly these.
  Object.fromEntries(names.map(name => [name, make(name)])) as Record<K, V>

const api: DesktopApi = {
  calls: table(windowMethodNames, method => (id, input) => ask({ kind: 'call', id, method, input })),
  events: table(windowEventNames, hear),
  cancel: id => ask({ kind: 'cancel', id }),
}
contextBridge.exposeInMainWorld(desktopApiName, api)
