import { AppError } from '../../errors.ts'
import type { GraphCall } from '../../graph/call.ts'
import { peekNextLink } from '../../graph/json-scan.ts'
import { attempt } from '../../graph/retry.ts'
import type { PageKind, PageSummary, SyncPorts } from '../ports.ts'
import type { DatasetTask } from '../task.ts'
import { isSetAside } from '../worse/answer.ts'

type Chain = {
  name: string
  kind: PageKind
  first: URL
  call: GraphCall
}

/**
 * Follows next links to the end and hands every page to staging in order. While a page is parsed and written
 * the next one is already on its way, where the page names it before its rows. A page that does not parse is
 * asked for again.
 *
 * @returns the last page's summary, which carries the delta link of a delta chain.
 * @throws AppError `invalidAnswer` when the links run in a circle, `foreignLink` when one leaves Microsoft
 * Graph.
 */
export async function followChain(ports: SyncPorts, task: DatasetTask, chain: Chain): Promise<PageSummary> {
  const stop = new AbortController()
  const signal = AbortSignal.any([chain.call.signal, stop.signal])
  try {
    return await follow(ports, task, { ...chain, call: { ...chain.call, signal } })
  } finally {
    // A page that was asked for ahead of time and that nobody needs any more.
    stop.abort()
  }
}

async function follow(ports: SyncPorts, task: DatasetTask, chain: Chain): Promise<PageSummary> {
  const seen = new Set<string>([chain.first.href])
  let here = chain.first
  let prefetched: Promise<Uint8Array> | null = null
  for (;;) {
    const loaded = await loadPage(ports, task, chain, here, prefetched)
    task.addRows(loaded.page.rows)
    task.addUnreadable(loaded.page.dropped)
    if (loaded.page.nextLink === null) return loaded.page
    const next = ports.graph.resolveLink(loaded.page.nextLink)
    if (seen.has(next.href)) throw circle(task.dataset)
    seen.add(next.href)
    prefetched = loaded.ahead?.link === next.href ? loaded.ahead.bytes : null
    here = next
  }
}

type Ahead = { link: string; bytes: Promise<Uint8Array> }

async function loadPage(
  ports: SyncPorts,
  task: DatasetTask,
  chain: Chain,
  url: URL,
  prefetched: Promise<Uint8Array> | null,
): Promise<{ page: PageSummary; ahead: Ahead | null }> {
  let arriving = prefetched
  return attempt(
    async () => {
      const asked = arriving ?? ports.graph.page(url, chain.call)
      arriving = null
      const bytes = await asked
      const ahead = fetchAhead(ports, chain, url, bytes)
      const page = await ports.store.page(task.dataset, chain.name, chain.kind, bytes)
      if (page.rows === 0 && page.nextLink === url.href) throw notReady(task.dataset)
      return { page, ahead }
    },
    { clock: ports.clock, random: ports.random, signal: chain.call.signal, meter: task.meter },
  )
}

/**
 * Asks for the next page before this one is parsed. What it fetches counts only once the parsed page names
 * the same link.
 */
function fetchAhead(ports: SyncPorts, chain: Chain, here: URL, bytes: Uint8Array): Ahead | null {
  const link = peekNextLink(bytes)
  if (link === null || !URL.canParse(link)) return null
  const next = new URL(link)
  if (next.origin !== here.origin || next.href === here.href) return null
  const ahead = ports.graph.page(next, chain.call)
  // Whoever awaits it later sees the failure; a prefetch that nobody needs any more must not end the process.
  ahead.catch(() => undefined)
  return { link: next.href, bytes: ahead }
}

/** An empty page that names itself as the next one holds no data yet. */
function notReady(dataset: string): AppError {
  return new AppError(
    'invalidAnswer',
    `Microsoft Graph answered ${dataset} with an empty page that is not the last.`,
    {
      fix: 'Sync again later.',
      detail: { kind: 'emptyPage' },
    },
  )
}

function circle(dataset: string): AppError {
  return new AppError(
    'invalidAnswer',
    `Microsoft Graph's pages of ${dataset} point back to a page already read.`,
    {
      fix: 'Sync again later. If it happens again, report it to Microsoft support.',
      detail: { kind: 'repeatedNextLink' },
    },
  )
}

/**
 * Whether a page or delta token has become too old, so that the listing has to restart
 * (delta-query-overview page).
 */
export function isExpired(error: unknown): boolean {
  if (!(error instanceof AppError)) return false
  return error.detail.kind === 'expiredDeltaToken' || error.detail.kind === 'expiredPageToken'
}

/**
 * A listing that broke off for a reason that a new one may not meet: an expired page token, a circle of
 * pages, a gap, a refused filter, fewer people than there should be.
 */
export function mayListAgain(error: unknown): error is AppError {
  if (!(error instanceof AppError)) return false
  const kinds = ['incompleteRanges', 'repeatedNextLink']
  return (
    isExpired(error) ||
    isSetAside(error) ||
    error.code === 'badRequest' ||
    kinds.includes(error.detail.kind ?? '')
  )
}
