import { usageReports } from '../../../electron/core/usage/catalogue/index.ts'
import type { UsageReport } from '../../../electron/core/usage/catalogue/types.ts'
import {
  createReportReader,
  type ReportFindings,
} from '../../../electron/core/usage/reading/report-reader.ts'

type Read = {
  findings: ReportFindings
  /** Key, tab and item; the key as reported and the cells. In the order in which they were handed on. */
  rows: [string, (string | number | null)[]][]
}

export function reportNamed(name: string): UsageReport {
  const report = usageReports.find(entry => entry.name === name)
  if (report === undefined) throw new Error(`The catalogue has no report ${name}.`)
  return report
}

/** Reads a report that arrives in the given pieces, on a day after which no day can be true. */
export function readPieces(report: UsageReport, pieces: readonly Uint8Array[], latestDay?: string): Read {
  const rows: Read['rows'] = []
  const reader = createReportReader(
    report,
    ({ key, reportedKey, item, cells }) => rows.push([`${key}\t${item}`, [reportedKey, ...cells]]),
    latestDay,
  )
  for (const piece of pieces) reader.push(piece)
  return { findings: reader.end(), rows }
}

export function readText(report: UsageReport, text: string, latestDay?: string): Read {
  return readPieces(report, [new TextEncoder().encode(text)], latestDay)
}

export const mail = reportNamed('email_activity')
export const mailHeader =
  'Report Refresh Date,User Principal Name,Display Name,Is Deleted,Deleted Date,Last Activity Date,Send Count,Receive Count,Read Count,Meeting Created Count,Meeting Interacted Count,Assigned Products,Report Period'
export const mailRow = (key: string, sent = '3') =>
  `2026-11-21,${key},Somebody,False,,2026-11-20,${sent},20,15,1,2,OFFICE 365 E5,30`
export const mailCells = (sent: number | null = 3) => [0, null, '2026-11-20', sent, 20, 15, 1, 2]
