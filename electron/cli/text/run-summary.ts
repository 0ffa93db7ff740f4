import { gapOf } from '../../contract/datasets/gap.ts'
import type { BalanceFinding, DatasetResult, SyncRun } from '../../contract/sync.ts'
import { errorText } from './error-text.ts'
import type { Format } from './numbers.ts'
import type { Paint } from './paint.ts'
import { formatTable, type TableColumn } from './table.ts'
import { printable } from './width.ts'

export type SummaryOptions = { paint: Paint; format: Format; width: number | null }

const left = (title: string): TableColumn => ({ title, align: 'left' })
const right = (title: string): TableColumn => ({ title, align: 'right' })
const columns: readonly TableColumn[] = [
  { ...left('Dataset'), isWhole: true },
  { ...left('Result'), isWhole: true },
  right('Rows'),
  right('Added'),
  right('Changed'),
  right('Removed'),
  right('Time'),
  right('Requests'),
  right('Received'),
  right('Throttled'),
]

/**
 * What a sync did: a row per dataset, what went wrong with its fix, differences in the books, and one
 * sentence.
 */
export function runSummary(run: SyncRun, name: string, options: SummaryOptions): string {
  const header = (text: string) => options.paint('bold', text)
  const sections = [
    run.datasets.length === 0
      ? ''
      : formatTable(
          columns,
          groupResults(run.datasets).map(row => datasetRow(row, options.format)),
          { width: options.width, header },
        ),
    problemsText(run.datasets, options.paint),
    balanceText(run.balance, options),
    run.error === null ? '' : errorText(run.error, options.paint),
    verdict(run, name, options),
  ]
  return sections.filter(section => section !== '').join('\n\n')
}

/** A line of the summary: one dataset, or several of a group that went well together. */
type SummaryRow = Omit<DatasetResult, 'error'>

/**
 * Fifty usage reports that went well are two lines; what needs a look keeps a line of its own. The order is
 * that of the run, a group standing where its first dataset stood.
 */
export function groupResults(datasets: readonly DatasetResult[]): SummaryRow[] {
  const rows: SummaryRow[] = []
  const groups = Map.groupBy(datasets.filter(isGroupable), groupOf)
  const written = new Set<string>()
  for (const dataset of datasets) {
    const group = groupOf(dataset)
    const members = isGroupable(dataset) ? (groups.get(group) ?? []) : []
    if (members.length < 2) rows.push(dataset)
    else if (!written.has(group)) rows.push(sumOf(group, members))
    if (members.length > 1) written.add(group)
  }
  return rows
}

function groupOf({ dataset }: DatasetResult): string {
  return dataset.split('.', 1)[0] ?? dataset
}

function isGroupable({ dataset, status }: DatasetResult): boolean {
  return dataset.includes('.') && (status === 'succeeded' || status === 'unchanged')
}

function sumOf(group: string, members: readonly DatasetResult[]): SummaryRow {
  const sum = (figure: (result: DatasetResult) => number) =>
    members.reduce((total, member) => total + figure(member), 0)
  return {
    dataset: `${group} (${members.length} datasets)`,
    status: members.some(({ status }) => status === 'succeeded') ? 'succeeded' : 'unchanged',
    rows: sum(({ rows }) => rows),
    inserted: sum(({ inserted }) => inserted),
    updated: sum(({ updated }) => updated),
    removed: sum(({ removed }) => removed),
    requests: sum(({ requests }) => requests),
    bytes: sum(({ bytes }) => bytes),
    throttledMs: sum(({ throttledMs }) => throttledMs),
    durationMs: Math.max(...members.map(({ durationMs }) => durationMs)),
  }
}

function datasetRow(result: SummaryRow, format: Format): string[] {
  const { integer } = format
  return [
    result.dataset,
    result.status,
    integer(result.rows),
    integer(result.inserted),
    integer(result.updated),
    integer(result.removed),
    format.duration(result.durationMs),
    integer(result.requests),
    format.bytes(result.bytes),
    result.throttledMs === 0 ? '–' : format.duration(result.throttledMs),
  ]
}

/**
 * Datasets that share a reason are reported together: without one permission all usage reports are skipped.
 */
