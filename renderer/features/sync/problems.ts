import type { WireError } from '../../../electron/contract/errors.ts'
import type { SyncRun } from '../../../electron/contract/sync.ts'

/** Datasets that met the same, and what that was. */
export type Problem = { kind: 'failed' | 'skipped'; error: WireError; datasets: readonly string[] }

/** What went wrong in a run, each cause once: failures before what was not asked for. */
export function problemsOf({ datasets }: SyncRun): Problem[] {
  const problems = new Map<string, { kind: Problem['kind']; error: WireError; datasets: string[] }>()
  for (const kind of ['failed', 'skipped'] as const) {
    for (const { dataset, status, error } of datasets) {
      if (status !== kind || error === null) continue
      const key = `${kind} ${error.code} ${error.message} ${error.fix}`
      const known = problems.get(key) ?? { kind, error, datasets: [] }
      known.datasets.push(dataset)
      problems.set(key, known)
    }
  }
  return [...problems.values()]
}
