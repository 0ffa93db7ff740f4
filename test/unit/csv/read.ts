import { usageReports } from '../../../electron/core/graph/catalogue/index.ts'
import type { UsageReport } from '../../../electron/core/graph/catalogue/types.ts'
import { type PersonChunk, PersonLines } from '../../../electron/core/graph/csv/person-lines.ts'
import { createReportReader, type ReportFindings } from '../../../electron/core/graph/csv/report-reader.ts'

type Read = {
  findings: ReportFindings
  /** Key and row in the order in which they were handed on. */
  rows: [string, (string | number | null)[]][]
  batches: number
}

export function reportNamed(name: string): UsageReport {
  const report = usageReports.find(entry => entry.name === name)
  if (report === undefined) throw new Error(`The catalogue has no report ${name}.`)
  return report
}

/** Reads a report that arrives in the given pieces. */
export function readPieces(report: UsageReport, pieces: readonly Uint8Array[]): Read {
  const rows: Read['rows'] = []
  let batches = 0
  const take = (read: Read['rows']) => {
    batches += 1
    rows.push(...read)
  }
  const reader = createReportReader(report, {
    keyed: batch => take(entriesOf(textOf(batch))),
    people: chunk => take(rowsOfChunk(chunk, report.activity.length)),
  })
  for (const piece of pieces) reader.push(piece)
  return { findings: reader.end(), rows, batches }
}

const textOf = (bytes: Uint8Array) => new TextDecoder('utf-8', { fatal: true }).decode(bytes)

/** A chunk as the rows that other reports give, so that tests look at one kind only. */
function rowsOfChunk(chunk: PersonChunk, apps: number): Read['rows'] {
  const lines = new PersonLines(textOf(chunk.people), apps)
  const cells: [string, ...(string | number | null)[]][] = JSON.parse(textOf(chunk.cells))
  return cells.map(([key, ...values]) => {
    if (!lines.next() || lines.key() !== key) throw new Error('Lines and cells name other people.')
    return [`${key}\t`, [lines.reportedKey(), ...values]]
  })
}

/** Unlike an object, keeps the order and what is there twice. */
function entriesOf(text: string): Read['rows'] {
  const keys: string[] = []
  const parsed: Record<string, (string | number | null)[]> = JSON.parse(text)
  for (const key of Object.keys(parsed)) keys.push(key)
  return keys.map(key => [key, parsed[key] ?? []])
}

export function readText(report: UsageReport, text: string): Read {
  return readPieces(report, [new TextEncoder().encode(text)])
}

export const mail = reportNamed('email_activity')
export const mailHeader =
  'Report Refresh Date,User Principal Name,Display Name,Is Deleted,Deleted Date,Last Activity Date,Send Count,Receive Count,Read Count,Meeting Created Count,Meeting Interacted Count,Assigned Products,Report Period'
export const mailRow = (key: string, sent = '3') =>
  `2026-11-21,${key},Somebody,False,,2026-11-20,${sent},20,15,1,2,OFFICE 365 E5,30`
export const mailCells = (sent: number | null = 3) => [0, null, '2026-11-20', sent, 20, 15, 1, 2]
