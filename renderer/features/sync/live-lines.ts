import type { DatasetProgress } from '../../../electron/contract/sync.ts'
import { type DatasetGroup, datasetGroups, groupOfDataset } from './dataset-names.ts'
import { isReceived, type RunProgress } from './progress-store.ts'

/** A line of a running sync: one dataset, or all usage reports of a kind together. */
export type LiveLine =
  | { kind: 'dataset'; item: DatasetProgress }
  | {
      kind: 'group'
      group: DatasetGroup
      state: 'waiting' | 'running' | 'publishing'
      done: number
      total: number
      rows: number
    }

/** The directory's datasets one by one; usage reports as a sum, and each that needs a look below it. */
export function liveLines(progress: RunProgress): LiveLine[] {
  const byGroup = Map.groupBy(progress.values(), ({ dataset }) => groupOfDataset(dataset))
  return datasetGroups.flatMap(group => {
    const items = byGroup.get(group) ?? []
    if (group === 'directory') return items.map(toLine)
    return items.length === 0 ? [] : [sumOf(group, items), ...items.filter(needsLook).map(toLine)]
  })
}

const toLine = (item: DatasetProgress): LiveLine => ({ kind: 'dataset', item })

function needsLook({ state, waitingMs }: DatasetProgress): boolean {
  return state === 'failed' || waitingMs > 0
}

function sumOf(group: DatasetGroup, items: readonly DatasetProgress[]): LiveLine {
  const done = items.filter(isReceived).length
  const begun = items.some(({ state }) => state !== 'waiting')
  return {
    kind: 'group',
    group,
    state: done === items.length ? 'publishing' : begun ? 'running' : 'waiting',
    done,
    total: items.length,
    rows: items.reduce((sum, { rows }) => sum + rows, 0),
  }
}
