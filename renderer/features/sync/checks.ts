import type { BalanceFinding, SyncRun } from '../../../electron/contract/sync.ts'
import type { Problem } from './problems.ts'

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
