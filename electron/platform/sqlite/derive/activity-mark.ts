import type { UsageReport } from '../../../core/graph/catalogue/types.ts'
import { cellPosition } from '../views/apps.ts'

/** A report as it is stored: the number that its rows have, and what the catalogue says of it. */
export type StoredReport = { id: number; report: UsageReport }

export type ActivityMark = { app: string; mark: string }

const idDigits = 3
const markLength = 'YYYY-MM-DD'.length + idDigits

/** The mark of no activity, as long as any other and before every other one. */
export const noMark = `'${' '.repeat(markLength)}'`

/**
 * SQL for `usage_row.activity`: for each of the entry's apps the mark of its last activity, which is the date and behind it the number of
 * the report's rows (three digits), so that the latest of several marks tells where it comes from.
 *
 * @param cells the column that holds the row as a JSON array
 */
export function activityColumn({ id, report }: StoredReport, cells: string): string {
  const cell = (name: string) => `json_extract(${cells}, '$[${cellPosition(report, name)}]')`
  const number = String(id).padStart(idDigits, '0')
  const marks = report.activity.map(({ dateCell, flagCell }) => {
    const date = flagCell === null ? cell(dateCell) : `iif(${cell(flagCell)} = 1, ${cell(dateCell)}, null)`
    return `${date} || '${number}'`
  })
  const [only] = marks
  if (only === undefined) return 'null'
  return marks.length === 1 ? only : marks.map(mark => `coalesce(${mark}, ${noMark})`).join(' || ')
}

/**
 * SQL for the marks of a stored row, one per app; null or {@link noMark} where there was no activity.
 *
 * @param row the name under which the statement knows the row
 */
export function activityMarks({ report }: StoredReport, row: string): ActivityMark[] {
  const single = report.activity.length === 1
  return report.activity.map(({ app }, index) => ({
    app,
    mark: single ? `${row}.activity` : `substr(${row}.activity, ${index * markLength + 1}, ${markLength})`,
  }))
}
