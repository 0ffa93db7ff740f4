import type { UsageReport } from '../../../core/graph/catalogue/types.ts'
import { cellPosition } from '../views/apps.ts'

/** A report as it is stored: its number in `usage_report` and what the catalogue says of it. */
export type StoredReport = { id: number; report: UsageReport }

export type ActivityMark = { app: string; mark: string }

const markDigits = 3

/**
 * SQL for the marks that a stored row gives: the date of last activity of each app that the report has one for, and behind it the report's
 * number; null where there is no date or its flag is not set.
 *
 * @param row the name under which the statement knows the row
 */
export function activityMarks({ id, report }: StoredReport, row: string): ActivityMark[] {
  const number = String(id).padStart(markDigits, '0')
  const cell = (name: string) => `json_extract(${row}.cells, '$[${cellPosition(report, name)}]')`
  return report.activity.map(({ app, dateCell, flagCell }) => {
    const date = cell(dateCell)
    const counted = flagCell === null ? date : `case when ${cell(flagCell)} = 1 then ${date} end`
    return { app, mark: `${counted} || '${number}'` }
  })
}
