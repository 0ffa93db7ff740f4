import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { datasetTitle } from '../../../electron/contract/datasets/title.ts'
import type { ConnectorStatus } from '../../../electron/contract/schemas.ts'
import { useBridge } from '../../bridge/context.tsx'
import { useFormat } from '../../ui/format-context.tsx'
import { useNow } from '../../ui/use-now.ts'
import { estimateSync } from './time-left.ts'
import { useProgress } from './use-sync.tsx'

/** How far the running sync is, in words; null for each thing that is not known. */
export function useSyncEstimate(
  { connector: { id } }: ConnectorStatus,
  isRunning: boolean,
): { percent: number | null; dataset: string | null; left: string | null } {
  const { t } = useTranslation()
  const bridge = useBridge()
  const format = useFormat()
  const now = useNow(isRunning ? 1000 : undefined)
  const progress = useProgress(id)
  // Asked when a sync begins: the run that is under way says since when, the earlier ones how long they took.
  const runs = useQuery({
    queryKey: ['runs', id, 'estimate', isRunning && progress.size > 0],
    queryFn: ({ signal }) => bridge.call('sync.runs', { connector: id, limit: 10 }, signal),
    enabled: isRunning && progress.size > 0,
    staleTime: Number.POSITIVE_INFINITY,
  })
  if (!isRunning) return { percent: null, dataset: null, left: null }
  const { percent, leftMs, dataset } = estimateSync({ progress, runs: runs.data ?? [], now })
  return {
    percent,
    dataset: dataset === null ? null : datasetTitle(dataset),
    left: leftMs === null ? null : leftText(leftMs),
  }

  function leftText(ms: number): string {
    return ms < 60_000
      ? t('syncControl.leftSoon')
      : t('syncControl.left', { time: format.duration(Math.round(ms / 60_000) * 60_000) })
  }
}
