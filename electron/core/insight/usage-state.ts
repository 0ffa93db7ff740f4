import type { UsageState } from '../../contract/insight/figure.ts'
import { checkSource } from '../reports/notes.ts'
import type { InsightContext } from '../reports/ports.ts'
import { describeSources } from '../reports/sources.ts'
import type { DatasetFact } from '../reports/trust.ts'

/**
 * How far the use per user is known, from what is remembered of the datasets.
 *
 * @param now milliseconds since the epoch
 * @param activityDay `YYYY-MM-DD`, the day up to which activity per user is known; null while nobody's is
 */
export function usageState(
  facts: readonly DatasetFact[],
  activityDay: string | null,
  now: number,
): UsageState {
  const { activity } = describeSources()
  const { knowledge } = checkSource(activity, facts, now)
  if (knowledge === 'concealed') return 'concealed'
  if (knowledge === 'known' && activityDay !== null) return 'known'
  const refused = facts.some(
    ({ dataset, problem }) => problem === 'notGranted' && activity.datasets.includes(dataset),
  )
  return refused ? 'notGranted' : 'missing'
}

/** When a dataset was retrieved last, ISO 8601; null when it never was. */
export function retrievedAt({ facts }: InsightContext, dataset: string): string | null {
  return facts.find(fact => fact.dataset === dataset)?.succeededAt ?? null
}
