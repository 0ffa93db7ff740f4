import { type DatasetGap, gapOf } from '../../../electron/contract/datasets/gap.ts'
import type { WireError } from '../../../electron/contract/errors.ts'
import type { BalanceFinding, SyncRun } from '../../../electron/contract/sync.ts'

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

/**
 * A difference found after a run. `setAside`: an answer that was worse than what is stored and did not
 * replace it.
 */
export type DataCheck = { finding: BalanceFinding; setAside: boolean }

/** Explained differences that share their explanation, which is then told once. */
export type ExplainedCheck = { explanation: string; findings: readonly BalanceFinding[] }

type Checked = Pick<SyncRun, 'balance' | 'datasets'>

/** The differences that a person should look at, answers that were set aside first. */
export function flaggedChecks({ balance, datasets }: Checked): DataCheck[] {
  const refused = new Set(
    datasets.flatMap(({ dataset, error }) => (error?.code === 'invalidAnswer' ? [dataset] : [])),
  )
  return balance
    .filter(({ verdict }) => verdict === 'flagged')
    .map(finding => ({ finding, setAside: refused.has(finding.dataset) }))
    .sort((one, other) => Number(other.setAside) - Number(one.setAside))
}

export function explainedChecks({ balance }: Pick<SyncRun, 'balance'>): ExplainedCheck[] {
  const explained = balance.filter(({ verdict }) => verdict === 'explained')
  return [...Map.groupBy(explained, ({ explanation }) => explanation)].map(([explanation, findings]) => ({
    explanation,
    findings,
  }))
}

/**
 * The problems that no data check tells of: an answer that was set aside is told once, with what was and what
 * came.
 */
export function withoutSetAside(problems: readonly Problem[], checks: readonly DataCheck[]): Problem[] {
  const told = new Set(checks.flatMap(({ finding, setAside }) => (setAside ? [finding.dataset] : [])))
  return problems.flatMap(problem => {
    if (problem.error.code !== 'invalidAnswer') return [problem]
    const datasets = problem.datasets.filter(dataset => !told.has(dataset))
    return datasets.length === 0 ? [] : [{ ...problem, datasets }]
  })
}
