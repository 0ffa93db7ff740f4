import { AppError, isAbort } from '../../errors.ts'
import type { GraphCall, ReportDownload } from '../../graph/call.ts'
import type { SyncPorts } from '../ports.ts'

/** The address of a report in beta, and the column for whose sake it is asked for. */
export type BetaReport = { readonly dataset: string; readonly path: string; readonly column: string }

export type BetaPorts = {
  readonly graph: Pick<SyncPorts['graph'], 'report' | 'url'>
  readonly log: Pick<SyncPorts['log'], 'info'>
}

/** What is read of a report: its beginning, and the rest behind it. */
export type ReportStream = {
  readonly download: ReportDownload
  readonly head: readonly Uint8Array[]
  readonly rest: AsyncIterator<Uint8Array>
}

/**
 * Nobody waits longer for the beginning of what the sync can do without. Once it is there the rest may take
 * as long as that of any report: in a large tenant it takes minutes.
 */
const maxHeadMs = 30_000

/**
 * Asks beta for a report of which v1.0 sent rows without a column. Whatever goes wrong there leaves the
 * answer of v1.0 as it is.
 *
 * @param head the beginning of the answer of v1.0
 * @returns the answer of beta, which whoever takes it discards; null where it is of no use
 * @throws AppError `cancelled` when the signal fires
 */
export async function askBeta(
  { graph, log }: BetaPorts,
  { dataset, path, column }: BetaReport,
  head: readonly Uint8Array[],
  call: GraphCall,
  readHead: (stream: AsyncIterator<Uint8Array>) => Promise<Uint8Array[]>,
  limitMs = maxHeadMs,
): Promise<ReportStream | null> {
  if (!lacksColumn(head, column)) return null
  const tooLate = new AbortController()
  const limit = AbortSignal.timeout(limitMs)
  const giveUp = () => tooLate.abort()
  limit.addEventListener('abort', giveUp)
  const signal = AbortSignal.any([call.signal, tooLate.signal])
  let download: ReportDownload | null = null
  try {
    download = await graph.report(graph.url(path, 'beta'), { ...call, signal })
    const rest = download.body[Symbol.asyncIterator]()
    const found = { download, head: await readHead(rest), rest }
    if (hasRows(found.head) && !lacksColumn(found.head, column)) return found
  } catch (error) {
    const isLate = isAbort(error) && tooLate.signal.aborted && !call.signal.aborted
    if (!isLate && (isAbort(error) || !(error instanceof AppError))) throw error
    const reason = isLate || !(error instanceof AppError) ? 'timedOut' : error.code
    log.info('sync.betaReport', { dataset, reason })
  } finally {
    limit.removeEventListener('abort', giveUp)
  }
  await download?.discard()
  return null
}

const textOf = (head: readonly Uint8Array[]) => Buffer.concat(head).toString('utf8')
const tidy = (cell: string) => cell.replaceAll('"', '').replaceAll(/\s+/g, ' ').trim().toLowerCase()

const hasRows = (head: readonly Uint8Array[]) => /\n./.test(textOf(head))

/** Whether there are rows, under a header without the column. */
function lacksColumn(head: readonly Uint8Array[], column: string): boolean {
  const [header = ''] = textOf(head).split('\n', 1)
  const cells = header
    .replace(/^\uFEFF/, '')
    .split(',')
    .map(tidy)
  return hasRows(head) && cells.length > 1 && !cells.includes(tidy(column))
}
