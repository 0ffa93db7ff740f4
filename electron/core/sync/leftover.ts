import type { GraphReader } from './context.ts'
import type { PeopleRange } from './people-ranges.ts'
import type { StagedDataset } from './ports.ts'

/** The chain of a staged listing of people that reads what has changed since the listing was begun. */
export const changesChain = 'delta'

/**
 * Whether an interrupted listing can be gone on with: it was cut into these ranges, and its links still lead to the tenant's Microsoft
 * Graph, which has another address after a connector was moved to another cloud.
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
    // Nothing is lost: the listing is begun anew.
    return false
  }
}
