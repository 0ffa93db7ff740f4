import type { UsageReport } from '../../../core/graph/catalogue/types.ts'
import { cellPosition } from '../views/apps.ts'

/** A report as it is stored: the number that its rows have, and what the catalogue says of it. */
export type StoredReport = { id: number; report: UsageReport }

export type ActivityMark = { app: string; mark: string }

const markDigits = 3
const dateLength = 10
const noDate = ' '.repeat(dateLength)

/**
 * SQL for `usage_row.activity`: the dates of last activity that a row of the report has, one for each of the entry's apps.
 *
 * @param cells the column that holds the row as a JSON array
 */
export function activityColumn(report: UsageReport, cells: string): string {
  const cell = (name: string) => `json_extract(${cells}, '$[${cellPosition(report, name)}]')`
  const dates = report.activity.map(({ dateCell, flagCell }) =>
    flagCell === null ? cell(dateCell) : `case when ${cell(flagCell)} = 1 then ${cell(dateCell)} end`,
  )
  const [only] = dates
  if (only === undefined) return 'null'
  if (dates.length === 1) return only
  const joined = dates.map(date => `coalesce(${date}, '${noDate}')`).join(' || ')
  return `nullif(${joined}, '${noDate.repeat(dates.length)}')`
}

/**
 * SQL for the marks that a stored row gives: the date of last activity of each app that the report has one for, and behind it the report's
 * number. Where there is no date the mark is null or begins with a blank, which sorts before every date.
 *
 * @param row the name under which the statement knows the row
 */
export function activityMarks({ id, report }: StoredReport, row: string): ActivityMark[] {
  const number = String(id).padStart(markDigits, '0')
  return report.activity.map(({ app }, index) => ({
    app,
    mark: `substr(${row}.activity, ${index * dateLength + 1}, ${dateLength}) || '${number}'`,
  }))
}
