import type { ReportColumn, ReportDescription } from '../../contract/reports.ts'
import { findColumn } from './request.ts'

/** Columns of a report in the order in which they are written. */
export type ChosenColumns = {
  title: string
  columns: readonly ReportColumn[]
}

const units: Partial<Record<ReportColumn['type'], string>> = {
  bytes: 'bytes',
  milliseconds: 'ms',
  days: 'days',
}

/** A column's label where its figures stand bare, as in a file, with their unit. */
export function labelWithUnit({ label, type }: ReportColumn): string {
  const unit = units[type]
  return unit === undefined ? label : `${label} (${unit})`
}

/**
 * @param keys null for all columns of the report
 * @throws AppError `badRequest` with the list of columns when one does not exist.
 */
export function chooseColumns(report: ReportDescription, keys: readonly string[] | null): ChosenColumns {
  const { title } = report
  return { title, columns: keys?.map(key => findColumn(report, key)) ?? report.columns }
}
