import { AppError } from '../errors.ts'
import type { GraphCall, ReportDownload } from '../graph/call.ts'
import type { UsageReport } from '../graph/catalogue/types.ts'
import { attempt } from '../graph/retry.ts'
import type { Retrieved, SyncPorts } from './context.ts'
import type { StagedDataset } from './ports.ts'
import type { DatasetTask } from './task.ts'

/** How much of a report is compared with last time's before the rest is downloaded. */
const headBytes = 64 * 1024

/**
 * Retrieves one usage report. An incremental sync looks at the beginning first: every row begins with the day for which the report was
 * made, so that the same beginning and length mean the same report, and the rest is not downloaded again.
 *
 * A signed download link lives for minutes only; whatever breaks while it is read is cured by asking Graph for the report anew.
 */
export async function retrieveReport(ports: SyncPorts, task: DatasetTask): Promise<Retrieved> {
  const entry = task.plan.definition.report?.report
  if (entry === undefined) throw new Error(`${task.dataset} is not a usage report.`)
  const call = task.call(`reports:${entry.graphFunction}`)
  const url = ports.graph.url(reportPath(entry, task.plan.periodDays))
  return attempt(
    async () => {
      task.resetRows()
      const download = await ask(ports, entry, url, call)
      try {
        return await readReport(ports, task, download)
      } finally {
        await download.discard()
      }
    },
    { clock: ports.clock, random: ports.random, signal: task.signal, meter: task.meter },
  )
}

/** A tenant without Copilot has no Copilot reports, and says so in different ways (copilotReportRoot pages). */
async function ask(ports: SyncPorts, entry: UsageReport, url: URL, call: GraphCall): Promise<ReportDownload> {
  try {
    return await ports.graph.report(url, call)
  } catch (error) {
    const refused = error instanceof AppError && ['badRequest', 'forbidden', 'notFound'].includes(error.code)
    if (!refused) throw error
    if (entry.onlyWith === null) throw error.code === 'notFound' ? notOffered(error) : error
    throw new AppError('licenseMissing', 'This tenant has no Microsoft 365 Copilot usage.', {
      fix: 'Nothing to do, unless people hold Microsoft 365 Copilot licenses: then sync again tomorrow.',
      detail: error.detail,
      cause: error,
    })
  }
}

/** Microsoft adds and retires reports, and its clouds do not have the same ones. */
function notOffered(cause: AppError): AppError {
  return new AppError('notInThisCloud', 'Microsoft Graph does not offer this usage report here.', {
    fix: 'Nothing to do: the other reports are complete.',
    detail: cause.detail,
    cause,
  })
}

/** The path below `/v1.0`; activations take no period (reportRoot pages). */
export function reportPath(entry: UsageReport, periodDays: number | null): string {
  const parameters = periodDays === null ? '' : `(period='D${periodDays}')`
  return `${entry.base}/${entry.graphFunction}${parameters}`
}

async function readReport(ports: SyncPorts, task: DatasetTask, download: ReportDownload): Promise<Retrieved> {
  const stream = download.body[Symbol.asyncIterator]()
  const head = await readHead(stream)
  const fingerprint = fingerprintOf(ports, task, head, download.headers)
  const { mode, state } = task.plan
  if (mode === 'incremental' && state?.problem === null && state.fingerprint === fingerprint) {
    await ports.store.discard(task.dataset)
    return { status: 'unchanged', rows: state.rows }
  }
  const { resume } = task.plan
  if (resume?.complete && resume.notes['fingerprint'] === fingerprint) return stagedEarlier(task, resume)
  await ports.store.begin(task.dataset, { mode, chains: [], notes: {} })
  const summary = await ports.store.report(task.dataset, joined(head, stream), task.signal)
  if (summary.unknownColumns.length > 0 || summary.missingColumns.length > 0) {
    ports.log.warn('sync.reportColumns', {
      dataset: task.dataset,
      unknown: summary.unknownColumns.join(', ').slice(0, 500),
      missing: summary.missingColumns.join(', ').slice(0, 500),
    })
  }
  await ports.store.complete(task.dataset, {
    fingerprint,
    concealed: summary.concealed ? '1' : '0',
    ...(summary.refreshDate === null ? {} : { refreshDate: summary.refreshDate }),
  })
  task.addRows(summary.rows)
  return {
    status: 'staged',
    rows: summary.rows,
    refreshDate: summary.refreshDate,
    concealed: summary.concealed,
    fingerprint,
  }
}

/** An interrupted run had brought in the same report whole: its notes stand in for the rows that were read then. */
function stagedEarlier(task: DatasetTask, { notes, rows }: StagedDataset): Retrieved {
  task.addRows(rows)
  return {
    status: 'staged',
    rows,
    refreshDate: notes['refreshDate'] ?? null,
    concealed: notes['concealed'] === '1',
    fingerprint: notes['fingerprint'] ?? null,
  }
}

function fingerprintOf(
  ports: SyncPorts,
  task: DatasetTask,
  head: readonly Uint8Array[],
  headers: Readonly<Record<string, string>>,
): string {
  const length = headers['content-length'] ?? ''
  return `${task.plan.periodDays ?? 0}:${length}:${ports.digest(Buffer.concat(head))}`
}

async function readHead(stream: AsyncIterator<Uint8Array>): Promise<Uint8Array[]> {
  const chunks: Uint8Array[] = []
  let size = 0
  while (size < headBytes) {
    const next = await stream.next()
    if (next.done) break
    chunks.push(next.value)
    size += next.value.byteLength
  }
  return chunks
}

async function* joined(
  head: readonly Uint8Array[],
  rest: AsyncIterator<Uint8Array>,
): AsyncGenerator<Uint8Array, void, undefined> {
  yield* head
  for (;;) {
    const next = await rest.next()
    if (next.done) return
    yield next.value
  }
}
