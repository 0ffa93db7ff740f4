import type { DatasetProgress } from '../../../electron/contract/sync.ts'
import type { Bridge } from '../../bridge/bridge.ts'

/** The datasets of a running sync by name, in the order in which they were first heard of. */
export type RunProgress = ReadonlyMap<string, DatasetProgress>

export type ProgressStore = {
  subscribe(listener: () => void): () => void
  /** The same map until something changes; empty when the connector is not being synced. */
  of(connector: string): RunProgress
  /** Starts to listen to the engine; returns the function that stops. */
  listen(): () => void
}

const nothing: RunProgress = new Map()
/** Often enough to look alive, seldom enough to leave the window's thread to the tables. */
const tellEveryMs = 120

/** What the engine tells of running syncs, gathered per connector and handed on a few times a second. */
export function createProgressStore(bridge: Bridge): ProgressStore {
  const current = new Map<string, Map<string, DatasetProgress>>()
  let shown = new Map<string, RunProgress>()
  const listeners = new Set<() => void>()
  let timer: ReturnType<typeof setTimeout> | null = null
  const tell = () => {
    timer = null
    shown = new Map([...current].map(([connector, datasets]) => [connector, new Map(datasets)]))
    for (const listener of listeners) listener()
  }
  const tellSoon = () => {
    timer ??= setTimeout(tell, tellEveryMs)
  }
  return {
    subscribe(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    of: connector => shown.get(connector) ?? nothing,
    listen() {
      const stops = [
        bridge.on('sync.progress', item => {
          const datasets = current.get(item.connector) ?? new Map<string, DatasetProgress>()
          current.set(item.connector, datasets.set(item.dataset, item))
          tellSoon()
        }),
        bridge.on('sync.finished', run => {
          current.delete(run.connector)
          tellSoon()
        }),
      ]
      return () => {
        for (const stop of stops) stop()
        if (timer !== null) clearTimeout(timer)
        timer = null
      }
    },
  }
}

const endedStates = ['succeeded', 'unchanged', 'skipped', 'failed', 'cancelled'] as const

export function isEnded({ state }: DatasetProgress): boolean {
  return endedStates.some(ended => ended === state)
}

/**
 * Whether nothing more is expected for the dataset; all of them become visible together at the end of the
 * sync.
 */
export function isReceived(item: DatasetProgress): boolean {
  return item.state === 'publishing' || isEnded(item)
}

export function countReceived(progress: RunProgress): { done: number; total: number } {
  const all = [...progress.values()]
  return { done: all.filter(isReceived).length, total: all.length }
}
