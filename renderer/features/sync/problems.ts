import { type DatasetGap, gapOf } from '../../../electron/contract/dataset-gap.ts'
import type { WireError } from '../../../electron/contract/errors.ts'
import type { SyncRun } from '../../../electron/contract/sync.ts'

/** Datasets that met the same, and what that was. */
export type Problem = { gap: DatasetGap; error: WireError; datasets: readonly string[] }

/** What a person has to look at first comes first. */
export const gapsInOrder = ['failed', 'notGranted', 'notOffered'] as const satisfies readonly DatasetGap[]

/** What a run did not bring, each cause once: failures, then what can be granted, then what nobody can. */
export function problemsOf({ datasets }: Pick<SyncRun, 'datasets'>): Problem[] {
  const problems = new Map<string, { gap: DatasetGap; error: WireError; datasets: string[] }>()
  for (const gap of gapsInOrder) {
    for (const result of datasets) {
      const { dataset, error } = result
      if (error === null || gapOf(result) !== gap) continue
      const key = `${gap} ${error.code} ${error.message} ${error.fix}`
      const known = problems.get(key) ?? { gap, error, datasets: [] }
      known.datasets.push(dataset)
      problems.set(key, known)
    }
  }
  return [...problems.values()]
}