function problemsText(datasets: readonly DatasetResult[], paint: Paint): string {
  const byReason = new Map<string, { first: DatasetResult; names: string[] }>()
  for (const dataset of datasets) {
    if (dataset.error === null) continue
    const reason = `${dataset.status} ${dataset.error.message} ${dataset.error.fix}`
    const known = byReason.get(reason)
    if (known === undefined) byReason.set(reason, { first: dataset, names: [dataset.dataset] })
    else known.names.push(dataset.dataset)
  }
  return [...byReason.values()].map(({ first, names }) => problemText(first, names, paint)).join('\n')
}

function problemText({ status, error }: DatasetResult, names: readonly string[], paint: Paint): string {
  const color = status === 'failed' ? 'red' : 'yellow'
  const shown =
    names.length > 4 ? `${names.slice(0, 3).join(', ')} and ${names.length - 3} more` : names.join(', ')
  const lines = [`${paint(color, status)} ${printable(shown)}: ${printable(error?.message ?? '')}`]
  if (error !== null && error.fix !== '') lines.push(`  Fix: ${printable(error.fix)}`)
  return lines.join('\n')
}

const maxFindings = 10
const maxPerReason = 2

/** Differences with one explanation are reported together, and what is flagged before what is explained. */
function balanceText(findings: readonly BalanceFinding[], { paint, format }: SummaryOptions): string {
  if (findings.length === 0) return ''
  const reasons = [
    ...Map.groupBy(findings, ({ verdict, explanation }) => `${verdict} ${explanation}`).values(),
  ].sort((one, other) => Number(isFlagged(other)) - Number(isFlagged(one)))
  const lines = reasons.slice(0, maxFindings).map(members => {
    const mark = isFlagged(members) ? paint('yellow', '!') : paint('dim', '·')
    const rest = members.length - maxPerReason
    const shown = members.slice(0, maxPerReason).map(finding => findingText(finding, format))
    if (rest > 0) shown.push(`and ${rest} more`)
    return `${mark} ${shown.join('; ')}. ${printable(members[0]?.explanation ?? '')}`
  })
  if (reasons.length > lines.length) lines.push(paint('dim', '  --json lists all of them'))
  return ['Differences between what Microsoft counts and what was received:', ...lines].join('\n')
}

function isFlagged(findings: readonly BalanceFinding[]): boolean {
  return findings[0]?.verdict === 'flagged'
}

function findingText({ dataset, subject, expected, actual }: BalanceFinding, { integer }: Format): string {
  return `${printable(dataset)}, ${printable(subject)}: ${integer(actual)} instead of ${integer(expected)}`
}

/** What a partial run lacks, in the words that say whether a person has to grant something. */
function gapText(datasets: readonly DatasetResult[]): string {
  const missing = datasets.filter(dataset => gapOf(dataset) === 'notGranted').length
  const notGranted =
    missing === 0 ? [] : [`${missing} of ${datasets.length} datasets lack a permission that is not granted`]
  const failed = datasets.some(dataset => gapOf(dataset) === 'failed')
    ? ['what failed keeps its earlier data']
    : []
  return [...notGranted, ...failed].join('; ')
}

function verdict(run: SyncRun, name: string, { paint, format }: SummaryOptions): string {
  const sentences = {
    succeeded: paint('green', `Synced "${printable(name)}".`),
    partial: paint('yellow', `Synced "${printable(name)}" in part; ${gapText(run.datasets)}.`),
    failed: paint('red', `The sync of "${printable(name)}" failed; earlier data is unchanged.`),
    cancelled: paint(
      'yellow',
      `The sync of "${printable(name)}" was stopped; the next one resumes from there.`,
    ),
  }
  const rows = run.datasets.reduce((sum, dataset) => sum + dataset.rows, 0)
  const took =
    run.finishedAt === null
      ? ''
      : ` in ${format.duration(Date.parse(run.finishedAt) - Date.parse(run.startedAt))}`
  const again = run.retryAt === null ? '' : ` Microsoft asks to wait until ${format.time(run.retryAt)}.`
  return `${sentences[run.status]} ${run.mode === 'full' ? 'Full' : 'Incremental'} sync, ${format.integer(rows)} rows${took}.${again}`
}
