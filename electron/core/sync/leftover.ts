import type { DatasetResult } from '../../contract/sync.ts'
import { findDirectoryDataset } from '../datasets/index.ts'
import type { PeopleRange } from './lanes/ranges.ts'
import { leftoverLifetimeMs } from './plan.ts'
import type { GraphReader, StagedDataset } from './ports.ts'
import { isCausedOutside } from './results.ts'

/** Whether a dataset is listed in chains of pages, which can be resumed behind every page. */
function isResumable(dataset: string): boolean {
  const lane = findDirectoryDataset(dataset)?.lane
  return lane === 'users' || lane === 'signIns'
}

/**
 * Whether the next sync can use what is staged of a dataset: pages of a listing that was interrupted, or a
 * report that is whole. All else would be downloaded again in any case, and until then be personal data that
 * nobody reads and nobody deletes.
 *
 * @param result how the dataset ended in this run; null when the run did not come to it
 * @param now milliseconds since the epoch
 */
export function isWorthKeeping(leftover: StagedDataset, result: DatasetResult | null, now: number): boolean {
  if (now - Date.parse(leftover.startedAt) >= leftoverLifetimeMs) return false
  if (result !== null && !wasInterrupted(result)) return false
  if (isResumable(leftover.dataset)) return leftover.complete || leftover.rows > 0
  return leftover.complete && leftover.notes['fingerprint'] !== undefined
}

/** What was wrong with the data themselves is wrong with what is staged of them. */
function wasInterrupted({ status, error }: DatasetResult): boolean {
  return status === 'cancelled' || (status === 'failed' && error !== null && isCausedOutside(error.code))
}

/** The chain of a staged listing of people that reads what has changed since the listing was started. */
export const changesChain = 'delta'

/**
 * Whether an interrupted listing can be resumed: it was cut into these ranges, and its links still lead
 * to the tenant's Microsoft Graph, which has another address after a connector was moved to another cloud.
 */
export function fits(
  leftover: StagedDataset | null,
  ranges: readonly PeopleRange[],
  graph: Pick<GraphReader, 'resolveLink'>,
): leftover is StagedDataset {
  if (leftover === null) return false
  const chains = leftover.chains.filter(({ chain }) => chain !== changesChain)
  if (chains.length !== ranges.length) return false
  if (!ranges.every(range => chains.some(({ chain }) => chain === range.chain))) return false
  const links = [leftover.notes['deltaLink'] ?? null, ...leftover.chains.map(({ nextLink }) => nextLink)]
  return links.every(link => link === null || staysOnGraph(graph, link))
}

/** Whether a link that was kept from an earlier run still belongs to the tenant's Microsoft Graph. */
export function staysOnGraph(graph: Pick<GraphReader, 'resolveLink'>, link: string): boolean {
  try {
    graph.resolveLink(link)
    return true
  } catch {
    // Nothing is lost: the listing restarts.
    return false
  }
}
