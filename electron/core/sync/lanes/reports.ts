import { AppError } from '../../errors.ts'
import type { GraphCall, ReportDownload } from '../../graph/call.ts'
import { defaultRetryLimits } from '../../graph/limits.ts'
import { attempt } from '../../graph/retry.ts'
import type { UsageReport } from '../../usage/catalogue/types.ts'
import type { Retrieved, StagedDataset, SyncPorts } from '../ports.ts'
import type { DatasetTask } from '../task.ts'
import { worseAnswerError } from '../worse/answer.ts'
import { worseReport } from '../worse/report.ts'
import { askBeta, type ReportStream } from './beta-report.ts'

/** The usage report that a dataset is. */
export function reportOf({ dataset, plan }: DatasetTask): UsageReport {
  const entry = plan.definition.report?.report
  if (entry === undefined) throw new Error(`${dataset} is not a usage report.`)
  return entry
}

/** How much of a report is compared with last time's before the rest is downloaded. */
const headBytes = 64 * 1024

/**
 * Retrieves one usage report. An incremental sync looks at the beginning first: every row begins with the day
 * for which the report was made, so that the same beginning and length mean the same report, and the rest is
 * not downloaded again.
 *
 * A signed download link lives for minutes only; whatever breaks while it is read is cured by asking Graph
 * for the report again.
 *
 * @param latestDay after which no day of the report can be true, `YYYY-MM-DD`
 * @param onBegun called once the beginning of an answer is there
 */
export async function retrieveReport(
  ports: SyncPorts,
  task: DatasetTask,
  call: GraphCall,
  latestDay: string,
  onBegun: () => void = () => undefined,
): Promise<Retrieved> {
  const entry = reportOf(task)
  const url = ports.graph.url(reportPath(entry, task.plan.periodDays))
  let triesBeta = true
  const beta = async (head: readonly Uint8Array[]) => {
    if (!triesBeta || entry.betaColumn === undefined) return null
    triesBeta = false
    const path = reportPath(entry, task.plan.periodDays)
    return askBeta(ports, { dataset: task.dataset, path, column: entry.betaColumn }, head, call, readHead)
  }
  return attempt(
    async () => {
      task.resetRows()
      const download = await ask(ports, entry, url, call)
      try {
        return await readReport(ports, task, download, { latestDay, onBegun, askFuller: beta })
      } finally {
        await download.discard()
      }
    },
    {
      clock: ports.clock,
      random: ports.random,
      signal: task.signal,
      meter: task.meter,
      limits: { ...defaultRetryLimits, ...call.limits },
    },
  )
}

/**
 * What Graph does not offer here it refuses in different ways: as not found, or as a request that it does not
 * understand (`Invalid version`). The Copilot reports, which tenants get at different times and in different
 * forms, are forbidden in some.
 */
async function ask(ports: SyncPorts, entry: UsageReport, url: URL, call: GraphCall): Promise<ReportDownload> {
  try {
    return await ports.graph.report(url, call)
  } catch (error) {
    if (!(error instanceof AppError)) throw error
    const codes = entry.onlyWith === null ? notOfferedCodes : [...notOfferedCodes, 'forbidden']
    throw codes.includes(error.code) ? notOffered(error) : error
  }
}

const notOfferedCodes: readonly string[] = ['badRequest', 'notFound']

/** Microsoft adds and retires reports, and its clouds and tenants do not have the same ones. */
function notOffered(cause: AppError): AppError {
  return new AppError('notInThisCloud', 'Microsoft Graph does not offer this usage report here (yet).', {
    fix: 'Nothing to do: the other reports are complete, and what was retrieved of this one before stays. It is asked for again by each sync.',
    detail: cause.detail,
    cause,
  })
}

/** The path below `/v1.0`; activations take no period (reportRoot pages). */
function reportPath(entry: UsageReport, periodDays: number | null): string {
  const parameters = periodDays === null ? '' : `(period='D${periodDays}')`
  return `${entry.base}/${entry.graphFunction}${parameters}`
}

type Reading = {
  latestDay: string
  onBegun: () => void
  askFuller: (head: readonly Uint8Array[]) => Promise<ReportStream | null>
}

async function readReport(
  ports: SyncPorts,
  task: DatasetTask,
  download: ReportDownload,
  { latestDay, onBegun, askFuller }: Reading,
): Promise<Retrieved> {
  const stream = download.body[Symbol.asyncIterator]()
  const head = await readHead(stream)
  onBegun()
  const fingerprint = fingerprintOf(ports, task, head, download.headers)
  const { mode, state } = task.plan
  if (mode === 'incremental' && state?.problem === null && state.fingerprint === fingerprint) {
    await ports.store.discard(task.dataset)
    return { status: 'unchanged', rows: state.rows }
  }
  const { resume } = task.plan
  if (resume?.complete && resume.notes['fingerprint'] === fingerprint) return stagedEarlier(task, resume)
  const fuller = await askFuller(head)
  await ports.store.begin(task.dataset, { mode, chains: [], notes: {} })
  const bytes = fuller === null ? joined(head, stream) : joined(fuller.head, fuller.rest)
  const summary = await ports.store
    .report(task.dataset, bytes, task.signal, latestDay)
    .finally(() => fuller?.download.discard())
  if (summary.unknownColumns.length > 0 || summary.missingColumns.length > 0) {
    ports.log.warn('sync.reportColumns', {
      dataset: task.dataset,
      unknown: summary.unknownColumns.join(', ').slice(0, 500),
      missing: summary.missingColumns.join(', ').slice(0, 500),
    })
  }
  const worse = worseReport(reportOf(task), state, summary, latestDay)
  if (worse !== null) throw worseAnswerError(task.dataset, worse)
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

/**
 * An interrupted run had brought in the same report whole: its notes replace the rows that were read
 * then.
 */
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
