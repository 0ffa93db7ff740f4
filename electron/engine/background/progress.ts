import type { DatasetProgress } from '../../contract/sync.ts'

/** How far a running sync is, from what its datasets report. */
export type ProgressMeter = {
  note(progress: DatasetProgress): void
  /**
   * Whole percent of the connector's datasets that have been received; null before the first was heard of.
   */
  percent(connector: string): number | null
  forget(connector: string): void
}

const underWay: ReadonlySet<DatasetProgress['state']> = new Set(['waiting', 'running'])

export function createProgressMeter(): ProgressMeter {
  const known = new Map<string, Map<string, boolean>>()
  return {
    note: ({ connector, dataset, state }) => {
      const datasets = known.get(connector) ?? new Map<string, boolean>()
      known.set(connector, datasets.set(dataset, !underWay.has(state)))
    },
    percent: connector => {
      const received = [...(known.get(connector)?.values() ?? [])]
      if (received.length === 0) return null
      return Math.floor((received.filter(done => done).length / received.length) * 100)
    },
    forget: connector => known.delete(connector),
  }
}
